package io.dayside.sla;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.Priority;
import java.time.Duration;
import java.time.Instant;

/**
 * A case that was signed.
 *
 * @param turnaround study complete to report final, without the pauses for the hospital's reasons
 */
public record FinishedCase(
        CaseId id,
        String number,
        String hospital,
        Priority priority,
        String study,
        Instant finishedAt,
        Duration turnaround,
        Duration target) {

    public boolean onTime() {
        return turnaround.compareTo(target) <= 0;
    }
}
