package io.dayside.triage.model;

/**
 * Whether a slice shows a closed skull: seen from the middle of the tissue, bone in nearly every direction, close to where
 * tissue ends, and air beyond. An abdomen has bone in few directions and reaches over the field of view of a head.
 */
public final class HeadShape {

    private static final int DIRECTIONS = 48;
    private static final double LEAST_WITH_BONE = 0.8;
    private static final double LEAST_WITH_AIR_BEYOND = 0.7;
    /** Bone is looked for from this share of the way out. */
    private static final double OUTER_PART = 0.6;

    private static final float TISSUE_HU = -300;
    /** Compact bone has over 1000; a skull of 5 mm fills a pixel of 2.4 mm, a thin one is averaged down. */
    private static final float BONE_HU = 200;

    private HeadShape() {}

    /** @param fitted Hounsfield units at the network's size, as {@link Preparation#HEAD} cuts them */
    public static boolean ringed(Plane fitted) {
        double[] middle = middleOfTissue(fitted);
        if (middle.length == 0) {
            return false;
        }
        int bone = 0;
        int air = 0;
        for (int i = 0; i < DIRECTIONS; i++) {
            Ray ray = Ray.from(fitted, middle, 2 * Math.PI * i / DIRECTIONS);
            bone += ray.bone ? 1 : 0;
            air += ray.airBeyond ? 1 : 0;
        }
        return bone >= LEAST_WITH_BONE * DIRECTIONS && air >= LEAST_WITH_AIR_BEYOND * DIRECTIONS;
    }

    /** Row and column; empty where there is no tissue. */
    private static double[] middleOfTissue(Plane plane) {
        double rows = 0;
        double columns = 0;
        int count = 0;
        for (int i = 0; i < plane.values().length; i++) {
            if (plane.values()[i] > TISSUE_HU) {
                rows += Math.floorDiv(i, plane.columns());
                columns += i % plane.columns();
                count++;
            }
        }
        return count == 0 ? new double[0] : new double[] {rows / count, columns / count};
    }

    /** What lies in one direction from the middle. */
    private record Ray(boolean bone, boolean airBeyond) {

        private static Ray from(Plane plane, double[] middle, double angle) {
            double down = Math.sin(angle);
            double right = Math.cos(angle);
            int end = 0;
            int tissueEnd = 0;
            for (int step = 0; inside(plane, middle[0] + step * down, middle[1] + step * right); step++) {
                end = step;
                if (at(plane, middle, step, down, right) > TISSUE_HU) {
                    tissueEnd = step;
                }
            }
            boolean bone = false;
            for (int step = (int) (OUTER_PART * tissueEnd); step <= tissueEnd && !bone; step++) {
                bone = at(plane, middle, step, down, right) > BONE_HU;
            }
            return new Ray(bone, tissueEnd < end);
        }

        private static boolean inside(Plane plane, double row, double column) {
            return row >= 0 && column >= 0 && Math.round(row) < plane.rows() && Math.round(column) < plane.columns();
        }

        private static float at(Plane plane, double[] middle, int step, double down, double right) {
            int row = (int) Math.round(middle[0] + step * down);
            int column = (int) Math.round(middle[1] + step * right);
            return plane.values()[row * plane.columns() + column];
        }
    }
}
