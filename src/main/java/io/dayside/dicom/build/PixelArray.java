package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Samples of one picture, row by row; the image pixel module, PS3.3 C.7.6.3. Arrays are not copied. */
public final class PixelArray {

    private final int rows;
    private final int columns;
    private final int samplesPerPixel;
    private final int bitsStored;
    private final boolean signed;
    private final byte[] bytes;

    private PixelArray(int rows, int columns, int samplesPerPixel, int bitsStored, boolean signed, byte[] bytes) {
        int sampleBytes = bitsStored > Byte.SIZE ? Short.BYTES : 1;
        if (rows < 1 || rows > 0xFFFF || columns < 1 || columns > 0xFFFF) {
            throw new IllegalArgumentException("rows and columns are 1 to 65535");
        }
        if (bytes.length != (long) rows * columns * samplesPerPixel * sampleBytes) {
            throw new IllegalArgumentException(
                    "%d by %d pixels do not have %d bytes".formatted(rows, columns, bytes.length));
        }
        this.rows = rows;
        this.columns = columns;
        this.samplesPerPixel = samplesPerPixel;
        this.bitsStored = bitsStored;
        this.signed = signed;
        this.bytes = bytes;
    }

    /** @param samples {@code rows * columns}, 0 black to 255 white */
    public static PixelArray grey8(int rows, int columns, byte[] samples) {
        return new PixelArray(rows, columns, 1, Byte.SIZE, false, samples);
    }

    /**
     * @param samples {@code rows * columns}, the lowest black
     * @param bitsStored 9 to 16 that are used
     */
    public static PixelArray grey16(int rows, int columns, short[] samples, int bitsStored, boolean signed) {
        if (bitsStored <= Byte.SIZE || bitsStored > Short.SIZE) {
            throw new IllegalArgumentException("9 to 16 bits are stored in 16, not " + bitsStored);
        }
        ByteBuffer buffer = ByteBuffer.allocate(samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asShortBuffer().put(samples);
        return new PixelArray(rows, columns, 1, bitsStored, signed, buffer.array());
    }

    /** @param samples {@code rows * columns * 3}, red, green, blue of each pixel */
    public static PixelArray rgb(int rows, int columns, byte[] samples) {
        return new PixelArray(rows, columns, 3, Byte.SIZE, false, samples);
    }

    boolean isColour() {
        return samplesPerPixel == 3;
    }

    int bitsStored() {
        return bitsStored;
    }

    boolean isSigned() {
        return signed;
    }

    void addTo(Attributes dataset) {
        dataset.setInt(Tag.SamplesPerPixel, VR.US, samplesPerPixel)
                .setString(Tag.PhotometricInterpretation, VR.CS, isColour() ? "RGB" : "MONOCHROME2")
                .setInt(Tag.Rows, VR.US, rows)
                .setInt(Tag.Columns, VR.US, columns)
                .setInt(Tag.BitsAllocated, VR.US, bitsStored > Byte.SIZE ? Short.SIZE : Byte.SIZE)
                .setInt(Tag.BitsStored, VR.US, bitsStored)
                .setInt(Tag.HighBit, VR.US, bitsStored - 1)
                .setInt(Tag.PixelRepresentation, VR.US, signed ? 1 : 0)
                .setBytes(Tag.PixelData, bitsStored > Byte.SIZE ? VR.OW : VR.OB, bytes);
        if (isColour()) {
            dataset.setInt(Tag.PlanarConfiguration, VR.US, 0);
        }
    }
}
