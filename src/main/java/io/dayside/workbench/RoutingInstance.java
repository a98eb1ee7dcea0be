package io.dayside.workbench;

import io.dayside.simulation.Behaviour;
import io.dayside.simulation.CaseClass;
import io.dayside.simulation.CaseStream;
import io.dayside.simulation.CaseType;
import io.dayside.simulation.Finding;
import io.dayside.simulation.ReadingTime;
import io.dayside.simulation.Scenario;
import io.dayside.simulation.ScenarioReader;
import io.dayside.simulation.ShiftPattern;
import io.dayside.simulation.WeekShape;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The floor on which policies are compared: 24 readers with licences for some of four regions and 2 to 5 of five
 * subspecialties, in nine-hour shifts that begin at five hours, five days a week.
 */
final class RoutingInstance {

    static final String CRITICAL = "critical";
    static final String URGENT = "urgent";
    static final String ROUTINE = "routine";

    private static final int READERS = 24;
    private static final int[] STARTS = {0, 6, 9, 13, 17};
    private static final int SHIFT_HOURS = 9;
    private static final int DAYS = 14;
    private static final int LEAST_READERS_OF_A_KIND = 3;
    private static final double LICENSED = 0.6;
    private static final double WEEKEND = 0.6;
    private static final double MINUTES_A_WEEK = 5 * SHIFT_HOURS * 60;

    private static final Map<String, Double> REGIONS =
            new TreeMap<>(Map.of("north", 0.4, "east", 0.3, "south", 0.2, "west", 0.1));
    private static final List<String> SKILLS = List.of("neuro", "chest", "body", "musculoskeletal", "breast");
    private static final Map<String, Double> CLASSES = Map.of(CRITICAL, 0.05, URGENT, 0.25, ROUTINE, 0.70);

    private static final Map<String, Double> TYPE_SHARES = Map.of(
            "CR chest", 0.25,
            "CR bone", 0.15,
            "CT head", 0.15,
            "CT chest", 0.10,
            "CT body", 0.15,
            "MR head", 0.08,
            "MR joint", 0.07,
            "MG", 0.05);

    private final long roster;

    /** @param roster seed of who has which licences and subspecialties */
    RoutingInstance(long roster) {
        this.roster = roster;
    }

    /** @param load work that arrives as a share of what all shifts can read */
    Scenario scenario(double load) {
        List<ScenarioReader> readers = readers();
        double capacity = readers.stream()
                .mapToDouble(reader -> MINUTES_A_WEEK / reader.factor())
                .sum();
        double perDay = load * capacity / meanMinutes() / (5 + 2 * WEEKEND);
        List<CaseStream> streams = REGIONS.entrySet().stream()
                .map(region -> stream(region.getKey(), perDay * region.getValue()))
                .toList();
        return new Scenario(LocalDate.of(2026, 3, 2), DAYS, 1, classes(), types(), streams, readers, Behaviour.USUAL);
    }

    static List<CaseClass> classes() {
        return List.of(
                new CaseClass(CRITICAL, Duration.ofMinutes(30), Duration.ofHours(2)),
                new CaseClass(URGENT, Duration.ofMinutes(60), Duration.ofHours(8)),
                new CaseClass(ROUTINE, Duration.ofHours(24), Duration.ofHours(48)));
    }

    private static List<CaseType> types() {
        return List.of(
                type("CR chest", "chest", 3, 0.5, finding("pneumothorax", 0.02, 0.85, 0.97)),
                type("CR bone", "musculoskeletal", 3, 0.5, Optional.empty()),
                type("CT head", "neuro", 9, 0.5, finding("haemorrhage", 0.08, 0.90, 0.95)),
                type("CT chest", "chest", 13, 0.5, Optional.empty()),
                type("CT body", "body", 15, 0.6, Optional.empty()),
                type("MR head", "neuro", 18, 0.6, Optional.empty()),
                type("MR joint", "musculoskeletal", 14, 0.6, Optional.empty()),
                type("MG", "breast", 5, 0.5, Optional.empty()));
    }

    private static CaseType type(String name, String skill, double mean, double sigma, Optional<Finding> finding) {
        return new CaseType(name, skill, new ReadingTime.LogNormal(mean, sigma), finding);
    }

    private static Optional<Finding> finding(String name, double prevalence, double sensitivity, double specificity) {
        return Optional.of(new Finding(name, CRITICAL, prevalence, sensitivity, specificity, Duration.ofMinutes(3)));
    }

    private static double meanMinutes() {
        return types().stream()
                .mapToDouble(type ->
                        TYPE_SHARES.getOrDefault(type.name(), 0.0) * type.time().meanMinutes())
                .sum();
    }

    private static CaseStream stream(String region, double perDay) {
        return new CaseStream(region, region, ZoneOffset.UTC, perDay, week(), TYPE_SHARES, CLASSES, List.of());
    }

    /** Peaks at 11 and 19 hours, fewest at 4, weekends at 60 %. */
    private static WeekShape week() {
        double[] hours = IntStream.range(0, 24)
                .mapToDouble(hour -> 0.25 + hill(hour, 11, 3.0) + 0.8 * hill(hour, 19, 2.5))
                .toArray();
        return new WeekShape(hours, new double[] {1, 1, 1, 1, 1, WEEKEND, WEEKEND});
    }

    private static double hill(int hour, int top, double width) {
        double away = (hour - top) / width;
        return Math.exp(-away * away / 2);
    }

    /** Drawn again until at least three may read each kind. */
    private List<ScenarioReader> readers() {
        SplittableRandom random = new SplittableRandom(roster);
        List<ScenarioReader> readers = drawn(random);
        while (!isWhole(readers)) {
            readers = drawn(random);
        }
        return readers;
    }

    private static boolean isWhole(List<ScenarioReader> readers) {
        return REGIONS.keySet().stream()
                .allMatch(region -> SKILLS.stream()
                        .allMatch(skill -> readers.stream()
                                        .filter(reader -> reader.regions().contains(region)
                                                && reader.skills().contains(skill))
                                        .count()
                                >= LEAST_READERS_OF_A_KIND));
    }

    private static List<ScenarioReader> drawn(SplittableRandom random) {
        return IntStream.range(0, READERS)
                .mapToObj(number -> reader(number, random))
                .toList();
    }

    private static ScenarioReader reader(int number, SplittableRandom random) {
        Set<String> regions = new TreeSet<>();
        while (regions.isEmpty()) {
            REGIONS.keySet().stream()
                    .filter(_ -> random.nextDouble() < LICENSED)
                    .forEach(regions::add);
        }
        List<String> shuffled = new ArrayList<>(SKILLS);
        java.util.Collections.shuffle(shuffled, new java.util.Random(random.nextLong()));
        Set<String> skills = shuffled.stream().limit(random.nextInt(2, 6)).collect(Collectors.toSet());
        double factor = Math.exp(0.15 * random.nextGaussian());
        return new ScenarioReader(
                "reader %02d".formatted(number + 1), ZoneOffset.UTC, regions, skills, factor, List.of(shift(number)));
    }

    /** Starts and days off go round, so that every hour of the week has readers. */
    private static ShiftPattern shift(int number) {
        int firstOff = number % 7;
        Set<DayOfWeek> days = IntStream.range(0, 5)
                .mapToObj(day -> DayOfWeek.of(1 + (firstOff + 2 + day) % 7))
                .collect(Collectors.toSet());
        LocalTime from = LocalTime.of(STARTS[number % STARTS.length], 0);
        return new ShiftPattern(days, from, from.plusHours(SHIFT_HOURS), List.of());
    }
}
