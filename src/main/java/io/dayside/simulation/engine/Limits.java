package io.dayside.simulation.engine;

import java.util.List;

/** How many cases a reader may read. */
@FunctionalInterface
public interface Limits {

    /** As many as come. */
    Limits NONE = (_, now) -> now;

    /**
     * When a reader who holds nothing may begin another case.
     *
     * @param finished minutes at which they finished earlier ones, rising
     * @return minutes, {@code now} or later
     */
    double oneMoreFrom(List<Double> finished, double now);
}
