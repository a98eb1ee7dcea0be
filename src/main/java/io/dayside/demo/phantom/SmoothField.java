package io.dayside.demo.phantom;

import java.util.random.RandomGenerator;

/** A smooth random function of three coordinates, periodic, about -1 to 1: what keeps shapes from being perfect. */
final class SmoothField {

    /** Lattice points in one period; a power of two, so that wrapping is a mask. */
    private static final int PERIOD = 32;

    private static final int MASK = PERIOD - 1;

    private final float[] lattice = new float[PERIOD * PERIOD * PERIOD];

    SmoothField(RandomGenerator random) {
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = random.nextFloat() * 2 - 1;
        }
    }

    /** Value at a place whose unit is one lattice cell. */
    double at(double x, double y, double z) {
        int ix = floor(x);
        int iy = floor(y);
        int iz = floor(z);
        double fx = fade(x - ix);
        double fy = fade(y - iy);
        double near = plane(ix, iy, iz, fx, fy);
        double far = plane(ix, iy, iz + 1, fx, fy);
        return near + (far - near) * fade(z - iz);
    }

    private double plane(int ix, int iy, int iz, double fx, double fy) {
        int layer = (iz & MASK) * PERIOD * PERIOD;
        int row = layer + (iy & MASK) * PERIOD;
        int next = layer + ((iy + 1) & MASK) * PERIOD;
        int left = ix & MASK;
        int right = (ix + 1) & MASK;
        double upper = lattice[row + left] + (lattice[row + right] - lattice[row + left]) * fx;
        double lower = lattice[next + left] + (lattice[next + right] - lattice[next + left]) * fx;
        return upper + (lower - upper) * fy;
    }

    private static int floor(double value) {
        int truncated = (int) value;
        return value < truncated ? truncated - 1 : truncated;
    }

    private static double fade(double t) {
        return t * t * (3 - 2 * t);
    }
}
