package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Tag;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The frames of Float or Double Float Pixel Data, PS3.3 C.7.6.24 and C.7.6.25: real numbers as they are meant, one a
 * pixel, never compressed; neither rescale nor unused bits.
 */
public final class RealFrames {

    private static final int MAX_FRAMES = 1_000_000;

    private final int frames;
    private final int rows;
    private final int columns;
    private final int cellBytes;
    private final byte[] cells;

    private RealFrames(int frames, int rows, int columns, int cellBytes, byte[] cells) {
        this.frames = frames;
        this.rows = rows;
        this.columns = columns;
        this.cellBytes = cellBytes;
        this.cells = cells;
    }

    /** Whether the object's pixels are real numbers. */
    public static boolean isIn(Attributes dataset) {
        return dataset.contains(Tag.FloatPixelData) || dataset.contains(Tag.DoubleFloatPixelData);
    }

    /** The file must have been read with its pixel data. */
    public static RealFrames of(DicomFile file) throws CannotDecode {
        Attributes dataset = file.dataset();
        boolean wide = dataset.contains(Tag.DoubleFloatPixelData);
        byte[] cells = dataset.getBytes(wide ? Tag.DoubleFloatPixelData : Tag.FloatPixelData);
        if (cells == null) {
            throw new UnsupportedPixelFormat("the object has no floating point pixel data");
        }
        int frames = dataset.getInt(Tag.NumberOfFrames, 1);
        int rows = dataset.getInt(Tag.Rows, 0);
        int columns = dataset.getInt(Tag.Columns, 0);
        if (rows < 1 || columns < 1 || rows > 0xFFFF || columns > 0xFFFF || frames < 1 || frames > MAX_FRAMES) {
            throw new BrokenFrame("rows, columns or number of frames are impossible");
        }
        if (dataset.getInt(Tag.SamplesPerPixel, 1) != 1) {
            throw new UnsupportedPixelFormat("several real numbers a pixel");
        }
        return new RealFrames(frames, rows, columns, wide ? Double.BYTES : Float.BYTES, cells);
    }

    /**
     * A frame that was read by itself, as {@link io.dayside.dicom.data.FrameStream} does.
     *
     * @param header of the object, without pixel data
     * @param stored little endian numbers of 4 or of 8 bytes
     * @return {@code rows * columns} numbers, row-major
     */
    public static double[] decode(Attributes header, byte[] stored) throws CannotDecode {
        long pixels = (long) header.getInt(Tag.Rows, 0) * header.getInt(Tag.Columns, 0);
        if (header.getInt(Tag.SamplesPerPixel, 1) != 1) {
            throw new UnsupportedPixelFormat("several real numbers a pixel");
        }
        if (stored.length != pixels * Float.BYTES && stored.length != pixels * Double.BYTES) {
            throw new BrokenFrame("the frame has not as many real numbers as pixels");
        }
        return numbers(ByteBuffer.wrap(stored), (int) pixels, stored.length == pixels * Double.BYTES);
    }

    private static double[] numbers(ByteBuffer stored, int count, boolean wide) {
        ByteBuffer buffer = stored.slice().order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = wide ? buffer.getDouble() : buffer.getFloat();
        }
        return values;
    }

    public int frames() {
        return frames;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /**
     * The frame's values.
     *
     * @param frame from 0
     * @return {@code rows * columns} numbers, row-major
     */
    public double[] decode(int frame) throws CannotDecode {
        if (frame < 0 || frame >= frames) {
            throw new IndexOutOfBoundsException("frame " + frame + " of " + frames);
        }
        long length = (long) rows * columns * cellBytes;
        if (length * (frame + 1L) > cells.length) {
            throw new BrokenFrame("pixel data end before the frame does");
        }
        ByteBuffer stored = ByteBuffer.wrap(cells, (int) (length * frame), (int) length);
        return numbers(stored, rows * columns, cellBytes == Double.BYTES);
    }
}
