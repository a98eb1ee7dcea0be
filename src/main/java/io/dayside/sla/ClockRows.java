package io.dayside.sla;

import io.dayside.cases.CaseId;
import io.dayside.cases.HoldReason;
import io.dayside.sla.ServiceLevel.Promise;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code case_clock}. Joins the running transaction. */
@Repository
class ClockRows {

    /** Within what PostgreSQL can compare. */
    private static final Instant FAR_AHEAD = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient jdbc;
    private final Clock clock;

    ClockRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void start(CaseId id, Promise promise) {
        jdbc.sql("""
                insert into case_clock (tenant_id, case_id, started_at, begun_with, target_ms, level, due_at,
                    open_due_at, preliminary_due_at)
                values (:tenant, :case, :started, :with, :target, :level, :due, :open, :preliminary)
                on conflict do nothing""").params(parameters(id, promise)).update();
    }

    /** A promise that was kept or broken stays as it was. */
    void promise(CaseId id, Promise promise) {
        jdbc.sql("""
                update case_clock set started_at = :started, begun_with = :with, target_ms = :target, level = :level,
                    due_at = :due,
                    open_due_at = case when opened_at is null then :open else open_due_at end,
                    preliminary_due_at = case when preliminary_at is null then :preliminary else preliminary_due_at end
                where tenant_id = :tenant and case_id = :case and stopped_at is null""").params(parameters(id, promise)).update();
    }

    private static Map<String, @Nullable Object> parameters(CaseId id, Promise promise) {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("tenant", id.tenant().code());
        parameters.put("case", id.id());
        parameters.put("started", Timestamp.from(promise.begunAt()));
        parameters.put("with", promise.begunWith().name());
        parameters.put("target", promise.target().toMillis());
        parameters.put("level", promise.level());
        parameters.put("due", Timestamp.from(promise.dueAt()));
        parameters.put("open", timestamp(promise.openDueAt()));
        parameters.put("preliminary", timestamp(promise.preliminaryDueAt()));
        return parameters;
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    void opened(CaseId id, Instant at) {
        step(id, "open", "opened_at", at);
    }

    void stopped(CaseId id, Instant at) {
        update(id, "stopped_at = coalesce(stopped_at, :at)", at);
    }

    void preliminary(CaseId id, Instant at) {
        step(id, "preliminary", "preliminary_at", at);
    }

    /** Pauses until now move what is due, later ones do not. Only the first time counts. */
    private void step(CaseId id, String name, String column, Instant at) {
        jdbc.sql("""
                update case_clock set %2$s = :at, %1$s_due_at = %1$s_due_at + paused_ms * interval '1 millisecond'
                where tenant_id = :tenant and case_id = :case and %2$s is null""".formatted(name, column))
                .param("at", Timestamp.from(at))
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .update();
    }

    void paused(CaseId id, Instant at, HoldReason reason) {
        update(id, "paused_since = coalesce(paused_since, :at)", at);
        jdbc.sql("""
                insert into clock_pause (tenant_id, case_id, since, reason)
                select :tenant, :case, :at, :reason
                where exists (select from case_clock where tenant_id = :tenant and case_id = :case)
                on conflict do nothing""")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .param("at", Timestamp.from(at))
                .param("reason", reason.name())
                .update();
    }

    /** Does nothing to a clock that is not paused. */
    void resumed(CaseId id, Instant at) {
        update(
                id,
                "paused_ms = paused_ms + coalesce(extract(epoch from :at - paused_since) * 1000, 0)::bigint, "
                        + "paused_since = null",
                at);
        jdbc.sql("""
                update clock_pause set until = :at
                where tenant_id = :tenant and case_id = :case and until is null""")
                .param("at", Timestamp.from(at))
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .update();
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
        return stoppedWithin(tenant, since, FAR_AHEAD);
    }

    List<CaseClock> startedSince(Instant since) {
        return jdbc.sql("select * from case_clock where started_at >= :since order by started_at, case_id")
                .param("since", Timestamp.from(since))
                .query(this::row)
                .list();
    }

    /** Clocks of a tenant that stopped at or after {@code from} and before {@code to}, in that order. */
    List<CaseClock> stoppedWithin(TenantId tenant, Instant from, Instant to) {
        return jdbc.sql("""
                select * from case_clock where tenant_id = :tenant and stopped_at >= :from and stopped_at < :to
                order by stopped_at""")
                .param("tenant", tenant.code())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query(this::row)
                .list();
    }

    /** Why clocks of these cases stood still, in the order in which they did. */
    Map<CaseId, List<HoldReason>> pauses(Collection<CaseId> ids) {
        return jdbc
                .sql("select tenant_id, case_id, reason from clock_pause where case_id = any(:ids) order by since")
                .param("ids", ids.stream().map(CaseId::id).toArray(UUID[]::new))
                .query((row, _) -> Map.entry(id(row), HoldReason.valueOf(row.getString("reason"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private CaseClock row(ResultSet row, int number) throws SQLException {
        var pausedSince = instant(row, "paused_since");
        var pauses = Duration.ofMillis(row.getLong("paused_ms"))
                .plus(pausedSince == null ? Duration.ZERO : Duration.between(pausedSince, clock.instant()));
        return new CaseClock(
                id(row),
                row.getTimestamp("started_at").toInstant(),
                ClockBegin.valueOf(row.getString("begun_with")),
                Duration.ofMillis(row.getLong("target_ms")),
                row.getTimestamp("due_at").toInstant().plus(pauses),
                instant(row, "opened_at"),
                instant(row, "stopped_at"),
                row.getString("level"),
                due(row, "open_due_at", "opened_at", pauses),
                due(row, "preliminary_due_at", "preliminary_at", pauses),
                instant(row, "preliminary_at"),
                pauses);
    }

    private static CaseId id(ResultSet row) throws SQLException {
        return new CaseId(new TenantId(row.getString("tenant_id")), row.getObject("case_id", UUID.class));
    }

    private static @Nullable Instant due(ResultSet row, String column, String done, Duration pauses)
            throws SQLException {
        var due = instant(row, column);
        return due == null || row.getTimestamp(done) != null ? due : due.plus(pauses);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
