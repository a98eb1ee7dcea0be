package io.dayside.dicom.frame.codec;

/**
 * The size that the object states; a decoder allocates nothing for a stream of another one.
 *
 * @param components samples of one pixel
 * @param limits what decoding may cost
 */
public record Expected(int rows, int columns, int components, FrameLimits limits) {

    public Expected(int rows, int columns, int components) {
        this(rows, columns, components, FrameLimits.DEFAULT);
    }

    public void check(int streamRows, int streamColumns, int streamComponents) throws BrokenStream {
        if (streamRows != rows || streamColumns != columns || streamComponents != components) {
            throw new BrokenStream("stream is of another size than the object states");
        }
    }

    public int samples() {
        return Math.toIntExact((long) rows * columns * components);
    }
}
