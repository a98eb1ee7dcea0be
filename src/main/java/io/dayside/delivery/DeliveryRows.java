package io.dayside.delivery;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code delivery}. Every method joins the running transaction. */
@Repository
class DeliveryRows {

    private final JdbcClient jdbc;
    private final Clock clock;

    DeliveryRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** False when this version is already on its way to that address. */
    boolean insert(UUID id, CaseId caseId, int version, String address, String controlId) {
        var now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        insert into delivery (tenant_id, id, case_id, report_version, address, control_id, state,
                                              queued_at, changed_at)
                        values (:tenant, :id, :caseId, :version, :address, :controlId, 'QUEUED', :now, :now)
                        on conflict do nothing""")
                        .param("tenant", caseId.tenant().code())
                        .param("id", id)
                        .param("caseId", caseId.id())
                        .param("version", version)
                        .param("address", address)
                        .param("controlId", controlId)
                        .param("now", now)
                        .update()
                == 1;
    }

    List<Delivery> of(CaseId id) {
        return jdbc.sql("select * from delivery where tenant_id = :tenant and case_id = :caseId order by queued_at, id")
                .param("tenant", id.tenant().code())
                .param("caseId", id.id())
                .query(DeliveryRows::delivery)
                .list();
    }

    List<Delivery> unconfirmed(int limit) {
        return jdbc.sql("""
                select * from delivery where state <> 'CONFIRMED'
                order by state = 'DEAD' desc, queued_at, id limit :limit""").param("limit", limit).query(DeliveryRows::delivery).list();
    }

    Optional<Queued> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from delivery where tenant_id = :tenant and id = :id")
                .param("tenant", tenant.code())
                .param("id", id)
                .query((row, number) ->
                        new Queued(delivery(row, number), row.getString("control_id"), row.getInt("rejections")))
                .optional();
    }

    void mark(TenantId tenant, UUID id, Delivery.State state, int tries, int rejections, String problem) {
        jdbc.sql("""
                update delivery set state = :state, tries = :tries, rejections = :rejections, last_problem = :problem,
                                    changed_at = :now
                where tenant_id = :tenant and id = :id""")
                .param("state", state.name())
                .param("tries", tries)
                .param("rejections", rejections)
                .param("problem", problem)
                .param("now", Timestamp.from(clock.instant()))
                .param("tenant", tenant.code())
                .param("id", id)
                .update();
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                new CaseId(new TenantId(row.getString("tenant_id")), row.getObject("case_id", UUID.class)),
                row.getInt("report_version"),
                row.getString("address"),
                Delivery.State.valueOf(row.getString("state")),
                row.getInt("tries"),
                row.getString("last_problem"),
                row.getTimestamp("queued_at").toInstant(),
                row.getTimestamp("changed_at").toInstant());
    }

    /** A delivery with what only its sender needs. */
    record Queued(Delivery delivery, String controlId, int rejections) {}
}
