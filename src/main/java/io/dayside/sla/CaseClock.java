package io.dayside.sla;

import io.dayside.cases.CaseId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The turnaround clock of one case: study complete to report final, minus pauses for the hospital's reasons.
 *
 * @param target longest time the contract allows
 * @param dueAt when it is breached, pauses so far included
 * @param stoppedAt when the report became final; absent while it runs
 */
public record CaseClock(
        CaseId id,
        Instant startedAt,
        Duration target,
        Instant dueAt,
        @Nullable Instant openedAt,
        @Nullable Instant stoppedAt) {

    /** Time left at {@code now}, negative once breached. */
    public Duration slack(Instant now) {
        return Duration.between(now, dueAt);
    }
}
