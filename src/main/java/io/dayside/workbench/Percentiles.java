package io.dayside.workbench;

import java.util.Arrays;

/** Of several measurements, none of which is thrown away; the nearest rank. */
record Percentiles(double median, double p99) {

    static Percentiles of(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Percentiles(at(sorted, 0.5), at(sorted, 0.99));
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
