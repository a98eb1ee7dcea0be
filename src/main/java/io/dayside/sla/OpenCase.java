package io.dayside.sla;

import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.tenancy.Priority;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A case that somebody still has to read, as a manager sees it: no patient in it.
 *
 * @param standing where it stands, in words without a time
 * @param standingSince when it came to stand there; absent where nobody asks
 * @param withoutReader why no specialist may ever read it, as the end of a sentence; empty where somebody may
 * @param begunAt when its clock began
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
        @Nullable Instant standingSince,
        String withoutReader,
        ClockBegin begunWith,
        Instant begunAt,
        Duration target,
        Instant dueAt,
        long slackSeconds) {

    /** Whether it waits for somebody who does not exist. */
    public boolean unreadable() {
        return !withoutReader.isEmpty();
    }

    public boolean breached() {
        return slackSeconds < 0;
    }
}
