package io.dayside.workforce;

import io.dayside.tenancy.RuleRows;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code subspecialty_rule}. Joins the running transaction. */
@Repository
class SubspecialtyRows extends RuleRows<List<SubspecialtyRule>> {

    SubspecialtyRows(JdbcClient jdbc, JsonMapper json) {
        super(jdbc, json, "subspecialty_rule", "rules", new TypeReference<>() {});
    }
}
