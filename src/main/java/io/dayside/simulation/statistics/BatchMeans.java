package io.dayside.simulation.statistics;

/**
 * The mean of values that depend on their neighbours, with an interval: consecutive batches, long against the
 * dependence, are taken as independent.
 */
public final class BatchMeans {

    private final double[] sums;
    private final long[] counts;

    public BatchMeans(int batches) {
        sums = new double[batches];
        counts = new long[batches];
    }

    /** @param batch from 0 */
    public void add(int batch, double value) {
        sums[batch] += value;
        counts[batch]++;
    }

    public Interval interval() {
        double[] means = new double[sums.length];
        for (int batch = 0; batch < means.length; batch++) {
            means[batch] = sums[batch] / counts[batch];
        }
        return Interval.of(means);
    }
}
