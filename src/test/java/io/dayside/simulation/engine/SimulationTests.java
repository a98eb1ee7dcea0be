package io.dayside.simulation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dayside.simulation.discipline.PrivatePiles;
import io.dayside.simulation.discipline.SharedList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SimulationTests {

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final Map<Integer, SimCase> closed = new HashMap<>();
    private final List<Integer> order = new ArrayList<>();

    private SimCase read(int number) {
        return Objects.requireNonNull(closed.get(number));
    }

    private static CaseSpec spec(int number, double at, int kind, int pressing, double minutes) {
        return new CaseSpec(number, at, kind, pressing, pressing, NEVER, pressing, 1, minutes, minutes, NEVER);
    }

    private static CaseSpec flagged(int number, double at, int from, double flaggedAt, double minutes) {
        return new CaseSpec(number, at, 0, from, from, flaggedAt, 0, 1, minutes, minutes, NEVER);
    }

    private static Shifts shifts(double... fromAndUntil) {
        int count = fromAndUntil.length / 2;
        double[] from = new double[count];
        double[] until = new double[count];
        for (int i = 0; i < count; i++) {
            from[i] = fromAndUntil[2 * i];
            until[i] = fromAndUntil[2 * i + 1];
        }
        return new Shifts(from, until);
    }

    private static SimReader reader(int index, Shifts shifts, boolean... kinds) {
        return new SimReader(index, kinds.length == 0 ? new boolean[] {true} : kinds, 1, shifts);
    }

    private Simulation run(
            List<SimReader> readers, Function<Floor, Discipline> discipline, Conduct conduct, CaseSpec... cases) {
        Iterator<CaseSpec> next = List.of(cases).iterator();
        var simulation = new Simulation(
                readers,
                () -> next.hasNext() ? next.next() : null,
                discipline.apply(new Floor(readers)),
                conduct,
                simCase -> {
                    closed.put(simCase.spec().number(), simCase);
                    order.add(simCase.spec().number());
                },
                0,
                10_000);
        simulation.run(20_000);
        return simulation;
    }

    @Test
    void readersTakeTheMostPressingAndOfThoseTheOldest() {
        run(
                List.of(reader(0, Shifts.ALWAYS)),
                floor -> SharedList.byClass(floor, 1, 3),
                Conduct.USUAL,
                spec(0, 0, 0, 2, 10),
                spec(1, 1, 0, 2, 5),
                spec(2, 2, 0, 1, 5),
                spec(3, 3, 0, 1, 5));
        assertThat(order).containsExactly(0, 2, 3, 1);
        assertThat(read(3).waitedMinutes()).isEqualTo(12);
        assertThat(read(1).closedAt()).isEqualTo(25);
    }

    @Test
    void whoIsInterruptedGoesOnWhereTheyStopped() {
        run(
                List.of(reader(0, Shifts.ALWAYS)),
                floor -> SharedList.interruptingAll(floor, 1, 2),
                Conduct.USUAL,
                spec(0, 0, 0, 1, 10),
                spec(1, 4, 0, 0, 3));
        assertThat(order).containsExactly(1, 0);
        assertThat(read(1).waitedMinutes()).isZero();
        assertThat(read(0).closedAt()).isEqualTo(13);
        assertThat(read(0).waitedMinutes()).isEqualTo(3);
        assertThat(read(0).interruptions()).isOne();
    }

    /** The one interrupted is taken over by a colleague who is free. */
    @Test
    void anInterruptedCaseIsOfferedToWhoeverIsFree() {
        run(
                List.of(reader(0, Shifts.ALWAYS, true, true), reader(1, Shifts.ALWAYS, true, false)),
                floor -> SharedList.interrupting(floor, 2, 1, SharedList.NOTHING),
                Conduct.USUAL,
                spec(0, 0, 0, 1, 10),
                spec(1, 4, 1, 0, 3));
        assertThat(read(1).waitedMinutes()).isZero();
        assertThat(read(0).waitedMinutes()).isZero();
        assertThat(read(0).closedAt()).isEqualTo(10);
    }

    @Test
    void nobodyReadsWhatTheyMayNot() {
        run(
                List.of(reader(0, Shifts.ALWAYS, true, false), reader(1, shifts(50, 90), false, true)),
                floor -> SharedList.byClass(floor, 2, 1),
                Conduct.USUAL,
                spec(0, 0, 1, 0, 5),
                spec(1, 1, 0, 0, 5));
        assertThat(read(0).openedAt()).isEqualTo(50);
        assertThat(read(1).openedAt()).isEqualTo(1);
    }

    @Test
    void aShiftsEndIsTheEndOfTakingAndByChoiceOfReading() {
        var finishing = Conduct.USUAL;
        run(
                List.of(reader(0, shifts(0, 8, 100, 200))),
                floor -> SharedList.byClass(floor, 1, 1),
                finishing,
                spec(0, 0, 0, 0, 10),
                spec(1, 1, 0, 0, 10));
        assertThat(read(0).closedAt()).isEqualTo(10);
        assertThat(read(1).openedAt()).isEqualTo(100);
        var handingBack = new Conduct(true, true, 10, 15);
        run(
                List.of(reader(0, shifts(0, 8, 100, 200))),
                floor -> SharedList.byClass(floor, 1, 1),
                handingBack,
                spec(0, 0, 0, 0, 10),
                spec(1, 1, 0, 0, 10));
        assertThat(read(0).closedAt()).isEqualTo(102);
        assertThat(read(1).openedAt()).isEqualTo(102);
    }

    @Test
    void aFlagRaisesAWaitingCaseAndIsHeardOnlyByWhoListens() {
        CaseSpec[] cases = {spec(0, 0, 0, 1, 10), spec(1, 1, 0, 1, 5), flagged(2, 2, 1, 6, 5)};
        run(List.of(reader(0, Shifts.ALWAYS)), floor -> SharedList.byClass(floor, 1, 2), Conduct.USUAL, cases);
        assertThat(order).containsExactly(0, 2, 1);
        order.clear();
        run(
                List.of(reader(0, Shifts.ALWAYS)),
                floor -> SharedList.byClass(floor, 1, 2),
                Conduct.USUAL.withModels(false),
                cases);
        assertThat(order).containsExactly(0, 1, 2);
    }

    /** Half read when the connection goes: the work is lost, the lease runs out, and the reader is away longer. */
    @Test
    void aLostReadersCaseComesBackWhenTheLeaseEnds() {
        var lost = new CaseSpec(0, 0, 0, 0, 0, NEVER, 0, 1, 10, 10, 0.5);
        run(
                List.of(reader(0, Shifts.ALWAYS), reader(1, shifts(1, 1_000))),
                floor -> SharedList.byClass(floor, 1, 1),
                new Conduct(true, false, 20, 60),
                lost,
                spec(1, 30, 0, 0, 100),
                spec(2, 31, 0, 0, 5));
        assertThat(read(0).waitedMinutes()).isEqualTo(20);
        assertThat(read(0).closedAt()).isEqualTo(35);
        assertThat(read(2).openedAt()).isEqualTo(65);
    }

    @Test
    void aPileStaysWithItsReaderUnlessItIsHandedBack() {
        var readers = List.of(reader(0, shifts(0, 15, 500, 900)), reader(1, shifts(0, 100)));
        CaseSpec[] cases = {
            spec(0, 0, 0, 0, 10), spec(1, 0, 0, 0, 12), spec(2, 1, 0, 0, 10), spec(3, 2, 0, 0, 10), spec(4, 3, 0, 0, 10)
        };
        run(readers, floor -> new PrivatePiles(floor, PrivatePiles.Choice.ROUND_ROBIN, false), Conduct.USUAL, cases);
        assertThat(read(4).openedAt()).isEqualTo(500);
        var again = List.of(reader(0, shifts(0, 15, 500, 900)), reader(1, shifts(0, 100)));
        run(again, floor -> new PrivatePiles(floor, PrivatePiles.Choice.ROUND_ROBIN, true), Conduct.USUAL, cases);
        assertThat(read(4).openedAt()).isEqualTo(22);
    }

    @Test
    void leastWorkGoesToWhoHoldsLeast() {
        run(
                List.of(reader(0, Shifts.ALWAYS), reader(1, Shifts.ALWAYS)),
                floor -> new PrivatePiles(floor, PrivatePiles.Choice.LEAST_EXPECTED_WORK, false),
                Conduct.USUAL,
                spec(0, 0, 0, 0, 30),
                spec(1, 1, 0, 0, 10),
                spec(2, 2, 0, 0, 10));
        assertThat(read(2).openedAt()).isEqualTo(11);
    }

    @Test
    void readersMinutesAreCountedOnShiftAndAfter() {
        var reader = reader(0, shifts(0, 8));
        run(List.of(reader), floor -> SharedList.byClass(floor, 1, 1), Conduct.USUAL, spec(0, 2, 0, 0, 10));
        assertThat(reader.readMinutes()).isCloseTo(10, within(1e-9));
        assertThat(reader.readOnShiftMinutes()).isCloseTo(6, within(1e-9));
    }

    @Test
    void whatNobodyReadsIsLeftOpen() {
        var simulation = run(
                List.of(reader(0, shifts(0, 5))),
                floor -> SharedList.byClass(floor, 1, 1),
                Conduct.USUAL,
                spec(0, 6, 0, 0, 10));
        assertThat(closed).isEmpty();
        assertThat(simulation.measuredOpen()).isOne();
    }
}
