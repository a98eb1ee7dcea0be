package io.dayside.workforce;

import io.dayside.rostering.Need;
import io.dayside.rostering.Obstacle;
import io.dayside.rostering.PlainRule;
import io.dayside.rostering.RosterFigures;
import io.dayside.rostering.RosterProblem;
import io.dayside.rostering.RosterProblem.Roster;
import io.dayside.rostering.Worker;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Coverage.Ahead;
import io.dayside.workforce.ReadingRights.Place;
import io.dayside.workforce.RosterProposal.Missing;
import io.dayside.workforce.RosterProposal.PlannedShift;
import io.dayside.workforce.RosterProposal.Step;
import io.dayside.workforce.SentKinds.Wanted;
import io.dayside.workforce.ShiftDesk.Noted;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A week of everybody, as a problem of minutes and numbers, and a roster of it in words again. */
final class RosterDraft {

    private static final int HOURS = 7 * 24;

    /** A row of the coverage: one site and modality. */
    record Row(Facility facility, Wanted wanted) {}

    private final RosterWish wish;
    private final List<Row> rows;
    private final Instant zero;
    private final List<OpenWeek> weeks;
    private final RosterProblem problem;

    RosterDraft(RosterWish wish, List<Specialist> everybody, List<Row> rows) {
        this.wish = wish;
        this.rows = List.copyOf(rows);
        this.zero = wish.monday().atStartOfDay(ZoneOffset.UTC).toInstant();
        this.weeks = everybody.stream()
                .sorted(Comparator.comparing(Specialist::displayName).thenComparing(Specialist::username))
                .map(one -> new OpenWeek(one, wish.monday()))
                .toList();
        this.problem = new RosterProblem(
                HOURS,
                weeks.stream().map(week -> week.worker(wish)).toList(),
                rows.stream().map(this::need).toList());
    }

    RosterProblem problem() {
        return problem;
    }

    /** The better of the usual week and the plain rule's. */
    Roster start() {
        return Stream.of(problem.usual(), PlainRule.roster(problem))
                .filter(this::holdsLocked)
                .min(Comparator.comparing(roster -> RosterFigures.of(problem, roster)))
                .orElseThrow();
    }

    private boolean holdsLocked(Roster roster) {
        return IntStream.range(0, weeks.size())
                .allMatch(i -> roster.shifts()
                        .get(i)
                        .containsAll(problem.workers().get(i).locked()));
    }

    private Need need(Row row) {
        int[] wanted = new int[HOURS];
        Arrays.fill(wanted, wish.readers() * Need.READER);
        int[] present = new int[HOURS];
        var able = weeks.stream().map(week -> able(week.specialist(), row)).toList();
        for (int i = 0; i < weeks.size(); i++) {
            var week = weeks.get(i);
            var hours = able.get(i);
            week.fixed().stream()
                    .flatMapToInt(week::hours)
                    .filter(hour -> hour < HOURS && hours.get(hour))
                    .forEach(hour -> present[hour] += Need.READER);
        }
        return new Need(row.facility().name() + ", " + row.wanted().words(), wanted, present, able);
    }

    /** Credentials hold by the day of UTC. */
    private BitSet able(Specialist one, Row row) {
        var hours = new BitSet(HOURS);
        for (int day = 0; day < 7; day++) {
            boolean may = HoursAhead.mayRead(
                    one, place(row.facility()), row.wanted(), wish.monday().plusDays(day));
            hours.set(day * 24, (day + 1) * 24, may);
        }
        return hours;
    }

    private static Place place(Facility facility) {
        return new Place(facility.tenant(), facility.jurisdiction());
    }

    /** @param visible hospitals whose coverage is shown */
    RosterProposal proposal(UUID id, Roster roster, Set<TenantId> visible) {
        return new RosterProposal(
                id,
                wish.monday(),
                shifts(roster),
                demandHours(currentRoster()),
                demandHours(roster),
                ahead(currentRoster(), visible),
                ahead(roster, visible),
                missing(roster, visible));
    }

    /** Also with what was refused, since it is worked as things are. */
    private Roster currentRoster() {
        return new Roster(weeks.stream()
                .map(week -> week.current().stream().map(week::worked).toList())
                .toList());
    }

    private int demandHours(Roster roster) {
        return (int) (RosterFigures.of(problem, roster).uncovered() / Need.READER);
    }

    private List<PlannedShift> shifts(Roster roster) {
        var shifts = new ArrayList<PlannedShift>();
        for (int i = 0; i < weeks.size(); i++) {
            var week = weeks.get(i);
            var locked = problem.workers().get(i).locked();
            var chosen = roster.shifts().get(i);
            var spans = chosen.stream().map(week::span).toList();
            Stream.concat(
                            chosen.stream()
                                    .map(option -> planned(
                                            week,
                                            week.span(option),
                                            option.usual() ? Step.KEPT : Step.ADDED,
                                            locked.contains(option))),
                            week.current().stream()
                                    .filter(span -> !spans.contains(span))
                                    .map(span -> planned(week, span, Step.DROPPED, false)))
                    .sorted(Comparator.comparing(PlannedShift::begins).thenComparing(PlannedShift::step))
                    .forEach(shifts::add);
        }
        return shifts;
    }

    private static PlannedShift planned(OpenWeek week, Span span, Step step, boolean locked) {
        var one = week.specialist();
        return new PlannedShift(one.username(), one.displayName(), span.from(), span.until(), step, locked);
    }

    private List<Ahead> ahead(Roster roster, Set<TenantId> visible) {
        int[][] present = RosterFigures.present(problem, roster);
        return visibleRows(visible)
                .mapToObj(row -> new Ahead(
                        rows.get(row).facility(),
                        rows.get(row).wanted().words(),
                        zero,
                        Arrays.stream(present[row])
                                .map(readers -> readers / Need.READER)
                                .boxed()
                                .toList()))
                .toList();
    }

    private IntStream visibleRows(Set<TenantId> visible) {
        return IntStream.range(0, rows.size())
                .filter(row -> visible.contains(rows.get(row).facility().tenant()));
    }

    private List<Missing> missing(Roster roster, Set<TenantId> visible) {
        int[][] present = RosterFigures.present(problem, roster);
        var missing = new ArrayList<Missing>();
        visibleRows(visible).forEach(row -> {
            int hour = 0;
            while (hour < HOURS) {
                int end = hour;
                while (end < HOURS && present[row][end] < wish.readers() * Need.READER) {
                    end++;
                }
                if (end > hour) {
                    missing.add(new Missing(
                            rows.get(row).facility().name(),
                            rows.get(row).wanted().words(),
                            at(hour),
                            at(end),
                            why(Obstacle.of(problem, roster, row, hour))));
                }
                hour = end + 1;
            }
        });
        return missing;
    }

    private static String why(Map<Obstacle, List<String>> obstacles) {
        return obstacles.isEmpty()
                ? "nobody else may read it"
                : obstacles.entrySet().stream()
                        .map(one -> String.join(", ", one.getValue()) + " " + words(one.getKey()))
                        .collect(Collectors.joining("; "));
    }

    private static String words(Obstacle obstacle) {
        return switch (obstacle) {
            case AWAY -> "(away, or has no shift at that hour)";
            case REST -> "(rests: eleven hours between two shifts)";
            case HOURS -> "(has no hours of the contract left)";
            case ELSEWHERE -> "(would be missing elsewhere)";
        };
    }

    private Instant at(int hour) {
        return zero.plus(Duration.ofHours(hour));
    }

    /** What must be noted so that the week becomes the roster: nothing where it is so already. */
    List<Noted> changes(Roster roster, String reason) {
        var changes = new ArrayList<Noted>();
        for (int i = 0; i < weeks.size(); i++) {
            var week = weeks.get(i);
            var name = week.specialist().username();
            var chosen = roster.shifts().get(i).stream().map(week::span).toList();
            without(week.current(), chosen)
                    .forEach(span ->
                            changes.add(new Noted(name, ShiftChange.Kind.OFF, span.from(), span.until(), reason)));
            without(chosen, week.current())
                    .forEach(span ->
                            changes.add(new Noted(name, ShiftChange.Kind.EXTRA, span.from(), span.until(), reason)));
        }
        return changes;
    }

    /** The spans, less what the others fill. */
    static List<Span> without(List<Span> spans, List<Span> others) {
        var left = new ArrayList<Span>(spans);
        for (var other : others) {
            left = left.stream()
                    .flatMap(span -> Stream.of(
                            new Span(span.from(), earlier(span.until(), other.from())),
                            new Span(later(span.from(), other.until()), span.until())))
                    .filter(span -> span.from().isBefore(span.until()))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        return left;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Whether shifts, absences, contracts and what each may read are those of which this draft was made. */
    boolean isOf(List<Specialist> everybody) {
        return new RosterDraft(wish, everybody, rows).grounds().equals(grounds());
    }

    private record Grounds(
            List<String> people, List<List<Span>> worked, List<Worker> workers, List<List<BitSet>> able) {}

    private Grounds grounds() {
        return new Grounds(
                weeks.stream().map(week -> week.specialist().username()).toList(),
                weeks.stream()
                        .map(week -> Stream.concat(week.current().stream(), week.fixed().stream())
                                .toList())
                        .toList(),
                problem.workers(),
                problem.needs().stream().map(Need::able).toList());
    }

    LocalDate monday() {
        return wish.monday();
    }
}
