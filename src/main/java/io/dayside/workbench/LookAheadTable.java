package io.dayside.workbench;

import io.dayside.simulation.LookAheadPolicy;
import io.dayside.simulation.Outcome;
import io.dayside.simulation.WhatIf;
import io.dayside.simulation.statistics.Interval;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Waits under our order and under plans, and what plans cost. */
final class LookAheadTable {

    private static final List<String> GROUPS = List.of(
            RoutingInstance.CRITICAL, RoutingInstance.URGENT, RoutingInstance.ROUTINE, WhatIf.FINDING_ORDERED_LOWER);

    private static final List<Measure> MEASURES = List.of(
            new Measure("mean", 1, cases -> cases.minutes.mean()),
            new Measure("95th percentile", 1, cases -> cases.minutes.quantile(0.95)),
            new Measure("maximum", 0, cases -> cases.minutes.max()),
            new Measure("late, %", 2, cases -> 100 * cases.lateShare()));

    private final PrintWriter out;

    private record Measure(String name, int digits, ToDoubleFunction<LookAheadRun.Cases> of) {}

    LookAheadTable(PrintWriter out) {
        this.out = out;
    }

    void print(String floor, double load, List<LookAheadRun> runs) {
        line(
                "%s, load %.2f: %d runs, first day of each dropped. Minutes of wait, means over runs with intervals of"
                        + " 95 %%; ratios are of each run's own.",
                floor, load, runs.size());
        out.println();
        String ratios = LookAheadRun.POLICIES.stream()
                .skip(1)
                .map(policy -> policy + " / our order")
                .collect(Collectors.joining(" | "));
        line("| cases | | %s | %s |", String.join(" | ", LookAheadRun.POLICIES), ratios);
        line("|---|---|%s", "---|".repeat(2 * LookAheadRun.POLICIES.size() - 1));
        for (boolean scarce : List.of(false, true)) {
            GROUPS.stream()
                    .filter(group -> runs.stream().allMatch(run -> run.has(group, scarce)))
                    .forEach(group -> ofGroup(group, scarce, runs));
        }
        out.println();
        floor(runs);
        out.println();
        out.flush();
    }

    private void ofGroup(String group, boolean scarce, List<LookAheadRun> runs) {
        String name = scarce ? group + ", scarce skill" : group;
        for (Measure measure : MEASURES) {
            var figures = LookAheadRun.POLICIES.stream()
                    .map(policy -> of(policy, group, scarce, measure))
                    .toList();
            var cells = Stream.concat(
                    figures.stream().map(figure -> over(runs, figure, measure.digits())),
                    figures.stream().skip(1).map(figure -> ratio(runs, figure, figures.getFirst())));
            line("| %s | %s | %s |", name, measure.name(), cells.collect(Collectors.joining(" | ")));
        }
        String least = over(
                runs,
                run -> run.cases(LookAheadRun.OURS, group, scarce)
                        .coveredMinutes
                        .mean(),
                1);
        line(
                "| %s | mean that no policy can beat | %s |%s",
                name, least, " |".repeat(2 * LookAheadRun.POLICIES.size() - 2));
    }

    private static ToDoubleFunction<LookAheadRun> of(String policy, String group, boolean scarce, Measure measure) {
        return run -> measure.of().applyAsDouble(run.cases(policy, group, scarce));
    }

    private static String over(List<LookAheadRun> runs, ToDoubleFunction<LookAheadRun> of, int digits) {
        return RoutingTable.inWords(Interval.of(runs.stream().mapToDouble(of).toArray()), digits);
    }

    /** Over runs in which there is one. */
    private static String ratio(
            List<LookAheadRun> runs, ToDoubleFunction<LookAheadRun> one, ToDoubleFunction<LookAheadRun> other) {
        double[] ratios = runs.stream()
                .mapToDouble(run -> one.applyAsDouble(run) / other.applyAsDouble(run))
                .filter(Double::isFinite)
                .toArray();
        return ratios.length < 2 ? "–" : RoutingTable.inWords(Interval.of(ratios), 3);
    }

    private void floor(List<LookAheadRun> runs) {
        line(
                "Readings begun before a case over its guarantee: %s. Interruptions a day: %s. Not read: %s.",
                ofEach(runs, outcome -> outcome.overtaken().mean()),
                ofEach(runs, outcome -> outcome.interruptions().mean()),
                ofEach(runs, Outcome::unfinished));
        double[] millis = runs.stream()
                .map(LookAheadRun::planMillis)
                .flatMapToDouble(sample -> sample.values())
                .toArray();
        if (millis.length > 0) {
            var cost = Percentiles.of(millis);
            line(
                    "Plans: %d in each run and kind of plan; processor time of one: median %.1f ms, 99th percentile %.1f ms.",
                    millis.length / runs.size() / LookAheadPolicy.Plans.values().length, cost.median(), cost.p99());
        }
    }

    private static String ofEach(List<LookAheadRun> runs, ToDoubleFunction<Outcome> figure) {
        return LookAheadRun.POLICIES.stream()
                .map(policy -> String.format(
                        Locale.ROOT,
                        "%s %.1f",
                        policy,
                        runs.stream()
                                .mapToDouble(run -> figure.applyAsDouble(run.outcome(policy)))
                                .average()
                                .orElseThrow()))
                .collect(Collectors.joining(", "));
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
