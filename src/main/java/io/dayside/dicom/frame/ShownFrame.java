package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * One frame as a screen shows it, PS3.4 N.2, in 8 bits.
 *
 * @param samplesPerPixel 1 for grey, 0 black to 255 white; 3 for red, green and blue
 * @param values {@code rows * columns * samplesPerPixel}, row-major; not a copy
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ShownFrame(int rows, int columns, int samplesPerPixel, byte[] values) {

    private static final int RGB = 3;

    public ShownFrame {
        if ((samplesPerPixel != 1 && samplesPerPixel != RGB)
                || values.length != Math.multiplyExact(Math.multiplyExact(rows, columns), samplesPerPixel)) {
            throw new IllegalArgumentException(
                    "%d samples for %d x %d x %d".formatted(values.length, rows, columns, samplesPerPixel));
        }
    }

    /**
     * Grey through the tables or the window of the object, colour as it is, palettes by their colours.
     *
     * @param header of the object, without pixel data
     * @param frame from 0
     * @param stored the frame, as {@link FrameSource} decodes it
     * @param window of grey pictures in modality units, in place of the object's own
     */
    public static ShownFrame of(Attributes header, int frame, Samples stored, @Nullable Window window)
            throws CannotDecode {
        if (stored.photometric().equals("PALETTE COLOR")) {
            return ofColours(Rendering.applyPalette(stored, header));
        }
        if (stored.photometric().equals("RGB") && stored.samplesPerPixel() == RGB) {
            return ofColours(stored);
        }
        if (!stored.photometric().startsWith("MONOCHROME") || stored.samplesPerPixel() != 1) {
            throw new UnsupportedPixelFormat("colours of this kind cannot be shown");
        }
        GreyPipeline own = GreyPipeline.of(header, FrameGeometry.of(header), frame);
        GreyPipeline chosen = window == null ? own : own.with(window);
        return new ShownFrame(stored.rows(), stored.columns(), 1, chosen.render(stored));
    }

    private static ShownFrame ofColours(Samples samples) {
        return new ShownFrame(samples.rows(), samples.columns(), RGB, eightBits(samples));
    }

    /** The upper bits of what is wider, PS3.3 C.7.6.3.1.2: full intensity is the largest value that fits. */
    private static byte[] eightBits(Samples samples) {
        if (samples instanceof Samples.Bytes bytes && bytes.bitsStored() == Byte.SIZE) {
            return bytes.values();
        }
        byte[] values = new byte[samples.size()];
        int shift = samples.bitsStored() - Byte.SIZE;
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (shift >= 0 ? samples.get(i) >>> shift : samples.get(i) << -shift);
        }
        return values;
    }
}
