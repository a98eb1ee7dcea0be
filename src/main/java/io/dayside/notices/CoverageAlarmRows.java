package io.dayside.notices;

import io.dayside.tenancy.TenantId;
import io.dayside.workforce.CoverageHoles.Hole;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code coverage_alarm}. Joins the running transaction. */
@Repository
class CoverageAlarmRows {

    private final JdbcClient jdbc;

    CoverageAlarmRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Hours that somebody was told of. */
    record Told(TenantId tenant, String facility, String modality, Instant begins, Instant ends) {

        boolean touches(Hole hole) {
            return facility.equals(hole.facility().code())
                    && modality.equals(hole.modality())
                    && !begins.isAfter(hole.until())
                    && !ends.isBefore(hole.from());
        }

        /** The hole is the rest of these hours, however long it goes on. */
        boolean beganBefore(Hole hole) {
            return touches(hole) && !begins.isAfter(hole.from());
        }
    }

    List<Told> told(TenantId tenant) {
        return jdbc.sql("select * from coverage_alarm where tenant_id = :tenant")
                .param("tenant", tenant.code())
                .query((row, _) -> new Told(
                        tenant,
                        row.getString("facility"),
                        row.getString("modality"),
                        row.getTimestamp("begins").toInstant(),
                        row.getTimestamp("ends").toInstant()))
                .list();
    }

    void insert(TenantId tenant, Hole hole, Instant toldAt) {
        jdbc.sql("""
                insert into coverage_alarm values (:tenant, :facility, :modality, :from, :until, :now)
                on conflict do nothing""")
                .param("tenant", tenant.code())
                .param("facility", hole.facility().code())
                .param("modality", hole.modality())
                .param("from", Timestamp.from(hole.from()))
                .param("until", Timestamp.from(hole.until()))
                .param("now", Timestamp.from(toldAt))
                .update();
    }

    void remove(Told told) {
        of("""
                delete from coverage_alarm
                where tenant_id = :tenant and facility = :facility and modality = :modality and begins = :begins""", told).update();
    }

    /** It goes on until then, or for as long as was told if that is longer. */
    void goesOn(Told told, Instant until) {
        of("""
                update coverage_alarm set ends = greatest(ends, :until)
                where tenant_id = :tenant and facility = :facility and modality = :modality and begins = :begins""", told).param("until", Timestamp.from(until)).update();
    }

    private JdbcClient.StatementSpec of(String statement, Told told) {
        return jdbc.sql(statement)
                .param("tenant", told.tenant().code())
                .param("facility", told.facility())
                .param("modality", told.modality())
                .param("begins", Timestamp.from(told.begins()));
    }
}
