package io.dayside.demo.phantom;

import java.util.Random;

/**
 * A periodic square of noise with unit variance, made once and read at random places: two reads a pixel instead of a
 * normal deviate and two filters.
 */
final class NoiseTile {

    private static final int SIZE = 1024;
    private static final int MASK = SIZE - 1;

    /** Noise of filtered back-projection: little power at low frequencies, none at the highest. */
    static final NoiseTile BACK_PROJECTED = new NoiseTile(41, 1, 3);

    /** Noise of a flat detector with a scintillator that spreads light a little. */
    static final NoiseTile DETECTOR = new NoiseTile(43, 1, 0);

    private final float[] values;

    private NoiseTile(long seed, int blur, int highPass) {
        var random = new Random(seed);
        float[] white = new float[SIZE * SIZE];
        for (int i = 0; i < white.length; i++) {
            white[i] = (float) random.nextGaussian();
        }
        float[] smooth = boxBlurred(white, blur);
        if (highPass > 0) {
            float[] slow = boxBlurred(boxBlurred(white, highPass), highPass);
            for (int i = 0; i < smooth.length; i++) {
                smooth[i] -= 0.8f * slow[i];
            }
        }
        this.values = toUnitVariance(smooth);
    }

    /** A view of the tile for one picture, shifted by {@code random}; two shifted copies so that none repeats. */
    View view(Random random) {
        return new View(random.nextInt(SIZE), random.nextInt(SIZE), random.nextInt(SIZE), random.nextInt(SIZE));
    }

    final class View {

        private final int row;
        private final int column;
        private final int otherRow;
        private final int otherColumn;

        private View(int row, int column, int otherRow, int otherColumn) {
            this.row = row;
            this.column = column;
            this.otherRow = otherRow;
            this.otherColumn = otherColumn;
        }

        float at(int y, int x) {
            float one = values[((y + row) & MASK) * SIZE + ((x + column) & MASK)];
            float other = values[((x + otherRow) & MASK) * SIZE + ((y + otherColumn) & MASK)];
            return (one + other) * 0.70710677f;
        }
    }

    private static float[] boxBlurred(float[] source, int radius) {
        return radius == 0 ? source : alongRows(transposed(alongRows(transposed(source), radius)), radius);
    }

    private static float[] alongRows(float[] source, int radius) {
        float[] result = new float[source.length];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                float sum = 0;
                for (int d = -radius; d <= radius; d++) {
                    sum += source[y * SIZE + ((x + d) & MASK)];
                }
                result[y * SIZE + x] = sum / (2 * radius + 1);
            }
        }
        return result;
    }

    private static float[] transposed(float[] source) {
        float[] result = new float[source.length];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                result[x * SIZE + y] = source[y * SIZE + x];
            }
        }
        return result;
    }

    private static float[] toUnitVariance(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        float scale = (float) (1 / Math.sqrt(squares / values.length));
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale;
        }
        return values;
    }
}
