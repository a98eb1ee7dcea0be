package io.dayside.sla;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.Priority;
import java.time.Duration;
import java.time.Instant;

/**
 * A case that was signed.
 *
 * @param turnaround from {@code begunWith} to report final, without the pauses for the hospital's reasons
 * @param dueAt when it had to be final, pauses included
 */
public record FinishedCase(
        CaseId id,
        String number,
        String hospital,
        Priority priority,
        String study,
        Instant finishedAt,
        ClockBegin begunWith,
        Duration turnaround,
        Duration target,
        Instant dueAt) {

    public boolean onTime() {
        return !finishedAt.isAfter(dueAt);
    }

    /** By how much the promise was broken, negative where it was kept. */
    public Duration over() {
        return Duration.between(dueAt, finishedAt);
    }
}
