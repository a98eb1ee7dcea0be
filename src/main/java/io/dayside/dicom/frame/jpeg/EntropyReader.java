package io.dayside.dicom.frame.jpeg;

import io.dayside.dicom.frame.codec.BrokenStream;

/** Bits of entropy-coded segments, ISO 10918-1 F.2.2.5: a zero byte after each of all ones does not count. */
final class EntropyReader {

    private static final int FULL = 56;

    private final byte[] bytes;
    private int at;
    private long window;
    private int valid;

    EntropyReader(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    private void fill() {
        while (valid <= FULL && at < bytes.length) {
            int next = bytes[at] & 0xFF;
            if (next == 0xFF) {
                if (at + 1 >= bytes.length || bytes[at + 1] != 0) {
                    return;
                }
                at++;
            }
            at++;
            window |= (long) next << (FULL - valid);
            valid += Byte.SIZE;
        }
    }

    private void drop(int count) throws BrokenStream {
        if (count > valid) {
            throw new BrokenStream("JPEG scan ends early, at byte " + at);
        }
        window <<= count;
        valid -= count;
    }

    /** The next bits, at most 16, as a number. */
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

    /** A signed value of so many bits, F.2.2.1. */
    int extended(int count) throws BrokenStream {
        int value = bits(count);
        return count > 0 && value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    int symbol(HuffmanTable table) throws BrokenStream {
        if (valid < Integer.SIZE) {
            fill();
        }
        int entry = table.lookup[(int) (window >>> (Long.SIZE - HuffmanTable.LOOKUP_BITS))];
        if (entry == 0) {
            entry = table.search((int) (window >>> (Long.SIZE - 16)));
        }
        drop(entry >> 8);
        return entry & 0xFF;
    }

    /**
     * Moves behind the next restart marker.
     *
     * @param number of the marker, counted from 0
     */
    void restart(int number) throws BrokenStream {
        at = end();
        if (at + 1 >= bytes.length || bytes[at + 1] != (byte) (0xD0 + number % 8)) {
            throw new BrokenStream("JPEG restart marker is missing, at byte " + at);
        }
        at += 2;
        window = 0;
        valid = 0;
    }

    /** Where the next marker is, or the end of the stream. */
    int end() {
        int position = at;
        while (position + 1 < bytes.length && !isMarker(position)) {
            position++;
        }
        return position + 1 < bytes.length ? position : bytes.length;
    }

    private boolean isMarker(int position) {
        return bytes[position] == (byte) 0xFF && bytes[position + 1] != 0 && bytes[position + 1] != (byte) 0xFF;
    }
}
