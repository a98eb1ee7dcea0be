package io.dayside.audit;

import io.dayside.tenancy.TenantId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Questions asked of the trail. Asking is itself an event: DICOM PS3.15 A.5.3.2. */
@Service
public class TrailReader {

    /** More than fits a page that a person reads; further pages are asked for by {@link Question#before}. */
    public static final int PAGE = 200;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final AuditTrail trail;

    TrailReader(JdbcClient jdbc, JsonMapper json, AuditTrail trail) {
        this.jdbc = jdbc;
        this.json = json;
        this.trail = trail;
    }

    /**
     * What is looked for, newest first.
     *
     * @param before only entries with a smaller number; {@link Long#MAX_VALUE} for the newest
     * @param text part of the actor's name, the action or the object; empty for all
     */
    public record Question(TenantId tenant, long before, String text) {}

    /** At most {@link #PAGE} entries, newest first. */
    @Transactional
    public List<TrailEntry> ask(Question question) {
        trail.append(AuditEvent.of(
                question.tenant(),
                AuditAction.TRAIL_READ,
                "trail:" + question.tenant(),
                Map.of("text", question.text())));
        return jdbc.sql("""
                select e.*, d.details from audit_event e
                left join audit_detail d on d.tenant_id = e.tenant_id and d.seq = e.seq
                where e.tenant_id = :tenant and e.seq < :before
                  and (:text = '' or position(lower(:text) in lower(e.actor_name || ' ' || e.action || ' ' || e.object)) > 0)
                order by e.seq desc limit :page""")
                .param("tenant", question.tenant().code())
                .param("before", question.before())
                .param("text", question.text())
                .param("page", PAGE)
                .query((row, _) -> new TrailEntry(
                        new TenantId(row.getString("tenant_id")),
                        row.getLong("seq"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor_id"),
                        row.getString("actor_name"),
                        AuditAction.valueOf(row.getString("action")),
                        row.getString("object"),
                        AuditEvent.Outcome.valueOf(row.getString("outcome")),
                        details(row.getString("details")),
                        HexFormat.of().formatHex(row.getBytes("hash"))))
                .list();
    }

    private Map<String, String> details(@Nullable String stored) {
        return stored == null ? Map.of() : json.readValue(stored, new TypeReference<Map<String, String>>() {});
    }
}
