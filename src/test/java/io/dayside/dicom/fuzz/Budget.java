package io.dayside.dicom.fuzz;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Holds one run to bounded time and memory. */
final class Budget {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** No hang over 5 s of processor time, DCM-18; a busy machine does not count. */
    private static final Duration TIME = Duration.ofSeconds(5);

    /** The catalogue's heap for fuzzing; the limits given to the readers are far below. */
    private static final long ALLOCATED_BYTES = 256L << 20;

    private Budget() {}

    private record Used(Duration time, long bytes) {

        boolean isTooMuch() {
            return time.compareTo(TIME) > 0 || bytes > ALLOCATED_BYTES;
        }
    }

    /** Measures a second time before it complains: the first may have loaded and instrumented classes. */
    static void run(FuzzTarget target, byte[] input) throws Exception {
        if (!measured(target, input).isTooMuch()) {
            return;
        }
        Used again = measured(target, input);
        if (again.isTooMuch()) {
            throw new AssertionError("%s took %s and %d bytes for an input of %d"
                    .formatted(target, again.time(), again.bytes(), input.length));
        }
    }

    private static Used measured(FuzzTarget target, byte[] input) throws Exception {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        target.run(input);
        return new Used(
                Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start),
                THREADS.getCurrentThreadAllocatedBytes() - allocated);
    }
}
