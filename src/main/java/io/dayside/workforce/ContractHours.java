package io.dayside.workforce;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Somebody's shifts as far as the hours of their contract go. Weeks begin on Monday at midnight by the wall clock of the
 * specialist's zone; what counts is the time that passed on shift, so that a shift over a change to or from daylight saving
 * counts as long as it was. Who has no contract is on shift whenever their shifts say so.
 */
public final class ContractHours {

    /** A shift that began within the hours of one week may go on into the next, and no further. */
    private static final int WEEKS_OF_A_SHIFT = 2;

    private static final Duration LOOKED_AHEAD = Duration.ofDays(21);

    private final Specialist specialist;

    /** By the week's Monday, when its hours are spent; empty for a week without so many. */
    private final Map<LocalDate, Optional<Instant>> spent = new ConcurrentHashMap<>();

    public ContractHours(Specialist specialist) {
        this.specialist = specialist;
    }

    /** As {@link Specialist#onShift}, while hours of the week are left. */
    public boolean onShift(Instant at) {
        return specialist.onShift(at) && !areSpent(at);
    }

    /** Whether the hours of the week at {@code at} are over, on shift or not. */
    public boolean areSpent(Instant at) {
        return specialist.contract() != null
                && spentIn(monday(at)).filter(end -> !at.isBefore(end)).isPresent();
    }

    /** Time on shift in the week of {@code at} until then. */
    public Duration worked(Instant at) {
        return worked(begin(monday(at)), at);
    }

    /** As {@link Specialist#shiftEnd}, and not later than the hours are spent. */
    public Optional<ZonedDateTime> shiftEnd(Instant at) {
        if (!onShift(at)) {
            return Optional.empty();
        }
        var end = specialist.shiftEnd(at);
        if (specialist.contract() == null) {
            return end;
        }
        var first = Stream.iterate(monday(at), week -> week.plusWeeks(1))
                .limit(WEEKS_OF_A_SHIFT)
                .flatMap(week -> spentIn(week).stream())
                .filter(spentAt -> spentAt.isAfter(at))
                .findFirst()
                .map(spentAt -> spentAt.atZone(specialist.zone()));
        return Stream.of(end, first).flatMap(Optional::stream).min(ZonedDateTime::compareTo);
    }

    /** As {@link Specialist#nextShift}; where the hours are spent, when those of another week begin. */
    public Optional<ZonedDateTime> nextShift(Instant at) {
        if (specialist.contract() == null) {
            return specialist.nextShift(at);
        }
        var from = at;
        while (true) {
            var monday = begin(monday(from).plusWeeks(1));
            var next = specialist.nextShift(from).map(ZonedDateTime::toInstant);
            var turn = next.filter(shift -> shift.isBefore(monday)).orElse(monday);
            if (onShift(turn) && !onShift(turn.minusMillis(1))) {
                return Optional.of(turn.atZone(specialist.zone()));
            }
            if (next.isEmpty() && turn.isAfter(at.plus(LOOKED_AHEAD))) {
                return Optional.empty();
            }
            from = turn;
        }
    }

    private Optional<Instant> spentIn(LocalDate monday) {
        return spent.computeIfAbsent(monday, this::spentWith);
    }

    private Optional<Instant> spentWith(LocalDate monday) {
        var contract = specialist.contract();
        if (contract == null) {
            return Optional.empty();
        }
        var left = Duration.ofHours(contract.hoursPerWeek());
        for (var shift : specialist.shiftsBetween(begin(monday), begin(monday.plusWeeks(1)))) {
            var length = Duration.between(shift.from(), shift.until());
            if (length.compareTo(left) >= 0) {
                return Optional.of(shift.from().plus(left));
            }
            left = left.minus(length);
        }
        return Optional.empty();
    }

    private Duration worked(Instant from, Instant until) {
        return specialist.shiftsBetween(from, until).stream()
                .map(shift -> Duration.between(shift.from(), shift.until()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private LocalDate monday(Instant at) {
        return at.atZone(specialist.zone()).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(specialist.zone()).toInstant();
    }
}
