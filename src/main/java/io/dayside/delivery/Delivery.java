package io.dayside.delivery;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.UUID;

/**
 * One signed report version on its way to one address.
 *
 * @param address where it goes, for example {@code mllp://host:port}
 * @param tries how often it was sent
 * @param lastProblem what went wrong the last time, without patient data; empty when nothing did
 */
public record Delivery(
        UUID id,
        CaseId caseId,
        int reportVersion,
        String address,
        State state,
        int tries,
        String lastProblem,
        Instant queuedAt,
        Instant changedAt) {

    public enum State {
        QUEUED,
        SENT,
        CONFIRMED,
        RETRYING,
        DEAD
    }
}
