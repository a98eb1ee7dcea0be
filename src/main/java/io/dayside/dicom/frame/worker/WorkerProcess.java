package io.dayside.dicom.frame.worker;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.Expected;
import io.dayside.dicom.frame.codec.Picture;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One running decoder process, seen from the server. Once it has failed it is dead. */
final class WorkerProcess implements AutoCloseable {

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;

    private WorkerProcess(Process process) {
        this.process = process;
        in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 64 * 1024));
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 64 * 1024));
    }

    /** Starts a process and waits until it is ready. */
    static WorkerProcess start(List<String> command, Duration limit) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        WorkerProcess worker = new WorkerProcess(process);
        try (Watchdog _ = Watchdog.over(process, limit)) {
            if (worker.in.readUnsignedByte() != DecoderWorker.DONE) {
                throw new IOException("decoder process is not ready");
            }
            return worker;
        } catch (IOException e) {
            worker.close();
            throw e;
        }
    }

    /** Whether it still runs; it may have been killed while it waited. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Completes when the process has ended and counts as such. */
    CompletableFuture<?> end() {
        return process.onExit();
    }

    /** This Java runtime and class path with a main class of the kernel. */
    static List<String> command(Class<?> mainClass, int heapMib) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass.getName()));
        return command;
    }

    /**
     * Decodes one frame; throws {@link IOException} when the process died over it.
     *
     * @param limit of processor time
     */
    Picture decode(byte[] stream, Expected expected, Duration limit) throws IOException, BrokenStream {
        try (Watchdog _ = Watchdog.over(process, limit)) {
            out.writeInt(expected.rows());
            out.writeInt(expected.columns());
            out.writeInt(expected.components());
            out.writeInt(stream.length);
            out.write(stream);
            out.flush();
            return answer(expected);
        }
    }

    private Picture answer(Expected expected) throws IOException, BrokenStream {
        if (in.readUnsignedByte() == DecoderWorker.REFUSED) {
            throw new BrokenStream(in.readUTF());
        }
        int bits = in.readUnsignedByte();
        if (bits < 1 || bits > 16 || in.readInt() != expected.samples()) {
            throw new IOException("decoder process answers out of order");
        }
        short[] samples = new short[expected.samples()];
        byte[] part = new byte[32 * 1024];
        for (int at = 0; at < samples.length; ) {
            int count = Math.min(samples.length - at, part.length / Short.BYTES);
            in.readFully(part, 0, count * Short.BYTES);
            ByteBuffer.wrap(part).asShortBuffer().get(samples, at, count);
            at += count;
        }
        return new Picture(expected.rows(), expected.columns(), expected.components(), bits, samples);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
