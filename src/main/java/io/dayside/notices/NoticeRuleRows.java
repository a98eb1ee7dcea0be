package io.dayside.notices;

import io.dayside.tenancy.RuleRows;
import io.dayside.tenancy.TenantId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code notice_rule}. Joins the running transaction. */
@Repository
class NoticeRuleRows extends RuleRows<NoticeRule> {

    NoticeRuleRows(JdbcClient jdbc, JsonMapper json) {
        super(jdbc, json, "notice_rule", "rule", new TypeReference<>() {});
    }

    NoticeRule of(TenantId hospital) {
        return find(hospital).orElse(NoticeRule.USUAL);
    }
}
