package io.dayside.dicom.data;

/** Changing the order of bytes in place. */
final class ByteOrders {

    private ByteOrders() {}

    /**
     * Bytes that change places together: the VR's unit, but for pixels of 32 or 64 bits their size. PS3.5 leaves OW no
     * larger unit than 16 bits; writers of big endian reverse whole pixels all the same.
     */
    static int unitOf(int tag, VR vr, Attributes dataset) {
        if (tag != Tag.PixelData || vr != VR.OW) {
            return vr.unitBytes();
        }
        int pixelBytes = dataset.getInt(Tag.BitsAllocated, 16) / 8;
        return pixelBytes == 4 || pixelBytes == 8 ? pixelBytes : vr.unitBytes();
    }

    /** Reverses each whole unit; an incomplete one at the end stays. */
    static void swap(byte[] bytes, int unitBytes) {
        if (unitBytes == 1) {
            return;
        }
        for (int start = 0; start + unitBytes <= bytes.length; start += unitBytes) {
            for (int low = start, high = start + unitBytes - 1; low < high; low++, high--) {
                byte kept = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = kept;
            }
        }
    }
}
