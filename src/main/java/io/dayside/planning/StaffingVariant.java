package io.dayside.planning;

import io.dayside.simulation.CaseStream;
import io.dayside.simulation.DaysidePolicy;
import io.dayside.simulation.Policy;
import io.dayside.simulation.Scenario;
import io.dayside.simulation.ScenarioReader;
import io.dayside.simulation.ShiftPattern;
import io.dayside.simulation.Variant;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How the past is changed before it is replayed.
 *
 * @param arrivals cases for a case that came: 1.2 is a fifth more
 * @param more readers that there were not
 * @param without names of readers who are not there
 */
public record StaffingVariant(String name, Rule rule, double arrivals, List<OneMore> more, Set<String> without) {

    /** By which cases find readers. */
    public enum Rule {
        DAYSIDE("Dayside's order"),
        CLASS_THEN_AGE("by priority, then age"),
        FIRST_COME("first come, first read"),
        PUSHED("assigned at arrival, least work");

        private final String words;

        Rule(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        private Policy policy() {
            return switch (this) {
                case DAYSIDE -> DaysidePolicy.standard();
                case CLASS_THEN_AGE -> Policy.Baseline.CLASS_THEN_AGE_PULL;
                case FIRST_COME -> Policy.Baseline.FIFO_PULL;
                case PUSHED -> Policy.Baseline.LEAST_WORK_PUSH;
            };
        }
    }

    /**
     * Somebody who may read what another may, every day at other hours, in the other's zone.
     *
     * @param like name of the other
     * @param until on the day after where it is not later than {@code from}
     */
    public record OneMore(String like, LocalTime from, LocalTime until) {}

    /** Copies of a case come at intervals that follow no clock. */
    private static final Duration APART = Duration.ofMinutes(17);

    public StaffingVariant {
        more = List.copyOf(more);
        without = Set.copyOf(without);
        if (!(arrivals >= 0.1 && arrivals <= 5)) {
            throw new IllegalArgumentException("Cases must be a tenth to five times those that came.");
        }
    }

    /**
     * The past as this variant would have had it.
     *
     * @throws IllegalArgumentException with what is wrong in words, such as a kind of study for which nobody is left
     */
    Variant of(PastFloor floor) {
        var scenario = floor.scenario();
        var streams = times(scenario.streams());
        var changed = new Scenario(
                scenario.start(),
                scenario.days(),
                scenario.warmUpDays(),
                scenario.classes(),
                scenario.types(),
                streams,
                readers(scenario.readers()),
                scenario.behaviour());
        return new Variant(name, changed, rule.policy());
    }

    private List<ScenarioReader> readers(List<ScenarioReader> present) {
        var readers = new ArrayList<>(
                present.stream().filter(one -> !without.contains(one.name())).toList());
        if (readers.isEmpty()) {
            throw new IllegalArgumentException("Nobody is left who reads.");
        }
        for (var one : more) {
            var like = present.stream()
                    .filter(reader -> reader.name().equals(one.like()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(one.like() + " does not read here."));
            readers.add(new ScenarioReader(
                    "One more like %s (%d)".formatted(one.like(), readers.size()),
                    like.zone(),
                    like.regions(),
                    like.skills(),
                    like.factor(),
                    List.of(new ShiftPattern(EnumSet.allOf(DayOfWeek.class), one.from(), one.until(), List.of())),
                    like.contract()));
        }
        return readers;
    }

    private record Came(int stream, Instant at) {}

    /** Every case as often as the factor asks for, spread evenly over all of them; copies somewhat later than the case. */
    private List<CaseStream> times(List<CaseStream> streams) {
        var came = IntStream.range(0, streams.size())
                .boxed()
                .flatMap(number -> streams.get(number).replayed().stream().map(at -> new Came(number, at)))
                .sorted(Comparator.comparing(Came::at).thenComparing(Came::stream))
                .toList();
        List<List<Instant>> arrivals =
                streams.stream().<List<Instant>>map(_ -> new ArrayList<>()).toList();
        for (int i = 0; i < came.size(); i++) {
            long copies = (long) Math.floor((i + 1) * this.arrivals) - (long) Math.floor(i * this.arrivals);
            for (int copy = 0; copy < copies; copy++) {
                arrivals.get(came.get(i).stream()).add(came.get(i).at().plus(APART.multipliedBy(copy)));
            }
        }
        return IntStream.range(0, streams.size())
                .filter(number -> !arrivals.get(number).isEmpty())
                .mapToObj(number -> with(streams.get(number), arrivals.get(number)))
                .toList();
    }

    private static CaseStream with(CaseStream stream, List<Instant> arrivals) {
        return new CaseStream(
                stream.name(),
                stream.region(),
                stream.zone(),
                stream.casesPerDay(),
                stream.shape(),
                stream.types(),
                stream.classes(),
                arrivals.stream().sorted().toList());
    }
}
