package io.dayside.simulation;

import io.dayside.simulation.engine.Minutes;
import io.dayside.simulation.engine.Shifts;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Weekly patterns in local time as minutes since the start, daylight saving and breaks included. */
final class Rosters {

    private record Span(double from, double until) {}

    /** Less is an error of rounding. */
    private static final double SHORTEST_MINUTES = 1e-6;

    /** Of the week in which it begins all hours count. */
    private static final int DAYS_BEFORE = 8;

    private Rosters() {}

    /** @param until minutes up to which shifts are needed */
    static Shifts shifts(ScenarioReader reader, LocalDate start, double until) {
        List<Span> on = new ArrayList<>();
        List<Span> breaks = new ArrayList<>();
        Instant zero = start.atStartOfDay(ZoneOffset.UTC).toInstant();
        LocalDate last = start.plusDays((long) (until / 1_440) + 2);
        for (ShiftPattern pattern : reader.shifts()) {
            for (LocalDate day = start.minusDays(DAYS_BEFORE); day.isBefore(last); day = day.plusDays(1)) {
                if (pattern.days().contains(day.getDayOfWeek())) {
                    on.add(span(day, pattern.from(), pattern.until(), reader.zone(), zero));
                    for (ShiftPattern.Break pause : pattern.breaks()) {
                        LocalDate of = pause.from().isBefore(pattern.from()) ? day.plusDays(1) : day;
                        breaks.add(span(of, pause.from(), pause.until(), reader.zone(), zero));
                    }
                }
            }
        }
        List<Span> agreed = withinHours(without(joined(on), joined(breaks)), reader, zero);
        List<Span> kept = agreed.stream()
                .filter(span -> span.until() > 0 && span.from() < until)
                .map(span -> new Span(Math.max(0, span.from()), span.until()))
                .toList();
        return new Shifts(
                kept.stream().mapToDouble(Span::from).toArray(),
                kept.stream().mapToDouble(Span::until).toArray());
    }

    private static Span span(LocalDate day, LocalTime from, LocalTime until, ZoneId zone, Instant zero) {
        LocalDate end = until.isAfter(from) ? day : day.plusDays(1);
        return new Span(minutes(day, from, zone, zero), minutes(end, until, zone, zero));
    }

    private static double minutes(LocalDate day, LocalTime time, ZoneId zone, Instant zero) {
        return Duration.between(zero, day.atTime(time).atZone(zone).toInstant()).toSeconds() / 60.0;
    }

    /** Cut where the hours of a week, from Monday to Sunday in the reader's zone, are as many as their contract has. */
    private static List<Span> withinHours(List<Span> spans, ScenarioReader reader, Instant zero) {
        ContractTerms contract = reader.contract();
        if (contract == null) {
            return spans;
        }
        List<Span> kept = new ArrayList<>();
        double weekEnds = Double.NEGATIVE_INFINITY;
        double left = 0;
        for (Span span : spans) {
            double from = span.from();
            while (from < span.until()) {
                if (from >= weekEnds) {
                    weekEnds = weekEnd(from, reader.zone(), zero);
                    left = contract.hoursPerWeek() * 60.0;
                }
                double end = Math.min(span.until(), weekEnds);
                double until = Math.min(end, from + left);
                if (until - from > SHORTEST_MINUTES) {
                    kept.add(new Span(from, until));
                    left -= until - from;
                }
                from = end;
            }
        }
        return joined(kept);
    }

    private static double weekEnd(double minutes, ZoneId zone, Instant zero) {
        LocalDate day = LocalDate.ofInstant(Minutes.at(zero, minutes), zone);
        return minutes(day.with(TemporalAdjusters.next(DayOfWeek.MONDAY)), LocalTime.MIDNIGHT, zone, zero);
    }

    private static List<Span> joined(List<Span> spans) {
        List<Span> joined = new ArrayList<>();
        for (Span span :
                spans.stream().sorted(Comparator.comparingDouble(Span::from)).toList()) {
            if (!joined.isEmpty() && span.from() <= joined.getLast().until()) {
                Span before = joined.removeLast();
                joined.add(new Span(before.from(), Math.max(before.until(), span.until())));
            } else if (span.until() > span.from()) {
                joined.add(span);
            }
        }
        return joined;
    }

    private static List<Span> without(List<Span> spans, List<Span> holes) {
        List<Span> kept = new ArrayList<>();
        for (Span span : spans) {
            double from = span.from();
            for (Span hole : holes) {
                if (hole.until() > from && hole.from() < span.until()) {
                    if (hole.from() > from) {
                        kept.add(new Span(from, hole.from()));
                    }
                    from = Math.max(from, hole.until());
                }
            }
            if (from < span.until()) {
                kept.add(new Span(from, span.until()));
            }
        }
        return kept;
    }
}
