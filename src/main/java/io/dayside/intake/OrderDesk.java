package io.dayside.intake;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders, whichever door they came through. Joins the caller's transaction: the door answers after its commit. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class OrderDesk {

    private final PlacedOrders orders;
    private final Matching matching;
    private final AccessionLock accessionLock;
    private final StatOrders statOrders;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OrderDesk(
            PlacedOrders orders,
            Matching matching,
            AccessionLock accessionLock,
            StatOrders statOrders,
            AuditTrail trail,
            ApplicationEventPublisher events,
            Clock clock) {
        this.orders = orders;
        this.matching = matching;
        this.accessionLock = accessionLock;
        this.statOrders = statOrders;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /** One order for each accession number: a further request under it revises the first. */
    OrderEffect place(TenantId tenant, OrderRequest request, String door) {
        accessionLock.hold(tenant, request.accessionNumber());
        var known = orders.byAccession(tenant, request.accessionNumber());
        if (known.isEmpty()) {
            return new OrderEffect.Placed(add(tenant, request, door));
        }
        var order = known.get();
        if (!order.revise(request, now())) {
            return new OrderEffect.Unchanged(order.toOrder());
        }
        orders.update(order);
        audit(order.toOrder(), door, "revised");
        events.publishEvent(new OrderChanged(tenant, order.id(), OrderChanged.Change.REVISED));
        matching.matchStudiesOf(order.toOrder());
        return new OrderEffect.Revised(order.toOrder());
    }

    private Order add(TenantId tenant, OrderRequest request, String door) {
        var order = new PlacedOrder(tenant, request, now());
        orders.add(order);
        audit(order.toOrder(), door, "placed");
        matching.matchStudiesOf(order.toOrder());
        return order.toOrder();
    }

    /** PostgreSQL keeps microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    OrderEffect cancel(TenantId tenant, String accessionNumber, String door) {
        accessionLock.hold(tenant, accessionNumber);
        var known = orders.byAccession(tenant, accessionNumber);
        if (known.isEmpty()) {
            return new OrderEffect.Unknown();
        }
        var order = known.get();
        if (!order.cancel()) {
            return new OrderEffect.Unchanged(order.toOrder());
        }
        orders.update(order);
        audit(order.toOrder(), door, "cancelled");
        events.publishEvent(new OrderChanged(tenant, order.id(), OrderChanged.Change.CANCELLED));
        return new OrderEffect.Cancelled(order.toOrder());
    }

    private void audit(Order order, String door, String change) {
        statOrders.changed(order.tenant());
        trail.append(AuditEvent.of(
                order.tenant(),
                AuditAction.ORDER_PLACED,
                "order:" + order.id(),
                Map.of(
                        "change",
                        change,
                        "door",
                        door,
                        "priority",
                        order.priority().name())));
    }
}
