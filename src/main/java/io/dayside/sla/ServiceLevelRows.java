package io.dayside.sla;

import io.dayside.tenancy.TenantId;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code service_levels}. Joins the running transaction. */
@Repository
class ServiceLevelRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ServiceLevelRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** By the hospitals' ids. */
    Map<String, ServiceLevels> all() {
        return jdbc
                .sql("select tenant_id, levels from service_levels")
                .query((row, _) -> Map.entry(row.getString("tenant_id"), read(row.getString("levels"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    ServiceLevels of(TenantId hospital) {
        return jdbc.sql("select levels from service_levels where tenant_id = :tenant")
                .param("tenant", hospital.code())
                .query((row, _) -> read(row.getString("levels")))
                .optional()
                .orElse(ServiceLevels.NONE);
    }

    private ServiceLevels read(String levels) {
        return json.readValue(levels, ServiceLevels.class);
    }

    void keep(TenantId hospital, ServiceLevels rule) {
        jdbc.sql("""
                insert into service_levels (tenant_id, levels) values (:tenant, cast(:levels as jsonb))
                on conflict (tenant_id) do update set levels = excluded.levels""")
                .param("tenant", hospital.code())
                .param("levels", json.writeValueAsString(rule))
                .update();
    }

    void remove(TenantId hospital) {
        jdbc.sql("delete from service_levels where tenant_id = :tenant")
                .param("tenant", hospital.code())
                .update();
    }
}
