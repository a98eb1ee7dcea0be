package io.dayside.cases;

import java.util.EnumSet;
import java.util.Set;

/** Where a case stands. A transition that is not listed here is refused. */
public enum CaseState {
    AWAITING_IMAGES,
    AWAITING_ORDER,
    READY,
    OFFERED,
    OPEN,
    ON_HOLD,
    HANDED_OVER,
    PRELIMINARY,
    FINAL,
    ADDENDUM,
    CORRECTED,
    CANCELLED;

    /** States that may follow this one. */
    public Set<CaseState> successors() {
        return switch (this) {
            case AWAITING_IMAGES -> EnumSet.of(AWAITING_ORDER, READY, CANCELLED);
            case AWAITING_ORDER -> EnumSet.of(AWAITING_IMAGES, READY, CANCELLED);
            case READY -> EnumSet.of(OFFERED, OPEN, ON_HOLD, AWAITING_IMAGES, CANCELLED);
            case OFFERED -> EnumSet.of(OPEN, READY, ON_HOLD, CANCELLED);
            case OPEN -> EnumSet.of(READY, ON_HOLD, HANDED_OVER, PRELIMINARY, FINAL, CANCELLED);
            case ON_HOLD, HANDED_OVER -> EnumSet.of(READY, CANCELLED);
            case PRELIMINARY -> EnumSet.of(FINAL, READY);
            case FINAL, ADDENDUM, CORRECTED -> EnumSet.of(ADDENDUM, CORRECTED);
            case CANCELLED -> EnumSet.noneOf(CaseState.class);
        };
    }

    public boolean mayBecome(CaseState next) {
        return successors().contains(next);
    }

    /** Whether someone still has to read it. */
    public boolean awaitsReport() {
        return switch (this) {
            case AWAITING_IMAGES, AWAITING_ORDER, READY, OFFERED, OPEN, ON_HOLD, HANDED_OVER, PRELIMINARY -> true;
            case FINAL, ADDENDUM, CORRECTED, CANCELLED -> false;
        };
    }
}
