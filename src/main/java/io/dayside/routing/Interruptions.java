package io.dayside.routing;

import io.dayside.cases.CaseId;
import java.util.Optional;

/** Cases too pressing to wait until somebody is free. */
public interface Interruptions {

    /** For which waiting case {@code username} should put one aside that they hold: nobody who may read it is free. */
    Optional<Interruption> of(String username);

    /**
     * Gives {@code aside} back, with the draft that is kept of it, and takes {@code pressing}. Unless the outcome is {@link
     * LeaseOutcome.Held} nothing changes.
     */
    LeaseOutcome takeInstead(CaseId pressing, CaseId aside, String username);

    /** @param aside the case that would go back to the worklist */
    record Interruption(WorklistEntry pressing, CaseId aside) {}
}
