package io.dayside.dicom.frame;

/**
 * One decoded frame: row by row, pixel by pixel, the samples of a pixel side by side. Unused bits are gone and signed
 * values extended, so that {@link #get} is the stored value of PS3.3.
 */
public sealed interface Samples {

    /**
     * What the values are.
     *
     * @param samplesPerPixel 1, or 3 for colour
     * @param photometric MONOCHROME1, MONOCHROME2, RGB or PALETTE COLOR, or another that the object states
     */
    record Shape(int rows, int columns, int samplesPerPixel, boolean signed, int bitsStored, String photometric) {

        int samples() {
            return rows * columns * samplesPerPixel;
        }
    }

    Shape shape();

    /** The sample at {@code (row * columns + column) * samplesPerPixel + sample}. */
    int get(int index);

    default int rows() {
        return shape().rows();
    }

    default int columns() {
        return shape().columns();
    }

    default int samplesPerPixel() {
        return shape().samplesPerPixel();
    }

    default boolean signed() {
        return shape().signed();
    }

    default int bitsStored() {
        return shape().bitsStored();
    }

    default String photometric() {
        return shape().photometric();
    }

    /** {@code rows * columns * samplesPerPixel}. */
    default int size() {
        return shape().samples();
    }

    /** Samples of up to 8 allocated bits. */
    final class Bytes implements Samples {

        private final Shape shape;
        private final byte[] values;

        Bytes(Shape shape, byte[] values) {
            if (values.length != shape.samples()) {
                throw new IllegalArgumentException(
                        "expected %d samples, got %d".formatted(shape.samples(), values.length));
            }
            this.shape = shape;
            this.values = values;
        }

        @Override
        public Shape shape() {
            return shape;
        }

        /** Not a copy. Of unsigned samples, the bits. */
        public byte[] values() {
            return values;
        }

        @Override
        public int get(int index) {
            return shape.signed() ? values[index] : Byte.toUnsignedInt(values[index]);
        }
    }

    /** Samples of 16 allocated bits. */
    final class Shorts implements Samples {

        private final Shape shape;
        private final short[] values;

        Shorts(Shape shape, short[] values) {
            if (values.length != shape.samples()) {
                throw new IllegalArgumentException(
                        "expected %d samples, got %d".formatted(shape.samples(), values.length));
            }
            this.shape = shape;
            this.values = values;
        }

        @Override
        public Shape shape() {
            return shape;
        }

        /** Not a copy. Of unsigned samples, the bits. */
        public short[] values() {
            return values;
        }

        @Override
        public int get(int index) {
            return shape.signed() ? values[index] : Short.toUnsignedInt(values[index]);
        }
    }

    /** Samples of 32 allocated bits; unsigned ones above 2^31 - 1 come out negative. */
    final class Ints implements Samples {

        private final Shape shape;
        private final int[] values;

        Ints(Shape shape, int[] values) {
            if (values.length != shape.samples()) {
                throw new IllegalArgumentException(
                        "expected %d samples, got %d".formatted(shape.samples(), values.length));
            }
            this.shape = shape;
            this.values = values;
        }

        @Override
        public Shape shape() {
            return shape;
        }

        /** Not a copy. */
        public int[] values() {
            return values;
        }

        @Override
        public int get(int index) {
            return values[index];
        }
    }
}
