package io.dayside.intake;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Messages between 0x0B and 0x1C 0x0D: HL7 v2 Minimal Lower Layer Protocol. */
final class MllpFrames {

    /** An order is a few kilobytes; documents do not come through this door. */
    static final int MAX_FRAME_BYTES = 1024 * 1024;

    /** What may lie between two frames: a line end or two from a careless sender. */
    private static final int MAX_FILLER_BYTES = 16;

    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int CARRIAGE_RETURN = 0x0D;

    private final InputStream in;

    /** @param in buffered, since it is read byte by byte */
    MllpFrames(InputStream in) {
        this.in = in;
    }

    /** The stream holds something that is no frame, or one too long; nothing after it can be trusted. */
    static final class BrokenFrame extends IOException {

        private static final long serialVersionUID = 1L;

        BrokenFrame(String message) {
            super(message);
        }
    }

    /** Waits for the beginning of the next frame; false when the sender has closed the connection between frames. */
    boolean awaitStart() throws IOException {
        for (int filler = 0; filler <= MAX_FILLER_BYTES; filler++) {
            int read = in.read();
            if (read < 0) {
                return false;
            }
            if (read == START) {
                return true;
            }
        }
        throw new BrokenFrame("no start of a frame");
    }

    /** The content of the frame that has begun. */
    byte[] content() throws IOException {
        var content = new ByteArrayOutputStream();
        for (int read = in.read(); read != END; read = in.read()) {
            if (read < 0) {
                throw new EOFException("connection closed amid a frame");
            }
            if (read == START) {
                throw new BrokenFrame("a frame begins inside a frame");
            }
            if (content.size() == MAX_FRAME_BYTES) {
                throw new BrokenFrame("longer than " + MAX_FRAME_BYTES + " bytes");
            }
            content.write(read);
        }
        if (in.read() != CARRIAGE_RETURN) {
            throw new BrokenFrame("end of frame without carriage return");
        }
        return content.toByteArray();
    }

    /** In one write, so that it travels in one segment. */
    static void write(OutputStream out, byte[] content) throws IOException {
        var frame = new ByteArrayOutputStream(content.length + 3);
        frame.write(START);
        frame.write(content);
        frame.write(END);
        frame.write(CARRIAGE_RETURN);
        frame.writeTo(out);
        out.flush();
    }
}
