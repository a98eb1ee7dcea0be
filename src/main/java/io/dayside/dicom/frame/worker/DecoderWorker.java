package io.dayside.dicom.frame.worker;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.Expected;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;

/**
 * Main class of the decoder process: reads requests from its input and answers each, until the input ends.
 *
 * <p>Request: rows, columns, components, length (4 bytes each), stream. Answer: 0, bits of a sample,
 * length, samples of 2 bytes; or 1 and a message. All numbers are big endian. One 0 goes ahead when the process is ready.
 */
public final class DecoderWorker {

    static final int DONE = 0;
    static final int REFUSED = 1;

    private final DataInputStream in;
    private final DataOutputStream out;

    private DecoderWorker(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        new DecoderWorker(
                        new DataInputStream(new BufferedInputStream(System.in)),
                        new DataOutputStream(new BufferedOutputStream(answers, 64 * 1024)))
                .run();
    }

    private void run() throws IOException {
        Jpeg2000Decoder.prepare();
        out.write(DONE);
        out.flush();
        while (true) {
            try {
                answer();
            } catch (EOFException _) {
                return;
            }
            out.flush();
        }
    }

    private void answer() throws IOException {
        Expected expected = new Expected(in.readInt(), in.readInt(), in.readInt());
        byte[] stream = new byte[in.readInt()];
        in.readFully(stream);
        try {
            Codestream codestream = Codestream.find(stream, expected);
            short[] samples = Jpeg2000Decoder.decode(codestream, expected.components());
            if (samples.length != expected.samples()) {
                throw new BrokenStream("JPEG 2000 codestream decodes to another size than it states");
            }
            write(codestream.bits(), samples);
        } catch (BrokenStream e) {
            out.write(REFUSED);
            out.writeUTF(String.valueOf(e.getMessage()));
        }
    }

    private void write(int bits, short[] samples) throws IOException {
        out.write(DONE);
        out.write(bits);
        out.writeInt(samples.length);
        ByteBuffer buffer = ByteBuffer.allocate(32 * 1024);
        for (int at = 0; at < samples.length; ) {
            int count = Math.min(samples.length - at, buffer.capacity() / Short.BYTES);
            buffer.asShortBuffer().put(samples, at, count);
            out.write(buffer.array(), 0, count * Short.BYTES);
            at += count;
        }
    }
}
