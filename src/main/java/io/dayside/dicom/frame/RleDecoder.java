package io.dayside.dicom.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** RLE lossless, PS3.5 Annex G: one segment for each byte of each sample, the most significant first. */
final class RleDecoder {

    private static final int HEADER_BYTES = 64;
    private static final int MAX_SEGMENTS = 15;

    private RleDecoder() {}

    static Samples decode(byte[] encoded, FrameGeometry geometry) throws CannotDecode {
        if (encoded.length < HEADER_BYTES || geometry.bitsAllocated() == 1) {
            throw new BrokenFrame("RLE header is cut short");
        }
        ByteBuffer header = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        int bytesPerSample = geometry.bitsAllocated() / 8;
        int segments = header.getInt();
        if (segments != bytesPerSample * geometry.samplesPerPixel() || segments > MAX_SEGMENTS) {
            throw new BrokenFrame("RLE segments do not match the samples");
        }
        byte[] frame = new byte[geometry.samples() * bytesPerSample];
        for (int segment = 0; segment < segments; segment++) {
            int start = header.getInt(4 + 4 * segment);
            int end = segment + 1 < segments ? header.getInt(8 + 4 * segment) : encoded.length;
            if (start < HEADER_BYTES || end < start || end > encoded.length) {
                throw new BrokenFrame("RLE segment lies outside of the frame");
            }
            int sample = segment / bytesPerSample;
            int significance = bytesPerSample - 1 - segment % bytesPerSample;
            unpack(encoded, start, end, frame, sample * bytesPerSample + significance, geometry);
        }
        return NativeDecoder.decode(frame, geometry.with(false, Colours.withoutSharing(geometry.photometric())));
    }

    /** Unpacks one byte of one sample of every pixel into its places. */
    private static void unpack(byte[] encoded, int start, int end, byte[] frame, int first, FrameGeometry geometry)
            throws CannotDecode {
        int stride = geometry.samplesPerPixel() * geometry.bitsAllocated() / 8;
        int left = geometry.pixels();
        int to = first;
        int from = start;
        while (left > 0) {
            if (from + 1 >= end) {
                throw new BrokenFrame("RLE segment ends before the frame does");
            }
            int control = encoded[from++];
            boolean run = control < 0;
            int count = Math.min(left, run ? 1 - control : 1 + control);
            if (control == Byte.MIN_VALUE) {
                continue;
            }
            if (!run && from + count > end) {
                throw new BrokenFrame("RLE segment ends before the frame does");
            }
            for (int i = 0; i < count; i++, to += stride) {
                frame[to] = run ? encoded[from] : encoded[from + i];
            }
            from += run ? 1 : count;
            left -= count;
        }
    }
}
