package io.dayside.dicom.frame;

import io.dayside.dicom.frame.codec.Picture;

/** Decompressed pictures to samples: what the cells of native pixel data would hold, read as the object describes. */
final class StoredCells {

    private StoredCells() {}

    /**
     * The samples of a decoded stream.
     *
     * @param photometric what the decoded samples are
     */
    static Samples of(Picture picture, FrameGeometry geometry, String photometric) throws CannotDecode {
        if (picture.bits() > geometry.bitsAllocated() || geometry.bitsAllocated() > Short.SIZE) {
            throw new BrokenFrame("stream of " + picture.bits() + " bits in cells of " + geometry.bitsAllocated());
        }
        FrameGeometry decoded = geometry.with(false, photometric);
        boolean shifted = picture.bits() <= geometry.bitsStored();
        int down = shifted ? 0 : geometry.highBit() - geometry.bitsStored() + 1;
        short[] cells = picture.samples();
        if (geometry.signed()) {
            extend(cells, Integer.SIZE - geometry.bitsStored() - down, Integer.SIZE - geometry.bitsStored());
        } else {
            cut(cells, down, (1 << geometry.bitsStored()) - 1);
        }
        return geometry.bitsAllocated() <= Byte.SIZE
                ? Colours.toRgb(new Samples.Bytes(NativeDecoder.shape(decoded), narrowed(cells)))
                : new Samples.Shorts(NativeDecoder.shape(decoded), cells);
    }

    /** The sign bit goes all the way up and comes back. */
    private static void extend(short[] cells, int up, int down) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (short) (cells[i] << up >> down);
        }
    }

    private static void cut(short[] cells, int down, int mask) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (short) (cells[i] >> down & mask);
        }
    }

    private static byte[] narrowed(short[] cells) {
        byte[] values = new byte[cells.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) cells[i];
        }
        return values;
    }
}
