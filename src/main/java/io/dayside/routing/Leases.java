package io.dayside.routing;

import io.dayside.cases.CaseId;
import java.util.Optional;

/** Who holds which case: one specialist at any instant, over all nodes. */
public interface Leases {

    /** Takes the case, or renews what the specialist already holds. The case becomes OPEN. */
    LeaseOutcome take(CaseId id, String username);

    /** Takes the specialist's next case; where somebody else was quicker, the one after it. Empty when there is none. */
    Optional<Lease> takeNext(String username);

    /**
     * The specialist does not want a case that waits or that they hold. It waits on, and is not put before them again unless
     * nobody else may read it.
     *
     * @param reason why, not blank, without patient data; kept and in the trail
     * @return false where it neither waits for them nor is held by them
     */
    boolean decline(CaseId id, String username, String reason);

    /** Holds on to a case; false when the lease was lost. */
    boolean heartbeat(CaseId id, String username);

    /** Gives the case back unread; it becomes READY again. */
    void release(CaseId id, String username, String reason);

    /** Ends the lease because the work is done. */
    void complete(CaseId id, String username);

    Optional<Lease> current(CaseId id);
}
