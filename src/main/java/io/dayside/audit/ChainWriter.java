package io.dayside.audit;

import io.dayside.tenancy.TenantId;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Links events to the head of their tenant's chain. The head's row lock puts concurrent writers in order. */
@Component
class ChainWriter {

    private static final int SALT_BYTES = 16;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ChainWriter(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Tenants are taken in the order of their codes, so that two transactions cannot wait for each other. */
    void write(List<PendingEvents.Pending> pending) {
        pending.stream()
                .collect(Collectors.groupingBy(one -> one.event().tenant(), TreeMap::new, Collectors.toList()))
                .forEach(this::extendChain);
    }

    private void extendChain(TenantId tenant, List<PendingEvents.Pending> pending) {
        var head = lockedHead(tenant);
        for (var one : pending) {
            head = append(head, one.event(), one.actor());
        }
        jdbc.sql("update audit_head set seq = :seq, hash = :hash where tenant_id = :tenant")
                .param("seq", head.seq())
                .param("hash", head.hash())
                .param("tenant", tenant.code())
                .update();
    }

    private Head lockedHead(TenantId tenant) {
        jdbc.sql("insert into audited_tenant (code) values (:tenant) on conflict do nothing")
                .param("tenant", tenant.code())
                .update();
        jdbc.sql("insert into audit_head (tenant_id, seq, hash) values (:tenant, 0, :hash) on conflict do nothing")
                .param("tenant", tenant.code())
                .param("hash", Canonical.BEFORE_THE_FIRST)
                .update();
        return jdbc.sql("select seq, hash from audit_head where tenant_id = :tenant for update")
                .param("tenant", tenant.code())
                .query((row, _) -> new Head(row.getLong("seq"), row.getBytes("hash")))
                .single();
    }

    private Head append(Head head, AuditEvent event, Actor actor) {
        long seq = head.seq() + 1;
        // PostgreSQL keeps microseconds; what is hashed must be what is kept.
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var detailsHash = Canonical.detailsHash(salt, event.details());
        var hash = Canonical.hash(seq, at, actor, event, detailsHash, head.hash());
        insertEvent(seq, at, event, actor, detailsHash, head.hash(), hash);
        insertDetails(seq, event, salt);
        return new Head(seq, hash);
    }

    private void insertEvent(
            long seq, Instant at, AuditEvent event, Actor actor, byte[] detailsHash, byte[] previous, byte[] hash) {
        jdbc.sql("""
                insert into audit_event (tenant_id, seq, at, actor_id, actor_name, action, object, outcome,
                                         details_hash, previous_hash, hash)
                values (:tenant, :seq, :at, :actorId, :actorName, :action, :object, :outcome,
                        :detailsHash, :previous, :hash)""")
                .param("tenant", event.tenant().code())
                .param("seq", seq)
                .param("at", Timestamp.from(at))
                .param("actorId", actor.id())
                .param("actorName", actor.name())
                .param("action", event.action().name())
                .param("object", event.object())
                .param("outcome", event.outcome().name())
                .param("detailsHash", detailsHash)
                .param("previous", previous)
                .param("hash", hash)
                .update();
    }

    private void insertDetails(long seq, AuditEvent event, byte[] salt) {
        jdbc.sql("""
                insert into audit_detail (tenant_id, seq, salt, details)
                values (:tenant, :seq, :salt, :details::jsonb)""")
                .param("tenant", event.tenant().code())
                .param("seq", seq)
                .param("salt", salt)
                .param("details", json.writeValueAsString(event.details()))
                .update();
    }

    private record Head(long seq, byte[] hash) {}
}
