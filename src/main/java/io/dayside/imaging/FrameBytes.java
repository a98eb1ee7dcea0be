package io.dayside.imaging;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.Rendering;
import io.dayside.dicom.frame.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A decoded frame as it travels: exact stored values, row-major, colours interleaved, little endian above 8 bits. */
final class FrameBytes {

    private FrameBytes() {}

    /**
     * @param header of the object, for its palette
     * @return {@code rows * columns} values of one byte where at most 8 bits are stored, otherwise of two; three bytes
     *     a pixel for colour
     */
    static byte[] of(Samples decoded, Attributes header) throws CannotDecode {
        var samples = decoded.photometric().equals("PALETTE COLOR") ? Rendering.applyPalette(decoded, header) : decoded;
        return samples.bitsStored() > 8 ? words(samples) : bytes(samples);
    }

    private static byte[] bytes(Samples samples) {
        if (samples instanceof Samples.Bytes stored) {
            return stored.values();
        }
        var bytes = new byte[samples.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) samples.get(i);
        }
        return bytes;
    }

    private static byte[] words(Samples samples) {
        var buffer = ByteBuffer.allocate(samples.size() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (samples instanceof Samples.Shorts stored) {
            buffer.asShortBuffer().put(stored.values());
            return buffer.array();
        }
        for (int i = 0; i < samples.size(); i++) {
            buffer.putShort((short) samples.get(i));
        }
        return buffer.array();
    }
}
