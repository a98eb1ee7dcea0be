package io.dayside.dicom.frame.jpegls;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.ByteCursor;
import io.dayside.dicom.frame.codec.Expected;
import io.dayside.dicom.frame.codec.Picture;

/** Reads JPEG-LS streams of 2 to 16 bits, lossless and near-lossless, in all orders of components. */
public final class JpegLsDecoder {

    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int START_OF_FRAME = 0xF7;
    private static final int PRESETS = 0xF8;

    private final byte[] stream;
    private final Expected expected;
    private final ByteCursor in;
    private int bits;
    private short[] samples = {};
    private int[] componentIds = {};
    private int[] presets = new int[5];
    private int restartLines;
    private int decodedComponents;

    private JpegLsDecoder(byte[] stream, Expected expected) {
        this.stream = stream;
        this.expected = expected;
        in = new ByteCursor(stream);
    }

    /** Work is bounded by the expected size and the length of the stream. */
    public static Picture decode(byte[] stream, Expected expected) throws BrokenStream {
        return new JpegLsDecoder(stream, expected).decode();
    }

    private Picture decode() throws BrokenStream {
        if (in.marker() != START_OF_IMAGE) {
            throw new BrokenStream("frame is no JPEG-LS stream");
        }
        while (decodedComponents < Math.max(1, componentIds.length)) {
            segment(in.marker());
        }
        return new Picture(expected.rows(), expected.columns(), expected.components(), bits, samples);
    }

    private void segment(int marker) throws BrokenStream {
        switch (marker) {
            case START_OF_FRAME -> frame(in.segment());
            case PRESETS -> presets(in.segment());
            case RESTART_INTERVAL -> restartInterval(in.segment());
            case START_OF_SCAN -> scan(in.segment());
            case END_OF_IMAGE -> throw new BrokenStream("JPEG-LS stream lacks a component");
            default -> {
                if (marker >= 0xC0 && marker < 0xE0 && marker != 0xDC) {
                    throw new BrokenStream("JPEG-LS stream with marker %02X".formatted(marker));
                }
                in.segment();
            }
        }
    }

    private void frame(ByteCursor header) throws BrokenStream {
        bits = header.u8();
        int rows = header.u16();
        int columns = header.u16();
        int components = header.u8();
        if (bits < 2 || bits > 16 || componentIds.length > 0) {
            throw new BrokenStream("JPEG-LS frame header is impossible");
        }
        expected.check(rows, columns, components);
        componentIds = new int[components];
        for (int component = 0; component < components; component++) {
            componentIds[component] = header.u8();
            if (header.u8() != 0x11) {
                throw new BrokenStream("JPEG-LS stream with subsampled components");
            }
            header.u8();
        }
        samples = new short[expected.samples()];
    }

    private void presets(ByteCursor segment) throws BrokenStream {
        if (segment.u8() != 1) {
            throw new BrokenStream("JPEG-LS mapping tables and large sizes are not read");
        }
        for (int i = 0; i < presets.length; i++) {
            presets[i] = segment.u16();
        }
    }

    private void restartInterval(ByteCursor segment) throws BrokenStream {
        int lines = 0;
        for (int bytes = segment.left(); bytes > 0; bytes--) {
            lines = Math.min((lines << 8) | segment.u8(), Picture.MAX_SIDE);
        }
        restartLines = lines;
    }

    private void scan(ByteCursor header) throws BrokenStream {
        int components = header.u8();
        if (components < 1 || components > componentIds.length - decodedComponents) {
            throw new BrokenStream("JPEG-LS scan before its frame, or of too many components");
        }
        for (int component = 0; component < components; component++) {
            int id = header.u8();
            if (id != componentIds[decodedComponents + component] || header.u8() != 0) {
                throw new BrokenStream("JPEG-LS scan of an unknown component or with a mapping table");
            }
        }
        int near = header.u8();
        int interleave = header.u8();
        int shift = header.u8() & 0x0F;
        if (interleave > 2 || shift != 0 || (interleave == 0 && components > 1)) {
            throw new BrokenStream("JPEG-LS scan in an impossible order");
        }
        int maxValue = presets[0] != 0 ? presets[0] : (1 << bits) - 1;
        CodingParameters parameters =
                CodingParameters.withDefaults(maxValue, near, presets[1], presets[2], presets[3], presets[4]);
        parameters.check(bits);
        in.moveTo(lines(parameters, components, interleave == Interleave.SAMPLE.code && components > 1));
        decodedComponents += components;
    }

    /** Decodes the scan from where the cursor is; returns where it ends. */
    private int lines(CodingParameters parameters, int components, boolean pixels) throws BrokenStream {
        int columns = expected.columns();
        Contexts contexts = new Contexts(parameters);
        BitReader bitsIn = new BitReader(stream, in.position());
        ScanDecoder decoder = new ScanDecoder(contexts, bitsIn, columns);
        int[][] above = new int[components][columns + 2];
        int[][] line = new int[components][columns + 2];
        int[] runIndex = new int[components];
        for (int row = 0; row < expected.rows(); row++) {
            if (restartLines > 0 && row > 0 && row % restartLines == 0) {
                bitsIn = restarted(bitsIn, row / restartLines - 1);
                contexts.reset();
                decoder = new ScanDecoder(contexts, bitsIn, columns);
                above = new int[components][columns + 2];
                runIndex = new int[components];
            }
            if (pixels) {
                decoder.pixels(above, line);
            } else {
                for (int c = 0; c < components; c++) {
                    runIndex[c] = decoder.line(above[c], line[c], runIndex[c]);
                }
            }
            store(line, row);
            int[][] done = line;
            line = above;
            above = done;
        }
        return bitsIn.end();
    }

    private BitReader restarted(BitReader before, int number) throws BrokenStream {
        in.moveTo(before.end());
        if (in.marker() != 0xD0 + number % 8) {
            throw new BrokenStream("JPEG-LS restart marker is missing");
        }
        return new BitReader(stream, in.position());
    }

    private void store(int[][] line, int row) {
        int step = expected.components();
        for (int c = 0; c < line.length; c++) {
            int to = row * expected.columns() * step + decodedComponents + c;
            int[] values = line[c];
            for (int at = 1; at <= expected.columns(); at++, to += step) {
                samples[to] = (short) values[at];
            }
        }
    }
}
