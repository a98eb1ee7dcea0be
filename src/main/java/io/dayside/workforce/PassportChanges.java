package io.dayside.workforce;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Specialist.Privilege;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Changes passports and tells the trail who changed what from what to what, and why. Joins the running transaction. */
final class PassportChanges {

    private static final String NOTHING = "–";

    private final CredentialRows rows;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;

    PassportChanges(CredentialRows rows, AuditTrail trail, ApplicationEventPublisher events) {
        this.rows = rows;
        this.trail = trail;
        this.events = events;
    }

    /** As the trail names a person. */
    static String object(String username) {
        return "specialist:" + username;
    }

    /** Does nothing where the passport says so already. */
    void put(String username, Credential credential, String why) {
        var before = rows.of(username).stream()
                .filter(one -> one.key().equals(credential.key()))
                .findFirst()
                .orElse(null);
        put(username, before, credential, why);
    }

    /** As {@link #put(String, Credential, String)}, where is known what the passport says. */
    void put(String username, @Nullable Credential before, Credential credential, String why) {
        if (!credential.equals(before)) {
            rows.put(username, credential);
            tell(username, credential, before, credential, why);
        }
    }

    void remove(String username, Credential credential, String why) {
        rows.remove(username, credential);
        tell(username, credential, credential, null, why);
    }

    /** A hospital's privilege is told to that hospital as well. */
    private void tell(
            String username, Credential about, @Nullable Credential before, @Nullable Credential after, String why) {
        var details = Map.of("credential", about.key(), "from", words(before), "to", words(after), "reason", why);
        append(TenantId.PLATFORM, username, details);
        if (about instanceof Privilege privilege) {
            append(privilege.tenant(), username, details);
        }
        events.publishEvent(new SpecialistChanged(username));
    }

    private void append(TenantId tenant, String username, Map<String, String> details) {
        trail.append(AuditEvent.of(tenant, AuditAction.CREDENTIAL_CHANGED, object(username), details));
    }

    private static String words(@Nullable Credential credential) {
        return credential == null ? NOTHING : credential.words();
    }
}
