package io.dayside.workbench;

import io.dayside.rostering.Need;
import io.dayside.rostering.RosterProblem;
import io.dayside.rostering.RosterProblem.Roster;
import io.dayside.rostering.ShiftOption;
import io.dayside.rostering.Worker;
import io.dayside.simulation.CaseStream;
import io.dayside.simulation.CaseType;
import io.dayside.simulation.Scenario;
import io.dayside.simulation.ScenarioReader;
import io.dayside.simulation.ShiftPattern;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The floor of {@link RoutingInstance} with its shifts left open: whoever reads there has as many hours as before, in shifts
 * of nine hours that may begin at every third hour of every day. Wanted are readers for the work that comes in each hour, of
 * each region and subspecialty, of each of them alone, and of all; at least one of each region and subspecialty.
 *
 * @param scenario with the recurring shifts
 */
record RosterInstance(Scenario scenario) {

    private static final int DAYS = 7;
    private static final int HOURS = DAYS * 24;
    private static final int SHIFT_HOURS = 9;
    private static final int BEGINS_EVERY = 3;
    private static final int SHIFTS = 5;
    private static final int CONTRACT_MINUTES = SHIFTS * SHIFT_HOURS * 60;

    /** Share of the time on shift that is to be read. */
    private static final double BUSY = 0.85;

    RosterProblem problem() {
        return new RosterProblem(
                HOURS,
                scenario.readers().stream()
                        .map(reader -> new Worker(
                                reader.name(), CONTRACT_MINUTES, CONTRACT_MINUTES, SHIFTS, options(), List.of()))
                        .toList(),
                needs());
    }

    private static List<ShiftOption> options() {
        var options = new ArrayList<ShiftOption>();
        for (int day = 0; day < DAYS; day++) {
            for (int hour = 0; hour < 24; hour += BEGINS_EVERY) {
                options.add(option(day, hour));
            }
        }
        return options;
    }

    private static ShiftOption option(int day, int hour) {
        int from = (day * 24 + hour) * 60;
        int until = from + SHIFT_HOURS * 60;
        boolean night = hour >= 21 || hour < 3;
        return new ShiftOption(from, until, until - from, false, night, day >= 5);
    }

    /** The shifts that come again every week. */
    Roster recurring() {
        return new Roster(scenario.readers().stream()
                .map(reader -> reader.shifts().stream()
                        .flatMap(shift -> shift.days().stream()
                                .sorted()
                                .map(day ->
                                        option(day.getValue() - 1, shift.from().getHour())))
                        .toList())
                .toList());
    }

    /** The scenario with a roster's week in place of the recurring one. */
    Scenario with(Roster roster) {
        var readers = new ArrayList<ScenarioReader>();
        for (int i = 0; i < scenario.readers().size(); i++) {
            var reader = scenario.readers().get(i);
            readers.add(new ScenarioReader(
                    reader.name(),
                    reader.zone(),
                    reader.regions(),
                    reader.skills(),
                    reader.factor(),
                    roster.shifts().get(i).stream().map(RosterInstance::pattern).toList()));
        }
        return new Scenario(
                scenario.start(),
                scenario.days(),
                scenario.warmUpDays(),
                scenario.classes(),
                scenario.types(),
                scenario.streams(),
                readers,
                scenario.behaviour());
    }

    private static ShiftPattern pattern(ShiftOption option) {
        int hour = option.from() / 60;
        var from = LocalTime.of(hour % 24, 0);
        return new ShiftPattern(Set.of(DayOfWeek.of(1 + hour / 24)), from, from.plusHours(SHIFT_HOURS), List.of());
    }

    private List<Need> needs() {
        var regions = scenario.streams().stream().map(CaseStream::region).toList();
        var skills = scenario.types().stream()
                .map(CaseType::skill)
                .distinct()
                .sorted()
                .toList();
        var needs = new ArrayList<Need>();
        for (var region : regions) {
            for (var skill : skills) {
                needs.add(need(
                        region + " " + skill,
                        Need.READER,
                        (r, s) -> r.equals(region) && s.equals(skill),
                        reader -> reader.regions().contains(region)
                                && reader.skills().contains(skill)));
            }
            needs.add(need(
                    region,
                    0,
                    (r, _) -> r.equals(region),
                    reader -> reader.regions().contains(region)));
        }
        for (var skill : skills) {
            needs.add(need(
                    skill,
                    0,
                    (_, s) -> s.equals(skill),
                    reader -> reader.skills().contains(skill)));
        }
        needs.add(need("all", 0, (_, _) -> true, _ -> true));
        return needs;
    }

    private Need need(
            String name,
            int least,
            BiPredicate<String, String> counts,
            java.util.function.Predicate<ScenarioReader> reads) {
        int[] wanted = new int[HOURS];
        var monday = LocalDate.of(2026, 3, 2).atStartOfDay(ZoneOffset.UTC);
        for (int hour = 0; hour < HOURS; hour++) {
            double work = work(monday.plus(Duration.ofHours(hour)).toLocalDateTime(), counts);
            wanted[hour] = Math.max(least, (int) Math.round(work / BUSY * Need.READER));
        }
        return new Need(
                name,
                wanted,
                new int[HOURS],
                scenario.readers().stream()
                        .map(reader -> always(reads.test(reader)))
                        .toList());
    }

    private static BitSet always(boolean is) {
        var hours = new BitSet();
        hours.set(0, HOURS, is);
        return hours;
    }

    /** Readers that are busy all of that hour with what comes in it. */
    private double work(java.time.LocalDateTime at, BiPredicate<String, String> counts) {
        double minutes = 0;
        for (var stream : scenario.streams()) {
            double shares = stream.types().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            for (var type : scenario.types()) {
                if (counts.test(stream.region(), type.skill())) {
                    minutes += stream.casesPerDay()
                            / 24
                            * rate(stream, at)
                            * stream.types().getOrDefault(type.name(), 0.0)
                            / shares
                            * type.time().meanMinutes();
                }
            }
        }
        return minutes / 60;
    }

    private static double rate(CaseStream stream, java.time.LocalDateTime at) {
        double[] hours = stream.shape().hours();
        double mean = java.util.Arrays.stream(hours).sum() / hours.length;
        return hours[at.getHour()]
                / mean
                * stream.shape().days()[at.getDayOfWeek().getValue() - 1];
    }
}
