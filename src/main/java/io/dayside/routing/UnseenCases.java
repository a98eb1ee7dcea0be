package io.dayside.routing;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.CaseId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leaves in a hospital's trail that somebody asked for a case which the database does not show them: they hold no
 * privilege there, or no such case exists. The caller is not told which.
 */
@Component
class UnseenCases {

    private final Tenants tenants;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    UnseenCases(Tenants tenants, AuditTrail trail, PlatformTransactionManager transactions) {
        this.tenants = tenants;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Does nothing inside a transaction, which keeps the tenants it was begun for, nor for a hospital that is not ours. */
    void asked(CaseId id, String username) {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                || tenants.find(id.tenant()).isEmpty()) {
            return;
        }
        var event = AuditEvent.refused(
                id.tenant(),
                AuditAction.ACCESS_REFUSED,
                "case:" + id.id(),
                Map.of("asked by", username, "reason", "no privilege at this hospital, or no such case"));
        TenantScope.run(id.tenant(), () -> transaction.executeWithoutResult(_ -> trail.append(event)));
    }
}
