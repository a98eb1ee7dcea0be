package io.dayside.simulation;

import io.dayside.routing.engine.Pace;
import io.dayside.simulation.engine.Limits;
import io.dayside.simulation.engine.Minutes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * As much as a reader's contract lets them work: hours of shifts from Monday to Sunday, and cases in any 60 minutes and in a
 * day, all in the reader's zone.
 */
public record ContractTerms(int hoursPerWeek, int casesPerHour, int casesPerDay) {

    public ContractTerms {
        if (hoursPerWeek < 1 || casesPerHour < 1 || casesPerDay < 1) {
            throw new IllegalArgumentException("hours and cases of a contract must be positive");
        }
    }

    Pace pace(ZoneId zone) {
        return new Pace(casesPerHour, casesPerDay, zone);
    }

    /** @param start the instant of minute 0 */
    Limits limits(ZoneId zone, Instant start) {
        var pace = pace(zone);
        return (finished, now) -> {
            var at = Minutes.at(start, now);
            var from = pace.oneMoreFrom(
                    finished.stream().map(minutes -> Minutes.at(start, minutes)).toList(), at);
            return from.isAfter(at) ? Duration.between(start, from).toMillis() / 60_000.0 : now;
        };
    }
}
