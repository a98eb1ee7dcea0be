package io.dayside.triage.model;

import java.util.Arrays;

/**
 * A picture of one number a pixel.
 *
 * @param values {@code rows * columns}, row-major; Hounsfield units for computed tomography, grey with high white for
 *     films
 */
public record Plane(float[] values, int rows, int columns) {

    public Plane {
        if (rows < 1 || columns < 1 || values.length != rows * columns) {
            throw new IllegalArgumentException(values.length + " values are no picture of " + rows + " by " + columns);
        }
    }

    public static Plane of(short[] stored, int rows, int columns) {
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = stored[i];
        }
        return new Plane(values, rows, columns);
    }

    /** Squeezed or stretched to a size; each new pixel is the mean of the area it covers. */
    public Plane resized(int newRows, int newColumns) {
        if (rows == newRows && columns == newColumns) {
            return this;
        }
        float[] narrow = shrunk(values, rows, columns, newColumns);
        float[] turned = transposed(narrow, rows, newColumns);
        float[] small = shrunk(turned, newColumns, rows, newRows);
        return new Plane(transposed(small, newColumns, newRows), newRows, newColumns);
    }

    /** The square of side {@code side} pixels around the middle, filled with {@code outside} where it leaves the picture. */
    public Plane centred(int side, float outside) {
        float[] square = new float[side * side];
        Arrays.fill(square, outside);
        int top = (rows - side) / 2;
        int left = (columns - side) / 2;
        for (int y = Math.max(0, -top); y < side && y + top < rows; y++) {
            for (int x = Math.max(0, -left); x < side && x + left < columns; x++) {
                square[y * side + x] = values[(y + top) * columns + x + left];
            }
        }
        return new Plane(square, side, side);
    }

    /** Stretched so that the darkest and the brightest hundredth end at 0 and 255. */
    public Plane stretched() {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        float low = sorted[sorted.length / 100];
        float high = sorted[sorted.length - 1 - sorted.length / 100];
        float scale = high > low ? 255 / (high - low) : 0;
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.clamp((values[i] - low) * scale, 0, 255);
        }
        return new Plane(result, rows, columns);
    }

    private static float[] transposed(float[] source, int rows, int columns) {
        float[] result = new float[source.length];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                result[x * rows + y] = source[y * columns + x];
            }
        }
        return result;
    }

    private static float[] shrunk(float[] source, int rows, int columns, int newColumns) {
        float[] result = new float[rows * newColumns];
        double step = (double) columns / newColumns;
        for (int x = 0; x < newColumns; x++) {
            double from = x * step;
            double to = Math.max((x + 1) * step, from + 1e-6);
            int first = (int) from;
            int last = Math.min((int) Math.ceil(to), columns) - 1;
            for (int i = first; i <= last; i++) {
                float part = (float) ((Math.min(to, i + 1) - Math.max(from, i)) / (to - from));
                for (int y = 0; y < rows; y++) {
                    result[y * newColumns + x] += part * source[y * columns + i];
                }
            }
        }
        return result;
    }
}
