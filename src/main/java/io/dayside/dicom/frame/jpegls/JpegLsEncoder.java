package io.dayside.dicom.frame.jpegls;

import io.dayside.dicom.frame.codec.Picture;
import java.io.ByteArrayOutputStream;

/** Compresses pictures of 2 to 16 bits as JPEG-LS streams with the default parameters of T.87. */
public final class JpegLsEncoder {

    private static final int START_OF_FRAME = 0xF7;

    private JpegLsEncoder() {}

    /** Compresses without loss; colour by line, which decoders of all makes read. */
    public static byte[] encode(Picture picture) {
        return encode(picture, 0, picture.components() == 1 ? Interleave.NONE : Interleave.LINE);
    }

    /**
     * Compresses one picture.
     *
     * @param near largest difference of any decoded sample from the original, 0 for none
     * @return the stream from SOI to EOI; of any length, odd ones included
     */
    public static byte[] encode(Picture picture, int near, Interleave interleave) {
        if (picture.bits() < 2) {
            throw new IllegalArgumentException("JPEG-LS has at least 2 bits");
        }
        CodingParameters parameters = CodingParameters.defaults((1 << picture.bits()) - 1, near);
        if (near < 0 || near > Math.min(255, parameters.maxValue() / 2)) {
            throw new IllegalArgumentException("NEAR of " + near);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(picture.samples().length + 64);
        marker(out, 0xD8);
        frameHeader(out, picture);
        if (interleave == Interleave.NONE) {
            for (int component = 0; component < picture.components(); component++) {
                scan(out, picture, parameters, interleave, component, 1);
            }
        } else {
            scan(out, picture, parameters, interleave, 0, picture.components());
        }
        marker(out, 0xD9);
        return out.toByteArray();
    }

    private static void frameHeader(ByteArrayOutputStream out, Picture picture) {
        marker(out, START_OF_FRAME);
        u16(out, 8 + 3 * picture.components());
        out.write(picture.bits());
        u16(out, picture.rows());
        u16(out, picture.columns());
        out.write(picture.components());
        for (int component = 1; component <= picture.components(); component++) {
            out.write(component);
            out.write(0x11);
            out.write(0);
        }
    }

    private static void scan(
            ByteArrayOutputStream out,
            Picture picture,
            CodingParameters parameters,
            Interleave interleave,
            int first,
            int components) {
        marker(out, 0xDA);
        u16(out, 6 + 2 * components);
        out.write(components);
        for (int component = first; component < first + components; component++) {
            out.write(component + 1);
            out.write(0);
        }
        out.write(parameters.near());
        out.write(interleave.code);
        out.write(0);
        BitWriter bits = new BitWriter(picture.rows() * picture.columns());
        writeLines(picture, parameters, interleave, first, components, bits);
        bits.align();
        out.write(bits.bytes(), 0, bits.length());
    }

    private static void writeLines(
            Picture picture,
            CodingParameters parameters,
            Interleave interleave,
            int first,
            int components,
            BitWriter bits) {
        ScanEncoder encoder = new ScanEncoder(new Contexts(parameters), bits, picture.columns());
        int[][] above = new int[components][picture.columns() + 2];
        int[][] line = new int[components][picture.columns() + 2];
        int[] runIndex = new int[components];
        for (int row = 0; row < picture.rows(); row++) {
            for (int c = 0; c < components; c++) {
                load(picture, row, first + c, line[c]);
            }
            if (interleave == Interleave.SAMPLE) {
                encoder.pixels(above, line);
            } else {
                for (int c = 0; c < components; c++) {
                    runIndex[c] = encoder.line(above[c], line[c], runIndex[c]);
                }
            }
            int[][] done = line;
            line = above;
            above = done;
        }
    }

    private static void load(Picture picture, int row, int component, int[] line) {
        short[] samples = picture.samples();
        int step = picture.components();
        int mask = (1 << picture.bits()) - 1;
        int from = row * picture.columns() * step + component;
        for (int at = 1; at <= picture.columns(); at++, from += step) {
            line[at] = samples[from] & mask;
        }
    }

    private static void marker(ByteArrayOutputStream out, int code) {
        out.write(0xFF);
        out.write(code);
    }

    private static void u16(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }
}
