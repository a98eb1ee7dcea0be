package io.dayside.workbench;

import io.dayside.routing.engine.PolicyFile;
import io.dayside.routing.engine.RoutingPolicy;
import io.dayside.simulation.DaysidePolicy;
import io.dayside.simulation.LookAheadPolicy;
import io.dayside.simulation.LookAheadPolicy.Plans;
import io.dayside.simulation.Outcome;
import io.dayside.simulation.Scenario;
import io.dayside.simulation.Variant;
import io.dayside.simulation.Waited;
import io.dayside.simulation.WhatIf;
import io.dayside.simulation.statistics.Sample;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One fortnight under each policy: how long which cases waited, and what planning cost. Of plans there are three kinds, since
 * less waiting in all may only mean that short cases are read first, and may cost the pressing ones.
 */
final class LookAheadRun {

    static final String OURS = "our order";
    static final String UNRESERVED = "without reservation";
    static final String AHEAD = "look ahead";
    static final String ALIKE = "long as short";
    static final String LEAST = "routine only";

    static final List<String> POLICIES = List.of(OURS, UNRESERVED, AHEAD, ALIKE, LEAST);

    private final Map<String, Cases> cases = new HashMap<>();
    private final Sample planMillis = new Sample();
    private final List<Outcome> outcomes;

    /** Cases of one group under one policy. */
    static final class Cases {

        final Sample minutes = new Sample();
        final Sample coveredMinutes = new Sample();
        private int late;

        private void add(Waited waited) {
            minutes.add(waited.minutes());
            coveredMinutes.add(waited.coveredMinutes());
            late += waited.late() ? 1 : 0;
        }

        double lateShare() {
            return late / (double) minutes.size();
        }
    }

    /** How the look ahead is set. */
    record Setting(int everyMinutes, int horizonMinutes, int mostCases, long moves) {

        private LookAheadPolicy policy(String words, Plans plans, Consumer<Runnable> meter) {
            return new LookAheadPolicy(
                    words, DaysidePolicy.standard(), plans, everyMinutes, horizonMinutes, mostCases, moves, meter);
        }
    }

    LookAheadRun(Scenario scenario, Setting setting, long seed) {
        var variants = List.of(
                new Variant(OURS, scenario, DaysidePolicy.standard()),
                new Variant(UNRESERVED, scenario, withoutReservation()),
                new Variant(AHEAD, scenario, setting.policy(AHEAD, Plans.WEIGHED, this::timed)),
                new Variant(ALIKE, scenario, setting.policy(ALIKE, Plans.LONG_AS_SHORT, this::timed)),
                new Variant(LEAST, scenario, setting.policy(LEAST, Plans.LEAST_PRESSING, this::timed)));
        outcomes = new WhatIf(variants, List.of(seed), this::hear).run();
    }

    private static DaysidePolicy withoutReservation() {
        var delivered = PolicyFile.standard();
        var none = new RoutingPolicy.Reservation(
                0, delivered.reservation().window(), delivered.reservation().below());
        return new DaysidePolicy(
                UNRESERVED,
                new RoutingPolicy(
                        delivered.bounds(),
                        delivered.flagged(),
                        delivered.ageing(),
                        delivered.headStarts(),
                        delivered.weights(),
                        delivered.placing(),
                        none,
                        delivered.interrupts()));
    }

    /** Of this thread alone, on which the solver runs. */
    private void timed(Runnable plan) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        plan.run();
        planMillis.add((threads.getCurrentThreadCpuTime() - before) / 1e6);
    }

    private void hear(Waited waited) {
        cases.computeIfAbsent(key(waited.variant(), waited.group(), false), _ -> new Cases())
                .add(waited);
        if (ScarceInstance.SCARCE.contains(waited.skill())) {
            cases.computeIfAbsent(key(waited.variant(), waited.group(), true), _ -> new Cases())
                    .add(waited);
        }
    }

    private static String key(String policy, String group, boolean scarce) {
        return policy + "/" + group + "/" + scarce;
    }

    boolean has(String group, boolean scarce) {
        return cases.containsKey(key(OURS, group, scarce));
    }

    /** @param scarce only those that ask for a skill that few have */
    Cases cases(String policy, String group, boolean scarce) {
        return cases.computeIfAbsent(key(policy, group, scarce), _ -> new Cases());
    }

    Outcome outcome(String policy) {
        return outcomes.stream()
                .filter(outcome -> outcome.variant().equals(policy))
                .findFirst()
                .orElseThrow();
    }

    /** Processor time of each plan. */
    Sample planMillis() {
        return planMillis;
    }
}
