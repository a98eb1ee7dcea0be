package io.dayside.archive;

import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Says that an object was found damaged: in the log, as a metric and in the trail, once until it is whole again. */
@Component
class DamageNews {

    private static final Logger log = LoggerFactory.getLogger(DamageNews.class);

    private final AuditTrail trail;
    private final MeterRegistry meters;
    private final TransactionTemplate transaction;

    DamageNews(AuditTrail trail, MeterRegistry meters, PlatformTransactionManager transactions) {
        this.trail = trail;
        this.meters = meters;
        this.transaction = new TransactionTemplate(transactions);
    }

    void tell(TenantId tenant, Scrubber.Damage damage) {
        if (!damage.newlyFound()) {
            return;
        }
        log.error("{} instance {} is damaged: {}", tenant, damage.sopInstanceUid(), damage.problem());
        meters.counter("dayside.archive.damaged", "tenant", tenant.code()).increment();
        TenantScope.run(
                tenant,
                () -> Actor.run(
                        Actor.system("archive"),
                        () -> transaction.executeWithoutResult(_ -> trail.append(AuditEvent.of(
                                tenant,
                                AuditAction.OBJECT_DAMAGED,
                                "instance:" + damage.sopInstanceUid(),
                                Map.of("problem", damage.problem().name()))))));
    }
}
