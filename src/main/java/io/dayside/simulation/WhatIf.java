package io.dayside.simulation;

import io.dayside.simulation.engine.CaseSpec;
import io.dayside.simulation.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;

/**
 * Runs variants side by side: on every seed each of them meets the same cases, as far as their streams have the same names.
 * Not for several threads at once.
 */
public final class WhatIf {

    /** Cases that carry a finding but were ordered below what it deserves. */
    public static final String FINDING_ORDERED_LOWER = "finding, ordered lower";

    private final List<Variant> variants;
    private final List<Long> seeds;
    private final Consumer<Waited> heard;

    public WhatIf(List<Variant> variants, List<Long> seeds) {
        this(variants, seeds, _ -> {});
    }

    /** @param heard hears each measured case of every run */
    public WhatIf(List<Variant> variants, List<Long> seeds, Consumer<Waited> heard) {
        this.heard = heard;
        this.variants = List.copyOf(variants);
        this.seeds = List.copyOf(seeds);
        if (variants.isEmpty() || seeds.isEmpty()) {
            throw new IllegalArgumentException("variants and seeds must not be empty");
        }
    }

    /** All to the end. */
    public List<Outcome> run() {
        return run(_ -> {}, () -> false);
    }

    /**
     * In the order of the variants.
     *
     * @param progress hears the share that is done, 0 to 1
     * @param cancelled asked before each run; once it says so nothing more is run
     * @return one outcome a variant over the seeds that all variants have finished; none when there is no such seed
     */
    public List<Outcome> run(DoubleConsumer progress, BooleanSupplier cancelled) {
        List<List<SeedRun>> bySeed = new ArrayList<>();
        for (int i = 0; i < seeds.size() && !cancelled.getAsBoolean(); i++) {
            List<SeedRun> runs = ofSeed(seeds.get(i), i, progress, cancelled);
            if (runs.size() == variants.size()) {
                bySeed.add(runs);
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int variant = 0; variant < variants.size() && !bySeed.isEmpty(); variant++) {
            int index = variant;
            outcomes.add(outcome(
                    variants.get(variant),
                    bySeed.stream().map(runs -> runs.get(index)).toList()));
        }
        return outcomes;
    }

    /** Variants with one scenario share what is drawn for it. */
    private List<SeedRun> ofSeed(long seed, int index, DoubleConsumer progress, BooleanSupplier cancelled) {
        List<SeedRun> runs = new ArrayList<>();
        Scenario drawnFor = null;
        List<CaseSpec> cases = List.of();
        for (Variant variant : variants) {
            if (cancelled.getAsBoolean()) {
                return runs;
            }
            Scenario scenario = variant.scenario();
            Kinds kinds = Kinds.of(scenario);
            if (!scenario.equals(drawnFor)) {
                cases = new Workload(scenario, kinds, seed, SeedRun.endOf(scenario)).cases();
                drawnFor = scenario;
            }
            runs.add(SeedRun.of(variant, kinds, cases, heard));
            progress.accept((index * variants.size() + runs.size()) / (double) (seeds.size() * variants.size()));
        }
        return runs;
    }

    private static Outcome outcome(Variant variant, List<SeedRun> runs) {
        List<Outcome.Group> groups = new ArrayList<>();
        List<CaseClass> classes = variant.scenario().classes();
        for (int group = 0; group <= classes.size(); group++) {
            String name = groupName(variant.scenario(), group);
            int index = group;
            if (runs.stream().anyMatch(run -> run.waits.get(index).size() > 0)) {
                groups.add(group(name, index, runs));
            }
        }
        return new Outcome(
                variant.name(),
                groups,
                over(runs, SeedRun::idleMinutesADay),
                over(runs, SeedRun::utilisation),
                over(runs, SeedRun::fairness),
                over(runs, SeedRun::interruptionsADay),
                over(runs, SeedRun::overtaken),
                runs.stream().mapToInt(SeedRun::unfinished).sum());
    }

    static String groupName(Scenario scenario, int group) {
        return group < scenario.classes().size() ? scenario.classes().get(group).name() : FINDING_ORDERED_LOWER;
    }

    private static Outcome.Group group(String name, int group, List<SeedRun> all) {
        var runs = all.stream().filter(run -> run.waits.get(group).size() > 0).toList();
        return new Outcome.Group(
                name,
                over(all, run -> run.waits.get(group).size()),
                over(runs, run -> run.waits.get(group).mean()),
                over(runs, run -> run.waits.get(group).quantile(0.95)),
                over(runs, run -> run.waits.get(group).max()),
                runs.stream()
                        .mapToDouble(run -> run.waits.get(group).max())
                        .max()
                        .orElseThrow(),
                runs.stream()
                        .mapToDouble(run -> run.longestCovered[group])
                        .max()
                        .orElseThrow(),
                over(
                        runs,
                        run -> run.late[group] / (double) run.waits.get(group).size()),
                new Outcome.Coverage(
                        over(runs, run -> run.covers.get(group).mean()),
                        over(runs, run -> run.covers.get(group).quantile(0.95)),
                        over(
                                runs,
                                run -> run.uncovered[group]
                                        / (double) run.covers.get(group).size())));
    }

    private static Interval over(List<SeedRun> runs, ToDoubleFunction<SeedRun> figure) {
        return Interval.of(runs.stream().mapToDouble(figure).toArray());
    }
}
