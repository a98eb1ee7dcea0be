package io.dayside.dicomweb;

import java.util.concurrent.Semaphore;

/** Bounds what the values of described objects that are being made take together. Whoever has some asks for no more. */
final class ValueMemory {

    static final int BUDGET_MIB = 512;

    private static final int MIB = 1024 * 1024;

    /** The value itself, the data set that is written with it, which grows by doubling, and the copy that is read. */
    private static final int COPIES = 4;

    private final Semaphore budget = new Semaphore(BUDGET_MIB, true);

    /** Memory for values, until it is closed. */
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }

    Taken take(long valueBytes) {
        int mib = (int) Math.min(BUDGET_MIB, 1 + COPIES * valueBytes / MIB);
        budget.acquireUninterruptibly(mib);
        return () -> budget.release(mib);
    }

    int leftMib() {
        return budget.availablePermits();
    }
}
