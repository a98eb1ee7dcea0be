package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;

/**
 * Real numbers as stored values of 16 bits, for screens that know no others. A number comes back by {@link #rescale} with
 * an error of half a slope at most, which is less than an eighth of a grey level in the window of the object.
 * Numbers more than 32 widths of it away become the nearest number within; what is none, and padding, the lowest.
 *
 * @param window of the object or, where it states none, of its own numbers; linear and exact, or sigmoid
 * @param lowest stored as 0
 * @param highest stored as 65535
 */
public record RoundedReals(Window window, double lowest, double highest) {

    private static final int BITS = 16;
    private static final int MOST = 0xFFFF;

    /** From stored value to the number of the object. */
    public Rescale rescale() {
        return new Rescale((highest - lowest) / MOST, lowest);
    }

    /**
     * One frame, rounded.
     *
     * @param rescale of the object
     * @param header of the object
     * @param values {@code rows * columns} numbers, row-major, as {@link RealFrames} decodes them
     * @return unsigned samples, one a pixel
     */
    public static Samples round(Rescale rescale, Attributes header, double[] values) {
        var padding = RealPadding.of(header);
        var stored = new short[values.length];
        for (int i = 0; i < stored.length; i++) {
            double share = (values[i] - rescale.intercept()) / rescale.slope();
            stored[i] = padding.covers(values[i]) ? 0 : (short) Math.round(Math.clamp(share, 0.0, MOST));
        }
        var shape = new Samples.Shape(
                header.getInt(Tag.Rows, 0),
                header.getInt(Tag.Columns, 0),
                1,
                false,
                BITS,
                header.getString(Tag.PhotometricInterpretation, "MONOCHROME2"));
        return new Samples.Shorts(shape, stored);
    }
}
