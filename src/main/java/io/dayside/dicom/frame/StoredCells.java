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
        int up = Integer.SIZE - 1 - (shifted ? geometry.bitsStored() - 1 : geometry.highBit());
        int down = Integer.SIZE - geometry.bitsStored();
        short[] cells = picture.samples();
        if (geometry.bitsAllocated() <= Byte.SIZE) {
            byte[] values = new byte[cells.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) stored(cells[i], up, down, geometry.signed());
            }
            return Colours.toRgb(new Samples.Bytes(NativeDecoder.shape(decoded), values));
        }
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (short) stored(cells[i], up, down, geometry.signed());
        }
        return new Samples.Shorts(NativeDecoder.shape(decoded), cells);
    }

    private static int stored(int cell, int up, int down, boolean signed) {
        return signed ? cell << up >> down : cell << up >>> down;
    }
}
