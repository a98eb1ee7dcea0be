package io.dayside.simulation.qucad;

import java.util.List;
import java.util.Map;

/** What the cases of one trial came to, row by row. */
final class TrialSums {

    private final double[] waits;
    private final double[] inSystem;
    private final long[] counts;

    TrialSums(int rows) {
        waits = new double[rows];
        inSystem = new double[rows];
        counts = new long[rows];
    }

    /** @param rows one bit for each row that the case counts to */
    void add(int rows, double waitMinutes, double inSystemMinutes) {
        for (int row = 0; row < counts.length; row++) {
            if ((rows >> row & 1) == 1) {
                waits[row] += waitMinutes;
                inSystem[row] += inSystemMinutes;
                counts[row]++;
            }
        }
    }

    long count(int row) {
        return counts[row];
    }

    double wait(int row) {
        return waits[row] / counts[row];
    }

    double inSystem(int row) {
        return inSystem[row] / counts[row];
    }

    static boolean isInAll(Map<Protocol, List<TrialSums>> sums, int row) {
        return sums.values().stream().flatMap(List::stream).allMatch(trial -> trial.counts[row] > 0);
    }
}
