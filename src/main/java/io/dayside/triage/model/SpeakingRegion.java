package io.dayside.triage.model;

import io.dayside.triage.ModelFinding.Region;
import java.util.ArrayDeque;
import java.util.Arrays;

/** The part of a map that speaks for the finding: what is above half its height and hangs together with its peak. */
public final class SpeakingRegion {

    private SpeakingRegion() {}

    /**
     * @param map a square of scores, row-major
     * @param rows of the picture
     * @param columns of the picture
     * @param spacingMm pixel spacing of the picture, 0 where unknown
     * @return in the picture's own pixels
     */
    public static Region of(float[] map, int rows, int columns, double spacingMm, Preparation preparation) {
        int side = (int) Math.round(Math.sqrt(map.length));
        int[] cells = cellsAboveHalf(map, side);
        return switch (preparation) {
            case FILM -> scaled(cells, side, columns, rows, rows, columns);
            case HEAD -> {
                int view = spacingMm > 0
                        ? (int) Math.round(Preparation.FIELD_OF_VIEW_MM / spacingMm)
                        : Math.max(rows, columns);
                yield scaled(cells, side, view, view, rows, columns);
            }
        };
    }

    /** Left, top, right, bottom of the cells, the last two exclusive. */
    private static int[] cellsAboveHalf(float[] map, int side) {
        int peak = 0;
        double lowest = map[0];
        for (int i = 1; i < map.length; i++) {
            peak = map[i] > map[peak] ? i : peak;
            lowest = Math.min(lowest, map[i]);
        }
        double background = Math.max(lowest, median(map));
        double half = background + (map[peak] - background) / 2;
        int[] box = {side, side, 0, 0};
        boolean[] seen = new boolean[map.length];
        var open = new ArrayDeque<Integer>();
        open.add(peak);
        seen[peak] = true;
        while (!open.isEmpty()) {
            int cell = open.remove();
            int x = cell % side;
            int y = cell / side;
            box[0] = Math.min(box[0], x);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], x + 1);
            box[3] = Math.max(box[3], y + 1);
            int[] neighbours = {
                x > 0 ? cell - 1 : cell,
                x < side - 1 ? cell + 1 : cell,
                y > 0 ? cell - side : cell,
                y < side - 1 ? cell + side : cell
            };
            for (int next : neighbours) {
                if (!seen[next] && map[next] >= half) {
                    seen[next] = true;
                    open.add(next);
                }
            }
        }
        return box;
    }

    private static double median(float[] map) {
        float[] sorted = map.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Region scaled(int[] cells, int side, int viewColumns, int viewRows, int rows, int columns) {
        int left = (columns - viewColumns) / 2;
        int top = (rows - viewRows) / 2;
        int x0 = Math.clamp(left + Math.round((float) cells[0] * viewColumns / side), 0, columns - 1);
        int y0 = Math.clamp(top + Math.round((float) cells[1] * viewRows / side), 0, rows - 1);
        int x1 = Math.clamp(left + Math.round((float) cells[2] * viewColumns / side), x0 + 1, columns);
        int y1 = Math.clamp(top + Math.round((float) cells[3] * viewRows / side), y0 + 1, rows);
        return new Region(x0, y0, x1 - x0, y1 - y0);
    }
}
