package io.dayside.collaboration;

import io.dayside.archive.StudyRef;
import io.dayside.cases.CaseId;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code case_reading}. Joins the running transaction. */
@Repository
class ReadingRows {

    private final JdbcClient jdbc;

    ReadingRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of each case in their order; cases that one person reads are missing. */
    Map<CaseId, List<CaseReading>> of(Collection<CaseId> ids) {
        return jdbc
                .sql("select * from case_reading where case_id = any(:ids) order by case_id, position")
                .param("ids", ids.stream().map(CaseId::id).toArray(UUID[]::new))
                .query(ReadingRows::row)
                .list()
                .stream()
                .collect(Collectors.groupingBy(CaseReading::id));
    }

    List<CaseId> toBeReadOver() {
        return jdbc.sql("select tenant_id, case_id from case_reading where read_at is null and role = 'OVER_READER'")
                .query((row, _) -> id(row))
                .list();
    }

    /** Whether a reading of the study is due, which then stays so until the transaction ends. */
    boolean dueForUpdate(StudyRef study) {
        return jdbc.sql("""
                select reading.position from case_reading reading
                join reading_case work on work.tenant_id = reading.tenant_id and work.id = reading.case_id
                where work.tenant_id = :tenant and work.study_instance_uid = :study and reading.read_at is null
                for update of reading""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Waiting cases whose two readers were to compare or settle it by then and have not; locked until the transaction ends. */
    List<CaseId> unsettled(Instant now) {
        return jdbc.sql("""
                select reading.tenant_id, reading.case_id from case_reading reading
                join reading_case work on work.tenant_id = reading.tenant_id and work.id = reading.case_id
                where reading.read_at is null and reading.role in ('CONSENSUS', 'JOINT', 'AGREEMENT') and reading.due_at <= :now
                    and work.state in ('READY', 'OFFERED')
                order by reading.due_at, reading.case_id limit 100 for update""")
                .param("now", Timestamp.from(now))
                .query((row, _) -> id(row))
                .list();
    }

    void askThird(CaseId id) {
        jdbc.sql("""
                update case_reading set role = 'CONSENSUS', due_at = null, radpeer = null, remark = '',
                    compared_by = null, compared_version = 0
                where tenant_id = :tenant and case_id = :case and read_at is null""").param("tenant", id.tenant().code()).param("case", id.id()).update();
    }

    void insert(CaseReading reading) {
        jdbc.sql("""
                insert into case_reading (tenant_id, case_id, position, workflow, role, rule, subspecialty, within_ms,
                    since, due_at, username, read_at, report_version)
                values (:tenant, :case, :position, :workflow, :role, :rule, :subspecialty, :within, :since, :due,
                    :username, :readAt, :version)""")
                .param("tenant", reading.id().tenant().code())
                .param("case", reading.id().id())
                .param("position", reading.position())
                .param("workflow", reading.workflow().name())
                .param("role", reading.role().name())
                .param("rule", reading.rule())
                .param("subspecialty", reading.subspecialty())
                .param("within", reading.within().toMillis())
                .param("since", Timestamp.from(reading.since()))
                .param("due", timestamp(reading.dueAt()))
                .param("username", reading.readBy())
                .param("readAt", timestamp(reading.readAt()))
                .param("version", reading.reportVersion())
                .update();
    }

    void compare(CaseId id, Comparison comparison, String username) {
        jdbc.sql("""
                update case_reading set radpeer = :radpeer, remark = :remark, compared_by = :by,
                    compared_version = :version
                where tenant_id = :tenant and case_id = :case and read_at is null""")
                .param("radpeer", comparison.radpeer().code())
                .param("remark", comparison.remark())
                .param("version", comparison.version())
                .param("by", username)
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .update();
    }

    /** What somebody else said of it before, and lost the case, does not stay. */
    void read(CaseId id, String username, Instant at, @Nullable Integer version) {
        jdbc.sql("""
                update case_reading set username = :by, read_at = :at, report_version = :version,
                    radpeer = case when compared_by = :by then radpeer end,
                    remark = case when compared_by = :by then remark else '' end,
                    compared_version = case when compared_by = :by then compared_version else 0 end,
                    compared_by = case when compared_by = :by then compared_by end
                where tenant_id = :tenant and case_id = :case and read_at is null""")
                .param("by", username)
                .param("at", Timestamp.from(at))
                .param("version", version)
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .update();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static CaseReading row(ResultSet row, int number) throws SQLException {
        var radpeer = row.getString("radpeer");
        return new CaseReading(
                id(row),
                row.getInt("position"),
                Workflow.valueOf(row.getString("workflow")),
                Role.valueOf(row.getString("role")),
                row.getString("rule"),
                row.getString("subspecialty"),
                Duration.ofMillis(row.getLong("within_ms")),
                row.getTimestamp("since").toInstant(),
                instant(row, "due_at"),
                row.getString("compared_by"),
                radpeer == null
                        ? null
                        : new Comparison(Radpeer.of(radpeer), row.getString("remark"), row.getInt("compared_version")),
                row.getString("username"),
                instant(row, "read_at"),
                row.getObject("report_version", Integer.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static CaseId id(ResultSet row) throws SQLException {
        return new CaseId(new TenantId(row.getString("tenant_id")), row.getObject("case_id", UUID.class));
    }
}
