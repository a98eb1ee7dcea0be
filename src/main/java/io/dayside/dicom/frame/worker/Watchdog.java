package io.dayside.dicom.frame.worker;

import java.time.Duration;

/** Kills a process that takes more processor time than it may, or much more time than that. */
final class Watchdog implements AutoCloseable {

    /** A busy machine may give the process a fifth of a processor. */
    private static final int PATIENCE = 5;

    private static final Duration ROUND = Duration.ofMillis(20);

    private final Process process;
    private final Duration limit;
    private final Duration spentBefore;
    private final Thread thread;

    private Watchdog(Process process, Duration limit) {
        this.process = process;
        this.limit = limit;
        spentBefore = spent();
        thread = Thread.ofVirtual().unstarted(this::watch);
    }

    static Watchdog over(Process process, Duration limit) {
        Watchdog watchdog = new Watchdog(process, limit);
        watchdog.thread.start();
        return watchdog;
    }

    private void watch() {
        long end = System.nanoTime() + limit.multipliedBy(PATIENCE).toNanos();
        try {
            while (System.nanoTime() < end && spent().minus(spentBefore).compareTo(limit) < 0) {
                Thread.sleep(ROUND);
            }
            process.destroyForcibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration spent() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
