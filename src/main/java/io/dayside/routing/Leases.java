package io.dayside.routing;

import io.dayside.cases.CaseId;
import java.util.Optional;

/** Who holds which case: one specialist at any instant, over all nodes. */
public interface Leases {

    /** Takes the case, or renews what the specialist already holds. The case becomes OPEN. */
    LeaseOutcome take(CaseId id, String username);

    /** Holds on to a case; false when the lease was lost. */
    boolean heartbeat(CaseId id, String username);

    /** Gives the case back unread; it becomes READY again. */
    void release(CaseId id, String username, String reason);

    /** Ends the lease because the work is done. */
    void complete(CaseId id, String username);

    Optional<Lease> current(CaseId id);
}
