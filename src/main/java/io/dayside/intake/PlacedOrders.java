package io.dayside.intake;

import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders at rest. Every method joins the running transaction. */
@Repository
class PlacedOrders {

    private final JdbcClient jdbc;

    PlacedOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<PlacedOrder> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from imaging_order where tenant_id = :tenant and id = :id")
                .param("tenant", tenant.code())
                .param("id", id)
                .query((row, _) -> order(row))
                .optional();
    }

    Optional<PlacedOrder> byAccession(TenantId tenant, String accessionNumber) {
        return jdbc.sql("select * from imaging_order where tenant_id = :tenant and accession_number = :accession")
                .param("tenant", tenant.code())
                .param("accession", accessionNumber)
                .query((row, _) -> order(row))
                .optional();
    }

    private static PlacedOrder order(ResultSet row) throws SQLException {
        return new PlacedOrder(
                new TenantId(row.getString("tenant_id")),
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getTimestamp("placed_at").toInstant(),
                PlacedOrder.State.valueOf(row.getString("state")),
                request(row));
    }

    private static OrderRequest request(ResultSet row) throws SQLException {
        return new OrderRequest(
                row.getString("accession_number"),
                row.getString("facility"),
                Priority.valueOf(row.getString("priority")),
                row.getString("requested_procedure"),
                row.getString("clinical_history"),
                row.getString("referrer"),
                row.getString("patient_id"),
                row.getString("patient_name"),
                row.getObject("patient_birth_date", LocalDate.class),
                row.getString("patient_sex"),
                row.getInt("expected_instances"));
    }

    void add(PlacedOrder order) {
        withContent(jdbc.sql("""
                        insert into imaging_order (tenant_id, id, version, state, accession_number, facility, priority,
                                                   requested_procedure, clinical_history, referrer, patient_id,
                                                   patient_name, patient_birth_date, patient_sex, expected_instances,
                                                   placed_at)
                        values (:tenant, :id, :version, :state, :accession, :facility, :priority, :procedure, :history,
                                :referrer, :patientId, :patientName, :birthDate, :sex, :instances, :at)"""), order)
                .param("accession", order.request().accessionNumber())
                .update();
    }

    /**
     * Writes what was changed since it was read.
     *
     * @throws OptimisticLockingFailureException when its row was changed meanwhile
     */
    void update(PlacedOrder order) {
        int changed = withContent(jdbc.sql("""
                        update imaging_order
                        set version = version + 1, state = :state, facility = :facility, priority = :priority,
                            requested_procedure = :procedure, clinical_history = :history, referrer = :referrer,
                            patient_id = :patientId, patient_name = :patientName, patient_birth_date = :birthDate,
                            patient_sex = :sex, expected_instances = :instances, placed_at = :at
                        where tenant_id = :tenant and id = :id and version = :version"""), order).update();
        if (changed == 0) {
            throw new OptimisticLockingFailureException("order " + order.id() + " was changed by somebody else");
        }
    }

    private static JdbcClient.StatementSpec withContent(JdbcClient.StatementSpec statement, PlacedOrder order) {
        var request = order.request();
        return statement
                .param("tenant", order.tenant().code())
                .param("id", order.id())
                .param("version", order.version())
                .param("state", order.state().name())
                .param("at", Timestamp.from(order.placedAt()))
                .param("facility", request.facility())
                .param("priority", request.priority().name())
                .param("procedure", request.requestedProcedure())
                .param("history", request.clinicalHistory())
                .param("referrer", request.referrer())
                .param("patientId", request.patientId())
                .param("patientName", request.patientName())
                .param("birthDate", request.patientBirthDate())
                .param("sex", request.patientSex())
                .param("instances", request.expectedInstances());
    }
}
