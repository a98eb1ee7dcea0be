package io.dayside.dicom.frame.jpegls;

import io.dayside.dicom.frame.codec.BrokenStream;

/**
 * Decodes lines of one scan, T.87 Annex A. A line array holds one sample before the first and one behind the last, which
 * the neighbourhood of the border samples needs.
 */
final class ScanDecoder {

    private final Contexts contexts;
    private final BitReader in;
    private final int columns;
    private final int limit;
    private final int errorBits;
    private final int mask;
    private final boolean lossless;
    private int runIndex;

    ScanDecoder(Contexts contexts, BitReader in, int columns) {
        this.contexts = contexts;
        this.in = in;
        this.columns = columns;
        limit = contexts.parameters.limit();
        errorBits = contexts.parameters.errorBits();
        mask = contexts.parameters.maxValue();
        lossless = contexts.parameters.near() == 0 && (mask & (mask + 1)) == 0;
    }

    /** Decodes a line of one component; returns the run index, which each component has of its own. */
    int line(int[] above, int[] line, int firstRunIndex) throws BrokenStream {
        runIndex = firstRunIndex;
        line[0] = above[1];
        above[columns + 1] = above[columns];
        for (int at = 1; at <= columns; ) {
            int context = contexts.index(above[at], above[at - 1], above[at + 1], line[at - 1]);
            if (context != 0) {
                line[at] = regular(context, above[at], above[at - 1], line[at - 1]);
                at++;
            } else {
                at = run(above, line, at);
            }
        }
        return runIndex;
    }

    /** Decodes a line of pixels whose samples come side by side. */
    void pixels(int[][] above, int[][] line) throws BrokenStream {
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
                line[c][at] = regular(index[c], above[c][at], above[c][at - 1], line[c][at - 1]);
            }
            at++;
        }
    }

    private int regular(int signedContext, int above, int aboveLeft, int left) throws BrokenStream {
        int sign = signedContext >> 31;
        int context = (signedContext ^ sign) - sign;
        int order = contexts.order(context);
        int correction = (contexts.corrections[context] ^ sign) - sign;
        int predicted = Math.clamp(Contexts.predict(left, above, aboveLeft) + correction, 0, mask);
        int mapped = in.golomb(order, limit, errorBits);
        int error = (mapped >>> 1) ^ -(mapped & 1);
        if (order == 0
                && contexts.parameters.near() == 0
                && 2 * contexts.biases[context] <= -contexts.counts[context]) {
            error = ~error;
        }
        contexts.update(context, error);
        int signed = (error ^ sign) - sign;
        return lossless ? (predicted + signed) & mask : contexts.reconstruct(predicted, signed);
    }

    private int run(int[] above, int[] line, int start) throws BrokenStream {
        int value = line[start - 1];
        int end = runEnd(start);
        for (int at = start; at < end; at++) {
            line[at] = value;
        }
        if (end > columns) {
            return end;
        }
        int up = above[end];
        int type = Math.abs(value - up) <= contexts.parameters.near() ? 1 : 0;
        int error = interruption(type);
        line[end] =
                type == 1 ? contexts.reconstruct(value, error) : contexts.reconstruct(up, value > up ? -error : error);
        endRun();
        return end + 1;
    }

    private int pixelRun(int[][] above, int[][] line, int start) throws BrokenStream {
        int end = runEnd(start);
        for (int[] samples : line) {
            for (int at = start; at < end; at++) {
                samples[at] = samples[start - 1];
            }
        }
        if (end > columns) {
            return end;
        }
        for (int c = 0; c < line.length; c++) {
            int error = interruption(0);
            int up = above[c][end];
            line[c][end] = contexts.reconstruct(up, line[c][end - 1] > up ? -error : error);
        }
        endRun();
        return end + 1;
    }

    /** Where the run ends: the sample that interrupts it, or behind the line. A.7.1.2. */
    private int runEnd(int start) throws BrokenStream {
        int at = start;
        while (in.bit()) {
            int whole = 1 << Contexts.runOrder(runIndex);
            int length = Math.min(whole, columns + 1 - at);
            at += length;
            if (length == whole) {
                runIndex = Math.min(runIndex + 1, 31);
            }
            if (at > columns) {
                return at;
            }
        }
        at += in.bits(Contexts.runOrder(runIndex));
        if (at > columns) {
            throw new BrokenStream("JPEG-LS run is longer than the line");
        }
        return at;
    }

    private int interruption(int type) throws BrokenStream {
        int order = contexts.interruptionOrder(type);
        int mapped = in.golomb(order, limit - Contexts.runOrder(runIndex) - 1, errorBits);
        int folded = mapped + type;
        int size = (folded + 1) >> 1;
        boolean odd = (folded & 1) != 0;
        int error = contexts.negativeIsOdd(type, order) == odd ? -size : size;
        contexts.updateInterruption(type, error, mapped);
        return error;
    }

    private void endRun() {
        runIndex = Math.max(runIndex - 1, 0);
    }
}
