package io.dayside.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dayside.simulation.Policy.Baseline;
import io.dayside.simulation.engine.CaseSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WhatIfTests {

    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

    private static List<Outcome> outcomes(Scenario scenario, Policy... policies) {
        var variants = Stream.of(policies)
                .map(policy -> new Variant(policy.words(), scenario, policy))
                .toList();
        return new WhatIf(variants, SEEDS).run();
    }

    @Test
    void everyPolicyReadsEveryCaseAndNoneBeatsTheRoster() {
        var policies = Stream.concat(Stream.of(Baseline.values()), Stream.of(DaysidePolicy.standard()))
                .toArray(Policy[]::new);
        var outcomes = outcomes(Floors.small(), policies);
        assertThat(outcomes).hasSize(policies.length).allSatisfy(outcome -> {
            assertThat(outcome.unfinished()).isZero();
            assertThat(outcome.groups())
                    .extracting(Outcome.Group::name)
                    .containsExactly("critical", "urgent", "routine", WhatIf.FINDING_ORDERED_LOWER);
            assertThat(outcome.groups())
                    .allSatisfy(group -> assertThat(group.mean().mean())
                            .isGreaterThanOrEqualTo(group.covered().mean().mean()));
            assertThat(outcome.utilisation().mean()).isBetween(0.3, 1.0);
        });
        assertThat(outcomes)
                .extracting(outcome -> outcome.group("routine").cases().mean())
                .containsOnly(outcomes.getFirst().group("routine").cases().mean());
    }

    @Test
    void daysideOvertakesNoCaseOverItsGuaranteeAndReadsCriticalOnesSooner() {
        var busy = Floors.small().withArrivals(1.6);
        var outcomes = outcomes(busy, DaysidePolicy.standard(), Baseline.CLASS_THEN_AGE_PULL_AI);
        var ours = outcomes.getFirst();
        var plain = outcomes.getLast();
        assertThat(ours.overtaken().mean()).isZero();
        assertThat(ours.group("critical").mean().mean())
                .isLessThan(plain.group("critical").mean().mean());
    }

    @Test
    void theSameSeedsGiveTheSameFigures() {
        assertThat(outcomes(Floors.small(), DaysidePolicy.standard(), Baseline.FIFO_PULL))
                .isEqualTo(outcomes(Floors.small(), DaysidePolicy.standard(), Baseline.FIFO_PULL));
    }

    /** The first arrivals of a busier week are those of the quiet one, sooner; what they are stays. */
    @Test
    void casesAreTheSameInEveryVariant() {
        var quiet = cases(Floors.small());
        var busy = cases(Floors.small().withArrivals(2));
        var alone = cases(new Scenario(
                Floors.MONDAY,
                5,
                1,
                Floors.classes(),
                Floors.types(),
                List.of(Floors.stream("one", "GB", 110)),
                Floors.readers(),
                Behaviour.USUAL));
        var first = quiet.stream().filter(spec -> spec.kind() < 2).limit(50).toList();
        var sooner = busy.stream().filter(spec -> spec.kind() < 2).limit(50).toList();
        for (int i = 0; i < first.size(); i++) {
            assertThat(sooner.get(i).arrivesAt()).isCloseTo(first.get(i).arrivesAt() / 2, within(1e-6));
            assertThat(sooner.get(i).workMinutes()).isEqualTo(first.get(i).workMinutes());
            assertThat(alone.get(i).arrivesAt()).isEqualTo(first.get(i).arrivesAt());
            assertThat(alone.get(i).orderClass()).isEqualTo(first.get(i).orderClass());
        }
    }

    private static List<CaseSpec> cases(Scenario scenario) {
        return new Workload(scenario, Kinds.of(scenario), 7, 5 * 1_440).cases();
    }

    @Test
    void progressIsToldAndACancelledRunGivesWhatIsWhole() {
        var told = new ArrayList<Double>();
        var variants = List.of(
                new Variant("one", Floors.small(), Baseline.FIFO_PULL),
                new Variant("two", Floors.small(), Baseline.CLASS_THEN_AGE_PULL));
        var whatIf = new WhatIf(variants, SEEDS);
        whatIf.run(told::add, () -> false);
        assertThat(told).hasSize(6).isSorted().last().isEqualTo(1.0);
        var some = new ArrayList<Double>();
        var cut = whatIf.run(some::add, () -> some.size() >= 5);
        assertThat(cut)
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome.fairness().values()).isEqualTo(2));
        assertThat(whatIf.run(_ -> {}, () -> true)).isEmpty();
    }

    @Test
    void lostConnectionsCostWaiting() {
        var usual = Floors.small();
        var losing = new Scenario(
                usual.start(),
                usual.days(),
                usual.warmUpDays(),
                usual.classes(),
                usual.types(),
                usual.streams(),
                usual.readers(),
                new Behaviour(Behaviour.AtShiftEnd.FINISH, 0.2, Behaviour.USUAL.lease(), Behaviour.USUAL.away()));
        double whole = outcomes(usual, DaysidePolicy.standard())
                .getFirst()
                .group("urgent")
                .mean()
                .mean();
        var broken = outcomes(losing, DaysidePolicy.standard()).getFirst();
        assertThat(broken.unfinished()).isZero();
        assertThat(broken.group("urgent").mean().mean()).isGreaterThan(whole + 1);
    }

    @Test
    void aCaseThatNobodyMayReadIsNoScenario() {
        var readers = List.of(Floors.reader("a", java.util.Set.of("GB"), java.util.Set.of("neuro", "body"), 0));
        assertThatThrownBy(() -> Floors.small().withReaders(readers))
                .hasMessageContaining("nobody may read")
                .hasMessageContaining("CH");
    }
}
