package io.dayside.demo.phantom;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A head without contrast medium in axial slices of 5 mm, with what makes reading hard: partial volume, blur,
 * correlated noise, beam hardening, movement, calcifications and bone at the base that look like blood to a threshold.
 *
 * <p>Slices go from the base up. Each is computed on its own, so that one can be had without the others. Not for
 * concurrent use.
 */
public final class HeadCtPhantom {

    public static final int SIZE = 512;
    public static final double SPACING_MM = 230.0 / SIZE;
    public static final double SLICE_MM = 5;

    /** Blood smaller than this in a slice is not called visible: about 0.4 square centimetres. */
    public static final int VISIBLE_PIXELS = 200;

    private static final int LOWEST_HU = -1024;
    private static final int HIGHEST_HU = 3071;

    private final long seed;
    private final Bleed bleed;
    private final HeadAnatomy head;
    private final Haemorrhage haemorrhage;
    private final int slices;
    private final double lowestMm;
    private final double turn;
    private final double pitch;
    private final double roll;
    private final double offsetX;
    private final double offsetY;
    private final double noiseHu;
    private final double blur;
    private final int movedSlice;
    private final double streakHu;
    private final double hardeningHu;

    private HeadCtPhantom(long seed, Bleed bleed) {
        var random = new Random(seed * 0x9E3779B97F4A7C15L + 17);
        this.seed = seed;
        this.bleed = bleed;
        head = new HeadAnatomy(random);
        haemorrhage = new Haemorrhage(bleed, head, random);
        lowestMm = HeadAnatomy.LOWEST_MM + between(random, 0, 8);
        slices = Math.clamp(Math.round((head.heightMm() + 4 - lowestMm) / SLICE_MM), 24, 34);
        turn = Math.toRadians(random.nextGaussian() * 4);
        pitch = Math.toRadians(between(random, -9, 9));
        roll = Math.toRadians(random.nextGaussian() * 2.5);
        offsetX = random.nextGaussian() * 4;
        offsetY = random.nextGaussian() * 5;
        noiseHu = between(random, 2.6, 5.2);
        blur = between(random, 0.16, 0.24);
        movedSlice = random.nextDouble() < 0.35 ? random.nextInt(slices) : -9;
        streakHu = between(random, 8, 26);
        hardeningHu = between(random, 5, 15);
    }

    public static HeadCtPhantom of(long seed, Bleed bleed) {
        return new HeadCtPhantom(seed, bleed);
    }

    /** A head without blood, or with a kind of bleeding that follows from the seed. */
    public static HeadCtPhantom of(long seed, boolean haemorrhage) {
        return of(seed, haemorrhage ? Bleed.drawn(new Random(seed ^ 0x5DEECE66DL)) : Bleed.NONE);
    }

    public Bleed bleed() {
        return bleed;
    }

    public int slices() {
        return slices;
    }

    /** Height of a slice's middle over the origin of the patient's frame; PS3.3 C.7.6.2.1.1. */
    public double positionMm(int slice) {
        return lowestMm + slice * SLICE_MM;
    }

    /** @param slice from 0 at the base */
    public Slice slice(int slice) {
        var random = new Random(seed * 31 + slice * 7919L + 1);
        float[] value = new float[SIZE * SIZE];
        float[] blood = new float[SIZE * SIZE];
        double middle = positionMm(slice);
        addSheet(value, blood, middle - 1.3);
        addSheet(value, blood, middle + 1.3);
        addHeadrest(value, middle);
        float[] seen = blurred(value);
        if (Math.abs(slice - movedSlice) <= 1) {
            addMovement(seen, random);
        }
        addNoise(seen, random);
        return Slice.of(stored(seen), blood);
    }

    /** One of the sheets that a thick slice averages over: partial volume. */
    private void addSheet(float[] value, float[] blood, double zMm) {
        double reach = Math.sin(Math.abs(pitch)) * 105 + Math.sin(Math.abs(roll)) * 80 + 2;
        var slab = head.slab(zMm - reach, zMm + reach);
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        for (int row = 0; row < SIZE; row++) {
            double py = (row - SIZE / 2.0 + 0.5) * SPACING_MM - offsetY;
            for (int column = 0; column < SIZE; column++) {
                double px = (column - SIZE / 2.0 + 0.5) * SPACING_MM - offsetX;
                double x = cos * px + sin * py;
                double y = cos * py - sin * px;
                double z = zMm + pitch * y + roll * x;
                int at = row * SIZE + column;
                double depth = z >= head.heightMm() ? -1 : head.depthMm(x, y, z);
                if (depth <= -0.5) {
                    value[at] -= 500;
                    continue;
                }
                value[at] += (float) (0.5 * tissue(slab, blood, at, x, y, z, depth));
            }
        }
    }

    private double tissue(HeadAnatomy.Slab slab, float[] blood, int at, double x, double y, double z, double depth) {
        double inside = Math.max(depth, 0);
        double hounsfield = slab.hounsfield(x, y, z, inside);
        if (depth > head.innerTableMm()) {
            hounsfield -= hardening(x, y, z);
            hounsfield -= haemorrhage.oedema(x, y, z);
            double part = hounsfield > 130 || hounsfield < -100 ? 0 : haemorrhage.cover(x, y, z, depth);
            if (part > 0) {
                blood[at] += (float) (0.5 * part);
                hounsfield = Ramps.mix(hounsfield, haemorrhage.hounsfield(x, y, z), part);
            }
        }
        return depth < 0.5 ? Ramps.mix(-1000, hounsfield, depth + 0.5) : hounsfield;
    }

    /** The dark bar between the petrous bones. */
    private double hardening(double x, double y, double z) {
        if (z > -18 || Math.abs(x) > 48) {
            return 0;
        }
        return hardeningHu * Ramps.gauss(y - 24, 7) * Ramps.gauss(z + 40, 9);
    }

    /** A curved foam rest under the head, seen in air only. */
    private void addHeadrest(float[] value, double zMm) {
        if (zMm > head.heightMm() - 10) {
            return;
        }
        double width = head.halfWidthMm() * 1.16;
        double length = head.halfLengthMm() * 1.12;
        for (int row = SIZE / 2 + 40; row < SIZE; row++) {
            double v = ((row - SIZE / 2.0) * SPACING_MM - offsetY) / length;
            for (int column = 0; column < SIZE; column++) {
                double u = ((column - SIZE / 2.0) * SPACING_MM - offsetX) / width;
                double r = u * u + v * v;
                if (r > 1 && r < 1.09 && value[row * SIZE + column] < -950) {
                    value[row * SIZE + column] = r < 1.025 || r > 1.065 ? 30 : -880;
                }
            }
        }
    }

    private float[] blurred(float[] value) {
        float[] along = new float[value.length];
        float side = (float) blur;
        float middle = 1 - 2 * side;
        for (int row = 0; row < SIZE; row++) {
            int at = row * SIZE;
            along[at] = value[at];
            along[at + SIZE - 1] = value[at + SIZE - 1];
            for (int i = at + 1; i < at + SIZE - 1; i++) {
                along[i] = middle * value[i] + side * (value[i - 1] + value[i + 1]);
            }
        }
        float[] result = along.clone();
        for (int i = SIZE; i < result.length - SIZE; i++) {
            result[i] = middle * along[i] + side * (along[i - SIZE] + along[i + SIZE]);
        }
        return result;
    }

    /** Bright and dark bands across the head, as when it moves while the tube turns. */
    private void addMovement(float[] value, Random random) {
        for (int band = 0; band < 6; band++) {
            double angle = random.nextDouble() * Math.PI;
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            double offset = between(random, -140, 140);
            double width = between(random, 2, 9);
            double strength = (band % 2 == 0 ? 1 : -1) * streakHu * between(random, 0.4, 1);
            for (int row = 0; row < SIZE; row++) {
                double across = sin * (row - SIZE / 2.0) - offset;
                for (int column = 0; column < SIZE; column++) {
                    double distance = across + cos * (column - SIZE / 2.0);
                    if (Math.abs(distance) < 3 * width) {
                        value[row * SIZE + column] += (float) (strength * Ramps.gauss(distance, width));
                    }
                }
            }
        }
    }

    private void addNoise(float[] value, Random random) {
        var noise = NoiseTile.BACK_PROJECTED.view(random);
        float inside = (float) noiseHu;
        float outside = inside * 1.5f;
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                int at = row * SIZE + column;
                value[at] += (value[at] < -700 ? outside : inside) * noise.at(row, column);
            }
        }
    }

    private static short[] stored(float[] value) {
        short[] result = new short[value.length];
        for (int i = 0; i < value.length; i++) {
            result[i] = (short) Math.clamp(Math.round(value[i]), LOWEST_HU, HIGHEST_HU);
        }
        return result;
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /**
     * One slice and the truth about it.
     *
     * @param hounsfield {@code SIZE * SIZE} values, row-major from the patient's right and front
     * @param blood of the same shape, 1 where a pixel is mostly blood
     * @param bloodPixels ones in {@code blood}
     * @param box around them; absent where there is none
     */
    public record Slice(
            short[] hounsfield,
            byte[] blood,
            int bloodPixels,
            @Nullable Box box) {

        private static Slice of(short[] hounsfield, float[] parts) {
            byte[] blood = new byte[parts.length];
            int pixels = 0;
            for (int i = 0; i < parts.length; i++) {
                blood[i] = (byte) (parts[i] > 0.5f ? 1 : 0);
                pixels += blood[i];
            }
            return new Slice(hounsfield, blood, pixels, Box.around(SIZE, blood.length, at -> blood[at] != 0));
        }

        /** Whether a reader could be asked to see it. */
        public boolean visible() {
            return bloodPixels >= VISIBLE_PIXELS;
        }
    }
}
