package io.dayside.intake;

import io.dayside.archive.ArchivedStudy;
import java.time.Duration;
import java.time.Instant;

/**
 * A study that is being received, and what makes it complete.
 *
 * @param round 1 in the first, one more for each time that late instances began it anew
 * @param orderedInstances as its order says, 0 where it says nothing
 * @param stepInstances as its completed steps refer to, 0 where there is none or another step goes on
 * @param quietTime after which it is complete if nothing more comes
 */
public record ReceivingStudy(
        ArchivedStudy study, int round, int orderedInstances, int stepInstances, Duration quietTime) {

    /** Whether it was complete before, and late instances came. */
    public boolean isReopened() {
        return round > 1;
    }

    /** When its newest instance came. */
    public Instant silentSince() {
        return study.lastReceived();
    }

    /** When it counts as complete if nothing more comes, by the clock. */
    public Instant completeAt() {
        return silentSince().plus(quietTime);
    }
}
