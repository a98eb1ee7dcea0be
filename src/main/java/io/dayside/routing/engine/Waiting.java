package io.dayside.routing.engine;

import io.dayside.cases.CaseId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One case that waits for a reader, without anything of the patient.
 *
 * @param ordered what the order's priority asks for
 * @param flag absent where models flagged nothing, or are not done
 * @param since when it began to wait, later by as long as it was paused for the hospital's reasons
 * @param dueAt when its promise is broken
 * @param target longest time that was promised
 * @param continuity what cases of one patient of a hospital have in common, opaque; empty where nothing is known
 * @param expectedReading how long it is expected to take
 * @param value what reading it is worth, in the unit that hospitals are billed in
 */
public record Waiting(
        CaseId id,
        Need need,
        ReadingClass ordered,
        @Nullable Flag flag,
        Instant since,
        Instant dueAt,
        Duration target,
        String continuity,
        Duration expectedReading,
        double value) {

    public Waiting {
        if (!id.tenant().equals(need.tenant())) {
            throw new IllegalArgumentException("case of " + id.tenant() + " with a need of " + need.tenant());
        }
        if (!target.isPositive()) {
            throw new IllegalArgumentException("target must be positive, was " + target);
        }
        if (expectedReading.isNegative() || !(value >= 0)) {
            throw new IllegalArgumentException("expected reading and value must not be negative");
        }
    }
}
