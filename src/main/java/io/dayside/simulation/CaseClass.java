package io.dayside.simulation;

import java.time.Duration;

/**
 * How pressing an order is.
 *
 * @param limit promised from arrival to the end of reading
 * @param guarantee longest wait after which nothing that came later may be read before
 */
public record CaseClass(String name, Duration limit, Duration guarantee) {

    public CaseClass {
        if (!limit.isPositive() || !guarantee.isPositive()) {
            throw new IllegalArgumentException("limit and guarantee of %s must be positive".formatted(name));
        }
    }

    double limitMinutes() {
        return minutes(limit);
    }

    double guaranteeMinutes() {
        return minutes(guarantee);
    }

    static double minutes(Duration duration) {
        return duration.toMillis() / 60_000.0;
    }
}
