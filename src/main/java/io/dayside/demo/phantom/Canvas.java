package io.dayside.demo.phantom;

import java.util.Arrays;

/** Adds tubes to a projection. Tubes drawn between two calls of {@link #finish} count once where they overlap. */
final class Canvas {

    private final int columns;
    private final int rows;
    private final float[] sum;
    private final float[] current;
    private int firstRow = Integer.MAX_VALUE;
    private int lastRow = -1;

    Canvas(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.sum = new float[columns * rows];
        this.current = new float[columns * rows];
    }

    /**
     * Draws a straight tube; pixels.
     *
     * @param strength of a ray through its axis
     * @param hollow how much of that is missing inside, 0 to 1: bone is denser at its rim
     */
    void tube(double x0, double y0, double x1, double y1, double radius, double strength, double hollow) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length2 = Math.max(dx * dx + dy * dy, 1e-9);
        int top = Math.max((int) (Math.min(y0, y1) - radius), 0);
        int bottom = Math.min((int) (Math.max(y0, y1) + radius + 1), rows - 1);
        int left = Math.max((int) (Math.min(x0, x1) - radius), 0);
        int right = Math.min((int) (Math.max(x0, x1) + radius + 1), columns - 1);
        firstRow = Math.min(firstRow, top);
        lastRow = Math.max(lastRow, bottom);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double along = Math.clamp(((x - x0) * dx + (y - y0) * dy) / length2, 0, 1);
                double offX = x - x0 - along * dx;
                double offY = y - y0 - along * dy;
                double inside = 1 - (offX * offX + offY * offY) / (radius * radius);
                if (inside > 0) {
                    float value = (float) (strength * profile(inside, hollow));
                    int at = y * columns + x;
                    current[at] = Math.max(current[at], value);
                }
            }
        }
    }

    private static double profile(double inside, double hollow) {
        double full = Math.sqrt(inside);
        double core = inside - 0.4;
        return core <= 0 ? full : full - hollow * Math.sqrt(core / 0.6) * 0.75;
    }

    /** Adds what was drawn to the projection. */
    void finish() {
        if (lastRow < firstRow) {
            return;
        }
        int from = firstRow * columns;
        int to = (lastRow + 1) * columns;
        for (int at = from; at < to; at++) {
            sum[at] += current[at];
        }
        Arrays.fill(current, from, to, 0);
        firstRow = Integer.MAX_VALUE;
        lastRow = -1;
    }

    float at(int index) {
        return sum[index];
    }
}
