package io.dayside.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.simulation.LookAheadPolicy.Plans;
import io.dayside.simulation.engine.Discipline;
import io.dayside.simulation.engine.Floor;
import io.dayside.simulation.engine.SimCase;
import io.dayside.simulation.engine.SimReader;
import io.dayside.simulation.lookahead.LookAhead;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Assignment that Timefold plans ahead, on a small busy floor. */
class LookAheadPolicyTests {

    private static final List<Long> SEEDS = List.of(1L, 2L);

    private static LookAheadPolicy policy(Consumer<Runnable> meter) {
        return policy(Plans.WEIGHED, meter);
    }

    private static LookAheadPolicy policy(Plans plans, Consumer<Runnable> meter) {
        return new LookAheadPolicy("look ahead", DaysidePolicy.standard(), plans, 10, 240, 200, 100, meter);
    }

    private static Outcome outcome(Policy policy) {
        var busy = Floors.small().withArrivals(1.6);
        return new WhatIf(List.of(new Variant(policy.words(), busy, policy)), SEEDS)
                .run()
                .getFirst();
    }

    @ParameterizedTest
    @EnumSource
    void everythingIsReadAndNothingGoesBeforeACaseOverItsGuarantee(Plans kind) {
        var plans = new AtomicInteger();
        var ahead = outcome(policy(kind, plan -> {
            plans.incrementAndGet();
            plan.run();
        }));

        assertThat(plans.get()).isGreaterThan(100);
        assertThat(ahead.unfinished()).isZero();
        assertThat(ahead.overtaken().mean()).isZero();
        assertThat(ahead.groups())
                .allSatisfy(group -> assertThat(group.mean().mean())
                        .isGreaterThanOrEqualTo(group.covered().mean().mean()));
    }

    /** Otherwise the bench would compare the order with itself. */
    @Test
    void plansChangeWhoReadsWhat() {
        assertThat(outcome(policy(Runnable::run)).group("urgent").mean())
                .isNotEqualTo(outcome(DaysidePolicy.standard()).group("urgent").mean());
    }

    @Test
    void pressingCasesMayBeLeftToTheOrder() {
        assertThat(outcome(policy(Plans.LEAST_PRESSING, Runnable::run)))
                .isNotEqualTo(outcome(policy(Plans.LONG_AS_SHORT, Runnable::run)));
    }

    @Test
    void theSameSeedsGiveTheSameFigures() {
        assertThat(outcome(policy(Runnable::run))).isEqualTo(outcome(policy(Runnable::run)));
    }

    @Test
    void nobodyIsGivenWhatTheyMayNotRead() {
        var given = new AtomicInteger();
        outcome(new Guarded(policy(Runnable::run), (reader, simCase) -> {
            given.incrementAndGet();
            assertThat(reader.mayRead(simCase.spec().kind())).isTrue();
        }));
        assertThat(given.get()).isGreaterThan(500);
    }

    @Test
    void aPlanNeedsMinutesCasesAndMoves() {
        assertThatThrownBy(() -> new LookAheadPolicy(
                        "", DaysidePolicy.standard(), Plans.WEIGHED, 10, 240, 200, 0, Runnable::run))
                .hasMessageContaining("moves");
    }

    private record Guarded(LookAheadPolicy policy, java.util.function.BiConsumer<SimReader, SimCase> guard)
            implements Policy {

        @Override
        public String words() {
            return policy.words();
        }

        @Override
        public boolean hearsModels() {
            return policy.hearsModels();
        }

        @Override
        public Discipline discipline(Floor floor, Scenario scenario) {
            var guarded = (LookAhead) policy.discipline(floor, scenario);
            return new Discipline() {
                @Override
                public void waits(SimCase simCase, double now) {
                    guarded.waits(simCase, now);
                }

                @Override
                public void raised(SimCase simCase, int before, double now) {
                    guarded.raised(simCase, before, now);
                }

                @Override
                public void raisedInReading(SimCase simCase, double now) {
                    guarded.raisedInReading(simCase, now);
                }

                @Override
                public @Nullable SimCase next(SimReader reader, double now) {
                    SimCase next = guarded.next(reader, now);
                    if (next != null) {
                        guard.accept(reader, next);
                    }
                    return next;
                }

                @Override
                public @Nullable SimReader freeReaderFor(SimCase simCase, double now) {
                    return guarded.freeReaderFor(simCase, now);
                }

                @Override
                public @Nullable SimReader interruptedBy(SimCase simCase, double now) {
                    return guarded.interruptedBy(simCase, now);
                }

                @Override
                public void finished(SimReader reader, SimCase simCase, double now) {
                    guarded.finished(reader, simCase, now);
                }

                @Override
                public void shiftStarted(SimReader reader, double now) {
                    guarded.shiftStarted(reader, now);
                }

                @Override
                public Iterable<SimCase> shiftEnded(SimReader reader, double now) {
                    return guarded.shiftEnded(reader, now);
                }
            };
        }
    }
}
