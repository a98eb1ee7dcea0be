package io.dayside.delivery;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.CaseId;
import io.dayside.reading.ReportSigned;
import io.dayside.tenancy.Hospital.MllpAddress;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.LiveUpdates;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts signed reports on their way, in the transaction that signs them. */
@Service
class DeliveryQueue implements Deliveries {

    private final DeliveryRows rows;
    private final Tenants tenants;
    private final ObjectProvider<SchedulerClient> scheduler;
    private final AuditTrail trail;
    private final LiveUpdates live;
    private final Clock clock;

    DeliveryQueue(
            DeliveryRows rows,
            Tenants tenants,
            ObjectProvider<SchedulerClient> scheduler,
            AuditTrail trail,
            LiveUpdates live,
            Clock clock) {
        this.rows = rows;
        this.tenants = tenants;
        this.scheduler = scheduler;
        this.trail = trail;
        this.live = live;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(ReportSigned event) {
        var results = tenants.get(event.caseId().tenant()).results();
        if (results != null) {
            queue(event.caseId(), event.version(), results);
        }
    }

    private void queue(CaseId caseId, int version, MllpAddress address) {
        var id = Ids.next();
        if (rows.insert(id, caseId, version, "mllp://" + address.host() + ":" + address.port(), controlId(id))) {
            schedule(caseId.tenant(), id);
            live.changed(caseId.tenant(), LiveUpdates.Topic.DELIVERIES);
        }
    }

    /** MSH-10 has 20 characters at most in v2.5. */
    private static String controlId(UUID id) {
        var hex = id.toString().replace("-", "");
        return hex.substring(hex.length() - 20);
    }

    private void schedule(TenantId tenant, UUID id) {
        scheduler
                .getObject()
                .scheduleIfNotExists(DeliveryTask.DELIVER
                        .instance(tenant + "/" + id)
                        .data(new DeliveryTask.Job(tenant, id))
                        .scheduledTo(clock.instant()));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Delivery> of(CaseId id) {
        return rows.of(id);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Delivery> unconfirmed(int limit) {
        return rows.unconfirmed(limit);
    }

    @Override
    @Transactional
    public void sendAgain(CaseId caseId, UUID id) {
        var tenant = caseId.tenant();
        rows.find(tenant, id)
                .map(DeliveryRows.Queued::delivery)
                .filter(delivery -> delivery.caseId().equals(caseId) && delivery.state() == Delivery.State.DEAD)
                .ifPresent(delivery -> {
                    rows.mark(tenant, id, Delivery.State.QUEUED, delivery.tries(), 0, "");
                    trail.append(AuditEvent.of(
                            tenant,
                            AuditAction.REPORT_DELIVERED,
                            "case:" + delivery.caseId().id(),
                            Map.of("delivery", id.toString(), "state", "QUEUED", "why", "sent again by a person")));
                    schedule(tenant, id);
                });
    }
}
