package io.dayside.simulation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small floor for tests: two regions, two skills, six readers in three shifts. */
final class Floors {

    static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    private Floors() {}

    static Scenario small() {
        return new Scenario(
                MONDAY,
                5,
                1,
                classes(),
                types(),
                List.of(stream("one", "GB", 110), stream("two", "CH", 60)),
                readers(),
                Behaviour.USUAL);
    }

    static List<CaseClass> classes() {
        return List.of(
                new CaseClass("critical", Duration.ofMinutes(30), Duration.ofHours(2)),
                new CaseClass("urgent", Duration.ofMinutes(60), Duration.ofHours(8)),
                new CaseClass("routine", Duration.ofHours(24), Duration.ofHours(48)));
    }

    static List<CaseType> types() {
        var finding = new Finding("bleed", "critical", 0.1, 0.9, 0.95, Duration.ofMinutes(2));
        return List.of(
                new CaseType("CT head", "neuro", new ReadingTime.LogNormal(9, 0.5), Optional.of(finding)),
                new CaseType("CT body", "body", new ReadingTime.Gamma(14, 2), Optional.empty()));
    }

    static CaseStream stream(String name, String region, double perDay) {
        return new CaseStream(
                name,
                region,
                ZoneOffset.UTC,
                perDay,
                WeekShape.FLAT,
                Map.of("CT head", 1.0, "CT body", 1.0),
                Map.of("critical", 0.1, "urgent", 0.3, "routine", 0.6),
                List.of());
    }

    static List<ScenarioReader> readers() {
        return List.of(
                reader("a", Set.of("GB", "CH"), Set.of("neuro", "body"), 0),
                reader("b", Set.of("GB"), Set.of("neuro", "body"), 0),
                reader("c", Set.of("GB", "CH"), Set.of("neuro", "body"), 8),
                reader("d", Set.of("CH"), Set.of("body"), 8),
                reader("e", Set.of("GB", "CH"), Set.of("neuro", "body"), 16),
                reader("f", Set.of("GB"), Set.of("neuro"), 16));
    }

    static ScenarioReader reader(String name, Set<String> regions, Set<String> skills, int fromHour) {
        var shift = new ShiftPattern(
                EnumSet.allOf(DayOfWeek.class),
                LocalTime.of(fromHour, 0),
                LocalTime.of((fromHour + 8) % 24, 0),
                List.of());
        return new ScenarioReader(name, ZoneOffset.UTC, regions, skills, 1, List.of(shift));
    }

    static ScenarioReader under(ContractTerms contract, ScenarioReader reader) {
        return new ScenarioReader(
                reader.name(),
                reader.zone(),
                reader.regions(),
                reader.skills(),
                reader.factor(),
                reader.shifts(),
                contract);
    }

    static ScenarioReader inZone(String zone, ShiftPattern... shifts) {
        return new ScenarioReader("r", ZoneId.of(zone), Set.of("GB"), Set.of("neuro"), 1, List.of(shifts));
    }
}
