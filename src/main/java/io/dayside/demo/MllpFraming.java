package io.dayside.demo;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Messages between 0x0B and 0x1C 0x0D: HL7 v2 Minimal Lower Layer Protocol. */
final class MllpFraming {

    /** A report with its PDF inside has some hundred kilobytes. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int CARRIAGE_RETURN = 0x0D;

    private MllpFraming() {}

    /** The next message; null when the peer has closed the connection between messages. */
    static byte @Nullable [] read(InputStream in) throws IOException {
        int start = in.read();
        while (start == CARRIAGE_RETURN || start == '\n') {
            start = in.read();
        }
        if (start < 0) {
            return null;
        }
        if (start != START) {
            throw new IOException("no start of a message");
        }
        var content = new ByteArrayOutputStream();
        for (int read = in.read(); read != END; read = in.read()) {
            if (read < 0) {
                throw new EOFException("connection closed amid a message");
            }
            if (content.size() == MAX_BYTES) {
                throw new IOException("message longer than 16 MiB");
            }
            content.write(read);
        }
        if (in.read() != CARRIAGE_RETURN) {
            throw new IOException("end of message without carriage return");
        }
        return content.toByteArray();
    }

    static void write(OutputStream out, byte[] message) throws IOException {
        var frame = new ByteArrayOutputStream(message.length + 3);
        frame.write(START);
        frame.write(message);
        frame.write(END);
        frame.write(CARRIAGE_RETURN);
        frame.writeTo(out);
        out.flush();
    }
}
