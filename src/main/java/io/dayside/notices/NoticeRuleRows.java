package io.dayside.notices;

import io.dayside.tenancy.TenantId;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code notice_rule}. Joins the running transaction. */
@Repository
class NoticeRuleRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NoticeRuleRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** By the hospitals' ids. */
    Map<String, NoticeRule> all() {
        return jdbc
                .sql("select tenant_id, rule from notice_rule")
                .query((row, _) -> Map.entry(row.getString("tenant_id"), read(row.getString("rule"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    NoticeRule of(TenantId hospital) {
        return jdbc.sql("select rule from notice_rule where tenant_id = :tenant")
                .param("tenant", hospital.code())
                .query((row, _) -> read(row.getString("rule")))
                .optional()
                .orElse(NoticeRule.USUAL);
    }

    private NoticeRule read(String rule) {
        return json.readValue(rule, NoticeRule.class);
    }

    void keep(TenantId hospital, NoticeRule rule) {
        jdbc.sql("""
                insert into notice_rule (tenant_id, rule) values (:tenant, cast(:rule as jsonb))
                on conflict (tenant_id) do update set rule = excluded.rule""")
                .param("tenant", hospital.code())
                .param("rule", json.writeValueAsString(rule))
                .update();
    }

    void remove(TenantId hospital) {
        jdbc.sql("delete from notice_rule where tenant_id = :tenant")
                .param("tenant", hospital.code())
                .update();
    }
}
