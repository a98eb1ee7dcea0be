package io.dayside.dicom.frame.worker;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.ByteCursor;
import io.dayside.dicom.frame.codec.Expected;
import java.util.Arrays;

/**
 * What a JPEG 2000 codestream says of itself in its SIZ segment, ISO 15444-1 A.5.1.
 *
 * @param bytes from SOC on; boxes around it are gone
 * @param bits precision of all components
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Codestream(byte[] bytes, int bits, boolean signed) {

    private static final int SIZE = 0x51;
    /** Steps of one pixel, across and down. */
    private static final int FULL_SAMPLING = 0x0101;

    private static final int MAX_TILES = 65535;

    /** Finds the codestream and checks that it is of the expected size, before any decoder sees it. */
    static Codestream find(byte[] frame, Expected expected) throws BrokenStream {
        int start = start(frame);
        byte[] bytes = start == 0 ? frame : Arrays.copyOfRange(frame, start, frame.length);
        ByteCursor in = new ByteCursor(bytes);
        in.moveTo(3);
        if (in.u8() != SIZE) {
            throw new BrokenStream("JPEG 2000 codestream does not start with its size");
        }
        return read(bytes, in.segment(), expected);
    }

    private static int start(byte[] frame) throws BrokenStream {
        for (int at = 0; at + 3 < frame.length; at++) {
            boolean found = frame[at] == (byte) 0xFF
                    && frame[at + 1] == 0x4F
                    && frame[at + 2] == (byte) 0xFF
                    && frame[at + 3] == SIZE;
            if (found) {
                return at;
            }
        }
        throw new BrokenStream("frame is no JPEG 2000 codestream");
    }

    private static Codestream read(byte[] bytes, ByteCursor in, Expected expected) throws BrokenStream {
        in.u16();
        long width = u32(in);
        long height = u32(in);
        long left = u32(in);
        long top = u32(in);
        long tileWidth = u32(in);
        long tileHeight = u32(in);
        long tileLeft = u32(in);
        long tileTop = u32(in);
        int components = in.u16();
        long rows = height - top;
        long columns = width - left;
        if (rows < 1 || rows > 65535 || columns < 1 || columns > 65535) {
            throw new BrokenStream("JPEG 2000 stream is of another size than the object states");
        }
        expected.check((int) rows, (int) columns, components);
        boolean tiled = tileWidth > 0
                && tileHeight > 0
                && tileLeft <= left
                && tileTop <= top
                && tiles(width - tileLeft, tileWidth) * tiles(height - tileTop, tileHeight) <= MAX_TILES;
        if (!tiled) {
            throw new BrokenStream("JPEG 2000 tiles are impossible");
        }
        return of(bytes, in, components);
    }

    private static Codestream of(byte[] bytes, ByteCursor in, int components) throws BrokenStream {
        int precision = in.u8();
        boolean alike = in.u16() == FULL_SAMPLING;
        for (int component = 1; component < components; component++) {
            alike &= in.u8() == precision && in.u16() == FULL_SAMPLING;
        }
        int bits = (precision & 0x7F) + 1;
        if (!alike || bits > 16) {
            throw new BrokenStream("JPEG 2000 with unlike components or more than 16 bits is not read");
        }
        return new Codestream(bytes, bits, (precision & 0x80) != 0);
    }

    private static long tiles(long extent, long size) {
        return (extent + size - 1) / size;
    }

    private static long u32(ByteCursor in) throws BrokenStream {
        return ((long) in.u16() << 16) | in.u16();
    }
}
