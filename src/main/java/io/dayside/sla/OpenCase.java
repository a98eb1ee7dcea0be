package io.dayside.sla;

import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.tenancy.Priority;
import java.time.Duration;
import java.time.Instant;

/**
 * A case that somebody still has to read, as a manager sees it: no patient in it.
 *
 * @param standing where it stands, in words
 * @param slackSeconds time left, negative once the promise is broken
 */
public record OpenCase(
        CaseId id,
        String number,
        String hospital,
        Priority priority,
        String study,
        CaseState state,
        String standing,
        Duration target,
        Instant dueAt,
        long slackSeconds) {

    public boolean breached() {
        return slackSeconds < 0;
    }
}
