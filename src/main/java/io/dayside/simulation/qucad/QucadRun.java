package io.dayside.simulation.qucad;

import io.dayside.simulation.discipline.SharedList;
import io.dayside.simulation.engine.Conduct;
import io.dayside.simulation.engine.Discipline;
import io.dayside.simulation.engine.Floor;
import io.dayside.simulation.engine.Shifts;
import io.dayside.simulation.engine.SimCase;
import io.dayside.simulation.engine.SimReader;
import io.dayside.simulation.engine.Simulation;
import io.dayside.simulation.statistics.Interval;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Runs the model in several trials, every protocol on the same cases.
 *
 * @param trials independent repetitions, from which the intervals come; 2 or more
 * @param cases measured in each
 * @param warmUp cases before them, which find the floor too empty
 */
public record QucadRun(QucadModel model, int trials, int cases, int warmUp, long seed) {

    /** Enough for intervals of about one per cent at the traffic of the manual's example. */
    public static final int TRIALS = 20;

    public static final int CASES = 100_000;
    public static final int WARM_UP = 5_000;

    public QucadRun {
        if (trials < 2 || cases < 1 || warmUp < 0) {
            throw new IllegalArgumentException("trials must be 2 or more, cases 1 or more, warm-up 0 or more");
        }
    }

    /**
     * One kind of case under one protocol.
     *
     * @param waiting minutes in the queue, again and again if interrupted
     * @param inSystem minutes from arrival to the end of reading
     * @param change of the waiting against no model, trial by trial on the same cases; below 0 is saved
     */
    public record Cell(Interval waiting, Interval inSystem, Interval change) {}

    /** One kind of case. */
    public record Row(String name, double share, Map<Protocol, Cell> cells) {

        public Cell under(Protocol protocol) {
            return Objects.requireNonNull(cells.get(protocol), protocol::name);
        }
    }

    /** Rows without any case are left out. */
    public List<Row> rows() {
        Rows rows = new Rows(model);
        List<Protocol> protocols =
                model.ranks() > 1 ? List.of(Protocol.values()) : List.of(Protocol.WITHOUT_AI, Protocol.PRIORITY);
        var sums = new EnumMap<Protocol, List<TrialSums>>(Protocol.class);
        protocols.forEach(protocol -> sums.put(protocol, new ArrayList<>()));
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int trial = 0; trial < trials; trial++) {
            List<Draw> draws = draws(rows, seeds.split());
            sums.forEach((protocol, ofTrials) -> ofTrials.add(trial(draws, protocol, rows)));
        }
        List<Row> all = new ArrayList<>();
        for (int row = 0; row < rows.names().size(); row++) {
            if (TrialSums.isInAll(sums, row)) {
                all.add(row(rows, row, sums));
            }
        }
        return all;
    }

    private Row row(Rows rows, int row, Map<Protocol, List<TrialSums>> sums) {
        var cells = new EnumMap<Protocol, Cell>(Protocol.class);
        double[] without = waits(sums, Protocol.WITHOUT_AI, row);
        for (Protocol protocol : sums.keySet()) {
            double[] waits = waits(sums, protocol, row);
            double[] changes = new double[trials];
            java.util.Arrays.setAll(changes, trial -> waits[trial] - without[trial]);
            double[] inSystem = Objects.requireNonNull(sums.get(protocol)).stream()
                    .mapToDouble(trial -> trial.inSystem(row))
                    .toArray();
            cells.put(protocol, new Cell(Interval.of(waits), Interval.of(inSystem), Interval.of(changes)));
        }
        double share = Objects.requireNonNull(sums.get(Protocol.WITHOUT_AI)).stream()
                .mapToDouble(trial -> trial.count(row) / (double) cases)
                .average()
                .orElse(0);
        return new Row(rows.names().get(row), share, cells);
    }

    private static double[] waits(Map<Protocol, List<TrialSums>> sums, Protocol protocol, int row) {
        return Objects.requireNonNull(sums.get(protocol)).stream()
                .mapToDouble(trial -> trial.wait(row))
                .toArray();
    }

    private List<Draw> draws(Rows rows, SplittableRandom random) {
        var source = new Draw.Source(model, rows, random);
        List<Draw> draws = new ArrayList<>(cases + warmUp);
        for (int i = 0; i < cases + warmUp; i++) {
            draws.add(source.next());
        }
        return draws;
    }

    private TrialSums trial(List<Draw> draws, Protocol protocol, Rows rows) {
        var floor = floor();
        var sums = new TrialSums(rows.names().size());
        int ranks = model.ranks();
        var next = draws.iterator();
        new Simulation(
                        floor.readers(),
                        () -> next.hasNext() ? next.next().under(protocol, ranks) : null,
                        discipline(floor, Draw.classes(protocol, ranks)),
                        Conduct.USUAL,
                        simCase -> count(simCase, sums),
                        0,
                        Double.POSITIVE_INFINITY)
                .run(Double.MAX_VALUE);
        return sums;
    }

    private void count(SimCase simCase, TrialSums sums) {
        if (simCase.spec().number() >= warmUp) {
            sums.add(
                    simCase.spec().group(),
                    simCase.waitedMinutes(),
                    simCase.closedAt() - simCase.spec().arrivesAt());
        }
    }

    private Floor floor() {
        List<SimReader> readers = new ArrayList<>();
        for (int i = 0; i < model.readers(); i++) {
            readers.add(new SimReader(i, new boolean[] {true}, 1, Shifts.ALWAYS));
        }
        return new Floor(readers);
    }

    private Discipline discipline(Floor floor, int classes) {
        return model.preemptive()
                ? SharedList.interruptingAll(floor, 1, classes)
                : SharedList.byClass(floor, 1, classes);
    }
}
