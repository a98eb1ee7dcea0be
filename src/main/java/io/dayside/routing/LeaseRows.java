package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code lease}. Joins the running transaction. */
@Repository
class LeaseRows {

    /** Why a lease is no longer held. */
    enum End {
        RELEASED,
        EXPIRED,
        COMPLETED
    }

    private final JdbcClient jdbc;

    LeaseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets one transaction at a time decide what this specialist may hold, so that capacity is never exceeded. */
    void lockHolder(String username) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('lease-holder:' || :username, 0))")
                .param("username", username)
                .query((_, _) -> username)
                .single();
    }

    /** Waits for whoever inserts the same at the same time; false when they were first. */
    boolean insert(Lease lease) {
        return jdbc.sql("""
                        insert into lease (tenant_id, id, case_id, username, state, held_since, until)
                        values (:tenant, :id, :case, :username, 'HELD', :since, :until)
                        on conflict (tenant_id, case_id) where state = 'HELD' do nothing""")
                        .param("tenant", lease.id().tenant().code())
                        .param("id", Ids.next())
                        .param("case", lease.id().id())
                        .param("username", lease.username())
                        .param("since", Timestamp.from(lease.heldSince()))
                        .param("until", Timestamp.from(lease.until()))
                        .update()
                == 1;
    }

    /** The lease that holds at {@code now}. */
    Optional<Lease> current(CaseId id, Instant now) {
        return jdbc.sql("""
                select * from lease
                where tenant_id = :tenant and case_id = :case and state = 'HELD' and until > :now""")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .param("now", Timestamp.from(now))
                .query(LeaseRows::row)
                .optional();
    }

    List<Lease> held(Instant now) {
        return jdbc.sql("select * from lease where state = 'HELD' and until > :now")
                .param("now", Timestamp.from(now))
                .query(LeaseRows::row)
                .list();
    }

    Set<CaseId> heldBy(String username, Instant now) {
        return jdbc
                .sql("select * from lease where username = :username and state = 'HELD' and until > :now")
                .param("username", username)
                .param("now", Timestamp.from(now))
                .query(LeaseRows::row)
                .list()
                .stream()
                .map(Lease::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Leases whose time is over, locked until the transaction ends; those that somebody else works on are left out. */
    List<Lease> lapsed(Instant now, int limit) {
        return jdbc.sql("""
                select * from lease where state = 'HELD' and until <= :now
                order by until limit :limit for update skip locked""")
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query(LeaseRows::row)
                .list();
    }

    Optional<Lease> lapsed(CaseId id, Instant now) {
        return jdbc.sql("""
                select * from lease
                where tenant_id = :tenant and case_id = :case and state = 'HELD' and until <= :now for update""")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .param("now", Timestamp.from(now))
                .query(LeaseRows::row)
                .optional();
    }

    /** False when it is not held by this specialist at {@code now}. */
    boolean renew(CaseId id, String username, Instant now, Instant until) {
        return jdbc.sql("""
                        update lease set until = :until
                        where tenant_id = :tenant and case_id = :case and username = :username
                          and state = 'HELD' and until > :now""")
                        .param("until", Timestamp.from(until))
                        .param("tenant", id.tenant().code())
                        .param("case", id.id())
                        .param("username", username)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /** False when the specialist does not hold it any more. */
    boolean end(CaseId id, String username, End end, String reason, Instant now) {
        return jdbc.sql("""
                        update lease set state = :end, ended_at = :now, end_reason = :reason
                        where tenant_id = :tenant and case_id = :case and username = :username and state = 'HELD'""")
                        .param("end", end.name())
                        .param("now", Timestamp.from(now))
                        .param("reason", reason)
                        .param("tenant", id.tenant().code())
                        .param("case", id.id())
                        .param("username", username)
                        .update()
                == 1;
    }

    private static Lease row(ResultSet row, int number) throws SQLException {
        return new Lease(
                new CaseId(new TenantId(row.getString("tenant_id")), row.getObject("case_id", UUID.class)),
                row.getString("username"),
                row.getTimestamp("held_since").toInstant(),
                row.getTimestamp("until").toInstant());
    }
}
