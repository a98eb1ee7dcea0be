package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code decline}. Joins the running transaction. */
@Repository
class DeclineRows implements Declines {

    private record Row(CaseId id, String username) {}

    private final JdbcClient jdbc;

    DeclineRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(CaseId id, String username, String reason, Instant now) {
        jdbc.sql("""
                insert into decline (tenant_id, id, case_id, username, declined_at, reason)
                values (:tenant, :id, :case, :username, :now, :reason)""")
                .param("tenant", id.tenant().code())
                .param("id", Ids.next())
                .param("case", id.id())
                .param("username", username)
                .param("now", Timestamp.from(now))
                .param("reason", reason)
                .update();
    }

    @Override
    public Set<String> of(CaseId id) {
        return of(Set.of(id)).getOrDefault(id, Set.of());
    }

    /** Who declined which of {@code ids}. */
    Map<CaseId, Set<String>> of(Collection<CaseId> ids) {
        return jdbc
                .sql("select tenant_id, case_id, username from decline where case_id = any(:ids)")
                .param("ids", ids.stream().map(CaseId::id).toArray(UUID[]::new))
                .query((row, _) -> new Row(
                        new CaseId(new TenantId(row.getString("tenant_id")), row.getObject("case_id", UUID.class)),
                        row.getString("username")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::id, Collectors.mapping(Row::username, Collectors.toSet())));
    }
}
