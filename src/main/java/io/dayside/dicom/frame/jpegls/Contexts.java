package io.dayside.dicom.frame.jpegls;

import java.util.Arrays;

/** The adaptive model that coder and decoder keep alike, T.87 A.2 to A.7. */
final class Contexts {

    /** Contexts of A.3.4, then the two of run interruption. */
    static final int REGULAR = 365;

    private static final int RUN_INTERRUPTION = REGULAR;
    private static final int[] RUN_ORDERS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    final CodingParameters parameters;

    /** Sum of error magnitudes, A. */
    final int[] magnitudes = new int[REGULAR + 2];
    /** Sum of errors, B. */
    final int[] biases = new int[REGULAR];
    /** Prediction corrections, C. */
    final int[] corrections = new int[REGULAR];
    /** Occurrences, N. */
    final int[] counts = new int[REGULAR + 2];

    /** Quantised gradients, at the gradient plus {@link #zero}; A.3.3. */
    final byte[] quantised;

    final int zero;

    private final int[] negatives = new int[2];

    Contexts(CodingParameters parameters) {
        this.parameters = parameters;
        zero = parameters.maxValue();
        quantised = new byte[2 * zero + 1];
        for (int gradient = -zero; gradient <= zero; gradient++) {
            quantised[gradient + zero] = (byte) quantise(gradient);
        }
        reset();
    }

    /** The state at the start of a scan or restart interval, A.8. */
    void reset() {
        Arrays.fill(magnitudes, Math.max(2, (parameters.range() + 32) / 64));
        Arrays.fill(counts, 1);
        Arrays.fill(biases, 0);
        Arrays.fill(corrections, 0);
        Arrays.fill(negatives, 0);
    }

    private int quantise(int gradient) {
        int size = Math.abs(gradient);
        int level;
        if (size <= parameters.near()) {
            level = 0;
        } else if (size < parameters.threshold1()) {
            level = 1;
        } else if (size < parameters.threshold2()) {
            level = 2;
        } else {
            level = size < parameters.threshold3() ? 3 : 4;
        }
        return gradient < 0 ? -level : level;
    }

    /** The context of a sample, negative where the mirrored one is used; 0 starts a run. A.3.4. */
    int index(int above, int aboveLeft, int aboveRight, int left) {
        return 81 * quantised[aboveRight - above + zero]
                + 9 * quantised[above - aboveLeft + zero]
                + quantised[aboveLeft - left + zero];
    }

    /** The median edge detector, A.4.1. */
    static int predict(int left, int above, int aboveLeft) {
        int low = Math.min(left, above);
        int high = Math.max(left, above);
        if (aboveLeft >= high) {
            return low;
        }
        return aboveLeft <= low ? high : left + above - aboveLeft;
    }

    /** Golomb order for the context, A.5.1. */
    int order(int context) {
        return orderOf(counts[context], magnitudes[context]);
    }

    private static int orderOf(int count, int magnitude) {
        int order = 0;
        while (count << order < magnitude && order < 24) {
            order++;
        }
        return order;
    }

    /** A.6. */
    void update(int context, int error) {
        int count = counts[context];
        int magnitude = magnitudes[context] + Math.abs(error);
        int bias = biases[context] + error * parameters.step();
        if (count == parameters.reset()) {
            magnitude >>= 1;
            bias >>= 1;
            count >>= 1;
        }
        count++;
        magnitudes[context] = magnitude;
        counts[context] = count;
        if (bias <= -count) {
            bias = Math.max(bias + count, 1 - count);
            corrections[context] = Math.max(corrections[context] - 1, Byte.MIN_VALUE);
        } else if (bias > 0) {
            bias = Math.min(bias - count, 0);
            corrections[context] = Math.min(corrections[context] + 1, Byte.MAX_VALUE);
        }
        biases[context] = bias;
    }

    /** log2 of the length of a run segment, A.7.1.1. */
    static int runOrder(int runIndex) {
        return RUN_ORDERS[runIndex];
    }

    /** Golomb order for a sample that ends a run, A.7.2. */
    int interruptionOrder(int type) {
        int context = RUN_INTERRUPTION + type;
        int magnitude = magnitudes[context] + (type == 0 ? 0 : counts[context] >> 1);
        return orderOf(counts[context], magnitude);
    }

    /** Whether, of two errors of one size, the negative one has the odd code; A.7.2. */
    boolean negativeIsOdd(int type, int order) {
        return order != 0 || 2 * negatives[type] >= counts[RUN_INTERRUPTION + type];
    }

    void updateInterruption(int type, int error, int mapped) {
        int context = RUN_INTERRUPTION + type;
        if (error < 0) {
            negatives[type]++;
        }
        magnitudes[context] += (mapped + 1 - type) >> 1;
        if (counts[context] == parameters.reset()) {
            magnitudes[context] >>= 1;
            counts[context] >>= 1;
            negatives[type] >>= 1;
        }
        counts[context]++;
    }

    /** A sample from its prediction and the error, modulo the range; A.4.5. */
    int reconstruct(int predicted, int error) {
        int step = parameters.step();
        int near = parameters.near();
        int sample = predicted + error * step;
        if (sample < -near) {
            sample += parameters.range() * step;
        } else if (sample > parameters.maxValue() + near) {
            sample -= parameters.range() * step;
        }
        return Math.clamp(sample, 0, parameters.maxValue());
    }

    /** The error that is coded: quantised, then the smallest modulo the range; A.4.4 and A.4.5. */
    int reduce(int error) {
        int near = parameters.near();
        int quantisedError = near == 0
                ? error
                : error > 0 ? (error + near) / parameters.step() : -((near - error) / parameters.step());
        int range = parameters.range();
        int reduced = quantisedError < 0 ? quantisedError + range : quantisedError;
        return reduced >= (range + 1) / 2 ? reduced - range : reduced;
    }
}
