package io.dayside.sla;

import io.dayside.cases.CaseId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The turnaround clock of one case: study complete, or order received where the contract says so, to report final, minus
 * pauses for the hospital's reasons.
 *
 * @param begunWith what happened at {@code startedAt}
 * @param target longest time the contract allows
 * @param dueAt when it is breached, pauses so far included
 * @param stoppedAt when the report became final; absent while it runs
 * @param level name of the service level that holds; empty where the hospital's turnaround times alone do
 * @param openDueAt when somebody must have opened the case, pauses before that included; absent where that is not promised
 * @param preliminaryDueAt when a preliminary report must be there, pauses included; absent where that is not promised
 * @param paused how long it has stood still so far
 */
public record CaseClock(
        CaseId id,
        Instant startedAt,
        ClockBegin begunWith,
        Duration target,
        Instant dueAt,
        @Nullable Instant openedAt,
        @Nullable Instant stoppedAt,
        String level,
        @Nullable Instant openDueAt,
        @Nullable Instant preliminaryDueAt,
        @Nullable Instant preliminaryAt,
        Duration paused) {

    /** A clock of which only the signed report is promised, from the complete study, never paused. */
    public CaseClock(
            CaseId id,
            Instant startedAt,
            Duration target,
            Instant dueAt,
            @Nullable Instant openedAt,
            @Nullable Instant stoppedAt) {
        this(
                id,
                startedAt,
                ClockBegin.STUDY_COMPLETE,
                target,
                dueAt,
                openedAt,
                stoppedAt,
                "",
                null,
                null,
                null,
                Duration.ZERO);
    }

    /** How long it has run at {@code at}, without the pauses. */
    public Duration turnaround(Instant at) {
        return Duration.between(startedAt, at).minus(paused);
    }

    /** Time left at {@code now}, negative once breached. */
    public Duration slack(Instant now) {
        return Duration.between(now, dueAt);
    }
}
