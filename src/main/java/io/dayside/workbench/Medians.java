package io.dayside.workbench;

import java.util.Arrays;
import java.util.List;

/** The middle one of several measurements. */
final class Medians {

    private Medians() {}

    /** Something to be timed. */
    interface Work {
        void run() throws Exception;
    }

    /** Something that says itself how many seconds it took. */
    interface Timed {
        double seconds() throws Exception;
    }

    static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Time here as a share of the time elsewhere; below 1 is faster here. */
    static String share(double ours, double theirs) {
        return Double.isNaN(ours) || Double.isNaN(theirs) ? "" : "%.2f".formatted(ours / theirs);
    }

    /** Median seconds of each of several works that take turns, so that a busy moment of the machine meets them all. */
    static double[] inTurns(int warmUps, int rounds, List<Work> works) throws Exception {
        return timedInTurns(
                warmUps,
                rounds,
                works.stream().<Timed>map(work -> () -> timed(work)).toList());
    }

    /** As {@link #inTurns}, of works that time themselves. */
    static double[] timedInTurns(int warmUps, int rounds, List<Timed> works) throws Exception {
        double[][] taken = new double[works.size()][rounds];
        for (int i = -warmUps; i < rounds; i++) {
            for (int j = 0; j < works.size(); j++) {
                double seconds = works.get(j).seconds();
                if (i >= 0) {
                    taken[j][i] = seconds;
                }
            }
        }
        return Arrays.stream(taken).mapToDouble(Medians::of).toArray();
    }

    private static double timed(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * Median seconds of the work.
     *
     * @param warmUps runs before, that the compiler may do its part
     */
    static double seconds(int warmUps, int rounds, Work work) throws Exception {
        return inTurns(warmUps, rounds, List.of(work))[0];
    }
}
