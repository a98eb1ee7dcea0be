package io.dayside.workforce;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * What differs from somebody's weekly shifts, for once.
 *
 * @param id in the order in which they were noted
 * @param begins inclusive
 * @param ends exclusive
 * @param reason for people, without anything about health
 */
public record ShiftChange(
        UUID id, String username, Kind kind, Instant begins, Instant ends, String reason, Source source) {

    /**
     * What a person noted or accepted outweighs what a calendar brought; of a person's the one noted last, of a calendar's
     * an absence.
     */
    static final Comparator<ShiftChange> WEIGHT = Comparator.comparing(
                    (ShiftChange change) -> change.source() != Source.CALENDAR)
            .thenComparing(change -> change.source() == Source.CALENDAR && change.kind() == Kind.OFF)
            .thenComparing(ShiftChange::id);

    public enum Kind {
        /** Reads, whatever the weekly shifts say. */
        EXTRA,
        /** Does not read, whatever the weekly shifts say: a break, a holiday, a shift that was swapped away. */
        OFF,
        /** Off shift, and can be called in. */
        ON_CALL
    }

    public enum Source {
        PERSON,
        /** Was proposed and accepted: weighs as what a person noted, and the next proposal may change it. */
        ROSTER,
        /** Came with an iCalendar file, and is replaced by the next one. */
        CALENDAR
    }

    public ShiftChange {
        if (!ends.isAfter(begins)) {
            throw new IllegalArgumentException("It must end after it begins.");
        }
    }

    boolean covers(Instant at) {
        return !at.isBefore(begins) && at.isBefore(ends);
    }

    boolean overlaps(Instant from, Instant until) {
        return begins.isBefore(until) && ends.isAfter(from);
    }
}
