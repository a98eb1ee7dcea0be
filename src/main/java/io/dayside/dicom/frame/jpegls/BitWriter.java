package io.dayside.dicom.frame.jpegls;

import java.util.Arrays;

/** Bits of a scan, growing as needed; after a byte of all ones the next has seven, T.87 A.1. */
final class BitWriter {

    private byte[] bytes;
    private int length;
    private long window;
    private int used;
    private boolean onesBefore;

    BitWriter(int expectedBytes) {
        bytes = new byte[Math.max(expectedBytes, 64)];
    }

    /** Appends the lowest bits of the value, at most 32. */
    void bits(int value, int count) {
        window |= Integer.toUnsignedLong(value) << (Long.SIZE - used - count);
        used += count;
        if (used >= Integer.SIZE) {
            drain();
        }
    }

    /** Appends zeros, then a one. */
    void unary(int zeros) {
        int left = zeros;
        while (left > 30) {
            bits(0, 30);
            left -= 30;
        }
        bits(1, left + 1);
    }

    /** One limited-length Golomb code, A.5.3. */
    void golomb(int value, int order, int limit, int escapedBits) {
        int zeros = value >> order;
        int escape = limit - escapedBits - 1;
        if (zeros < escape) {
            if (zeros + 1 + order <= Integer.SIZE - 1) {
                bits(1 << order | lowest(value, order), zeros + 1 + order);
            } else {
                unary(zeros);
                bits(lowest(value, order), order);
            }
        } else {
            unary(escape);
            bits(lowest(value - 1, escapedBits), escapedBits);
        }
    }

    private static int lowest(int value, int count) {
        return value & ((1 << count) - 1);
    }

    private void drain() {
        if (length + 8 > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length + bytes.length / 2 + 8);
        }
        while (used >= 8) {
            byteOut();
        }
    }

    private void byteOut() {
        int width = onesBefore ? 7 : 8;
        int next = (int) (window >>> (Long.SIZE - width));
        bytes[length++] = (byte) next;
        onesBefore = next == 0xFF;
        window <<= width;
        used = Math.max(0, used - width);
    }

    /** Fills the last byte with zeros; no scan ends with a byte of all ones. */
    void align() {
        drain();
        while (used > 0 || onesBefore) {
            byteOut();
        }
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }
}
