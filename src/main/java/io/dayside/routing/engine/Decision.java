package io.dayside.routing.engine;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.List;

/**
 * Why one case is a reader's next. A value that can be kept: it names no patient, and no case but its own.
 *
 * @param policy version of the hospital's policy that was in force
 * @param factors what put it before the others, most important first
 * @param passedOver what stood before it and was not given to this reader
 */
public record Decision(
        CaseId id,
        String reader,
        Instant at,
        String policy,
        ReadingClass rank,
        Standing.Cause cause,
        List<Factor> factors,
        List<PassedOver> passedOver) {

    public enum Kind {
        BOUND,
        CLASS,
        DUE,
        WAITED,
        URGENCY,
        CONTINUITY,
        FIT,
        RESERVED,
        LOAD,
        FAIRNESS
    }

    /** @param words the value as a person reads it */
    public record Factor(Kind kind, String words) {}

    public enum Reason {
        /** The reader's papers do not allow it. */
        NOT_ALLOWED,
        /** The reader declined it, and somebody else may read it. */
        DECLINED,
        /** Others on shift may read it, and this reader is kept for what they may not. */
        KEPT_FOR_SCARCE,
        /** A head start, of continuity or fit, moved the given case before it. */
        HEAD_START,
        /** The reader chose the given case past it. */
        CHOSEN
    }

    /**
     * @param needs of how many needs the first case stood before the one that was given
     * @param foremost class of the first of them
     */
    public record PassedOver(Reason reason, int needs, ReadingClass foremost) {}

    public Decision {
        factors = List.copyOf(factors);
        passedOver = List.copyOf(passedOver);
    }
}
