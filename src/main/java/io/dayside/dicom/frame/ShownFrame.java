package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
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
    private static final int WHITE = 255;

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

    /**
     * Real numbers, which have no table and no rescale: through the window of the object, or else of the frame's own
     * numbers. What is no number is black.
     *
     * @param header of the object, without pixel data
     * @param frame from 0
     * @param values {@code rows * columns} numbers, as {@link RealFrames} decodes them
     * @param window in place of the object's own
     */
    public static ShownFrame ofReals(Attributes header, int frame, double[] values, @Nullable Window window)
            throws CannotDecode {
        Window chosen = window == null ? windowOfReals(header, frame, values) : window;
        RealPadding padding = RealPadding.of(header);
        var presentation = GreyPipeline.presentation(
                header, header.getString(Tag.PhotometricInterpretation, "").equals("MONOCHROME1"));
        byte[] grey = new byte[values.length];
        for (int i = 0; i < grey.length; i++) {
            if (!padding.covers(values[i])) {
                grey[i] = (byte) Math.round(presentation.applyAsDouble(chosen.share(values[i])) * WHITE);
            }
        }
        return new ShownFrame(header.getInt(Tag.Rows, 0), header.getInt(Tag.Columns, 0), 1, grey);
    }

    private static Window windowOfReals(Attributes header, int frame, double[] values) {
        RealExtent extent = new RealExtent(header, frame);
        extent.add(values);
        return extent.rounded().window();
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
