package io.dayside.sla;

import io.dayside.cases.CaseId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The promise that a critical result reaches somebody at the hospital: from raising to acknowledgement. Says nothing of what
 * was found.
 *
 * @param number of the case
 * @param target longest time that was promised when it was raised
 * @param told how often somebody was told
 * @param acknowledgedAt when somebody read it back; absent while nobody has
 * @param byPhone whether the specialist noted that
 */
public record Communication(
        CaseId id,
        String number,
        Instant raisedAt,
        Duration target,
        Instant dueAt,
        int told,
        Instant toldLast,
        @Nullable Instant acknowledgedAt,
        boolean byPhone) {

    /** What became of the promise. */
    public enum Kept {
        KEPT,
        BROKEN,
        /** Nobody has acknowledged it, and there is time. */
        OPEN
    }

    public Kept kept(Instant now) {
        var at = acknowledgedAt == null ? now : acknowledgedAt;
        if (at.isAfter(dueAt)) {
            return Kept.BROKEN;
        }
        return acknowledgedAt == null ? Kept.OPEN : Kept.KEPT;
    }

    /** From raising until somebody heard, which may have been before; until {@code now} while nobody has. */
    public Duration took(Instant now) {
        var time = Duration.between(raisedAt, acknowledgedAt == null ? now : acknowledgedAt);
        return time.isNegative() ? Duration.ZERO : time;
    }
}
