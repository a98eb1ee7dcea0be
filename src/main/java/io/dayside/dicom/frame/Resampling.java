package io.dayside.dicom.frame;

import java.util.Arrays;

/**
 * Pictures in other sizes. Where one becomes larger, values between pixels are interpolated; where it becomes smaller,
 * each new pixel is the weighted mean of all that it stands for, so that no small mark is lost between two of them.
 */
public final class Resampling {

    private Resampling() {}

    /** The region in that size; the same size gives the same values. */
    public static ShownFrame of(ShownFrame frame, PictureRegion region, int columns, int rows) {
        if (columns < 1 || rows < 1 || !region.isInside(frame)) {
            throw new IllegalArgumentException("no such size or region");
        }
        Weights across = new Weights(region.left(), region.width(), frame.columns(), columns, region.flippedAcross());
        Weights down = new Weights(region.top(), region.height(), frame.rows(), rows, region.flippedDown());
        int samples = frame.samplesPerPixel();
        byte[] values = new byte[Math.multiplyExact(Math.multiplyExact(columns, rows), samples)];
        float[] line = new float[frame.columns() * samples];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(line, 0);
            for (int from = down.first(row); from <= down.last(row); from++) {
                addLine(frame, down.within(from), down.of(row, from), line);
            }
            for (int column = 0; column < columns; column++) {
                for (int sample = 0; sample < samples; sample++) {
                    float value = mean(line, across, column, samples, sample);
                    values[(row * columns + column) * samples + sample] = (byte) Math.clamp(Math.round(value), 0, 255);
                }
            }
        }
        return new ShownFrame(rows, columns, samples, values);
    }

    private static void addLine(ShownFrame frame, int row, double weight, float[] line) {
        int start = row * line.length;
        for (int i = 0; i < line.length && weight > 0; i++) {
            line[i] += (float) (weight * (frame.values()[start + i] & 0xFF));
        }
    }

    private static float mean(float[] line, Weights across, int column, int samples, int sample) {
        float sum = 0;
        for (int from = across.first(column); from <= across.last(column); from++) {
            sum += (float) across.of(column, from) * line[across.within(from) * samples + sample];
        }
        return sum;
    }

    /** How much each old pixel of one direction counts for a new one: a triangle as wide as what is drawn together. */
    private static final class Weights {

        private final double start;
        private final double step;
        private final double reach;
        private final int size;
        private final int count;
        private final boolean flipped;
        private final double[] sums;

        Weights(double start, double length, int size, int count, boolean flipped) {
            this.start = start;
            this.step = length / count;
            this.reach = Math.max(1, step);
            this.size = size;
            this.count = count;
            this.flipped = flipped;
            this.sums = new double[count];
            for (int i = 0; i < count; i++) {
                for (int from = first(i); from <= last(i); from++) {
                    sums[i] += triangle(i, from);
                }
            }
        }

        private double centre(int index) {
            return start + ((flipped ? count - 1 - index : index) + 0.5) * step;
        }

        int first(int index) {
            return (int) Math.floor(centre(index) - reach);
        }

        int last(int index) {
            return (int) Math.ceil(centre(index) + reach);
        }

        /** The picture's edge goes on beyond it. */
        int within(int from) {
            return Math.clamp(from, 0, size - 1);
        }

        double of(int index, int from) {
            return triangle(index, from) / sums[index];
        }

        private double triangle(int index, int from) {
            return Math.max(0, 1 - Math.abs(from + 0.5 - centre(index)) / reach);
        }
    }
}
