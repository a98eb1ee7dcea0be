package io.dayside.simulation;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * A shift that comes again every week, in the reader's local time.
 *
 * @param days on which it begins
 * @param until on the day after where it is not later than {@code from}
 * @param breaks during which the reader takes no case
 */
public record ShiftPattern(Set<DayOfWeek> days, LocalTime from, LocalTime until, List<Break> breaks) {

    /** @param until on the day after where it is not later than {@code from} */
    public record Break(LocalTime from, LocalTime until) {}

    public ShiftPattern {
        days = Set.copyOf(days);
        breaks = List.copyOf(breaks);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a shift must have days");
        }
    }
}
