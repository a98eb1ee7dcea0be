package io.dayside.reading;

import static java.time.ZoneOffset.UTC;

import io.dayside.cases.CaseId;
import io.dayside.reading.SignedReport.JudgedFinding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Signed versions in the database, where the runtime role can add but never alter. */
@Repository
@Transactional
class ReportStore implements Reports {

    private final JdbcClient jdbc;

    ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public List<SignedReport> of(CaseId id) {
        return versions(id, "released and");
    }

    /** Also what stays among the readers. */
    @Transactional(readOnly = true)
    public List<SignedReport> everyVersion(CaseId id) {
        return versions(id, "");
    }

    private List<SignedReport> versions(CaseId id, String which) {
        return jdbc.sql("select * from report where " + which
                        + " tenant_id = :tenant and case_id = :case order by version")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .query((row, _) -> report(id, row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<SignedReport> latest(CaseId id) {
        var all = of(id);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    @Override
    @Transactional(readOnly = true)
    public int finishedBy(String username, Instant from) {
        return jdbc.sql("""
                        select count(distinct case_id) from report
                        where signer_username = :username and signed_at >= :from and status <> 'APPENDED'""")
                .param("username", username)
                .param("from", from.atOffset(UTC))
                .query(Integer.class)
                .single();
    }

    /** @param released whether the hospital receives it */
    void add(SignedReport report, boolean released) {
        jdbc.sql("""
                        insert into report (tenant_id, id, case_id, version, status, study_instance_uid, findings,
                            impression, read_elsewhere, signer_subject, signer_username, signer_name, meaning,
                            signed_at, digest, released)
                        values (:tenant, :id, :case, :version, :status, :study, :findings, :impression, :elsewhere,
                            :subject, :username, :name, :meaning, :at, :digest, :released)""")
                .param("tenant", report.caseId().tenant().code())
                .param("id", report.id())
                .param("case", report.caseId().id())
                .param("version", report.version())
                .param("status", report.status().name())
                .param("study", report.studyInstanceUid())
                .param("findings", report.findings())
                .param("impression", report.impression())
                .param("elsewhere", report.readElsewhere().toArray(String[]::new))
                .param("subject", report.signerSubject())
                .param("username", report.signerUsername())
                .param("name", report.signerName())
                .param("meaning", report.meaning())
                .param("at", report.signedAt().atOffset(UTC))
                .param("digest", report.digest())
                .param("released", released)
                .update();
        for (int position = 0; position < report.verdicts().size(); position++) {
            add(report, position, report.verdicts().get(position));
        }
    }

    private void add(SignedReport report, int position, JudgedFinding judged) {
        jdbc.sql("""
                        insert into report_verdict (tenant_id, report_id, position, finding_id, label, probability,
                            model, model_version, verdict, reason)
                        values (:tenant, :report, :position, :finding, :label, :probability, :model, :modelVersion,
                            :verdict, :reason)""")
                .param("tenant", report.caseId().tenant().code())
                .param("report", report.id())
                .param("position", position)
                .param("finding", judged.finding())
                .param("label", judged.label())
                .param("probability", judged.probability())
                .param("model", judged.model())
                .param("modelVersion", judged.modelVersion())
                .param("verdict", judged.verdict().name())
                .param("reason", judged.reason())
                .update();
    }

    private SignedReport report(CaseId id, ResultSet row) throws SQLException {
        var reportId = row.getObject("id", UUID.class);
        return new SignedReport(
                reportId,
                id,
                row.getInt("version"),
                SignedReport.Status.valueOf(row.getString("status")),
                row.getString("study_instance_uid"),
                row.getString("findings"),
                row.getString("impression"),
                verdicts(id, reportId),
                Arrays.asList((String[]) row.getArray("read_elsewhere").getArray()),
                row.getString("signer_subject"),
                row.getString("signer_username"),
                row.getString("signer_name"),
                row.getString("meaning"),
                row.getObject("signed_at", OffsetDateTime.class).toInstant(),
                row.getString("digest"));
    }

    private List<JudgedFinding> verdicts(CaseId id, UUID report) {
        return jdbc.sql("""
                        select * from report_verdict
                        where tenant_id = :tenant and report_id = :report order by position""")
                .param("tenant", id.tenant().code())
                .param("report", report)
                .query((row, _) -> new JudgedFinding(
                        row.getObject("finding_id", UUID.class),
                        row.getString("label"),
                        row.getDouble("probability"),
                        row.getString("model"),
                        row.getString("model_version"),
                        Verdict.valueOf(row.getString("verdict")),
                        row.getString("reason")))
                .list();
    }
}
