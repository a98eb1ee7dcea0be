package io.dayside.workforce;

import io.dayside.rostering.RosterProblem;
import io.dayside.rostering.ShiftOption;
import io.dayside.rostering.Worker;
import io.dayside.workforce.RosterWish.ShiftKey;
import io.dayside.workforce.ShiftChange.Kind;
import io.dayside.workforce.ShiftChange.Source;
import io.dayside.workforce.Specialist.Shift;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One person's week as far as it is open: the shifts that begin in it by their own wall clock, and those that could. What a
 * colleague noted as an extra shift stays, an absence bars; what an earlier proposal noted does neither.
 */
final class OpenWeek {

    private static final Duration NEIGHBOURS = Duration.ofDays(2);
    private static final int DAYS = 7;
    private static final int MOST_SHIFTS = 6;

    /** With the rest after it, a day. */
    private static final Duration LONGEST_NEW = Duration.ofHours(13);

    private static final List<Shift> USUAL_HOURS = Stream.of(0, 8, 16)
            .map(hour -> new Shift(Set.of(), LocalTime.of(hour, 0), LocalTime.of((hour + 8) % 24, 0)))
            .toList();
    private static final LocalTime NIGHT_BEGINS = LocalTime.of(23, 0);
    private static final Duration NIGHT = Duration.ofHours(7);
    private static final Duration OF_A_NIGHT = Duration.ofHours(3);

    private final Specialist one;
    private final LocalDate monday;
    private final Instant zero;
    private final Instant begins;
    private final Instant ends;
    private final List<Span> current;
    private final List<Span> fixed;

    OpenWeek(Specialist one, LocalDate monday) {
        this.one = one;
        this.monday = monday;
        this.zero = monday.atStartOfDay(ZoneOffset.UTC).toInstant();
        this.begins = monday.atStartOfDay(one.zone()).toInstant();
        this.ends = monday.plusDays(DAYS).atStartOfDay(one.zone()).toInstant();
        var spans = one.shiftsBetween(begins.minus(NEIGHBOURS), ends.plus(NEIGHBOURS)).stream()
                .filter(span -> minute(span.from()) < minute(span.until()))
                .toList();
        this.current = spans.stream().filter(this::beginsHere).toList();
        this.fixed = spans.stream().filter(span -> !beginsHere(span)).toList();
    }

    private boolean beginsHere(Span span) {
        return !span.from().isBefore(begins) && span.from().isBefore(ends);
    }

    Specialist specialist() {
        return one;
    }

    /** As things are, in order. */
    List<Span> current() {
        return current;
    }

    /** Of other weeks, that are worked whatever is chosen. */
    List<Span> fixed() {
        return fixed;
    }

    /** Who has no contract has no more hours than usual. */
    Worker worker(RosterWish wish) {
        var refused = begins(wish.refused());
        var locked = begins(wish.locked());
        var options = new LinkedHashSet<ShiftOption>();
        current.stream()
                .filter(span -> !refused.contains(span.from()))
                .forEach(span -> options.add(option(span, true)));
        openings(wish.unusualHours())
                .filter(span -> !refused.contains(span.from()))
                .filter(span -> !current.contains(span))
                .forEach(span -> options.add(option(span, false)));
        var kept = new ArrayList<ShiftOption>();
        options.stream()
                .filter(option -> locked.contains(at(option.from())) || (option.usual() && isNoted(option)))
                .filter(option -> kept.stream().noneMatch(other -> overlaps(other, option)))
                .forEach(kept::add);
        int usual = minutes(current);
        var contract = one.contract();
        int most = Math.max(0, (contract == null ? usual : contract.hoursPerWeek() * 60 - minutes(fixed)));
        return new Worker(
                one.displayName(),
                most,
                Math.min(most, usual),
                Math.max(MOST_SHIFTS, Math.max(current.size(), kept.size())),
                List.copyOf(options),
                kept);
    }

    private Set<Instant> begins(List<ShiftKey> keys) {
        return keys.stream()
                .filter(key -> key.username().equals(one.username()))
                .map(ShiftKey::begins)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean overlaps(ShiftOption one, ShiftOption other) {
        return one.from() < other.until() && other.from() < one.until();
    }

    private boolean isNoted(ShiftOption option) {
        return one.changes().stream()
                .anyMatch(change -> change.kind() == Kind.EXTRA
                        && change.source() == Source.PERSON
                        && change.overlaps(at(option.from()), at(option.until())));
    }

    private Stream<Span> openings(boolean unusualHours) {
        var hours = Stream.concat(one.shifts().stream(), unusualHours ? USUAL_HOURS.stream() : Stream.empty())
                .map(shift -> new Shift(Set.of(), shift.from(), shift.to()))
                .distinct()
                .toList();
        return IntStream.range(0, DAYS)
                .mapToObj(monday::plusDays)
                .flatMap(day -> hours.stream().map(shift -> span(day, shift)))
                .filter(span -> Duration.between(span.from(), span.until()).isPositive())
                .filter(span -> Duration.between(span.from(), span.until()).compareTo(LONGEST_NEW) <= 0)
                .filter(span -> one.changes().stream()
                        .noneMatch(change -> change.kind() == Kind.OFF
                                && change.source() != Source.ROSTER
                                && change.overlaps(span.from(), span.until())))
                .filter(span -> fixed.stream().allMatch(other -> isRested(span, other)));
    }

    /** By the wall clock, so that a night on which clocks change is as long as it is. */
    private Span span(LocalDate day, Shift shift) {
        var last = shift.to().isAfter(shift.from()) ? day : day.plusDays(1);
        return new Span(
                day.atTime(shift.from()).atZone(one.zone()).toInstant(),
                last.atTime(shift.to()).atZone(one.zone()).toInstant());
    }

    private static boolean isRested(Span span, Span other) {
        var rest = Duration.ofMinutes(RosterProblem.REST_MINUTES);
        return !span.from().isBefore(other.until().plus(rest))
                || !other.from().isBefore(span.until().plus(rest));
    }

    private ShiftOption option(Span span, boolean usual) {
        var local = span.from().atZone(one.zone());
        boolean weekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
        return new ShiftOption(
                minute(span.from()), minute(span.until()), minutes(List.of(span)), usual, isNight(span), weekend);
    }

    private boolean isNight(Span span) {
        var day = span.from().atZone(one.zone()).toLocalDate();
        return Stream.of(day.minusDays(1), day)
                .map(evening -> evening.atTime(NIGHT_BEGINS).atZone(one.zone()).toInstant())
                .anyMatch(night ->
                        shared(span, new Span(night, night.plus(NIGHT))).compareTo(OF_A_NIGHT) >= 0);
    }

    private static Duration shared(Span one, Span other) {
        var from = one.from().isAfter(other.from()) ? one.from() : other.from();
        var until = one.until().isBefore(other.until()) ? one.until() : other.until();
        return Duration.between(from, until);
    }

    /** That count as hours of this week's contract. */
    private int minutes(List<Span> spans) {
        var week = new Span(begins, ends);
        return spans.stream()
                .mapToInt(span -> (int) Math.max(0, shared(span, week).toMinutes()))
                .sum();
    }

    private int minute(Instant at) {
        return Math.toIntExact(Duration.between(zero, at).toMinutes());
    }

    /** Of the week as it is, refused or not. */
    ShiftOption worked(Span span) {
        return option(span, true);
    }

    private Instant at(int minute) {
        return zero.plus(Duration.ofMinutes(minute));
    }

    Span span(ShiftOption option) {
        return new Span(at(option.from()), at(option.until()));
    }

    /** Hours of the week, by UTC, in whose middle a span is worked. */
    IntStream hours(Span span) {
        int first = RosterProblem.hourOf(minute(span.from()));
        return IntStream.range(Math.max(0, first), RosterProblem.hourOf(minute(span.until())));
    }
}
