package io.dayside.reading.ui;

import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Shift;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** When a specialist is on, in words. */
final class NextShift {

    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

    /** Shifts repeat weekly: whoever works at all starts within eight days. */
    private static final int DAYS_AHEAD = 8;

    private NextShift() {}

    /** {@code You are on until 06:00 Zurich.} or {@code Your next shift starts Tuesday 22:00 Zurich.} */
    static String words(Specialist specialist, Instant now) {
        var place = " " + Words.place(specialist.zone()) + ".";
        if (specialist.onShift(now)) {
            return "You are on until " + Words.clock(end(specialist, now), specialist.zone()) + place;
        }
        return start(specialist, now)
                .map(at -> "Your next shift starts " + DAY_AND_CLOCK.format(at) + place)
                .orElse("You have no shift.");
    }

    static Optional<ZonedDateTime> start(Specialist specialist, Instant now) {
        var local = now.atZone(specialist.zone());
        return IntStream.range(0, DAYS_AHEAD)
                .mapToObj(local.toLocalDate()::plusDays)
                .flatMap(day -> specialist.shifts().stream()
                        .filter(shift -> shift.days().contains(day.getDayOfWeek()))
                        .map(shift -> day.atTime(shift.from()).atZone(specialist.zone())))
                .filter(start -> start.toInstant().isAfter(now))
                .min(Comparator.naturalOrder());
    }

    /** The end of the time on, over shifts that follow each other without a gap; at most a week from now. */
    static Instant end(Specialist specialist, Instant now) {
        var local = now.atZone(specialist.zone());
        return IntStream.range(0, DAYS_AHEAD)
                .mapToObj(local.toLocalDate()::plusDays)
                .flatMap(day -> specialist.shifts().stream()
                        .flatMap(shift -> end(shift, day.atTime(shift.to()).atZone(specialist.zone()))))
                .map(ZonedDateTime::toInstant)
                .filter(end -> end.isAfter(now) && !specialist.onShift(end))
                .min(Comparator.naturalOrder())
                .orElse(now);
    }

    /** The end at this time of day, if the shift that leads to it began on one of its days. */
    private static Stream<ZonedDateTime> end(Shift shift, ZonedDateTime end) {
        boolean pastMidnight = !shift.to().isAfter(shift.from());
        var began = pastMidnight ? end.getDayOfWeek().minus(1) : end.getDayOfWeek();
        return shift.days().contains(began) ? Stream.of(end) : Stream.empty();
    }
}
