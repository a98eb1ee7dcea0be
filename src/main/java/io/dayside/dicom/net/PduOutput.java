package io.dayside.dicom.net;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends PDUs, each in one write, so that none is held back between two packets. A peer that does not take a PDU within
 * the time given loses the connection.
 */
final class PduOutput implements AutoCloseable {

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);
    private static final long IDLE = 0;

    private final Socket socket;
    private final OutputStream out;
    private final long limitNanos;

    /** When the running write began, or {@link #IDLE}. */
    private volatile long writingSince = IDLE;

    private @Nullable Thread guard;

    PduOutput(Socket socket, Duration limit) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.limitNanos = limit.toNanos();
    }

    void write(byte[] pdu) throws IOException {
        write(pdu, pdu.length);
    }

    void write(byte[] pdu, int length) throws IOException {
        startGuard();
        writingSince = System.nanoTime() | 1;
        try {
            out.write(pdu, 0, length);
        } finally {
            writingSince = IDLE;
        }
    }

    private void startGuard() {
        if (guard == null) {
            guard = Thread.ofVirtual().name("dicom-write-guard").start(this::guardWrites);
        }
    }

    private void guardWrites() {
        try {
            while (!socket.isClosed()) {
                long since = writingSince;
                if (since != IDLE && System.nanoTime() - since > limitNanos) {
                    socket.close();
                }
                Thread.sleep(CHECK_INTERVAL);
            }
        } catch (InterruptedException | IOException _) {
            // Closing: nothing is left to guard.
        }
    }

    @Override
    public void close() {
        if (guard != null) {
            guard.interrupt();
        }
    }
}
