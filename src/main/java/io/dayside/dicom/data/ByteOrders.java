package io.dayside.dicom.data;

/** Changing the order of bytes in place. */
final class ByteOrders {

    private ByteOrders() {}

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
