package io.dayside.routing;

import io.dayside.cases.CaseId;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Leases as other rooms see them. */
@Service
class HeldLeases implements Leases {

    private final LeaseDesk desk;
    private final UnseenCases unseen;

    HeldLeases(LeaseDesk desk, UnseenCases unseen) {
        this.desk = desk;
        this.unseen = unseen;
    }

    @Override
    public LeaseOutcome take(CaseId id, String username) {
        var outcome = desk.take(id, username);
        if (outcome instanceof LeaseOutcome.Barred(var refusals) && refusals.isEmpty()) {
            unseen.asked(id, username);
        }
        return outcome;
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
