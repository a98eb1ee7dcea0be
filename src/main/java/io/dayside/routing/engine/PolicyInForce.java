package io.dayside.routing.engine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A policy with what is made of it once.
 *
 * @param reach the longest head start that a reader's own factors give, by class
 */
record PolicyInForce(RoutingPolicy terms, String version, Map<ReadingClass, Duration> reach) {

    static PolicyInForce of(RoutingPolicy terms) {
        var reach = new EnumMap<ReadingClass, Duration>(ReadingClass.class);
        double share = terms.weights().continuity() + terms.weights().fit();
        terms.headStarts().forEach((rank, most) -> reach.put(rank, Standing.scaled(most, share)));
        return new PolicyInForce(terms, terms.version(), reach);
    }

    Duration reach(ReadingClass rank) {
        return Objects.requireNonNull(reach.get(rank));
    }
}
