package io.dayside.routing.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;

/**
 * How many cases a reader may read in any 60 minutes and in a day from midnight to midnight of their own zone. What they hold
 * counts as if it had been read just now, so that no case is begun that could not be finished within both.
 */
public record Pace(int perHour, int perDay, ZoneId zone) {

    /** What was read longer ago counts neither for the hour nor for the longest day, one with a change from daylight saving. */
    public static final Duration COUNTED = Duration.ofHours(26);

    private static final Duration HOUR = Duration.ofHours(1);

    public Pace {
        if (perHour < 1 || perDay < 1) {
            throw new IllegalArgumentException("cases an hour and a day must be positive");
        }
    }

    /** Of what was read, what falls into the 60 minutes up to {@code at}. */
    public int inTheHour(Collection<Instant> read, Instant at) {
        return countAfter(at.minus(HOUR), read);
    }

    /** Of what was read, what falls into the reader's day of {@code at}. */
    public int inTheDay(Collection<Instant> read, Instant at) {
        return countAfter(dayBegin(at).minusNanos(1), read);
    }

    private static int countAfter(Instant from, Collection<Instant> read) {
        int count = 0;
        for (var at : read) {
            count += at.isAfter(from) ? 1 : 0;
        }
        return count;
    }

    /** Whether a reader who holds {@code held} cases may begin another. */
    public boolean allowsOneMore(Collection<Instant> read, int held, Instant at) {
        return held + inTheHour(read, at) < perHour && held + inTheDay(read, at) < perDay;
    }

    /** The first instant, {@code at} or later, from which {@link #allowsOneMore} for who holds nothing and reads nothing until then. */
    public Instant oneMoreFrom(Collection<Instant> read, Instant at) {
        var from = inTheDay(read, at) < perDay ? at : dayBegin(at, 1);
        var newestFirst =
                read.stream().sorted((one, other) -> other.compareTo(one)).toList();
        var clear =
                newestFirst.size() < perHour ? at : newestFirst.get(perHour - 1).plus(HOUR);
        return clear.isAfter(from) ? clear : from;
    }

    Instant dayBegin(Instant at) {
        return dayBegin(at, 0);
    }

    Instant dayBegin(Instant at, int daysLater) {
        return LocalDate.ofInstant(at, zone)
                .plusDays(daysLater)
                .atStartOfDay(zone)
                .toInstant();
    }
}
