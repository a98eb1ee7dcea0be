package io.dayside.simulation.engine;

import java.time.Instant;

/** Simulated minutes as instants, in whole milliseconds. */
public final class Minutes {

    private Minutes() {}

    /** @param start the instant of minute 0 */
    public static Instant at(Instant start, double minutes) {
        return start.plusMillis(Math.round(minutes * 60_000));
    }
}
