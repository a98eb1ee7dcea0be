package io.dayside.dicom.frame.jpegls;

/** Encodes lines of one scan, T.87 Annex A; the mirror of {@link ScanDecoder}. Lines become what a decoder will see. */
final class ScanEncoder {

    private final Contexts contexts;
    private final BitWriter out;
    private final int columns;
    private final int limit;
    private final int errorBits;
    private final int maxValue;
    private final int near;
    private int runIndex;

    ScanEncoder(Contexts contexts, BitWriter out, int columns) {
        this.contexts = contexts;
        this.out = out;
        this.columns = columns;
        limit = contexts.parameters.limit();
        errorBits = contexts.parameters.errorBits();
        maxValue = contexts.parameters.maxValue();
        near = contexts.parameters.near();
    }

    /** Encodes a line of one component; returns the run index, which each component has of its own. */
    int line(int[] above, int[] line, int firstRunIndex) {
        runIndex = firstRunIndex;
        line[0] = above[1];
        above[columns + 1] = above[columns];
        for (int at = 1; at <= columns; ) {
            int context = contexts.index(above[at], above[at - 1], above[at + 1], line[at - 1]);
            if (context != 0) {
                line[at] = regular(context, line[at], above[at], above[at - 1], line[at - 1]);
                at++;
            } else {
                at = run(above, line, at);
            }
        }
        return runIndex;
    }

    /** Encodes a line of pixels whose samples come side by side. */
    void pixels(int[][] above, int[][] line) {
        int components = line.length;
        int[] index = new int[components];
        for (int c = 0; c < components; c++) {
            line[c][0] = above[c][1];
            above[c][columns + 1] = above[c][columns];
        }
        for (int at = 1; at <= columns; ) {
            int all = 0;
            for (int c = 0; c < components; c++) {
                int[] up = above[c];
                index[c] = contexts.index(up[at], up[at - 1], up[at + 1], line[c][at - 1]);
                all |= index[c];
            }
            if (all == 0) {
                at = pixelRun(above, line, at);
                continue;
            }
            for (int c = 0; c < components; c++) {
                line[c][at] = regular(index[c], line[c][at], above[c][at], above[c][at - 1], line[c][at - 1]);
            }
            at++;
        }
    }

    private int regular(int signedContext, int sample, int above, int aboveLeft, int left) {
        int sign = signedContext >> 31;
        int context = (signedContext ^ sign) - sign;
        int order = contexts.order(context);
        int correction = (contexts.corrections[context] ^ sign) - sign;
        int predicted = Math.clamp(Contexts.predict(left, above, aboveLeft) + correction, 0, maxValue);
        int difference = sample - predicted;
        int error = contexts.reduce((difference ^ sign) - sign);
        boolean mirrored = order == 0 && near == 0 && 2 * contexts.biases[context] <= -contexts.counts[context];
        int coded = mirrored ? ~error : error;
        out.golomb((coded << 1) ^ (coded >> 31), order, limit, errorBits);
        contexts.update(context, error);
        return near == 0 ? sample : contexts.reconstruct(predicted, (error ^ sign) - sign);
    }

    private int run(int[] above, int[] line, int start) {
        int value = line[start - 1];
        int end = start;
        while (end <= columns && Math.abs(line[end] - value) <= near) {
            line[end++] = value;
        }
        writeRun(end - start, end > columns);
        if (end > columns) {
            return end;
        }
        int up = above[end];
        int type = Math.abs(value - up) <= near ? 1 : 0;
        boolean mirrored = type == 0 && value > up;
        int predicted = type == 1 ? value : up;
        int difference = line[end] - predicted;
        int error = interruption(type, mirrored ? -difference : difference);
        line[end] = contexts.reconstruct(predicted, mirrored ? -error : error);
        endRun();
        return end + 1;
    }

    private int pixelRun(int[][] above, int[][] line, int start) {
        int end = start;
        while (end <= columns && continues(line, start, end)) {
            for (int[] samples : line) {
                samples[end] = samples[start - 1];
            }
            end++;
        }
        writeRun(end - start, end > columns);
        if (end > columns) {
            return end;
        }
        for (int c = 0; c < line.length; c++) {
            int up = above[c][end];
            boolean mirrored = line[c][end - 1] > up;
            int difference = line[c][end] - up;
            int error = interruption(0, mirrored ? -difference : difference);
            line[c][end] = contexts.reconstruct(up, mirrored ? -error : error);
        }
        endRun();
        return end + 1;
    }

    private boolean continues(int[][] line, int start, int at) {
        for (int[] samples : line) {
            if (Math.abs(samples[at] - samples[start - 1]) > near) {
                return false;
            }
        }
        return true;
    }

    /** A.7.1.2. */
    private void writeRun(int length, boolean toTheEnd) {
        int left = length;
        while (left >= 1 << Contexts.runOrder(runIndex)) {
            left -= 1 << Contexts.runOrder(runIndex);
            out.bits(1, 1);
            runIndex = Math.min(runIndex + 1, 31);
        }
        if (!toTheEnd) {
            out.bits(left, Contexts.runOrder(runIndex) + 1);
        } else if (left > 0) {
            out.bits(1, 1);
        }
    }

    private int interruption(int type, int difference) {
        int error = contexts.reduce(difference);
        int order = contexts.interruptionOrder(type);
        boolean odd = error != 0 && error < 0 == contexts.negativeIsOdd(type, order);
        int mapped = 2 * Math.abs(error) - type - (odd ? 1 : 0);
        out.golomb(mapped, order, limit - Contexts.runOrder(runIndex) - 1, errorBits);
        contexts.updateInterruption(type, error, mapped);
        return error;
    }

    private void endRun() {
        runIndex = Math.max(runIndex - 1, 0);
    }
}
