package io.dayside.notices;

import io.dayside.cases.CaseId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code escalation}. Joins the running transaction. */
@Repository
class EscalationRows {

    private final JdbcClient jdbc;

    EscalationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whom each step that was taken told, by its number; blank where it found nobody or told a role. */
    Map<Integer, String> taken(CaseId id) {
        return jdbc
                .sql("select step, told from escalation where tenant_id = :tenant and case_id = :case")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .query((row, _) -> Map.entry(row.getInt("step"), row.getString("told")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** False where another node was quicker. */
    boolean insert(CaseId id, int step, Set<String> told, Instant at) {
        return jdbc.sql("insert into escalation values (:tenant, :case, :step, :told, :at) on conflict do nothing")
                        .param("tenant", id.tenant().code())
                        .param("case", id.id())
                        .param("step", step)
                        .param("told", told.stream().sorted().collect(Collectors.joining(" ")))
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }
}
