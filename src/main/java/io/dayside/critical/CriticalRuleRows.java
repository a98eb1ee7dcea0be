package io.dayside.critical;

import io.dayside.tenancy.RuleRows;
import io.dayside.tenancy.TenantId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code critical_rule}. Joins the running transaction. */
@Repository
class CriticalRuleRows extends RuleRows<CriticalRule> {

    CriticalRuleRows(JdbcClient jdbc, JsonMapper json) {
        super(jdbc, json, "critical_rule", "rule", new TypeReference<>() {});
    }

    CriticalRule of(TenantId hospital) {
        return find(hospital).orElse(CriticalRule.USUAL);
    }
}
