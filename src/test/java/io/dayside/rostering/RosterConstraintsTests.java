package io.dayside.rostering;

import ai.timefold.solver.core.api.score.stream.test.ConstraintVerifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each constraint by itself: what it counts, and what it leaves alone. */
class RosterConstraintsTests {

    private static final int HOUR = 60;

    private final ConstraintVerifier<RosterConstraints, WeekPlan> verifier =
            ConstraintVerifier.build(new RosterConstraints(), WeekPlan.class, Duty.class);
    private final Person okafor = person("okafor", 40);
    private final Person meyer = person("meyer", 40);

    @Test
    void restMissesTheMinutesUpToEleven() {
        verifier.verifyThat(RosterConstraints::rest)
                .given(duty(1, okafor, shift(8, 16)), duty(2, okafor, shift(24, 32)))
                .penalizesBy(3 * HOUR);
        verifier.verifyThat(RosterConstraints::rest)
                .given(duty(1, okafor, shift(8, 16)), duty(2, okafor, shift(27, 35)))
                .penalizesBy(0);
    }

    @Test
    void twoAtOnceAreWorseThanNoRestAndOthersMayWorkAtOnce() {
        verifier.verifyThat(RosterConstraints::rest)
                .given(duty(1, okafor, shift(8, 16)), duty(2, okafor, shift(12, 20)))
                .penalizesBy(15 * HOUR);
        verifier.verifyThat(RosterConstraints::rest)
                .given(duty(1, okafor, shift(8, 16)), duty(2, meyer, shift(12, 20)))
                .penalizesBy(0);
    }

    @Test
    void aContractCountsMinutesOfItsWeekOnly() {
        var intoNextWeek = new ShiftOption(0, 8 * HOUR, 2 * HOUR, false, false, false);
        verifier.verifyThat(RosterConstraints::contract)
                .given(duty(1, person("short", 9), shift(24, 32)), duty(2, person("short", 9), shift(48, 56)))
                .penalizesBy(0);
        var one = person("short", 9);
        verifier.verifyThat(RosterConstraints::contract)
                .given(duty(1, one, shift(24, 32)), duty(2, one, shift(48, 56)))
                .penalizesBy(7 * HOUR);
        verifier.verifyThat(RosterConstraints::contract)
                .given(duty(1, one, shift(24, 31)), duty(2, one, intoNextWeek))
                .penalizesBy(0);
    }

    @Test
    void coverCountsEachReaderUpToWhatIsMissing() {
        int[] missing = {150, 100, 30};
        verifier.verifyThat(RosterConstraints::cover)
                .given(covering(1, missing, 0, 1), covering(2, missing, 0), covering(3, missing, 0, 2))
                .rewardsWith(150 + 100 + 30);
    }

    @Test
    void hoursAgreedAreMissedByWhoHasNoneAndByNobodyWhoHasMore() {
        var wants = new Person(new Worker("wants", 40 * HOUR, 10 * HOUR, 5, List.of(), List.of()));
        verifier.verifyThat(RosterConstraints::agreed).given(wants).penalizesBy(10 * HOUR);
        verifier.verifyThat(RosterConstraints::agreed)
                .given(wants, duty(1, wants, shift(8, 16)))
                .penalizesBy(2 * HOUR);
        verifier.verifyThat(RosterConstraints::agreed)
                .given(wants, duty(1, wants, shift(8, 16)), duty(2, wants, shift(32, 40)))
                .penalizesBy(0);
    }

    @Test
    void unusualNightsAndWeekendsWeighMoreOnOneThanOnTwo() {
        verifier.verifyThat(RosterConstraints::fair)
                .given(duty(1, okafor, night(0, false)), duty(2, okafor, night(24, false)))
                .penalizesBy(4);
        verifier.verifyThat(RosterConstraints::fair)
                .given(duty(1, okafor, night(0, false)), duty(2, meyer, night(24, false)))
                .penalizesBy(2);
        verifier.verifyThat(RosterConstraints::fair)
                .given(duty(1, okafor, night(0, true)), duty(2, okafor, shift(24, 32)))
                .penalizesBy(0);
    }

    @Test
    void aUsualShiftGainsWhatAnotherCosts() {
        verifier.verifyThat(RosterConstraints::changes)
                .given(duty(1, okafor, night(0, true)))
                .rewardsWith(8 * HOUR);
        verifier.verifyThat(RosterConstraints::changes)
                .given(duty(1, okafor, shift(0, 8)))
                .penalizesBy(8 * HOUR);
    }

    private static Person person(String name, int hours) {
        return new Person(new Worker(name, hours * HOUR, 0, 5, List.of(), List.of()));
    }

    private static ShiftOption shift(int from, int until) {
        return new ShiftOption(from * HOUR, until * HOUR, (until - from) * HOUR, false, false, false);
    }

    private static ShiftOption night(int from, boolean usual) {
        return new ShiftOption(from * HOUR, (from + 8) * HOUR, 8 * HOUR, usual, true, false);
    }

    private static Duty duty(long id, Person person, ShiftOption shift) {
        return duty(id, person, new Choice(shift, new int[0], new int[0]));
    }

    private static Duty duty(long id, Person person, Choice choice) {
        return new Duty(id, person, new ArrayList<>(List.of(choice)), choice, false);
    }

    private Duty covering(long id, int[] missing, int... cells) {
        return duty(id, okafor, new Choice(shift(0, 8), cells, missing));
    }
}
