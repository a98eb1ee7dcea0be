package io.dayside.dicom.net;

import java.io.IOException;
import java.time.Duration;

/** Cuts a line unless closed in time. A read timeout does not bound TLS: it starts anew with each byte of a record. */
final class Deadline implements AutoCloseable {

    private final Thread guard;

    private Deadline(Thread guard) {
        this.guard = guard;
    }

    static Deadline of(Line line, Duration wait) {
        return new Deadline(Thread.ofVirtual().name("dicom-tls-guard").start(() -> cutAfter(line, wait)));
    }

    private static void cutAfter(Line line, Duration wait) {
        try {
            Thread.sleep(wait);
            line.cut();
        } catch (InterruptedException | IOException _) {
            // In time, or gone already.
        }
    }

    @Override
    public void close() {
        guard.interrupt();
    }
}
