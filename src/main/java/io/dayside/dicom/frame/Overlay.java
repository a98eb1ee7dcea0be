package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A plane of marks over the picture, PS3.3 C.9.2 and PS3.5 8.1.2.
 *
 * @param group 0x6000 to 0x601E
 * @param originRow of its first line in the picture, from 1; may lie outside
 * @param originColumn of its first column in the picture, from 1; may lie outside
 * @param marks set bits at {@code row * columns + column}, frame after frame
 */
public record Overlay(int group, int rows, int columns, int originRow, int originColumn, BitSet marks) {

    private static final int FIRST_GROUP = 0x6000;
    private static final int LAST_GROUP = 0x601E;
    private static final int ROWS = 0x0010;
    private static final int COLUMNS = 0x0011;
    private static final int ORIGIN = 0x0050;
    private static final int BITS_ALLOCATED = 0x0100;
    private static final int BIT_POSITION = 0x0102;
    private static final int DATA = 0x3000;

    /** Overlays with data of their own; those in unused bits of native pixels are found by {@link #embedded}. */
    public static List<Overlay> of(Attributes dataset) throws CannotDecode {
        List<Overlay> overlays = new ArrayList<>();
        for (int group = FIRST_GROUP; group <= LAST_GROUP; group += 2) {
            byte[] data = dataset.getBytes(tag(group, DATA));
            int rows = dataset.getInt(tag(group, ROWS), 0);
            int columns = dataset.getInt(tag(group, COLUMNS), 0);
            if (data != null && data.length > 0 && rows > 0 && columns > 0) {
                if ((long) rows * columns > (long) data.length * Byte.SIZE) {
                    throw new BrokenFrame("overlay data end before the overlay does");
                }
                overlays.add(overlay(dataset, group, rows, columns, BitSet.valueOf(data)));
            }
        }
        return overlays;
    }

    /**
     * Overlays in bits of the pixels that hold no sample, of native data alone.
     *
     * @param cells one frame, little endian, as {@link FrameSource#encoded} gives it
     */
    public static List<Overlay> embedded(Attributes dataset, FrameGeometry geometry, byte[] cells) {
        List<Overlay> overlays = new ArrayList<>();
        for (int group = FIRST_GROUP; group <= LAST_GROUP; group += 2) {
            int bit = dataset.getInt(tag(group, BIT_POSITION), -1);
            boolean inside = dataset.getInt(tag(group, BITS_ALLOCATED), 1) == geometry.bitsAllocated()
                    && bit >= 0
                    && bit < geometry.bitsAllocated()
                    && (bit > geometry.highBit() || bit <= geometry.highBit() - geometry.bitsStored());
            if (inside && geometry.bitsAllocated() >= Byte.SIZE && !dataset.contains(tag(group, DATA))) {
                overlays.add(overlay(dataset, group, geometry.rows(), geometry.columns(), bits(geometry, cells, bit)));
            }
        }
        return overlays;
    }

    private static BitSet bits(FrameGeometry geometry, byte[] cells, int bit) {
        int cellBytes = geometry.bitsAllocated() / Byte.SIZE;
        int count = Math.min(geometry.pixels(), cells.length / cellBytes);
        BitSet marks = new BitSet(count);
        for (int i = 0; i < count; i++) {
            marks.set(i, (cells[i * cellBytes + bit / Byte.SIZE] >> (bit % Byte.SIZE) & 1) != 0);
        }
        return marks;
    }

    private static Overlay overlay(Attributes dataset, int group, int rows, int columns, BitSet marks) {
        int[] origin = dataset.getInts(tag(group, ORIGIN));
        boolean stated = origin.length == 2;
        return new Overlay(group, rows, columns, stated ? origin[0] : 1, stated ? origin[1] : 1, marks);
    }

    private static int tag(int group, int element) {
        return group << 16 | element;
    }

    public boolean isMarked(int row, int column) {
        return row >= 0 && row < rows && column >= 0 && column < columns && marks.get(row * columns + column);
    }
}
