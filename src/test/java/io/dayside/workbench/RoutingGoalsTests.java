package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.simulation.DaysidePolicy;
import io.dayside.simulation.Policy.Baseline;
import io.dayside.simulation.Variant;
import io.dayside.simulation.WhatIf;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingGoalsTests {

    private final StringWriter out = new StringWriter();

    @Test
    void theInstanceIsThatOfTheDesign() {
        var scenario = new RoutingInstance(1).scenario(0.8);
        assertThat(scenario.readers()).hasSize(24).allSatisfy(reader -> {
            assertThat(reader.skills()).hasSizeBetween(2, 5);
            assertThat(reader.regions()).isNotEmpty();
        });
        var outcome = new WhatIf(
                        List.of(new Variant("pull", scenario, Baseline.CLASS_THEN_AGE_PULL)), List.of(1L, 2L, 3L))
                .run()
                .getFirst();
        assertThat(outcome.utilisation().mean()).isBetween(0.70, 0.82);
        assertThat(outcome.group(RoutingInstance.CRITICAL).covered().uncovered().mean())
                .isBetween(0.03, 0.08);
    }

    @Test
    void theTableHasEveryPolicyAndEveryGoal() {
        new PolicyBench(new PrintWriter(out, true), 2, 1).print(List.of(0.7));
        for (Baseline baseline : Baseline.values()) {
            assertThat(out.toString()).contains("| " + baseline.words() + " |");
        }
        assertThat(out.toString())
                .contains("**Dayside**", "no policy can beat", "- met: readings begun before a case over its guarantee")
                .doesNotContain("NaN");
    }

    @Test
    void aGoalIsMissedAboveItsLimitOnly() {
        assertThat(new RoutingGoals.Goal("ratio", 1.25, 1.25).line()).startsWith("- met");
        assertThat(new RoutingGoals.Goal("ratio", 1.2501, 1.25).line()).startsWith("- MISSED");
    }

    @Test
    void oursIsTheDeliveredPolicy() {
        assertThat(DaysidePolicy.standard().words()).isEqualTo(RoutingGoals.OURS);
    }
}
