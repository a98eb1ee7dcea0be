package io.dayside.routing;

import io.dayside.tenancy.TenantId;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code routing_policy}: sections as JSON. Joins the running transaction. */
@Repository
class OwnPolicyRows {

    private final JdbcClient jdbc;

    OwnPolicyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By the hospitals' ids. */
    Map<String, String> all() {
        return jdbc
                .sql("select tenant_id, sections from routing_policy")
                .query((row, _) -> Map.entry(row.getString("tenant_id"), row.getString("sections")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void keep(TenantId hospital, String sections) {
        jdbc.sql("""
                insert into routing_policy (tenant_id, sections) values (:tenant, :sections)
                on conflict (tenant_id) do update set sections = excluded.sections""")
                .param("tenant", hospital.code())
                .param("sections", sections)
                .update();
    }

    void remove(TenantId hospital) {
        jdbc.sql("delete from routing_policy where tenant_id = :tenant")
                .param("tenant", hospital.code())
                .update();
    }
}
