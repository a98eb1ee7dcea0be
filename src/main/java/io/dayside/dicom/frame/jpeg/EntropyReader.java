package io.dayside.dicom.frame.jpeg;

import io.dayside.dicom.frame.codec.BrokenStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits of entropy-coded segments, ISO 10918-1 F.2.2.5: a zero byte after each of all ones does not count. */
final class EntropyReader {

    private static final int FULL = 56;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] bytes;
    private int at;
    private long window;
    private int valid;

    EntropyReader(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    private void fill() {
        if (at + Long.BYTES > bytes.length) {
            fillSlowly();
            return;
        }
        long next = (long) LONGS.get(bytes, at);
        if (hasMarker(next)) {
            fillSlowly();
            return;
        }
        int count = (Long.SIZE - valid) / Byte.SIZE;
        int taken = count * Byte.SIZE;
        window |= next >>> (Long.SIZE - taken) << (Long.SIZE - taken - valid);
        at += count;
        valid += taken;
    }

    /** Whether one of the eight bytes is all ones. */
    private static boolean hasMarker(long eight) {
        return (~eight - LOW_BITS & eight & HIGH_BITS) != 0;
    }

    private void fillSlowly() {
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
        return extend(bits(count), count);
    }

    static int extend(int value, int count) {
        return count > 0 && value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /** The next coefficient of a block: its value, 0 for none, times 256 plus the zeros before it. */
    int coefficient(HuffmanTable table) throws BrokenStream {
        if (valid < Integer.SIZE) {
            fill();
        }
        int entry = table.coefficients[(int) (window >>> (Long.SIZE - HuffmanTable.LOOKUP_BITS))];
        if (entry != 0) {
            drop(entry & 0xFF);
            return entry >> 8;
        }
        int symbol = symbol(table);
        return extended(symbol & 0x0F) << 8 | symbol >> 4;
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
