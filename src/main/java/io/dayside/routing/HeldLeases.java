package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.routing.KeptDecision.Given;
import io.dayside.routing.engine.Standing;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Leases as other rooms see them. */
@Service
class HeldLeases implements Leases {

    /** Losing a race is rare; losing so many in a row means that there is nothing left. */
    private static final int MOST_TRIES = 20;

    private final LiveOrder order;
    private final LeaseDesk desk;
    private final UnseenCases unseen;

    HeldLeases(LiveOrder order, LeaseDesk desk, UnseenCases unseen) {
        this.order = order;
        this.desk = desk;
        this.unseen = unseen;
    }

    @Override
    public LeaseOutcome take(CaseId id, String username) {
        boolean isNext = order.top(username, 1).stream().anyMatch(first -> isOf(first, id));
        var outcome = desk.take(id, username, decision(id, username, isNext ? Given.NEXT : Given.CHOSEN));
        if (outcome instanceof LeaseOutcome.Barred(var refusals) && refusals.isEmpty()) {
            unseen.asked(id, username);
        }
        return outcome;
    }

    private static boolean isOf(Standing standing, CaseId id) {
        return standing.work().id().equals(id);
    }

    private Optional<KeptDecision> decision(CaseId id, String username, Given given) {
        return order.explain(id, username).map(why -> new KeptDecision(given, why));
    }

    @Override
    public Optional<Lease> takeNext(String username) {
        for (var first : order.top(username, MOST_TRIES)) {
            var id = first.work().id();
            if (desk.take(id, username, decision(id, username, Given.NEXT)) instanceof LeaseOutcome.Held(var lease)) {
                return Optional.of(lease);
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean decline(CaseId id, String username, String reason) {
        return desk.decline(id, username, reason);
    }

    @Override
    public boolean heartbeat(CaseId id, String username) {
        return desk.heartbeat(id, username);
    }

    @Override
    public void release(CaseId id, String username, String reason) {
        desk.release(id, username, reason);
    }

    @Override
    public void complete(CaseId id, String username) {
        desk.complete(id, username);
    }

    @Override
    public Optional<Lease> current(CaseId id) {
        return desk.current(id);
    }
}
