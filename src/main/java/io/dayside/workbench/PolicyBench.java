package io.dayside.workbench;

import io.dayside.simulation.DaysidePolicy;
import io.dayside.simulation.Outcome;
import io.dayside.simulation.Policy;
import io.dayside.simulation.Scenario;
import io.dayside.simulation.Variant;
import io.dayside.simulation.WhatIf;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Policies side by side on the same simulated cases, beside the bound that the roster sets.
 *
 * @param seeds fortnights of each load
 * @param roster which draw of licences and subspecialties
 */
record PolicyBench(PrintWriter out, int seeds, long roster) {

    /** @param loads work that arrives as shares of what all shifts can read */
    void print(List<Double> loads) {
        for (double load : loads) {
            List<Outcome> outcomes = outcomes(load);
            new RoutingTable(out).print(load, seeds, outcomes);
            RoutingGoals.of(outcomes).forEach(goal -> out.println(goal.line()));
            out.println();
            out.flush();
        }
    }

    private List<Outcome> outcomes(double load) {
        Scenario scenario = new RoutingInstance(roster).scenario(load);
        List<Policy> policies = new ArrayList<>(List.of(Policy.Baseline.values()));
        policies.add(DaysidePolicy.standard());
        List<Variant> variants = policies.stream()
                .map(policy -> new Variant(nameOf(policy), scenario, policy))
                .toList();
        return new WhatIf(variants, LongStream.rangeClosed(1, seeds).boxed().toList()).run();
    }

    private static String nameOf(Policy policy) {
        return policy instanceof Policy.Baseline baseline ? baseline.name() : policy.words();
    }
}
