package io.dayside.reading;

import static java.time.ZoneOffset.UTC;

import io.dayside.cases.CaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Verdicts on models' findings; each change is a new row. Joins the running transaction. */
@Repository
class Verdicts {

    /** A verdict that counts now. */
    record Decided(UUID finding, Judgement judgement, String by) {}

    private final JdbcClient jdbc;

    Verdicts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<UUID, Decided> current(CaseId id) {
        return jdbc
                .sql("select * from current_verdict where tenant_id = :tenant and case_id = :case")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .query((row, _) -> decided(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Decided::finding, decided -> decided));
    }

    /** Two changes at the same moment meet at the primary key; the second one fails and may be tried again. */
    void add(CaseId id, UUID finding, Judgement judgement, String by, Instant at) {
        jdbc.sql("""
                        insert into finding_verdict
                            (tenant_id, case_id, finding_id, change, verdict, reason, decided_by, decided_at)
                        select :tenant, :case, :finding, coalesce(max(change), 0) + 1, :verdict, :reason, :by, :at
                        from finding_verdict
                        where tenant_id = :tenant and case_id = :case and finding_id = :finding""")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .param("finding", finding)
                .param("verdict", judgement.verdict().name())
                .param("reason", stored(judgement))
                .param("by", by)
                .param("at", at.atOffset(UTC))
                .update();
    }

    private static String stored(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Accepted _, Judgement.Undecided _ -> "";
            case Judgement.Rejected(var reason) -> reason.name();
            case Judgement.Corrected(var text) -> text;
        };
    }

    private static Decided decided(ResultSet row) throws SQLException {
        var reason = row.getString("reason");
        var judgement = switch (Verdict.valueOf(row.getString("verdict"))) {
            case PENDING -> new Judgement.Undecided();
            case ACCEPTED -> new Judgement.Accepted();
            case REJECTED -> new Judgement.Rejected(RejectionReason.valueOf(reason));
            case CORRECTED -> new Judgement.Corrected(reason);
        };
        return new Decided(row.getObject("finding_id", UUID.class), judgement, row.getString("decided_by"));
    }
}
