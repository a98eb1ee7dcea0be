package io.dayside.simulation.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Values of one run, of which mean, quantiles and shares are asked. Grows; not for several threads. */
public final class Sample {

    private double[] values = new double[64];
    private int size;
    private boolean sorted = true;

    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        sorted = false;
    }

    public int size() {
        return size;
    }

    /** In no order. */
    public DoubleStream values() {
        return Arrays.stream(values, 0, size);
    }

    /** NaN when empty. */
    public double mean() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[i];
        }
        return sum / size;
    }

    /** NaN when empty. */
    public double max() {
        return quantile(1);
    }

    /** The nearest rank; NaN when empty. */
    public double quantile(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
        return values[Math.max(0, (int) Math.ceil(share * size) - 1)];
    }
}
