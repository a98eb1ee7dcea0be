package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.util.Arrays;

/**
 * Bytes of one native frame in its value field. In big endian data whole units are read, since a frame may start or end
 * inside one.
 */
record NativeRange(long start, long end, long alignedStart, long alignedEnd, int swappedUnit) {

    static final int MAX_UNIT_BYTES = 8;

    static NativeRange of(int frame, PixelLayout layout, PixelElement element, TransferSyntax syntax, Attributes header)
            throws MalformedDataset {
        long start = layout.start(frame);
        long end = layout.end(frame);
        if (end > element.length()) {
            throw PixelElement.malformed(Problem.BAD_LENGTH, element.valueOffset());
        }
        int unit = syntax.bigEndian() ? ByteOrders.unitOf(element.tag(), element.vr(), header) : 1;
        long alignedEnd = Math.min((end + unit - 1) / unit * unit, element.length());
        return new NativeRange(start, end, start / unit * unit, alignedEnd, unit);
    }

    /** The frame, little endian, from the bytes of the aligned range; these may be changed. */
    byte[] cut(byte[] aligned) {
        ByteOrders.swap(aligned, swappedUnit);
        int from = (int) (start - alignedStart);
        int to = (int) (end - alignedStart);
        return from == 0 && to == aligned.length ? aligned : Arrays.copyOfRange(aligned, from, to);
    }
}
