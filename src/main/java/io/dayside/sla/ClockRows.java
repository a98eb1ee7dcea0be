package io.dayside.sla;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code case_clock}. Joins the running transaction. */
@Repository
class ClockRows {

    private final JdbcClient jdbc;
    private final Clock clock;

    ClockRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void start(CaseId id, Instant startedAt, Duration target) {
        jdbc.sql("""
                insert into case_clock (tenant_id, case_id, started_at, target_ms)
                values (:tenant, :case, :started, :target) on conflict do nothing""")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .param("started", Timestamp.from(startedAt))
                .param("target", target.toMillis())
                .update();
    }

    /** A promise that was kept or broken stays as it was. */
    void promise(CaseId id, Duration target) {
        jdbc.sql("""
                update case_clock set target_ms = :target
                where tenant_id = :tenant and case_id = :case and stopped_at is null""")
                .param("target", target.toMillis())
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .update();
    }

    void opened(CaseId id, Instant at) {
        update(id, "opened_at = coalesce(opened_at, :at)", at);
    }

    void stopped(CaseId id, Instant at) {
        update(id, "stopped_at = coalesce(stopped_at, :at)", at);
    }

    void paused(CaseId id, Instant at) {
        update(id, "paused_since = coalesce(paused_since, :at)", at);
    }

    /** Does nothing to a clock that is not paused. */
    void resumed(CaseId id, Instant at) {
        update(
                id,
                "paused_ms = paused_ms + coalesce(extract(epoch from :at - paused_since) * 1000, 0)::bigint, "
                        + "paused_since = null",
                at);
    }

    private void update(CaseId id, String assignment, Instant at) {
        jdbc.sql("update case_clock set " + assignment + " where tenant_id = :tenant and case_id = :case")
                .param("at", Timestamp.from(at))
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .update();
    }

    /** A cancelled case promises nothing. */
    void remove(CaseId id) {
        jdbc.sql("delete from case_clock where tenant_id = :tenant and case_id = :case")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .update();
    }

    List<CaseClock> of(Collection<CaseId> ids) {
        return jdbc.sql("select * from case_clock where case_id = any(:ids)")
                .param("ids", ids.stream().map(CaseId::id).toArray(UUID[]::new))
                .query(this::row)
                .list();
    }

    /** Clocks of a tenant that stopped at or after {@code since}. */
    List<CaseClock> stoppedSince(TenantId tenant, Instant since) {
        return jdbc.sql("""
                select * from case_clock where tenant_id = :tenant and stopped_at >= :since order by stopped_at""")
                .param("tenant", tenant.code())
                .param("since", Timestamp.from(since))
                .query(this::row)
                .list();
    }

    private CaseClock row(ResultSet row, int number) throws SQLException {
        var startedAt = row.getTimestamp("started_at").toInstant();
        var target = Duration.ofMillis(row.getLong("target_ms"));
        var pausedSince = instant(row, "paused_since");
        var pauses = Duration.ofMillis(row.getLong("paused_ms"))
                .plus(pausedSince == null ? Duration.ZERO : Duration.between(pausedSince, clock.instant()));
        return new CaseClock(
                new CaseId(new TenantId(row.getString("tenant_id")), row.getObject("case_id", UUID.class)),
                startedAt,
                target,
                startedAt.plus(target).plus(pauses),
                instant(row, "opened_at"),
                instant(row, "stopped_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
