package io.dayside.dicom.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Palette data in segments, PS3.3 C.7.9.2: runs, ramps, and references to earlier ones. */
final class PaletteSegments {

    private static final int DISCRETE = 0;
    private static final int LINEAR = 1;
    private static final int INDIRECT = 2;

    private final byte[] data;
    private final boolean wide;
    private final int[] entries;
    private int length;

    private PaletteSegments(byte[] data, boolean wide, int count) {
        this.data = data;
        this.wide = wide;
        entries = new int[count];
    }

    /**
     * The whole table.
     *
     * @param data little endian, as stored
     * @param wide whether a number has 16 bits rather than 8
     * @param count entries that the descriptor states
     */
    static int[] expand(byte[] data, boolean wide, int count) throws CannotDecode {
        PaletteSegments segments = new PaletteSegments(data, wide, count);
        int at = 0;
        while (segments.length < count) {
            at = segments.segment(at, true);
        }
        return segments.entries;
    }

    private int segment(int start, boolean mayRefer) throws CannotDecode {
        int kind = number(start);
        int count = number(start + width());
        int at = start + 2 * width();
        return switch (kind) {
            case DISCRETE -> discrete(at, count);
            case LINEAR -> linear(at, count);
            case INDIRECT -> {
                if (!mayRefer) {
                    throw new BrokenFrame("palette segment refers to a reference");
                }
                yield indirect(at, count);
            }
            default -> throw new BrokenFrame("palette segment of an unknown kind");
        };
    }

    private int discrete(int start, int count) throws CannotDecode {
        for (int i = 0; i < count; i++) {
            add(number(start + i * width()));
        }
        return start + count * width();
    }

    private int linear(int at, int count) throws CannotDecode {
        if (length == 0) {
            throw new BrokenFrame("palette begins with a ramp");
        }
        int from = entries[length - 1];
        int to = number(at);
        for (int i = 1; i <= count; i++) {
            add(from + (int) Math.round((double) (to - from) * i / count));
        }
        return at + width();
    }

    /** Repeats segments that start at a byte offset; a reference to references would not end. */
    private int indirect(int start, int count) throws CannotDecode {
        int words = wide ? 2 : 4;
        long offset = 0;
        for (int i = 0; i < words; i++) {
            offset |= (long) number(start + i * width()) << (i * Byte.SIZE * width());
        }
        int at = (int) Math.min(offset, Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            at = segment(at, false);
        }
        return start + words * width();
    }

    private void add(int entry) throws CannotDecode {
        if (length == entries.length) {
            throw new BrokenFrame("palette segments make more entries than stated");
        }
        entries[length++] = entry;
    }

    private int width() {
        return wide ? Short.BYTES : Byte.BYTES;
    }

    private int number(int at) throws CannotDecode {
        if (at < 0 || at > data.length - width()) {
            throw new BrokenFrame("palette segments end before the palette does");
        }
        return wide
                ? Short.toUnsignedInt(
                        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getShort(at))
                : data[at] & 0xFF;
    }
}
