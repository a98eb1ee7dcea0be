package io.dayside.critical;

import io.dayside.cases.CaseId;
import io.dayside.critical.CriticalResult.Acknowledgement;
import io.dayside.critical.CriticalResult.Through;
import io.dayside.critical.CriticalResult.Withdrawal;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code critical_result} and {@code critical_attempt}. Joins the running transaction. */
@Repository
class CriticalRows {

    private static final String SELECT = """
            select one.*, work.number, work.procedure, work.patient_name, work.patient_id,
                   (select count(*) from critical_attempt a where a.tenant_id = one.tenant_id and a.result_id = one.id)
                       as told,
                   (select max(at) from critical_attempt a where a.tenant_id = one.tenant_id and a.result_id = one.id)
                       as told_last
            from critical_result one
            join reading_case work on work.tenant_id = one.tenant_id and work.id = one.case_id
            """;

    private final JdbcClient jdbc;

    CriticalRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(CriticalResult result) {
        jdbc.sql("""
                insert into critical_result (tenant_id, id, case_id, state, finding, addressee, raised_by, raised_name,
                    raised_at, target_ms, due_at)
                values (:tenant, :id, :case, :state, :finding, :addressee, :by, :name, :at, :target, :due)""")
                .param("tenant", result.caseId().tenant().code())
                .param("id", result.id())
                .param("case", result.caseId().id())
                .param("state", result.state().name())
                .param("finding", result.finding())
                .param("addressee", result.addressee())
                .param("by", result.raisedBy())
                .param("name", result.raisedName())
                .param("at", Timestamp.from(result.raisedAt()))
                .param("target", result.target().toMillis())
                .param("due", Timestamp.from(result.dueAt()))
                .update();
    }

    Optional<CriticalResult> find(TenantId tenant, UUID id) {
        return jdbc.sql(SELECT + "where one.tenant_id = :tenant and one.id = :id")
                .param("tenant", tenant.code())
                .param("id", id)
                .query(CriticalRows::row)
                .optional();
    }

    /** Nobody else raises anything of the case until the transaction ends. */
    void lockCase(CaseId id) {
        jdbc.sql("select id from reading_case where tenant_id = :tenant and id = :id for no key update")
                .param("tenant", id.tenant().code())
                .param("id", id.id())
                .query(UUID.class)
                .optional();
    }

    /** Nobody else changes it until the transaction ends. */
    Optional<CriticalResult> findForUpdate(TenantId tenant, UUID id) {
        jdbc.sql("select id from critical_result where tenant_id = :tenant and id = :id for update")
                .param("tenant", tenant.code())
                .param("id", id)
                .query(UUID.class)
                .optional();
        return find(tenant, id);
    }

    List<CriticalResult> of(CaseId id) {
        return jdbc.sql(SELECT + "where one.tenant_id = :tenant and one.case_id = :case order by one.raised_at, one.id")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .query(CriticalRows::row)
                .list();
    }

    /** That nobody has acknowledged, the first to be due first. */
    List<CriticalResult> waiting(Set<TenantId> tenants) {
        return jdbc.sql(SELECT + """
                where one.tenant_id = any(:tenants) and one.state in ('RAISED', 'NOTIFIED', 'ESCALATED')
                order by one.due_at, one.id""")
                .param("tenants", tenants.stream().map(TenantId::code).toArray(String[]::new))
                .query(CriticalRows::row)
                .list();
    }

    /** Raised at or after {@code from} and before {@code to}, in that order. */
    List<CriticalResult> raisedWithin(TenantId tenant, Instant from, Instant to) {
        return jdbc.sql(SELECT + """
                where one.tenant_id = :tenant and one.raised_at >= :from and one.raised_at < :to
                order by one.raised_at, one.id""")
                .param("tenant", tenant.code())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query(CriticalRows::row)
                .list();
    }

    void state(CriticalResult result, CriticalState state) {
        jdbc.sql("update critical_result set state = :state where tenant_id = :tenant and id = :id")
                .param("state", state.name())
                .param("tenant", result.caseId().tenant().code())
                .param("id", result.id())
                .update();
    }

    void acknowledged(CriticalResult result, Acknowledgement acknowledgement) {
        jdbc.sql("""
                update critical_result set state = 'ACKNOWLEDGED', acknowledged_at = :at, acknowledged_by = :by,
                    acknowledged_login = :login, acknowledged_through = :through, read_back = :words
                where tenant_id = :tenant and id = :id""")
                .param("at", Timestamp.from(acknowledgement.at()))
                .param("by", acknowledgement.by())
                .param("login", acknowledgement.login())
                .param("through", acknowledgement.through().name())
                .param("words", acknowledgement.readBack())
                .param("tenant", result.caseId().tenant().code())
                .param("id", result.id())
                .update();
    }

    /** False where somebody was warned before. */
    boolean warned(CriticalResult result, Instant at) {
        return jdbc.sql("""
                update critical_result set warned_at = :at
                where tenant_id = :tenant and id = :id and warned_at is null""")
                        .param("at", Timestamp.from(at))
                        .param("tenant", result.caseId().tenant().code())
                        .param("id", result.id())
                        .update()
                == 1;
    }

    void told(CriticalResult result, String who, Heard heard, Instant at) {
        jdbc.sql("""
                insert into critical_attempt (tenant_id, result_id, number, told, roles, people, at)
                select :tenant, :id, count(*), :who, :roles, :people, :at from critical_attempt
                where tenant_id = :tenant and result_id = :id""")
                .param("tenant", result.caseId().tenant().code())
                .param("id", result.id())
                .param("who", who)
                .param("roles", heard.roles().stream().map(Role::name).toArray(String[]::new))
                .param("people", heard.people().toArray(String[]::new))
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Whom any attempt told, and the managers where they were warned. */
    Heard heard(CriticalResult result) {
        return jdbc.sql("""
                select array(
                           select unnest(roles) from critical_attempt where tenant_id = :tenant and result_id = :id
                           union
                           select 'MANAGER' from critical_result
                           where tenant_id = :tenant and id = :id and warned_at is not null) as roles,
                       array(
                           select distinct unnest(people) from critical_attempt
                           where tenant_id = :tenant and result_id = :id) as people""")
                .param("tenant", result.caseId().tenant().code())
                .param("id", result.id())
                .query((row, _) -> new Heard(
                        words(row.getArray("roles")).map(Role::valueOf).collect(Collectors.toSet()),
                        words(row.getArray("people")).collect(Collectors.toSet())))
                .single();
    }

    private static Stream<String> words(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray());
    }

    void withdrawn(CriticalResult result, Withdrawal withdrawal) {
        jdbc.sql("""
                update critical_result set state = 'WITHDRAWN', withdrawn_at = :at, withdrawn_by = :by,
                    withdrawn_login = :login, withdrawn_reason = :reason
                where tenant_id = :tenant and id = :id""")
                .param("at", Timestamp.from(withdrawal.at()))
                .param("by", withdrawal.by())
                .param("login", withdrawal.login())
                .param("reason", withdrawal.reason())
                .param("tenant", result.caseId().tenant().code())
                .param("id", result.id())
                .update();
    }

    private static @Nullable Withdrawal withdrawal(ResultSet row) throws SQLException {
        var at = row.getTimestamp("withdrawn_at");
        return at == null
                ? null
                : new Withdrawal(
                        row.getString("withdrawn_by"),
                        row.getString("withdrawn_login"),
                        at.toInstant(),
                        row.getString("withdrawn_reason"));
    }

    private static CriticalResult row(ResultSet row, int number) throws SQLException {
        var toldLast = row.getTimestamp("told_last");
        var raisedAt = row.getTimestamp("raised_at").toInstant();
        return new CriticalResult(
                new CaseId(new TenantId(row.getString("tenant_id")), row.getObject("case_id", UUID.class)),
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("procedure"),
                row.getString("patient_name"),
                row.getString("patient_id"),
                CriticalState.valueOf(row.getString("state")),
                row.getString("raised_by"),
                row.getString("raised_name"),
                raisedAt,
                row.getString("finding"),
                row.getString("addressee"),
                Duration.ofMillis(row.getLong("target_ms")),
                row.getTimestamp("due_at").toInstant(),
                row.getInt("told"),
                toldLast == null ? raisedAt : toldLast.toInstant(),
                acknowledgement(row),
                withdrawal(row));
    }

    private static @Nullable Acknowledgement acknowledgement(ResultSet row) throws SQLException {
        var at = row.getTimestamp("acknowledged_at");
        return at == null
                ? null
                : new Acknowledgement(
                        row.getString("acknowledged_by"),
                        row.getString("acknowledged_login"),
                        Through.valueOf(row.getString("acknowledged_through")),
                        at.toInstant(),
                        row.getString("read_back"));
    }
}
