package io.dayside.audit;

import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.Map;

/**
 * One entry as it stands in the trail.
 *
 * @param seq place in the tenant's chain, from 1 without gaps
 * @param details empty once erased
 * @param hash SHA-256 in hexadecimal
 */
public record TrailEntry(
        TenantId tenant,
        long seq,
        Instant at,
        String actorId,
        String actorName,
        AuditAction action,
        String object,
        AuditEvent.Outcome outcome,
        Map<String, String> details,
        String hash) {}
