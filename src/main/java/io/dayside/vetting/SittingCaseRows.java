package io.dayside.vetting;

import io.dayside.reading.Judgement;
import io.dayside.reading.RejectionReason;
import io.dayside.reading.SignedReport;
import io.dayside.reading.Verdict;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Tables {@code sitting_case} and {@code sitting_verdict}. Joins the running transaction. */
@Repository
class SittingCaseRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Decided(UUID caseId, int claim, Judgement judgement) {}

    private final JdbcClient jdbc;

    SittingCaseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param order places in the test's file, as the candidate is to meet them */
    void insert(TenantId library, UUID sitting, List<Integer> order) {
        for (int position = 1; position <= order.size(); position++) {
            jdbc.sql("""
                    insert into sitting_case (tenant_id, id, sitting_id, position, test_case)
                    values (:library, :id, :sitting, :position, :case)""")
                    .param("library", library.code())
                    .param("id", Ids.next())
                    .param("sitting", sitting)
                    .param("position", position)
                    .param("case", order.get(position - 1))
                    .update();
        }
    }

    /** By position. */
    List<SittingCase> of(UUID sitting) {
        var verdicts = verdicts(sitting);
        return jdbc.sql("select * from sitting_case where sitting_id = :sitting order by position")
                .param("sitting", sitting)
                .query((row, _) -> read(row, verdicts))
                .list();
    }

    Optional<UUID> sittingOf(UUID id) {
        return jdbc.sql("select sitting_id from sitting_case where id = :id")
                .param("id", id)
                .query(UUID.class)
                .optional();
    }

    void opened(UUID id, Instant at) {
        jdbc.sql("update sitting_case set opened_at = :at where id = :id and opened_at is null")
                .param("at", Timestamp.from(at))
                .param("id", id)
                .update();
    }

    void write(UUID id, String findings, String impression, Instant at) {
        jdbc.sql("""
                update sitting_case set findings = :findings, impression = :impression, saved_at = :at
                where id = :id and signed_at is null""")
                .param("findings", findings)
                .param("impression", impression)
                .param("at", Timestamp.from(at))
                .param("id", id)
                .update();
    }

    void framesWhole(UUID id, int frames) {
        jdbc.sql("update sitting_case set whole_frames = :frames where id = :id")
                .param("frames", frames)
                .param("id", id)
                .update();
    }

    void readElsewhere(UUID id, boolean read) {
        jdbc.sql("update sitting_case set read_elsewhere = :read where id = :id")
                .param("read", read)
                .param("id", id)
                .update();
    }

    void answer(UUID id, Map<String, Answer> answers) {
        jdbc.sql("update sitting_case set answers = cast(:answers as jsonb) where id = :id and signed_at is null")
                .param("answers", JSON.writeValueAsString(answers))
                .param("id", id)
                .update();
    }

    void judge(TenantId library, UUID id, int claim, Judgement judgement, Instant at) {
        jdbc.sql("""
                insert into sitting_verdict (tenant_id, case_id, claim, verdict, reason, at)
                values (:library, :case, :claim, :verdict, :reason, :at)""")
                .param("library", library.code())
                .param("case", id)
                .param("claim", claim)
                .param("verdict", judgement.verdict().name())
                .param("reason", reason(judgement))
                .param("at", Timestamp.from(at))
                .update();
    }

    void sign(UUID id, SignedReport report) {
        jdbc.sql("update sitting_case set signed_at = :at, report = cast(:report as jsonb) where id = :id")
                .param("at", Timestamp.from(report.signedAt()))
                .param("report", JSON.writeValueAsString(report))
                .param("id", id)
                .update();
    }

    private static SittingCase read(ResultSet row, Map<UUID, Map<Integer, Judgement>> verdicts) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var report = row.getString("report");
        return new SittingCase(
                id,
                row.getInt("position"),
                row.getInt("test_case"),
                SittingRows.instant(row, "opened_at"),
                row.getString("findings"),
                row.getString("impression"),
                SittingRows.instant(row, "saved_at"),
                row.getInt("whole_frames"),
                row.getBoolean("read_elsewhere"),
                JSON.readValue(row.getString("answers"), new TypeReference<Map<String, Answer>>() {}),
                verdicts.getOrDefault(id, Map.of()),
                SittingRows.instant(row, "signed_at"),
                report == null ? null : JSON.readValue(report, SignedReport.class));
    }

    /** The last on each claim, by the case. */
    private Map<UUID, Map<Integer, Judgement>> verdicts(UUID sitting) {
        var last = new HashMap<UUID, Map<Integer, Judgement>>();
        jdbc.sql("""
                        select v.case_id, v.claim, v.verdict, v.reason
                        from sitting_verdict v
                        join sitting_case c on c.tenant_id = v.tenant_id and c.id = v.case_id
                        where c.sitting_id = :sitting order by v.place""")
                .param("sitting", sitting)
                .query((row, _) ->
                        new Decided(row.getObject("case_id", UUID.class), row.getInt("claim"), judgement(row)))
                .list()
                .forEach(one ->
                        last.computeIfAbsent(one.caseId(), _ -> new HashMap<>()).put(one.claim(), one.judgement()));
        return last;
    }

    private static String reason(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Accepted _, Judgement.Undecided _ -> "";
            case Judgement.Rejected(var reason) -> reason.name();
            case Judgement.Corrected(var text) -> text;
        };
    }

    private static Judgement judgement(ResultSet row) throws SQLException {
        return switch (Verdict.valueOf(row.getString("verdict"))) {
            case ACCEPTED -> new Judgement.Accepted();
            case REJECTED -> new Judgement.Rejected(RejectionReason.valueOf(row.getString("reason")));
            case CORRECTED -> new Judgement.Corrected(row.getString("reason"));
            case PENDING -> new Judgement.Undecided();
        };
    }
}
