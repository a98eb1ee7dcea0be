package io.dayside.workforce;

import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code subspecialty_rule}. Joins the running transaction. */
@Repository
class SubspecialtyRows {

    private static final TypeReference<List<SubspecialtyRule>> RULES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SubspecialtyRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** By the hospitals' ids. */
    Map<String, List<SubspecialtyRule>> all() {
        return jdbc
                .sql("select tenant_id, rules from subspecialty_rule")
                .query((row, _) -> Map.entry(row.getString("tenant_id"), json.readValue(row.getString("rules"), RULES)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void keep(TenantId hospital, List<SubspecialtyRule> rules) {
        jdbc.sql("""
                insert into subspecialty_rule (tenant_id, rules) values (:tenant, cast(:rules as jsonb))
                on conflict (tenant_id) do update set rules = excluded.rules""")
                .param("tenant", hospital.code())
                .param("rules", json.writeValueAsString(rules))
                .update();
    }

    void remove(TenantId hospital) {
        jdbc.sql("delete from subspecialty_rule where tenant_id = :tenant")
                .param("tenant", hospital.code())
                .update();
    }
}
