package io.dayside.dicom.frame.jpeg;

import io.dayside.dicom.frame.codec.BrokenStream;

/** Predicted samples and their differences, ISO 10918-1 Annex H. */
final class LosslessScan {

    private final JpegFrame frame;
    private final Scan scan;
    private final EntropyReader in;
    private final int restartRows;
    private final short[] pixels;
    private final int[][] above;
    private final int[][] line;

    /** @param pixels where samples go, those of a pixel side by side */
    LosslessScan(JpegFrame frame, Scan scan, EntropyReader in, int restartInterval, short[] pixels)
            throws BrokenStream {
        if (scan.first() < 1 || scan.first() > 7 || scan.low() >= frame.bits()) {
            throw new BrokenStream("JPEG lossless scan with an impossible predictor");
        }
        if (restartInterval % frame.columns() != 0) {
            throw new BrokenStream("JPEG lossless scan that restarts within a line");
        }
        this.frame = frame;
        this.scan = scan;
        this.in = in;
        this.pixels = pixels;
        restartRows = restartInterval / frame.columns();
        above = new int[scan.components().size()][frame.columns()];
        line = new int[scan.components().size()][frame.columns()];
    }

    void decode() throws BrokenStream {
        for (int row = 0; row < frame.rows(); row++) {
            boolean restarted = restartRows > 0 && row % restartRows == 0;
            if (restarted && row > 0) {
                in.restart(row / restartRows - 1);
            }
            boolean first = row == 0 || restarted;
            if (line.length == 1) {
                single(first);
            } else {
                interleaved(first);
            }
            store(row);
        }
    }

    private void single(boolean firstLine) throws BrokenStream {
        HuffmanTable table = scan.components().getFirst().dc();
        int[] up = above[0];
        int[] samples = line[0];
        samples[0] = (start(up, firstLine) + difference(table)) & 0xFFFF;
        int predictor = firstLine ? 1 : scan.first();
        for (int column = 1; column < samples.length; column++) {
            int predicted = predict(predictor, samples[column - 1], up[column], up[column - 1]);
            samples[column] = (predicted + difference(table)) & 0xFFFF;
        }
    }

    private void interleaved(boolean firstLine) throws BrokenStream {
        int predictor = firstLine ? 1 : scan.first();
        for (int column = 0; column < frame.columns(); column++) {
            for (int c = 0; c < line.length; c++) {
                int predicted = column == 0
                        ? start(above[c], firstLine)
                        : predict(predictor, line[c][column - 1], above[c][column], above[c][column - 1]);
                int difference = difference(scan.components().get(c).dc());
                line[c][column] = (predicted + difference) & 0xFFFF;
            }
        }
    }

    private int start(int[] up, boolean firstLine) {
        return firstLine ? 1 << (frame.bits() - scan.low() - 1) : up[0];
    }

    private static int predict(int predictor, int left, int above, int aboveLeft) {
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> aboveLeft;
            case 4 -> left + above - aboveLeft;
            case 5 -> left + ((above - aboveLeft) >> 1);
            case 6 -> above + ((left - aboveLeft) >> 1);
            default -> (left + above) >> 1;
        };
    }

    /** Category 16 stands for 32768 and has no further bits, H.1.2.2. */
    private int difference(HuffmanTable table) throws BrokenStream {
        int category = in.symbol(table);
        if (category > 16) {
            throw new BrokenStream("JPEG lossless difference of an unknown category");
        }
        return category == 16 ? 32768 : in.extended(category);
    }

    private void store(int row) {
        int step = frame.components().size();
        int mask = (1 << frame.bits()) - 1;
        for (int c = 0; c < line.length; c++) {
            int place = frame.components().indexOf(scan.components().get(c));
            int to = row * frame.columns() * step + place;
            int[] samples = line[c];
            for (int column = 0; column < samples.length; column++, to += step) {
                pixels[to] = (short) (samples[column] << scan.low() & mask);
            }
            int[] done = line[c];
            line[c] = above[c];
            above[c] = done;
        }
    }
}
