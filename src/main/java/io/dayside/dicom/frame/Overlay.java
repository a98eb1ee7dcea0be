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
 * @param frames how many planes of marks, one for each frame of the picture; 0 if one plane is for all of them
 * @param firstFrame which frame of the picture the first plane is for, from 0
 * @param marks set bits at {@code row * columns + column}, plane after plane
 */
public record Overlay(
        int group, int rows, int columns, int originRow, int originColumn, int frames, int firstFrame, BitSet marks) {

    /** Bits of all planes have an index that is an int. */
    private static final int MAX_BYTES = Integer.MAX_VALUE / Byte.SIZE;

    private static final int FIRST_GROUP = 0x6000;
    private static final int LAST_GROUP = 0x601E;
    private static final int ROWS = 0x0010;
    private static final int COLUMNS = 0x0011;
    private static final int NUMBER_OF_FRAMES = 0x0015;
    private static final int ORIGIN = 0x0050;
    private static final int FRAME_ORIGIN = 0x0051;
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
                if (data.length > MAX_BYTES) {
                    throw new UnsupportedPixelFormat("an overlay of more than 256 MiB");
                }
                Overlay overlay = overlay(dataset, group, rows, columns, BitSet.valueOf(data));
                if ((double) rows * columns * Math.max(overlay.frames, 1) > (double) data.length * Byte.SIZE) {
                    throw new BrokenFrame("overlay data end before the overlay does");
                }
                overlays.add(overlay);
            }
        }
        return overlays;
    }

    /**
     * One frame's overlays in bits of the pixels that hold no sample, as objects before 2004 have them; of native data
     * alone.
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
                BitSet marks = bits(geometry, cells, bit);
                overlays.add(new Overlay(group, geometry.rows(), geometry.columns(), 1, 1, 0, 0, marks));
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
        return new Overlay(
                group,
                rows,
                columns,
                stated ? origin[0] : 1,
                stated ? origin[1] : 1,
                Math.max(dataset.getInt(tag(group, NUMBER_OF_FRAMES), 0), 0),
                Math.max(dataset.getInt(tag(group, FRAME_ORIGIN), 1) - 1, 0),
                marks);
    }

    private static int tag(int group, int element) {
        return group << 16 | element;
    }

    /** Whether the overlay belongs to that frame of the picture, from 0. */
    public boolean isOn(int frame) {
        return frames == 0 || (frame >= firstFrame && frame - firstFrame < frames);
    }

    /**
     * Whether the pixel of the picture is under a mark.
     *
     * @param frame from 0
     * @param row of the picture, from 0
     * @param column of the picture, from 0
     */
    public boolean isMarked(int frame, int row, int column) {
        int ownRow = row - (originRow - 1);
        int ownColumn = column - (originColumn - 1);
        if (!isOn(frame) || ownRow < 0 || ownRow >= rows || ownColumn < 0 || ownColumn >= columns) {
            return false;
        }
        long plane = frames == 0 ? 0 : frame - firstFrame;
        return marks.get(Math.toIntExact((plane * rows + ownRow) * columns + ownColumn));
    }
}
