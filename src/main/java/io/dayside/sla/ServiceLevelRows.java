package io.dayside.sla;

import io.dayside.tenancy.RuleRows;
import io.dayside.tenancy.TenantId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code service_levels}. Joins the running transaction. */
@Repository
class ServiceLevelRows extends RuleRows<ServiceLevels> {

    ServiceLevelRows(JdbcClient jdbc, JsonMapper json) {
        super(jdbc, json, "service_levels", "levels", new TypeReference<>() {});
    }

    ServiceLevels of(TenantId hospital) {
        return find(hospital).orElse(ServiceLevels.NONE);
    }
}
