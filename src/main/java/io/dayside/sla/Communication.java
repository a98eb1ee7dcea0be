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
 * @param withdrawnAt when it was taken back as raised in error; absent where it holds
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
        boolean byPhone,
        @Nullable Instant withdrawnAt) {

    /** What became of the promise. */
    public enum Kept {
        KEPT,
        BROKEN,
        /** Nobody has acknowledged it, and there is time. */
        OPEN,
        /** It was raised in error, and that was said while there was time: nothing was owed. */
        WITHDRAWN
    }

    public Kept kept(Instant now) {
        if (heard(now).isAfter(dueAt)) {
            return Kept.BROKEN;
        }
        if (withdrawnAt != null) {
            return Kept.WITHDRAWN;
        }
        return acknowledgedAt == null ? Kept.OPEN : Kept.KEPT;
    }

    /** When the hospital heard of it, or that there was nothing to hear of; {@code now} while it waits. */
    private Instant heard(Instant now) {
        var end = withdrawnAt == null ? now : withdrawnAt;
        return acknowledgedAt == null ? end : acknowledgedAt;
    }

    /**
     * From raising until somebody heard, which may have been before; until it was withdrawn where nobody had, and until
     * {@code now} while it waits.
     */
    public Duration took(Instant now) {
        var time = Duration.between(raisedAt, heard(now));
        return time.isNegative() ? Duration.ZERO : time;
    }
}
