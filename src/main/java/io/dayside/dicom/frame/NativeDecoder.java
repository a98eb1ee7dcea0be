package io.dayside.dicom.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Little endian bytes to samples, PS3.5 8.1 and 8.2. */
final class NativeDecoder {

    private NativeDecoder() {}

    /** Decodes exactly one frame; longer data are cut, shorter ones refused. */
    static Samples decode(byte[] frame, FrameGeometry geometry) throws CannotDecode {
        if (frame.length < geometry.frameBytes()) {
            throw new BrokenFrame("pixel data end before the frame does");
        }
        checkSharing(geometry);
        return switch (geometry.bitsAllocated()) {
            case 1 -> decodeBits(frame, 0, geometry);
            case 8 -> decodeBytes(frame, geometry);
            case 16 -> new Samples.Shorts(shape(geometry), shorts(frame, geometry));
            default -> new Samples.Ints(shape(geometry), ints(frame, geometry));
        };
    }

    private static void checkSharing(FrameGeometry geometry) throws CannotDecode {
        if (geometry.isSubsampled() && (geometry.bitsAllocated() != Byte.SIZE || geometry.columns() % 2 != 0)) {
            throw new UnsupportedPixelFormat("shared colours of odd columns or of other than 8 bits");
        }
    }

    /** Frames of single bits, least significant first, follow each other without padding. */
    static Samples decodeBits(byte[] pixelData, int frame, FrameGeometry geometry) throws CannotDecode {
        return decodeBitsFrom(pixelData, geometry.frameBits() * frame, geometry);
    }

    static Samples decodeBitsFrom(byte[] pixelData, long firstBit, FrameGeometry geometry) throws CannotDecode {
        checkSharing(geometry);
        if ((firstBit + geometry.frameBits() + 7) / 8 > pixelData.length) {
            throw new BrokenFrame("pixel data end before the frame does");
        }
        byte[] values = new byte[geometry.samples()];
        for (int i = 0; i < values.length; i++) {
            long bit = firstBit + i;
            values[i] = (byte) (pixelData[(int) (bit / 8)] >> (bit % 8) & 1);
        }
        return new Samples.Bytes(shape(geometry), values);
    }

    static Samples.Shape shape(FrameGeometry geometry) {
        return new Samples.Shape(
                geometry.rows(),
                geometry.columns(),
                geometry.samplesPerPixel(),
                geometry.signed(),
                geometry.bitsStored(),
                geometry.photometric());
    }

    private static Samples decodeBytes(byte[] frame, FrameGeometry geometry) {
        byte[] values = new byte[geometry.samples()];
        if (geometry.isSubsampled()) {
            Colours.spreadChroma(frame, values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) stored(frame[i], geometry);
            }
        }
        byte[] interleaved = geometry.planar() && !geometry.isSubsampled() ? interleave(values, geometry) : values;
        return Colours.toRgb(new Samples.Bytes(shape(geometry), interleaved));
    }

    private static byte[] interleave(byte[] planes, FrameGeometry geometry) {
        byte[] pixels = new byte[planes.length];
        for (int i = 0; i < planes.length; i++) {
            pixels[interleavedIndex(i, geometry)] = planes[i];
        }
        return pixels;
    }

    private static short[] shorts(byte[] frame, FrameGeometry geometry) {
        ByteBuffer buffer = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        short[] values = new short[geometry.samples()];
        for (int i = 0; i < values.length; i++) {
            int index = geometry.planar() ? interleavedIndex(i, geometry) : i;
            values[index] = (short) stored(buffer.getShort(i * Short.BYTES), geometry);
        }
        return values;
    }

    private static int[] ints(byte[] frame, FrameGeometry geometry) {
        ByteBuffer buffer = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int[] values = new int[geometry.samples()];
        for (int i = 0; i < values.length; i++) {
            int index = geometry.planar() ? interleavedIndex(i, geometry) : i;
            values[index] = stored(buffer.getInt(i * Integer.BYTES), geometry);
        }
        return values;
    }

    private static int interleavedIndex(int planarIndex, FrameGeometry geometry) {
        int plane = planarIndex / geometry.pixels();
        return planarIndex % geometry.pixels() * geometry.samplesPerPixel() + plane;
    }

    /** The stored bits alone, sign extended where the samples are signed. */
    private static int stored(int cell, FrameGeometry geometry) {
        int up = Integer.SIZE - 1 - geometry.highBit();
        int down = Integer.SIZE - geometry.bitsStored();
        return geometry.signed() ? cell << up >> down : cell << up >>> down;
    }
}
