package io.dayside.collaboration;

import io.dayside.tenancy.RuleRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code second_reading_policy}. Joins the running transaction. */
@Repository
class PolicyRows extends RuleRows<SecondReadingPolicy> {

    PolicyRows(JdbcClient jdbc, JsonMapper json) {
        super(jdbc, json, "second_reading_policy", "policy", new TypeReference<>() {});
    }
}
