package io.dayside.triage.training;

import io.dayside.triage.model.Preparation;
import java.util.Random;

/** Changes a picture as another patient position or another device would, so that size and contrast tell less. */
final class Augmentation {

    private static final int SIDE_OF_CELL = 8;

    private final Preparation preparation;
    private final Random random;

    Augmentation(Preparation preparation, Random random) {
        this.preparation = preparation;
        this.random = random;
    }

    /**
     * Writes the changed picture's channels.
     *
     * @param maskCells receives how much of each cell of the map the finding fills, where the sample has a mask
     */
    void write(Sample sample, float[] channels, int at, float[] maskCells, int maskAt) {
        var placement = placement(sample.size());
        float outside = preparation == Preparation.HEAD ? -1000 : sample.values()[0];
        float[] moved = placement.sampled(sample.values(), outside);
        if (preparation == Preparation.HEAD) {
            changeHounsfield(moved);
        } else {
            changeFilm(moved, sample.size());
        }
        preparation.fill(moved, channels, at);
        byte[] mask = sample.mask();
        if (mask != null) {
            placement.cells(mask, maskCells, maskAt);
        }
    }

    private void changeHounsfield(float[] values) {
        float offset = (float) (random.nextGaussian() * 2.5);
        float scale = 1 + (float) (random.nextGaussian() * 0.02);
        float grain = random.nextFloat() * 5;
        boolean brainWindowOnly = random.nextDouble() < 0.25;
        for (int i = 0; i < values.length; i++) {
            float value = values[i] * scale + offset + (random.nextFloat() + random.nextFloat() - 1) * grain;
            values[i] = brainWindowOnly ? Math.clamp(value, 0, 80) : value;
        }
    }

    private void changeFilm(float[] values, int size) {
        float[] bent = gammaCurve(Math.exp(random.nextGaussian() * 0.28));
        float grain = random.nextFloat() * 8;
        for (int i = 0; i < values.length; i++) {
            float noise = (random.nextFloat() + random.nextFloat() - 1) * grain;
            values[i] = bent[Math.clamp(Math.round(values[i]), 0, 255)] + noise;
        }
        for (int times = random.nextInt(3); times > 0; times--) {
            blur(values, size);
        }
    }

    private static float[] gammaCurve(double gamma) {
        float[] bent = new float[256];
        for (int grey = 0; grey < bent.length; grey++) {
            bent[grey] = (float) (255 * Math.pow(grey / 255.0, gamma));
        }
        return bent;
    }

    private static void blur(float[] values, int size) {
        for (int step = 1; step <= size; step += size - 1) {
            float before = values[0];
            for (int i = step; i < values.length - step; i++) {
                float own = values[i];
                values[i] = 0.25f * (step == 1 ? before : values[i - step]) + 0.5f * own + 0.25f * values[i + step];
                before = own;
            }
        }
    }

    private Placement placement(int size) {
        boolean head = preparation == Preparation.HEAD;
        double angle = Math.toRadians(random.nextGaussian() * 4);
        double scale = Math.exp(random.nextGaussian() * 0.08);
        double stretch = Math.exp(random.nextGaussian() * 0.04);
        double mirror = head && random.nextBoolean() ? -1 : 1;
        return new Placement(
                size,
                mirror * scale * stretch * Math.cos(angle),
                scale * Math.sin(angle),
                -mirror * scale * Math.sin(angle),
                scale / stretch * Math.cos(angle),
                random.nextGaussian() * size * 0.03,
                random.nextGaussian() * size * 0.03);
    }

    /** Where each new pixel comes from: turned, scaled and moved about the middle. */
    private record Placement(int size, double xx, double xy, double yx, double yy, double dx, double dy) {

        float[] sampled(short[] source, float outside) {
            float[] result = new float[size * size];
            double middle = (size - 1) / 2.0;
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    double fromX = middle + dx + xx * (x - middle) + xy * (y - middle);
                    double fromY = middle + dy + yx * (x - middle) + yy * (y - middle);
                    result[y * size + x] = between(source, fromX, fromY, outside);
                }
            }
            return result;
        }

        private float between(short[] source, double x, double y, float outside) {
            int x0 = (int) Math.floor(x);
            int y0 = (int) Math.floor(y);
            if (x0 < 0 || y0 < 0 || x0 >= size - 1 || y0 >= size - 1) {
                return outside;
            }
            float fx = (float) (x - x0);
            float fy = (float) (y - y0);
            int at = y0 * size + x0;
            float upper = source[at] + (source[at + 1] - source[at]) * fx;
            float lower = source[at + size] + (source[at + size + 1] - source[at + size]) * fx;
            return upper + (lower - upper) * fy;
        }

        void cells(byte[] mask, float[] cells, int cellsAt) {
            int side = size / SIDE_OF_CELL;
            double middle = (size - 1) / 2.0;
            float part = 1f / (SIDE_OF_CELL * SIDE_OF_CELL);
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    int fromX = (int) Math.round(middle + dx + xx * (x - middle) + xy * (y - middle));
                    int fromY = (int) Math.round(middle + dy + yx * (x - middle) + yy * (y - middle));
                    if (fromX >= 0 && fromY >= 0 && fromX < size && fromY < size && mask[fromY * size + fromX] != 0) {
                        cells[cellsAt + y / SIDE_OF_CELL * side + x / SIDE_OF_CELL] += part;
                    }
                }
            }
        }
    }
}
