package io.dayside.critical;

import java.util.EnumSet;
import java.util.Set;

/** Where a critical result stands. A transition that is not listed here is refused. */
public enum CriticalState {
    RAISED,
    /** The hospital was told. */
    NOTIFIED,
    /** Nobody has acknowledged it, and further people were told. */
    ESCALATED,
    /** Somebody has read it back. */
    ACKNOWLEDGED,
    CLOSED,
    /** It was raised in error. */
    WITHDRAWN;

    /** States that may follow this one. */
    public Set<CriticalState> successors() {
        return switch (this) {
            case RAISED -> EnumSet.of(NOTIFIED);
            case NOTIFIED, ESCALATED -> EnumSet.of(ESCALATED, ACKNOWLEDGED, WITHDRAWN);
            case ACKNOWLEDGED -> EnumSet.of(CLOSED);
            case CLOSED -> EnumSet.of(WITHDRAWN);
            case WITHDRAWN -> EnumSet.noneOf(CriticalState.class);
        };
    }

    public boolean mayBecome(CriticalState next) {
        return successors().contains(next);
    }

    /** Whether somebody must still hear of it. */
    public boolean waits() {
        return switch (this) {
            case RAISED, NOTIFIED, ESCALATED -> true;
            case ACKNOWLEDGED, CLOSED, WITHDRAWN -> false;
        };
    }
}
