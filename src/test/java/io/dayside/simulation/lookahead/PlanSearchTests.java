package io.dayside.simulation.lookahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PlanSearchTests {

    private static final long MOVES = 2_000;

    /** By hand: okafor alone may read the second case, meyer only the first; the first stood with okafor. */
    @Test
    void leavesToOthersWhatKeepsAScarceReader() {
        var okafor = new Chair(0, 0, 240, 1);
        var meyer = new Chair(1, 2, 240, 1);
        var both = new OpenCase(0, work(15), List.of(okafor, meyer), okafor);
        var scarce = new OpenCase(1, work(15), List.of(okafor), okafor);

        var found = new PlanSearch(MOVES).better(new AheadPlan(List.of(both, scarce)));

        assertThat(found.getCases())
                .extracting(OpenCase::getChair)
                .extracting(Object::toString)
                .containsExactly("reader 1", "reader 0");
    }

    @RepeatedTest(20)
    void nobodyIsGivenWhatTheyMayNotReadAndNoPlanIsWorseThanItsBegin(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        var begin = plan(seed);

        var found = new PlanSearch(MOVES).better(begin);

        assertThat(found.getCases())
                .filteredOn(open -> open.getChair() != null)
                .isNotEmpty()
                .allSatisfy(open -> assertThat(open.getChairs()).contains(open.chosen()));
        assertThat(Objects.requireNonNull(found.getScore()).hardScore()).isZero();
        assertThat(-found.getScore().softScore()).isEqualTo(cost(found)).isLessThanOrEqualTo(cost(plan(seed)));
    }

    @RepeatedTest(5)
    void equallyManyMovesFindTheSame(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        var search = new PlanSearch(MOVES);

        assertThat(readers(search.better(plan(seed))))
                .isEqualTo(readers(search.better(plan(seed))))
                .isEqualTo(readers(new PlanSearch(MOVES).better(plan(seed))));
    }

    private static List<String> readers(AheadPlan plan) {
        return plan.getCases().stream().map(OpenCase::toString).toList();
    }

    /** Counted without the solver. */
    private static long cost(AheadPlan plan) {
        double[] taken = new double[8];
        long cost = 0;
        for (OpenCase open : plan.getCases()) {
            Chair chair = open.getChair();
            if (chair == null) {
                cost += open.work().costOtherwise();
                continue;
            }
            double at = chair.from + taken[chair.reader];
            cost += at < chair.until
                    ? open.work().cost(at, chair.factor)
                    : open.work().costOtherwise();
            taken[chair.reader] += open.work().minutes() * chair.factor;
        }
        return cost;
    }

    /** All with whoever of theirs comes first in the list, or with nobody. */
    private static AheadPlan plan(long seed) {
        var random = new Random(seed);
        var chairs = IntStream.range(0, 8)
                .mapToObj(i -> new Chair(i, random.nextInt(60), 60 + random.nextInt(180), 0.8 + random.nextDouble()))
                .toList();
        var cases = new ArrayList<OpenCase>();
        for (int place = 0; place < 60; place++) {
            var able = chairs.stream().filter(_ -> random.nextInt(3) == 0).toList();
            @Nullable Chair first = able.isEmpty() || random.nextInt(5) == 0 ? null : able.getFirst();
            var work =
                    new Work(3 + random.nextInt(20), random.nextInt(100), 120 << (2 * random.nextInt(3)), 60, 300, 1);
            cases.add(new OpenCase(place, work, able, first));
        }
        return new AheadPlan(cases);
    }

    private static Work work(double minutes) {
        return new Work(minutes, 0, 480, 60, 300, 1);
    }
}
