package io.dayside.dicom.frame.codec;

/**
 * A picture before compression or after.
 *
 * @param components samples of one pixel
 * @param bits precision of a sample, 2 to 16
 * @param samples {@code rows * columns * components} unsigned values, row-major, those of a pixel side by side; not
 *     copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Picture(int rows, int columns, int components, int bits, short[] samples) {

    /** Longest side of any picture in DICOM. */
    public static final int MAX_SIDE = 65535;

    public Picture {
        if (rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE || components < 1 || components > 4) {
            throw new IllegalArgumentException("%d x %d x %d".formatted(rows, columns, components));
        }
        if (bits < 1 || bits > 16) {
            throw new IllegalArgumentException(bits + " bits");
        }
        if (samples.length != (long) rows * columns * components) {
            throw new IllegalArgumentException(
                    "expected %d samples, got %d".formatted((long) rows * columns * components, samples.length));
        }
    }
}
