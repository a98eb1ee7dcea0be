package io.dayside.reading;

import static java.time.ZoneOffset.UTC;

import io.dayside.cases.CaseId;
import io.dayside.reading.OpenCase.Draft;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Typed and not yet signed. Joins the running transaction. */
@Repository
class Drafts {

    private final JdbcClient jdbc;

    Drafts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Draft> find(CaseId id) {
        return query(id, "");
    }

    /** The draft, locked until the transaction ends: whoever signs the same case waits here. */
    Optional<Draft> lock(CaseId id) {
        return query(id, " for update");
    }

    private Optional<Draft> query(CaseId id, String locking) {
        return jdbc.sql("select * from draft where tenant_id = :tenant and case_id = :case" + locking)
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .query((row, _) -> new Draft(
                        row.getString("findings"),
                        row.getString("impression"),
                        row.getString("saved_by"),
                        row.getObject("saved_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    void save(CaseId id, String findings, String impression, String by, Instant at) {
        jdbc.sql("""
                        insert into draft (tenant_id, case_id, findings, impression, saved_by, saved_at)
                        values (:tenant, :case, :findings, :impression, :by, :at)
                        on conflict (tenant_id, case_id) do update set findings = excluded.findings,
                            impression = excluded.impression, saved_by = excluded.saved_by,
                            saved_at = excluded.saved_at""")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .param("findings", findings)
                .param("impression", impression)
                .param("by", by)
                .param("at", at.atOffset(UTC))
                .update();
    }
}
