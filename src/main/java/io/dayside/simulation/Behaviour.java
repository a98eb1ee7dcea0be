package io.dayside.simulation;

import java.time.Duration;

/**
 * How people behave, whatever the policy.
 *
 * @param atShiftEnd what becomes of a case half read when a shift ends
 * @param lostConnections share of readings that end in a lost connection, once a case; what was done is lost
 * @param lease after which such a case comes back
 * @param away after which such a reader is there again
 */
public record Behaviour(AtShiftEnd atShiftEnd, double lostConnections, Duration lease, Duration away) {

    /** Cases are finished, no connection is lost. */
    public static final Behaviour USUAL =
            new Behaviour(AtShiftEnd.FINISH, 0, Duration.ofMinutes(10), Duration.ofMinutes(15));

    /** What becomes of a case half read when a shift ends. */
    public enum AtShiftEnd {
        FINISH,
        HAND_BACK
    }

    public Behaviour {
        Finding.share("lost connections", lostConnections);
        if (lease.isNegative() || away.isNegative()) {
            throw new IllegalArgumentException("lease and absence must not be negative");
        }
    }
}
