package io.dayside.audit;

import io.dayside.tenancy.TenantId;
import java.util.Map;

/**
 * One thing done by whoever is acting. Details name states, codes and versions, never a patient's name or a report's text.
 *
 * @param object what it was done to, as {@code kind:identifier}, for example {@code case:0199…}
 * @param details keys and values that explain the event; hashed with a salt so that they can be erased later
 */
public record AuditEvent(
        TenantId tenant, AuditAction action, String object, Outcome outcome, Map<String, String> details) {

    public enum Outcome {
        SUCCESS,
        REFUSED,
        FAILED
    }

    public AuditEvent {
        details = Map.copyOf(details);
    }

    /** A success without details. */
    public static AuditEvent of(TenantId tenant, AuditAction action, String object) {
        return of(tenant, action, object, Map.of());
    }

    /** A success. */
    public static AuditEvent of(TenantId tenant, AuditAction action, String object, Map<String, String> details) {
        return new AuditEvent(tenant, action, object, Outcome.SUCCESS, details);
    }

    /** A refusal. */
    public static AuditEvent refused(TenantId tenant, AuditAction action, String object, Map<String, String> details) {
        return new AuditEvent(tenant, action, object, Outcome.REFUSED, details);
    }
}
