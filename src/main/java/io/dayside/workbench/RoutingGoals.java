package io.dayside.workbench;

import io.dayside.simulation.CaseClass;
import io.dayside.simulation.Outcome;
import io.dayside.simulation.Policy.Baseline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Dayside's routing is held to beside the others. */
final class RoutingGoals {

    static final String OURS = "Dayside";

    private static final double OF_THE_BOUND = 1.25;
    private static final double OF_LEAST_WORK = 0.2;
    private static final double OF_PLAIN_PULL = 1.1;

    private RoutingGoals() {}

    /**
     * One goal.
     *
     * @param value reached
     * @param limit that it must not exceed
     */
    record Goal(String what, double value, double limit) {

        boolean isMet() {
            return value <= limit;
        }

        String line() {
            return String.format(
                    Locale.ROOT, "- %s: %s: %.3f, at most %.3f", isMet() ? "met" : "MISSED", what, value, limit);
        }
    }

    static List<Goal> of(List<Outcome> outcomes) {
        Outcome ours = of(outcomes, OURS);
        var critical = ours.group(RoutingInstance.CRITICAL);
        List<Goal> goals = new ArrayList<>();
        goals.add(new Goal(
                "critical mean wait against the bound of the roster",
                critical.mean().mean() / critical.covered().mean().mean(),
                OF_THE_BOUND));
        goals.add(new Goal(
                "critical mean wait against least expected work pushed",
                critical.mean().mean()
                        / of(outcomes, Baseline.LEAST_WORK_PUSH.name())
                                .group(RoutingInstance.CRITICAL)
                                .mean()
                                .mean(),
                OF_LEAST_WORK));
        goals.add(new Goal(
                "urgent 95th percentile against class then age",
                ours.group(RoutingInstance.URGENT).p95().mean()
                        / of(outcomes, Baseline.CLASS_THEN_AGE_PULL.name())
                                .group(RoutingInstance.URGENT)
                                .p95()
                                .mean(),
                OF_PLAIN_PULL));
        goals.add(new Goal(
                "readings begun before a case over its guarantee",
                ours.overtaken().mean(),
                0));
        for (CaseClass caseClass : RoutingInstance.classes()) {
            goals.add(new Goal(
                    "longest wait of %s cases from when a reader was on shift, minutes by guarantee"
                            .formatted(caseClass.name()),
                    ours.group(caseClass.name()).longestCovered(),
                    caseClass.guarantee().toMinutes()));
        }
        return goals;
    }

    private static Outcome of(List<Outcome> outcomes, String variant) {
        return outcomes.stream()
                .filter(outcome -> outcome.variant().equals(variant))
                .findFirst()
                .orElseThrow();
    }
}
