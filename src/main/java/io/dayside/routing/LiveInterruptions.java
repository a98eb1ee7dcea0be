package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.routing.KeptDecision.Given;
import io.dayside.routing.engine.Placement;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Interruptions that the order of reading asks for, and that every rule allows. */
@Service
class LiveInterruptions implements Interruptions {

    private final LiveOrder order;
    private final EligibleWorklist worklist;
    private final LeaseDesk desk;

    LiveInterruptions(LiveOrder order, EligibleWorklist worklist, LeaseDesk desk) {
        this.order = order;
        this.worklist = worklist;
        this.desk = desk;
    }

    @Override
    public Optional<Interruption> of(String username) {
        return order.interruption(username).flatMap(placement -> interruption(placement, username));
    }

    private Optional<Interruption> interruption(Placement placement, String username) {
        var aside = placement.interruption().orElseThrow().from();
        return worklist.instead(placement.id(), aside, username).map(pressing -> new Interruption(pressing, aside));
    }

    @Override
    public LeaseOutcome takeInstead(CaseId pressing, CaseId aside, String username) {
        var decision = order.explain(pressing, username).map(why -> new KeptDecision(Given.INTERRUPTING, why));
        return desk.takeInstead(pressing, aside, username, decision);
    }
}
