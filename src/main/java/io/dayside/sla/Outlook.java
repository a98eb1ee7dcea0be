package io.dayside.sla;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What will become of a case that waits or is read, by the queue and the roster of this moment; cases yet to come are not
 * counted.
 *
 * @param expectedAt when it will probably be signed; absent where it will not be within a day
 * @param late probability that its promise will be broken, 0 to 1; 1 where it is
 * @param saving what would keep the promise; empty where it is not in danger, nothing would, or nobody looked for it
 * @param sought whether somebody was looked for who could keep it: only for the first of those in danger that wait
 */
public record Outlook(@Nullable Instant expectedAt, double late, Optional<Saving> saving, boolean sought) {

    /** From which probability on somebody is told. */
    public static final double DANGER = 0.5;

    /**
     * @param specialist display name of whom to turn to
     * @param username of the same
     * @param signedBy when it would then probably be signed
     */
    public record Saving(Act act, String specialist, String username, Instant signedBy) {}

    /** What a manager can do, the least first. */
    public enum Act {
        /** They are on shift and may read it, but by themselves would come to it too late. */
        ASK,
        /** They are on shift and hold as many cases as they may: it takes an override. */
        LET,
        /** They are off shift: it takes a call and an override. */
        CALL
    }

    /** Whether somebody was looked for, and nobody found. */
    public boolean isLost() {
        return sought && saving.isEmpty();
    }

    public boolean isInDanger() {
        return late >= DANGER;
    }
}
