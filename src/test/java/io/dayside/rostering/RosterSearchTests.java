package io.dayside.rostering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.rostering.RosterProblem.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whole rosters, judged by a count that shares nothing with the solver. */
class RosterSearchTests {

    private static final int HOUR = 60;
    private static final int HOURS = 7 * 24;
    private static final long MOVES = 20_000;

    @RepeatedTest(6)
    void neitherRuleNorSearchBreaksAnythingAndTheSearchIsNeverWorse(RepetitionInfo seed) {
        var problem = drawn(new Random(seed.getCurrentRepetition()));

        var plain = PlainRule.roster(problem);
        var found = RosterSearch.ofMoves(problem, plain, MOVES).run(_ -> {});

        for (var roster : List.of(plain, found)) {
            assertThat(RosterFigures.of(problem, roster).broken()).isZero();
            for (int i = 0; i < problem.workers().size(); i++) {
                var worker = problem.workers().get(i);
                assertThat(roster.shifts().get(i))
                        .hasSizeLessThanOrEqualTo(worker.mostShifts())
                        .doesNotHaveDuplicates()
                        .containsAll(worker.locked())
                        .isSubsetOf(worker.options());
            }
        }
        assertThat(RosterFigures.of(problem, found)).isLessThanOrEqualTo(RosterFigures.of(problem, plain));
    }

    /** The rule takes the wide reader for the crowded hour, and nobody is left for what only they may read. */
    @Test
    void theSearchUndoesWhatTheRuleDidTooEarly() {
        var morning = shift(0, 8);
        var evening = shift(8, 16);
        var wide = new Worker("wide", 8 * HOUR, 0, 1, List.of(morning, evening), List.of());
        var narrow = new Worker("narrow", 8 * HOUR, 0, 1, List.of(morning), List.of());
        var easy = need(hour -> hour < 8, 150, able(true), able(true));
        var scarce = need(hour -> hour >= 8 && hour < 16, 90, able(true), able(false));
        var problem = new RosterProblem(HOURS, List.of(wide, narrow), List.of(easy, scarce));

        var plain = PlainRule.roster(problem);
        var found = RosterSearch.ofMoves(problem, plain, MOVES).run(_ -> {});

        assertThat(RosterFigures.of(problem, plain).uncovered()).isEqualTo(8 * 90);
        assertThat(RosterFigures.of(problem, found).uncovered()).isEqualTo(8 * 50);
        assertThat(found).isEqualTo(new Roster(List.of(List.of(evening), List.of(morning))));
    }

    @Test
    void whereNothingIsMissingTheUsualWeekStays() {
        var usual = new ShiftOption(0, 8 * HOUR, 8 * HOUR, true, false, false);
        var worker = new Worker("a", 40 * HOUR, 8 * HOUR, 5, List.of(usual, shift(8, 16)), List.of());
        var problem =
                new RosterProblem(HOURS, List.of(worker), List.of(need(hour -> hour < 8, Need.READER, able(true))));

        var found = RosterSearch.ofMoves(problem, problem.usual(), MOVES).run(_ -> {});

        assertThat(found).isEqualTo(problem.usual());
        assertThat(PlainRule.roster(problem)).isEqualTo(problem.usual());
    }

    @Test
    void twoUsualShiftsNearEachOtherStayAndANewOneKeepsAway() {
        var late = new ShiftOption(12 * HOUR, 20 * HOUR, 8 * HOUR, true, false, false);
        var early = new ShiftOption(24 * HOUR, 32 * HOUR, 8 * HOUR, true, false, false);
        var tooNear = shift(37, 45);
        var worker = new Worker("a", 40 * HOUR, 24 * HOUR, 5, List.of(late, early, tooNear, shift(50, 58)), List.of());
        var problem = new RosterProblem(HOURS, List.of(worker), List.of());

        var found = RosterSearch.ofMoves(problem, problem.usual(), MOVES).run(_ -> {});

        assertThat(RosterFigures.of(problem, problem.usual()).broken()).isZero();
        assertThat(found.shifts().getFirst()).containsExactlyInAnyOrder(late, early, shift(50, 58));
    }

    @Test
    void aWeekWithMoreHoursThanTheContractIsMended() {
        var usual = List.of(
                new ShiftOption(0, 8 * HOUR, 8 * HOUR, true, false, false),
                new ShiftOption(24 * HOUR, 32 * HOUR, 8 * HOUR, true, false, false));
        var worker = new Worker("a", 10 * HOUR, 8 * HOUR, 5, usual, List.of());
        var problem = new RosterProblem(HOURS, List.of(worker), List.of());

        var found = RosterSearch.ofMoves(problem, problem.usual(), MOVES).run(_ -> {});

        assertThat(RosterFigures.of(problem, problem.usual()).broken()).isEqualTo(6 * HOUR);
        assertThat(RosterFigures.of(problem, found).broken()).isZero();
        assertThat(found.shifts().getFirst()).hasSize(1);
    }

    @Test
    void whyAnHourStaysUncoveredIsToldOfEverybody() {
        var rests = new Worker("rests", 40 * HOUR, 0, 5, List.of(shift(0, 8), shift(8, 16)), List.of());
        var spent = new Worker("spent", 8 * HOUR, 0, 5, List.of(shift(40, 48), shift(8, 16)), List.of());
        var away = new Worker("away", 40 * HOUR, 0, 5, List.of(shift(40, 48)), List.of());
        var free = new Worker("free", 40 * HOUR, 0, 5, List.of(shift(8, 16)), List.of());
        var cannot = new Worker("cannot", 40 * HOUR, 0, 5, List.of(shift(8, 16)), List.of());
        var need = need(hour -> hour == 10, 100, able(true), able(true), able(true), able(true), able(false));
        var problem = new RosterProblem(HOURS, List.of(rests, spent, away, free, cannot), List.of(need));
        var roster = new Roster(List.of(List.of(shift(0, 8)), List.of(shift(40, 48)), List.of(), List.of(), List.of()));

        assertThat(Obstacle.of(problem, roster, 0, 10))
                .isEqualTo(Map.of(
                        Obstacle.REST, List.of("rests"),
                        Obstacle.HOURS, List.of("spent"),
                        Obstacle.AWAY, List.of("away"),
                        Obstacle.ELSEWHERE, List.of("free")));
    }

    @Test
    void whoStopsHasTheBestUntilThen() {
        var problem = drawn(new Random(7));
        var plain = PlainRule.roster(problem);
        var search = new RosterSearch(problem, plain, Duration.ofHours(1));
        var heard = new ArrayList<Roster>();

        var found = search.run(roster -> {
            heard.add(roster);
            search.stop();
        });

        assertThat(heard).isNotEmpty();
        assertThat(RosterFigures.of(problem, found)).isLessThanOrEqualTo(RosterFigures.of(problem, plain));
        var stoppedBefore = new RosterSearch(problem, plain, Duration.ofHours(1));
        stoppedBefore.stop();
        assertThat(stoppedBefore.run(heard::add)).isSameAs(plain);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> shift(8, 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Worker("a", 60, 120, 5, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Worker("a", 600, 0, 5, List.of(), List.of(shift(0, 8))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new RosterProblem(24, List.of(), List.of(new Need("x", new int[23], new int[23], List.of()))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RosterProblem drawn(Random random) {
        var workers = IntStream.range(0, 8).mapToObj(i -> worker(i, random)).toList();
        var needs = IntStream.range(0, 5)
                .mapToObj(i -> need(
                        _ -> random.nextInt(3) > 0,
                        random.nextInt(50, 300),
                        IntStream.range(0, 8)
                                .mapToObj(_ -> able(random.nextBoolean()))
                                .toArray(BitSet[]::new)))
                .toList();
        return new RosterProblem(HOURS, workers, needs);
    }

    private static Worker worker(int number, Random random) {
        var options = new ArrayList<ShiftOption>();
        for (int day = 0; day < 7; day++) {
            for (int begin = 0; begin < 24; begin += random.nextInt(5, 9)) {
                int from = (day * 24 + begin) * HOUR + random.nextInt(2) * 30;
                options.add(
                        new ShiftOption(from, from + 8 * HOUR, 8 * HOUR, day < 5 && begin == 0, begin > 15, day > 4));
            }
        }
        var locked =
                random.nextBoolean() ? List.of(options.get(random.nextInt(options.size()))) : List.<ShiftOption>of();
        return new Worker("worker " + number, random.nextInt(20, 48) * HOUR, 16 * HOUR, 6, options, locked);
    }

    private static ShiftOption shift(int from, int until) {
        return new ShiftOption(from * HOUR, until * HOUR, (until - from) * HOUR, false, false, false);
    }

    private static Need need(java.util.function.IntPredicate hours, int wanted, BitSet... able) {
        return new Need(
                "need",
                IntStream.range(0, HOURS)
                        .map(hour -> hours.test(hour) ? wanted : 0)
                        .toArray(),
                new int[HOURS],
                List.of(able));
    }

    private static BitSet able(boolean is) {
        var hours = new BitSet();
        hours.set(0, HOURS, is);
        return hours;
    }
}
