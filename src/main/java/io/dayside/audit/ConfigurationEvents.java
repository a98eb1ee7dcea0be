package io.dayside.audit;

import io.dayside.tenancy.TenantConfigured;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears what the rooms below this one do, since they cannot call it. */
@Component
class ConfigurationEvents {

    private final AuditTrail trail;

    ConfigurationEvents(AuditTrail trail) {
        this.trail = trail;
    }

    @EventListener
    void on(TenantConfigured event) {
        trail.append(AuditEvent.of(
                event.tenant(),
                AuditAction.TENANT_CONFIGURED,
                "tenant:" + event.tenant(),
                Map.of("changes", String.join("; ", event.changes()))));
    }
}
