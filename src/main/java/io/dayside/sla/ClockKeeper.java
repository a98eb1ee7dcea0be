package io.dayside.sla;

import io.dayside.cases.Case;
import io.dayside.cases.CaseAdvanced;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseOrdered;
import io.dayside.cases.CasePrioritised;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.HoldReason;
import io.dayside.intake.Order;
import io.dayside.intake.Orders;
import io.dayside.sla.ServiceLevel.Promise;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.Tenants;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Starts, pauses and stops the clocks as cases advance, within the transactions that advance them. */
@Service
class ClockKeeper implements Clocks {

    private final ClockRows rows;
    private final ServiceLevelRows levels;
    private final Cases cases;
    private final Orders orders;
    private final Tenants tenants;

    ClockKeeper(ClockRows rows, ServiceLevelRows levels, Cases cases, Orders orders, Tenants tenants) {
        this.rows = rows;
        this.levels = levels;
        this.cases = cases;
        this.orders = orders;
        this.tenants = tenants;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<CaseClock> of(CaseId id) {
        return Optional.ofNullable(of(List.of(id)).get(id));
    }

    @Override
    @Transactional(readOnly = true)
    public Map<CaseId, CaseClock> of(Collection<CaseId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : rows.of(ids).stream().collect(Collectors.toMap(CaseClock::id, Function.identity()));
    }

    @Override
    @Transactional(readOnly = true)
    public List<CaseClock> startedSince(Instant since) {
        return rows.startedSince(since);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(CaseAdvanced event) {
        if (event.from() == null) {
            start(event.id());
        }
        if (event.from() == CaseState.ON_HOLD) {
            rows.resumed(event.id(), event.at());
        }
        switch (event.to()) {
            case OPEN -> rows.opened(event.id(), event.at());
            case PRELIMINARY -> rows.preliminary(event.id(), event.at());
            case ON_HOLD -> pauseForHospital(event);
            case FINAL -> rows.stopped(event.id(), event.at());
            case CANCELLED -> rows.remove(event.id());
            case AWAITING_IMAGES, AWAITING_ORDER, READY, OFFERED, HANDED_OVER, ADDENDUM, CORRECTED -> {}
        }
    }

    private void start(CaseId id) {
        cases.find(id).ifPresent(work -> rows.start(id, promise(work, work.priority())));
    }

    private void pauseForHospital(CaseAdvanced event) {
        HoldReason.named(event.reason())
                .filter(HoldReason::pausesClock)
                .ifPresent(reason -> rows.paused(event.id(), event.at(), reason));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(CasePrioritised event) {
        cases.find(event.id()).ifPresent(work -> rows.promise(event.id(), promise(work, event.priority())));
    }

    /** The order came, or the hospital changed it: its clock may begin with it. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(CaseOrdered event) {
        cases.find(event.id()).ifPresent(work -> rows.promise(event.id(), promise(work, work.priority())));
    }

    private Promise promise(Case work, Priority priority) {
        var hospital = tenants.get(work.id().tenant());
        var zone = hospital.facility(work.facility())
                .orElseGet(hospital::defaultFacility)
                .zone();
        return levels.of(hospital.id()).promise(hospital, priority, work.modality(), beginnings(work), zone);
    }

    private Beginnings beginnings(Case work) {
        var order = Optional.ofNullable(work.order())
                .flatMap(id -> orders.find(work.id().tenant(), id));
        return new Beginnings(order.map(Order::placedAt).orElse(null), work.studyCompletedAt());
    }
}
