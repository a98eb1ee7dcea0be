package io.dayside.simulation;

import io.dayside.simulation.engine.CaseSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Every case of one seed, drawn once and read under each policy. */
final class Workload {

    private final Scenario scenario;
    private final Kinds kinds;
    private final Map<String, CaseType> types;
    private final List<CaseSpec> cases = new ArrayList<>();

    private record Next(double at, int stream) {}

    /** @param until minutes up to which cases arrive */
    Workload(Scenario scenario, Kinds kinds, long seed, double until) {
        this.scenario = scenario;
        this.kinds = kinds;
        this.types = scenario.types().stream().collect(Collectors.toMap(CaseType::name, type -> type));
        Instant start = scenario.start().atStartOfDay(ZoneOffset.UTC).toInstant();
        List<StreamDraws> draws = scenario.streams().stream()
                .map(stream -> new StreamDraws(stream, start, seed))
                .toList();
        var queue = new PriorityQueue<Next>(Comparator.comparingDouble(Next::at).thenComparing(Next::stream));
        for (int i = 0; i < draws.size(); i++) {
            queue.add(new Next(draws.get(i).nextArrival(until), i));
        }
        while (!queue.isEmpty() && queue.peek().at() < until) {
            Next next = queue.remove();
            StreamDraws stream = draws.get(next.stream());
            if (next.at() >= 0) {
                cases.add(drawn(next, stream.ofLast()));
            }
            queue.add(new Next(stream.nextArrival(until), next.stream()));
        }
    }

    /** In the order of arrival; the number of each is its place. */
    List<CaseSpec> cases() {
        return cases;
    }

    /** Draws in an order that never changes, those of varying number last. */
    private CaseSpec drawn(Next next, SplittableRandom random) {
        CaseStream stream = scenario.streams().get(next.stream());
        CaseType type =
                java.util.Objects.requireNonNull(types.get(StreamDraws.pick(stream.types(), random.nextDouble())));
        int ordered = scenario.classNumber(StreamDraws.pick(stream.classes(), random.nextDouble()));
        double truth = random.nextDouble();
        double call = random.nextDouble();
        double loss = random.nextDouble();
        double lossAt = random.nextDouble();
        double minutes = type.time().draw(random);
        boolean lost = loss < scenario.behaviour().lostConnections();
        int kind = kinds.of(stream.region(), type.skill());
        double never = Double.POSITIVE_INFINITY;
        boolean present =
                type.finding().filter(finding -> truth < finding.prevalence()).isPresent();
        boolean flagged = type.finding()
                .filter(finding -> isFlagged(finding, present, call))
                .isPresent();
        int raised = type.finding()
                .map(finding -> scenario.classNumber(finding.raisesTo()))
                .orElse(ordered);
        double flaggedAt =
                flagged ? next.at() + type.finding().orElseThrow().turnaround().toMillis() / 60_000.0 : never;
        return new CaseSpec(
                cases.size(),
                next.at(),
                kind,
                present && raised < ordered ? scenario.classes().size() : ordered,
                ordered,
                flaggedAt,
                raised,
                type.finding().map(Finding::predictiveValue).orElse(1.0),
                minutes,
                type.time().meanMinutes(),
                lost ? lossAt : never);
    }

    private static boolean isFlagged(Finding finding, boolean present, double call) {
        return call < (present ? finding.sensitivity() : 1 - finding.specificity());
    }
}
