package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.frame.codec.FrameLimits;

/**
 * The form of the pixels, PS3.3 C.7.6.3.1, checked against itself.
 *
 * @param samplesPerPixel 1 or 3
 * @param bitsAllocated 1, 8, 16 or 32
 * @param highBit position of the most significant stored bit
 * @param planar whether colours come plane by plane rather than pixel by pixel
 * @param photometric photometric interpretation as in the object
 */
public record FrameGeometry(
        int frames,
        int rows,
        int columns,
        int samplesPerPixel,
        int bitsAllocated,
        int bitsStored,
        int highBit,
        boolean signed,
        boolean planar,
        String photometric) {

    private static final int MAX_FRAMES = 1_000_000;

    /** Reads the description; throws where it is incomplete, impossible or beyond what is understood here. */
    public static FrameGeometry of(Attributes dataset) throws CannotDecode {
        return of(dataset, FrameLimits.DEFAULT);
    }

    public static FrameGeometry of(Attributes dataset, FrameLimits limits) throws CannotDecode {
        int bitsAllocated = required(dataset, Tag.BitsAllocated);
        int bitsStored = dataset.getInt(Tag.BitsStored, bitsAllocated);
        FrameGeometry geometry = new FrameGeometry(
                dataset.getInt(Tag.NumberOfFrames, 1),
                required(dataset, Tag.Rows),
                required(dataset, Tag.Columns),
                dataset.getInt(Tag.SamplesPerPixel, 1),
                bitsAllocated,
                bitsStored,
                dataset.getInt(Tag.HighBit, bitsStored - 1),
                dataset.getInt(Tag.PixelRepresentation, 0) == 1,
                dataset.getInt(Tag.PlanarConfiguration, 0) == 1,
                dataset.getString(Tag.PhotometricInterpretation, "MONOCHROME2"));
        geometry.check(limits);
        return geometry;
    }

    private static int required(Attributes dataset, int tag) throws CannotDecode {
        int value = dataset.getInt(tag, -1);
        if (value < 0) {
            throw new UnsupportedPixelFormat("the object describes no picture: " + Tag.toString(tag) + " is missing");
        }
        return value;
    }

    private void check(FrameLimits limits) throws CannotDecode {
        if (rows < 1 || columns < 1 || rows > 0xFFFF || columns > 0xFFFF || frames < 1 || frames > MAX_FRAMES) {
            throw new BrokenFrame("rows, columns or number of frames are impossible");
        }
        if (samplesPerPixel != 1 && samplesPerPixel != 3) {
            throw new UnsupportedPixelFormat(samplesPerPixel + " samples per pixel");
        }
        if (bitsAllocated != 1 && bitsAllocated != 8 && bitsAllocated != 16 && bitsAllocated != 32) {
            throw new UnsupportedPixelFormat(bitsAllocated + " bits allocated");
        }
        if (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit < bitsStored - 1) {
            throw new BrokenFrame("bits stored or high bit do not fit into bits allocated");
        }
        if (frameBytes() > limits.maxFrameBytes()) {
            throw new UnsupportedPixelFormat("a frame of more than %d MiB".formatted(limits.maxFrameBytes() >> 20));
        }
    }

    public boolean isMonochrome() {
        return photometric.startsWith("MONOCHROME");
    }

    /** Whether the lowest value is white. */
    public boolean isInverted() {
        return photometric.equals("MONOCHROME1");
    }

    /** Pixels of one frame. */
    public int pixels() {
        return rows * columns;
    }

    /** Samples of one frame. */
    public int samples() {
        return pixels() * samplesPerPixel;
    }

    /** Whether two pixels share a pair of colour samples in native data, PS3.3 C.7.6.3.1.2. */
    boolean isSubsampled() {
        return samplesPerPixel == 3 && (photometric.equals("YBR_FULL_422") || photometric.equals("YBR_PARTIAL_422"));
    }

    /** Bytes of one native frame, rounded up to whole ones. */
    long frameBytes() {
        return (frameBits() + 7) / 8;
    }

    long frameBits() {
        long samples = (long) rows * columns * (isSubsampled() ? 2 : samplesPerPixel);
        return samples * bitsAllocated;
    }

    FrameGeometry with(boolean newPlanar, String newPhotometric) {
        return new FrameGeometry(
                frames,
                rows,
                columns,
                samplesPerPixel,
                bitsAllocated,
                bitsStored,
                highBit,
                signed,
                newPlanar,
                newPhotometric);
    }
}
