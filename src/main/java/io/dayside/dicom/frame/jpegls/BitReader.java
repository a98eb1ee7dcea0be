package io.dayside.dicom.frame.jpegls;

import io.dayside.dicom.frame.codec.BrokenStream;

/** Bits of a scan; after a byte of all ones the next has seven, T.87 A.1. */
final class BitReader {

    private static final int FULL = 56;

    private final byte[] bytes;
    private int at;
    private long window;
    private int valid;

    BitReader(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** Tops the window up to at least 56 bits, unless a marker or the end comes before. */
    private void fill() {
        while (valid <= FULL && at < bytes.length) {
            int next = bytes[at] & 0xFF;
            if (next == 0xFF && (at + 1 >= bytes.length || bytes[at + 1] < 0)) {
                return;
            }
            window |= (long) next << (FULL - valid);
            valid += next == 0xFF ? 7 : 8;
            at++;
        }
    }

    private void drop(int count) throws BrokenStream {
        if (count > valid) {
            throw new BrokenStream("JPEG-LS scan ends early, at byte " + at);
        }
        window <<= count;
        valid -= count;
    }

    boolean bit() throws BrokenStream {
        if (valid == 0) {
            fill();
        }
        boolean set = window < 0;
        drop(1);
        return set;
    }

    /** The next bits, at most 24, as a number. */
    int bits(int count) throws BrokenStream {
        if (count == 0) {
            return 0;
        }
        if (valid < count) {
            fill();
        }
        int value = (int) (window >>> (Long.SIZE - count));
        drop(count);
        return value;
    }

    /** One limited-length Golomb code, A.5.3. */
    int golomb(int order, int limit, int escapedBits) throws BrokenStream {
        if (valid < Integer.SIZE) {
            fill();
        }
        int zeros = Long.numberOfLeadingZeros(window);
        if (zeros >= valid) {
            fill();
            zeros = Long.numberOfLeadingZeros(window);
        }
        int escape = limit - escapedBits - 1;
        if (zeros < escape) {
            int length = zeros + 1 + order;
            if (length <= valid) {
                int value = (zeros << order) | (int) (window << zeros << 1 >>> 1 >>> (Long.SIZE - 1 - order));
                window <<= length;
                valid -= length;
                return value;
            }
            drop(zeros + 1);
            return (zeros << order) | bits(order);
        }
        drop(escape + 1);
        return bits(escapedBits) + 1;
    }

    /** Where the bytes of the scan end: the next marker. */
    int end() {
        int position = at;
        while (position + 1 < bytes.length && (bytes[position] != (byte) 0xFF || bytes[position + 1] >= 0)) {
            position++;
        }
        return position;
    }
}
