package io.dayside.collaboration;

import io.dayside.tenancy.TenantId;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code second_reading_policy}. Joins the running transaction. */
@Repository
class PolicyRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PolicyRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** By the hospitals' ids. */
    Map<String, SecondReadingPolicy> all() {
        return jdbc
                .sql("select tenant_id, policy from second_reading_policy")
                .query((row, _) -> Map.entry(
                        row.getString("tenant_id"), json.readValue(row.getString("policy"), SecondReadingPolicy.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void keep(TenantId hospital, SecondReadingPolicy policy) {
        jdbc.sql("""
                insert into second_reading_policy (tenant_id, policy) values (:tenant, cast(:policy as jsonb))
                on conflict (tenant_id) do update set policy = excluded.policy""")
                .param("tenant", hospital.code())
                .param("policy", json.writeValueAsString(policy))
                .update();
    }

    void remove(TenantId hospital) {
        jdbc.sql("delete from second_reading_policy where tenant_id = :tenant")
                .param("tenant", hospital.code())
                .update();
    }
}
