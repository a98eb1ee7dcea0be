package io.dayside.sla;

import io.dayside.cases.CaseAdvanced;
import io.dayside.cases.CaseId;
import io.dayside.cases.CasePrioritised;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.HoldReason;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.Tenants;
import java.time.Duration;
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
    private final Cases cases;
    private final Tenants tenants;

    ClockKeeper(ClockRows rows, Cases cases, Tenants tenants) {
        this.rows = rows;
        this.cases = cases;
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
            case ON_HOLD -> pauseForHospital(event);
            case FINAL -> rows.stopped(event.id(), event.at());
            case CANCELLED -> rows.remove(event.id());
            case AWAITING_IMAGES, AWAITING_ORDER, READY, OFFERED, HANDED_OVER, PRELIMINARY, ADDENDUM, CORRECTED -> {}
        }
    }

    private void start(CaseId id) {
        cases.find(id).ifPresent(work -> rows.start(id, work.studyCompletedAt(), target(id, work.priority())));
    }

    private void pauseForHospital(CaseAdvanced event) {
        if (HoldReason.named(event.reason()).filter(HoldReason::pausesClock).isPresent()) {
            rows.paused(event.id(), event.at());
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(CasePrioritised event) {
        rows.promise(event.id(), target(event.id(), event.priority()));
    }

    private Duration target(CaseId id, Priority priority) {
        return tenants.get(id.tenant()).turnaround(priority);
    }
}
