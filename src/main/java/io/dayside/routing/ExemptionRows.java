package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code exemption}. Joins the running transaction. */
@Repository
class ExemptionRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ExemptionRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(Exemption exemption) {
        jdbc.sql("""
                insert into exemption (tenant_id, id, case_id, username, granted_by, granted_at, until, reason, verdicts)
                values (:tenant, :id, :case, :username, :by, :at, :until, :reason, :verdicts::jsonb)""")
                .param("tenant", exemption.id().tenant().code())
                .param("id", Ids.next())
                .param("case", exemption.id().id())
                .param("username", exemption.username())
                .param("by", exemption.grantedBy())
                .param("at", Timestamp.from(exemption.grantedAt()))
                .param("until", Timestamp.from(exemption.until()))
                .param("reason", exemption.reason())
                .param("verdicts", json.writeValueAsString(exemption.verdicts()))
                .update();
    }

    /** The newest for this specialist and case, whether or not its time is over. */
    Optional<Exemption> newest(CaseId id, String username) {
        return jdbc.sql("""
                select * from exemption
                where tenant_id = :tenant and case_id = :case and username = :username
                order by until desc limit 1""")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .param("username", username)
                .query(this::row)
                .optional();
    }

    /** The newest of each case for which this specialist ever had one since {@code since}. */
    Map<CaseId, Exemption> of(String username, Instant since) {
        return jdbc
                .sql("""
                select distinct on (tenant_id, case_id) * from exemption
                where username = :username and until > :since
                order by tenant_id, case_id, until desc""")
                .param("username", username)
                .param("since", Timestamp.from(since))
                .query(this::row)
                .list()
                .stream()
                .collect(Collectors.toMap(Exemption::id, Function.identity()));
    }

    List<Exemption> of(CaseId id) {
        return jdbc.sql("""
                select * from exemption where tenant_id = :tenant and case_id = :case order by granted_at, id""")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .query(this::row)
                .list();
    }

    private Exemption row(ResultSet row, int number) throws SQLException {
        return new Exemption(
                new CaseId(new TenantId(row.getString("tenant_id")), row.getObject("case_id", UUID.class)),
                row.getString("username"),
                row.getString("granted_by"),
                row.getTimestamp("granted_at").toInstant(),
                row.getTimestamp("until").toInstant(),
                row.getString("reason"),
                List.of(json.readValue(row.getString("verdicts"), RuleVerdict[].class)));
    }
}
