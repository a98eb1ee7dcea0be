package io.dayside.dicom.net;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends PDUs, each in one write, so that none is held back between two packets. A peer that does not take a PDU within
 * the time given loses the connection.
 */
final class PduOutput implements AutoCloseable {

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);
    private static final long IDLE = 0;

    private final Line line;
    private final OutputStream out;
    private final long limitNanos;

    /** When the running write began, or {@link #IDLE}. */
    private volatile long writingSince = IDLE;

    private @Nullable Thread guard;

    PduOutput(Line line, Duration limit) throws IOException {
        this.line = line;
        this.out = line.socket().getOutputStream();
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
            while (!line.carrier().isClosed()) {
                long since = writingSince;
                if (since != IDLE && System.nanoTime() - since > limitNanos) {
                    line.cut();
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
