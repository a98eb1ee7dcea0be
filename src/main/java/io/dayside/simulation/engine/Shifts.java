package io.dayside.simulation.engine;

import java.util.Arrays;

/**
 * When one reader takes cases: {@code from[i]} to {@code until[i]}, rising, apart.
 *
 * @param from minutes
 * @param until minutes, exclusive
 */
public record Shifts(double[] from, double[] until) {

    /** Always on. */
    public static final Shifts ALWAYS = new Shifts(new double[] {0}, new double[] {Double.POSITIVE_INFINITY});

    public Shifts {
        from = from.clone();
        until = until.clone();
        if (from.length != until.length) {
            throw new IllegalArgumentException("%d starts but %d ends".formatted(from.length, until.length));
        }
        for (int i = 0; i < from.length; i++) {
            if (from[i] >= until[i] || (i > 0 && from[i] < until[i - 1])) {
                throw new IllegalArgumentException("shift %d ends before it starts or overlaps".formatted(i));
            }
        }
    }

    int count() {
        return from.length;
    }

    /** The first moment from {@code time} on that lies in a shift; infinite when there is none. */
    public double firstOnFrom(double time) {
        int index = firstEndingAfter(time);
        return index == until.length ? Double.POSITIVE_INFINITY : Math.max(time, from[index]);
    }

    /** Minutes of shifts between two times. */
    public double minutesBetween(double start, double end) {
        double sum = 0;
        for (int i = firstEndingAfter(start); i < from.length && from[i] < end; i++) {
            sum += SimReader.overlap(from[i], until[i], start, end);
        }
        return sum;
    }

    private int firstEndingAfter(double time) {
        int found = Arrays.binarySearch(until, time);
        return found >= 0 ? found + 1 : -found - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shifts shifts && Arrays.equals(from, shifts.from) && Arrays.equals(until, shifts.until);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(from) + Arrays.hashCode(until);
    }

    @Override
    public String toString() {
        return "Shifts[from=%s, until=%s]".formatted(Arrays.toString(from), Arrays.toString(until));
    }
}
