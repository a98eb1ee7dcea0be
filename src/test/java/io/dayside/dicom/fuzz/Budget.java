package io.dayside.dicom.fuzz;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Holds one run to bounded time and memory. */
final class Budget {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** No hang over 5 s, DCM-18. */
    private static final Duration TIME = Duration.ofSeconds(5);

    /** The catalogue's heap for fuzzing; the limits given to the readers are far below. */
    private static final long ALLOCATED_BYTES = 256L << 20;

    private Budget() {}

    static void run(FuzzTarget target, byte[] input) throws Exception {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        target.run(input);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        if (took.compareTo(TIME) > 0) {
            throw new AssertionError(target + " took " + took + " for " + input.length + " bytes");
        }
        if (allocated > ALLOCATED_BYTES) {
            throw new AssertionError(target + " allocated " + allocated + " for " + input.length + " bytes");
        }
    }
}
