package io.dayside.critical;

import io.dayside.tenancy.TenantId;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code critical_rule}. Joins the running transaction. */
@Repository
class CriticalRuleRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CriticalRuleRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** By the hospitals' ids. */
    Map<String, CriticalRule> all() {
        return jdbc
                .sql("select tenant_id, rule from critical_rule")
                .query((row, _) -> Map.entry(row.getString("tenant_id"), read(row.getString("rule"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    CriticalRule of(TenantId hospital) {
        return jdbc.sql("select rule from critical_rule where tenant_id = :tenant")
                .param("tenant", hospital.code())
                .query((row, _) -> read(row.getString("rule")))
                .optional()
                .orElse(CriticalRule.USUAL);
    }

    private CriticalRule read(String rule) {
        return json.readValue(rule, CriticalRule.class);
    }

    void keep(TenantId hospital, CriticalRule rule) {
        jdbc.sql("""
                insert into critical_rule (tenant_id, rule) values (:tenant, cast(:rule as jsonb))
                on conflict (tenant_id) do update set rule = excluded.rule""")
                .param("tenant", hospital.code())
                .param("rule", json.writeValueAsString(rule))
                .update();
    }

    void remove(TenantId hospital) {
        jdbc.sql("delete from critical_rule where tenant_id = :tenant")
                .param("tenant", hospital.code())
                .update();
    }
}
