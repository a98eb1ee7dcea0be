package io.dayside.simulation;

import io.dayside.simulation.discipline.Watched;
import io.dayside.simulation.engine.CaseSpec;
import io.dayside.simulation.engine.Conduct;
import io.dayside.simulation.engine.Floor;
import io.dayside.simulation.engine.Limits;
import io.dayside.simulation.engine.SimCase;
import io.dayside.simulation.engine.SimReader;
import io.dayside.simulation.engine.Simulation;
import io.dayside.simulation.statistics.Sample;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One variant on one seed, and what its measured cases and readers came to. */
final class SeedRun {

    private static final double MINUTES_A_DAY = 1_440;

    /** Days after the measured ones in which cases go on arriving, until all measured ones are read. */
    private static final int TAIL_DAYS = 14;

    private final Variant variant;
    private final Scenario scenario;
    private final Kinds kinds;
    private final List<CaseSpec> cases;
    private final Consumer<Waited> heard;
    private final List<SimReader> readers = new ArrayList<>();
    private final double from;
    private final double until;
    private final double limit;
    private final double[] limits;

    final List<Sample> waits = new ArrayList<>();
    final List<Sample> covers = new ArrayList<>();
    final int[] late;
    final int[] uncovered;
    final double[] longestCovered;
    private final BitSet closed = new BitSet();
    private int overtaken;
    private int interruptions;
    private int unfinished;

    private SeedRun(Variant variant, Kinds kinds, List<CaseSpec> cases, Consumer<Waited> heard) {
        this.variant = variant;
        this.scenario = variant.scenario();
        this.kinds = kinds;
        this.cases = cases;
        this.heard = heard;
        this.from = scenario.warmUpDays() * MINUTES_A_DAY;
        this.until = scenario.days() * MINUTES_A_DAY;
        this.limit = endOf(scenario);
        this.limits = limits(scenario);
        this.late = new int[limits.length];
        this.uncovered = new int[limits.length];
        this.longestCovered = new double[limits.length];
        for (int group = 0; group < limits.length; group++) {
            waits.add(new Sample());
            covers.add(new Sample());
        }
        for (ScenarioReader reader : scenario.readers()) {
            var shifts = Rosters.shifts(reader, scenario.start(), limit);
            readers.add(new SimReader(
                    readers.size(), kinds.readBy(reader), reader.factor(), shifts, limits(reader, scenario)));
        }
    }

    private static Limits limits(ScenarioReader reader, Scenario scenario) {
        var contract = reader.contract();
        return contract == null
                ? Limits.NONE
                : contract.limits(
                        reader.zone(),
                        scenario.start().atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Minutes up to which a run may need cases and shifts. */
    static double endOf(Scenario scenario) {
        return (scenario.days() + TAIL_DAYS) * MINUTES_A_DAY;
    }

    /** @param heard hears each measured case */
    static SeedRun of(Variant variant, Kinds kinds, List<CaseSpec> cases, Consumer<Waited> heard) {
        var run = new SeedRun(variant, kinds, cases, heard);
        run.simulate();
        run.cover();
        return run;
    }

    private void simulate() {
        var policy = variant.policy();
        var floor = new Floor(readers);
        double[] guarantees = scenario.classes().stream()
                .mapToDouble(CaseClass::guaranteeMinutes)
                .toArray();
        var watched = new Watched(policy.discipline(floor, scenario), kinds.count(), guarantees);
        var next = cases.iterator();
        new Simulation(
                        readers,
                        () -> next.hasNext() ? next.next() : null,
                        watched,
                        conduct(policy),
                        this::count,
                        from,
                        until)
                .run(limit);
        overtaken = watched.overtaken();
        cases.stream()
                .filter(spec -> isMeasured(spec) && !closed.get(spec.number()))
                .forEach(this::countUnfinished);
    }

    private Conduct conduct(Policy policy) {
        var behaviour = scenario.behaviour();
        return new Conduct(
                policy.hearsModels(),
                behaviour.atShiftEnd() == Behaviour.AtShiftEnd.HAND_BACK,
                CaseClass.minutes(behaviour.lease()),
                CaseClass.minutes(behaviour.away()));
    }

    private void count(SimCase simCase) {
        CaseSpec spec = simCase.spec();
        if (isMeasured(spec)) {
            closed.set(spec.number());
            boolean isLate = simCase.closedAt() - spec.arrivesAt() > limits[spec.group()];
            count(spec, simCase.waitedMinutes(), isLate);
            interruptions += simCase.interruptions();
        }
    }

    private void count(CaseSpec spec, double minutes, boolean isLate) {
        int group = spec.group();
        double covered = untilCovered(spec);
        waits.get(group).add(minutes);
        longestCovered[group] = Math.max(longestCovered[group], minutes - covered);
        late[group] += isLate ? 1 : 0;
        heard.accept(new Waited(
                variant.name(),
                WhatIf.groupName(scenario, group),
                kinds.skill(spec.kind()),
                minutes,
                Math.min(covered, limit - spec.arrivesAt()),
                isLate));
    }

    /** Its wait is longer than what is counted. */
    private void countUnfinished(CaseSpec spec) {
        unfinished++;
        count(spec, limit - spec.arrivesAt(), true);
    }

    private void cover() {
        for (CaseSpec spec : cases) {
            if (isMeasured(spec)) {
                double wait = untilCovered(spec);
                covers.get(spec.group()).add(Math.min(wait, limit - spec.arrivesAt()));
                uncovered[spec.group()] += wait > 0 ? 1 : 0;
            }
        }
    }

    private double untilCovered(CaseSpec spec) {
        double first = Double.POSITIVE_INFINITY;
        for (SimReader reader : readers) {
            if (reader.mayRead(spec.kind())) {
                first = Math.min(first, reader.shifts().firstOnFrom(spec.arrivesAt()));
            }
        }
        return first - spec.arrivesAt();
    }

    private boolean isMeasured(CaseSpec spec) {
        return spec.arrivesAt() >= from && spec.arrivesAt() < until;
    }

    int overtaken() {
        return overtaken;
    }

    int unfinished() {
        return unfinished;
    }

    double interruptionsADay() {
        return interruptions / (double) (scenario.days() - scenario.warmUpDays());
    }

    double idleMinutesADay() {
        double idle = readers.stream()
                .mapToDouble(reader -> reader.shifts().minutesBetween(from, until) - reader.readOnShiftMinutes())
                .sum();
        return idle / (scenario.days() - scenario.warmUpDays());
    }

    double utilisation() {
        double on = readers.stream()
                .mapToDouble(reader -> reader.shifts().minutesBetween(from, until))
                .sum();
        return readers.stream().mapToDouble(SimReader::readOnShiftMinutes).sum() / on;
    }

    double fairness() {
        double[] shares = readers.stream()
                .filter(reader -> reader.shifts().minutesBetween(from, until) > 0)
                .mapToDouble(
                        reader -> reader.readOnShiftMinutes() / reader.shifts().minutesBetween(from, until))
                .toArray();
        double sum = java.util.Arrays.stream(shares).sum();
        double squares =
                java.util.Arrays.stream(shares).map(share -> share * share).sum();
        return squares == 0 ? 1 : sum * sum / shares.length / squares;
    }

    /** One a class; cases with a finding that were ordered lower have the tightest limit that a finding deserves. */
    private static double[] limits(Scenario scenario) {
        double tightest = scenario.types().stream()
                .flatMap(type -> type.finding().stream())
                .mapToDouble(finding -> scenario.classes()
                        .get(scenario.classNumber(finding.raisesTo()))
                        .limitMinutes())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        return java.util.stream.DoubleStream.concat(
                        scenario.classes().stream().mapToDouble(CaseClass::limitMinutes),
                        IntStream.of(1).mapToDouble(_ -> tightest))
                .toArray();
    }
}
