package io.dayside.workbench;

import io.dayside.rostering.PlainRule;
import io.dayside.rostering.RosterFigures;
import io.dayside.rostering.RosterProblem;
import io.dayside.rostering.RosterProblem.Roster;
import io.dayside.rostering.RosterSearch;
import io.dayside.simulation.DaysidePolicy;
import io.dayside.simulation.Outcome;
import io.dayside.simulation.Variant;
import io.dayside.simulation.WhatIf;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./dayside bench roster}: recurring shifts, a plain rule and Timefold's search, and how long cases wait under each. */
@Command(
        name = "roster",
        description =
                "Compare rosters of one week with equal hours of everybody: recurring shifts, a plain rule, and Timefold's"
                        + " search that begins with the rule's; by demand-hours without a reader, and by simulated waits.",
        mixinStandardHelpOptions = true)
public final class RosterBench implements Callable<Integer> {

    private static final int MOST = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--rosters", defaultValue = "5", description = "Floors that are drawn (default ${DEFAULT-VALUE}).")
    private int rosters = 5;

    @Option(
            names = "--seeds",
            defaultValue = "5",
            description = "Simulated fortnights of each floor (default ${DEFAULT-VALUE}).")
    private int seeds = 5;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "That Timefold searches at most (default ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(
            names = "--load",
            defaultValue = "0.80",
            description = "Work that arrives as a share of what all shifts can read (default ${DEFAULT-VALUE}).")
    private double load = 0.80;

    private record Row(String roster, RosterFigures figures, Outcome outcome) {}

    private record Measure(String name, ToDoubleFunction<Row> of) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure("uncovered demand-hours", row -> row.figures().uncovered() / 100.0),
            new Measure("nights and weekend days, squared", row ->
                    (double) row.figures().burden()),
            new Measure("critical, mean wait (min)", row -> mean(row, RoutingInstance.CRITICAL)),
            new Measure("critical, 95th percentile", row -> p95(row, RoutingInstance.CRITICAL)),
            new Measure("urgent, mean wait (min)", row -> mean(row, RoutingInstance.URGENT)),
            new Measure("urgent, 95th percentile", row -> p95(row, RoutingInstance.URGENT)),
            new Measure("routine, mean wait (min)", row -> mean(row, RoutingInstance.ROUTINE)));

    private static double mean(Row row, String group) {
        return row.outcome().group(group).mean().mean();
    }

    private static double p95(Row row, String group) {
        return row.outcome().group(group).p95().mean();
    }

    @Override
    public Integer call() {
        if (rosters < 1 || rosters > MOST || seeds < 2 || seeds > MOST || seconds < 1 || load <= 0 || load >= 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rosters is 1 to 100, --seeds 2 to 100, --seconds 1 or more, --load lies between 0 and 1");
        }
        var out = spec.commandLine().getOut();
        var rows = new ArrayList<List<Row>>();
        for (int roster = 1; roster <= rosters; roster++) {
            var compared = compare(new RosterInstance(new RoutingInstance(roster).scenario(load)));
            rows.add(compared);
            out.printf(
                    Locale.ROOT,
                    "floor %d: uncovered demand-hours %s%n",
                    roster,
                    compared.stream()
                            .map(row ->
                                    row.roster() + " " + format(row.figures().uncovered() / 100.0))
                            .toList());
            out.flush();
        }
        print(out, rows);
        return 0;
    }

    private List<Row> compare(RosterInstance instance) {
        var problem = instance.problem();
        var recurring = instance.recurring();
        var plain = PlainRule.roster(problem);
        var found = new RosterSearch(problem, plain, Duration.ofSeconds(seconds)).run(_ -> {});
        return rows(
                instance, problem, List.of("recurring", "plain rule", "Timefold"), List.of(recurring, plain, found));
    }

    private List<Row> rows(RosterInstance instance, RosterProblem problem, List<String> names, List<Roster> all) {
        var variants = new ArrayList<Variant>();
        for (int i = 0; i < all.size(); i++) {
            variants.add(new Variant(names.get(i), instance.with(all.get(i)), DaysidePolicy.standard()));
        }
        var outcomes =
                new WhatIf(variants, LongStream.rangeClosed(1, seeds).boxed().toList()).run();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < all.size(); i++) {
            var figures = RosterFigures.of(problem, all.get(i));
            if (figures.broken() > 0) {
                throw new IllegalStateException("the roster %s breaks a rule".formatted(names.get(i)));
            }
            rows.add(new Row(names.get(i), figures, outcomes.get(i)));
        }
        return rows;
    }

    private void print(PrintWriter out, List<List<Row>> floors) {
        out.printf(
                Locale.ROOT,
                "%nMedians of %d floors at load %.2f, %d fortnights each; Timefold had %d s.%n%n",
                rosters,
                load,
                seeds,
                seconds);
        out.println("| | recurring | plain rule | Timefold | Timefold / plain | Timefold / recurring |");
        out.println("|---|---|---|---|---|---|");
        for (var measure : MEASURES) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s |%n",
                    measure.name(),
                    format(median(floors, measure, 0)),
                    format(median(floors, measure, 1)),
                    format(median(floors, measure, 2)),
                    format(ratio(floors, measure, 1)),
                    format(ratio(floors, measure, 0)));
        }
        out.flush();
    }

    private static double median(List<List<Row>> floors, Measure measure, int roster) {
        return Medians.of(floors.stream()
                .mapToDouble(rows -> measure.of().applyAsDouble(rows.get(roster)))
                .toArray());
    }

    /** Of each floor's own ratio. */
    private static double ratio(List<List<Row>> floors, Measure measure, int to) {
        return Medians.of(floors.stream()
                .mapToDouble(rows ->
                        measure.of().applyAsDouble(rows.get(2)) / measure.of().applyAsDouble(rows.get(to)))
                .toArray());
    }

    /** Where both waits are nothing there is no ratio. */
    private static String format(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}
