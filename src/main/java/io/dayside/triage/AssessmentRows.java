package io.dayside.triage;

import io.dayside.archive.StudyRef;
import io.dayside.triage.Assessment.Status;
import io.dayside.triage.ModelFinding.Region;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code assessment} and {@code model_finding}. Every method joins the running transaction. */
@Repository
class AssessmentRows {

    private final JdbcClient jdbc;
    private final Clock clock;

    AssessmentRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** False when this round, or a later one, is there already. */
    boolean queue(StudyRef study, int round) {
        return jdbc.sql("""
                        insert into assessment as a (tenant_id, study_uid, round, status, queued_at)
                        values (:tenant, :study, :round, 'QUEUED', :now)
                        on conflict (tenant_id, study_uid) do update
                        set round = excluded.round, status = 'QUEUED', reason = '', attempts = 0,
                            queued_at = excluded.queued_at, started_at = null, finished_at = null
                        where a.round < excluded.round""")
                        .param("tenant", study.tenant().code())
                        .param("study", study.studyInstanceUid())
                        .param("round", round)
                        .param("now", now())
                        .update()
                == 1;
    }

    /** Marks a try as begun and tells which it is, from 1; empty when the round is over or superseded. */
    Optional<Integer> start(StudyRef study, int round) {
        return jdbc.sql("""
                        update assessment set status = 'RUNNING', attempts = attempts + 1, started_at = :now
                        where tenant_id = :tenant and study_uid = :study and round = :round
                          and status in ('QUEUED', 'RUNNING')
                        returning attempts""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .param("round", round)
                .param("now", now())
                .query(Integer.class)
                .optional();
    }

    /** False when the round is over or superseded; nothing is written then. */
    boolean finish(StudyRef study, int round, Status status, String reason, List<ModelFinding> findings) {
        int updated = jdbc.sql("""
                        update assessment set status = :status, reason = :reason, finished_at = :now
                        where tenant_id = :tenant and study_uid = :study and round = :round
                          and status = 'RUNNING'""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .param("round", round)
                .param("status", status.name())
                .param("reason", reason)
                .param("now", now())
                .update();
        if (updated == 1) {
            findings.forEach(finding -> insert(study, round, finding));
        }
        return updated == 1;
    }

    private void insert(StudyRef study, int round, ModelFinding finding) {
        Region region = finding.region();
        jdbc.sql("""
                        insert into model_finding (tenant_id, id, study_uid, round, model, model_version, label,
                                                   probability, flagged, severity, sop_instance_uid, frame,
                                                   region_x, region_y, region_width, region_height)
                        values (:tenant, :id, :study, :round, :model, :version, :label, :probability, :flagged,
                                :severity, :instance, :frame, :x, :y, :width, :height)""")
                .param("tenant", study.tenant().code())
                .param("id", finding.id())
                .param("study", study.studyInstanceUid())
                .param("round", round)
                .param("model", finding.model())
                .param("version", finding.modelVersion())
                .param("label", finding.label())
                .param("probability", finding.probability())
                .param("flagged", finding.flagged())
                .param("severity", finding.severity().name())
                .param("instance", finding.sopInstanceUid())
                .param("frame", finding.frame())
                .param("x", region == null ? null : region.x())
                .param("y", region == null ? null : region.y())
                .param("width", region == null ? null : region.width())
                .param("height", region == null ? null : region.height())
                .update();
    }

    Optional<Assessment> find(StudyRef study) {
        return jdbc.sql("select * from assessment where tenant_id = :tenant and study_uid = :study")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query((row, _) -> new Assessment(
                        study,
                        Status.valueOf(row.getString("status")),
                        row.getString("reason"),
                        findings(study, row.getInt("round")),
                        instant(row.getTimestamp("finished_at"))))
                .optional();
    }

    /** Flagged ones first, then by probability. */
    private List<ModelFinding> findings(StudyRef study, int round) {
        return jdbc.sql("""
                        select * from model_finding
                        where tenant_id = :tenant and study_uid = :study and round = :round
                        order by flagged desc, probability desc, id""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .param("round", round)
                .query(AssessmentRows::finding)
                .list();
    }

    private static ModelFinding finding(ResultSet row, int number) throws SQLException {
        return new ModelFinding(
                row.getObject("id", UUID.class),
                row.getString("label"),
                row.getDouble("probability"),
                row.getBoolean("flagged"),
                Severity.valueOf(row.getString("severity")),
                row.getString("sop_instance_uid"),
                row.getInt("frame"),
                region(row),
                row.getString("model"),
                row.getString("model_version"));
    }

    private static @Nullable Region region(ResultSet row) throws SQLException {
        int x = row.getInt("region_x");
        return row.wasNull()
                ? null
                : new Region(x, row.getInt("region_y"), row.getInt("region_width"), row.getInt("region_height"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp stored) {
        return stored == null ? null : stored.toInstant();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
