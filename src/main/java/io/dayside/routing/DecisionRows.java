package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.routing.KeptDecision.Given;
import io.dayside.routing.engine.Decision;
import io.dayside.routing.engine.Decision.Factor;
import io.dayside.routing.engine.Decision.PassedOver;
import io.dayside.routing.engine.ReadingClass;
import io.dayside.routing.engine.Standing;
import io.dayside.tenancy.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code routing_decision}. Joins the running transaction. */
@Repository
class DecisionRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DecisionRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(KeptDecision kept) {
        var decision = kept.decision();
        jdbc.sql("""
                insert into routing_decision (tenant_id, id, case_id, username, decided_at, given, policy, class, cause,
                    factors, passed_over, verdicts)
                values (:tenant, :id, :case, :username, :at, :given, :policy, :class, :cause,
                    :factors::jsonb, :passedOver::jsonb, :verdicts::jsonb)""")
                .param("tenant", decision.id().tenant().code())
                .param("id", Ids.next())
                .param("case", decision.id().id())
                .param("username", decision.reader())
                .param("at", Timestamp.from(decision.at()))
                .param("given", kept.given().name())
                .param("policy", decision.policy())
                .param("class", decision.rank().name())
                .param("cause", decision.cause().name())
                .param("factors", json.writeValueAsString(decision.factors()))
                .param("passedOver", json.writeValueAsString(decision.passedOver()))
                .param("verdicts", json.writeValueAsString(kept.verdicts()))
                .update();
    }

    /** Of one case, oldest first. */
    List<KeptDecision> of(CaseId id) {
        return jdbc.sql("""
                select * from routing_decision where tenant_id = :tenant and case_id = :case
                order by decided_at, id""")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .query((row, _) -> row(id, row))
                .list();
    }

    private KeptDecision row(CaseId id, ResultSet row) throws SQLException {
        return new KeptDecision(
                Given.valueOf(row.getString("given")),
                new Decision(
                        id,
                        row.getString("username"),
                        row.getTimestamp("decided_at").toInstant(),
                        row.getString("policy"),
                        ReadingClass.valueOf(row.getString("class")),
                        Standing.Cause.valueOf(row.getString("cause")),
                        List.of(json.readValue(row.getString("factors"), Factor[].class)),
                        List.of(json.readValue(row.getString("passed_over"), PassedOver[].class))),
                List.of(json.readValue(row.getString("verdicts"), RuleVerdict[].class)));
    }
}
