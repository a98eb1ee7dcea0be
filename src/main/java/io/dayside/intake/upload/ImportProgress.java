package io.dayside.intake.upload;

import java.util.concurrent.atomic.AtomicInteger;

/** How far the import of one file is, and whether it is to stop. */
final class ImportProgress {

    private final AtomicInteger looked = new AtomicInteger();
    private volatile boolean cancelled;

    void lookedAtOne() {
        looked.incrementAndGet();
    }

    /** Files looked at, those of an archive one by one. */
    int looked() {
        return looked.get();
    }

    void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }
}
