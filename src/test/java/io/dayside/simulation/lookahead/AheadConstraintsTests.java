package io.dayside.simulation.lookahead;

import ai.timefold.solver.core.api.score.stream.test.ConstraintVerifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each constraint by itself: what it counts, and what it leaves alone. */
class AheadConstraintsTests {

    /** Weighed as 1000 a minute until the limit, 5000 after. */
    private static final double GUARANTEE = 100;

    private final ConstraintVerifier<AheadConstraints, AheadPlan> verifier =
            ConstraintVerifier.build(new AheadConstraints(), AheadPlan.class, OpenCase.class);

    private final Chair okafor = new Chair(0, 0, 60, 1);
    private final Chair meyer = new Chair(1, 5, 60, 2);

    @Test
    void whoMayNotReadItBreaksARule() {
        verifier.verifyThat(AheadConstraints::papers)
                .given(new OpenCase(0, work(10, 0), List.of(okafor), meyer))
                .penalizesBy(1);
        verifier.verifyThat(AheadConstraints::papers)
                .given(new OpenCase(0, work(10, 0), List.of(okafor), okafor), open(1, work(10, 0), null))
                .penalizesBy(0);
    }

    @Test
    void theSecondOfAReaderWaitsForTheFirst() {
        verifier.verifyThat(AheadConstraints::turns)
                .given(open(0, work(10, 3), okafor), open(1, work(20, 0), okafor))
                .penalizesBy(3_000 + 10_000);
    }

    @Test
    void theOrderOfReadingDecidesWhichIsFirst() {
        verifier.verifyThat(AheadConstraints::turns)
                .given(open(1, work(20, 0), okafor), open(0, work(10, 0), okafor))
                .penalizesBy(10_000);
    }

    @Test
    void readersDoNotWaitForEachOtherAndSlowOnesTakeLonger() {
        verifier.verifyThat(AheadConstraints::turns)
                .given(open(0, work(10, 0), okafor), open(1, work(10, 0), meyer), open(2, work(10, 0), meyer))
                .penalizesBy(5_000 + 25_000);
    }

    @Test
    void aMinutePastTheLimitWeighsFiveTimesAsMuch() {
        verifier.verifyThat(AheadConstraints::turns)
                .given(open(0, new Work(10, 25, GUARANTEE, 30, 300, 1), okafor))
                .penalizesBy(25_000 + 4 * 5_000);
    }

    @Test
    void whatWouldBeginAfterAShiftIsReadLater() {
        verifier.verifyThat(AheadConstraints::turns)
                .given(open(0, work(60, 0), okafor), open(1, work(10, 0), okafor))
                .penalizesBy(300_000);
    }

    @Test
    void whatNobodyReadsIsReadLater() {
        verifier.verifyThat(AheadConstraints::otherwise)
                .given(open(0, work(10, 2), null), open(1, work(10, 0), okafor))
                .penalizesBy(302_000);
    }

    private static Work work(double minutes, double waited) {
        return new Work(minutes, waited, GUARANTEE, 1_000, 300, 1);
    }

    private OpenCase open(int place, Work work, @org.jspecify.annotations.Nullable Chair chair) {
        return new OpenCase(place, work, List.of(okafor, meyer), chair);
    }
}
