package io.dayside.sla;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * The hours of a hospital's week that a contract counts, in the facility's own zone.
 *
 * @param from when they begin on each of {@code days}
 * @param to when they end; past midnight where it is not after {@code from}, so that equal times are a whole day
 * @param holidays days on which none begin
 */
record OpeningHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, Set<LocalDate> holidays) {

    /** Beyond that a promise is none. */
    private static final int MOST_DAYS = 3_660;

    OpeningHours {
        days = Set.copyOf(days);
        holidays = Set.copyOf(holidays);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("hours that never open");
        }
    }

    private record Span(Instant opens, Instant closes) {

        Span from(Instant begin) {
            return opens.isBefore(begin) ? new Span(begin, closes) : this;
        }

        Duration length() {
            return closes.isAfter(opens) ? Duration.between(opens, closes) : Duration.ZERO;
        }
    }

    boolean isOpen(Instant at, ZoneId zone) {
        var today = at.atZone(zone).toLocalDate();
        return isWithin(today, at, zone) || isWithin(today.minusDays(1), at, zone);
    }

    private boolean isWithin(LocalDate day, Instant at, ZoneId zone) {
        return span(day, zone)
                .filter(span -> !at.isBefore(span.opens()) && at.isBefore(span.closes()))
                .isPresent();
    }

    /**
     * When {@code counted} of open time has passed since {@code begin}.
     *
     * @throws IllegalArgumentException when that takes longer than ten years
     */
    Instant after(Instant begin, Duration counted, ZoneId zone) {
        var left = counted;
        var day = begin.atZone(zone).toLocalDate().minusDays(1);
        for (int days = 0; days < MOST_DAYS; days++, day = day.plusDays(1)) {
            var span = span(day, zone).map(whole -> whole.from(begin));
            if (span.isPresent()) {
                var length = span.get().length();
                if (!length.isZero() && left.compareTo(length) <= 0) {
                    return span.get().opens().plus(left);
                }
                left = left.minus(length);
            }
        }
        throw new IllegalArgumentException("so much time is never open");
    }

    /** The hours that begin on that day; a time that daylight saving leaves out is the moment at which clocks jump. */
    private Optional<Span> span(LocalDate day, ZoneId zone) {
        if (!days.contains(day.getDayOfWeek()) || holidays.contains(day)) {
            return Optional.empty();
        }
        var last = to.isAfter(from) ? day : day.plusDays(1);
        return Optional.of(new Span(
                day.atTime(from).atZone(zone).toInstant(),
                last.atTime(to).atZone(zone).toInstant()));
    }
}
