package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bound on memory that hospitals share, of which none has all. Those of one hospital who wait are served in their order,
 * so that a large one has its turn; they stand before nobody of another.
 */
final class SharedMemory {

    private final int mostOfOne;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition givenBack = lock.newCondition();
    private final Map<TenantId, Integer> held = new HashMap<>();
    private final Map<TenantId, Semaphore> turns = new ConcurrentHashMap<>();
    private int left;

    /** @param mostOfOne what one hospital may hold, less than all */
    SharedMemory(int all, int mostOfOne) {
        this.left = all;
        this.mostOfOne = mostOfOne;
    }

    /**
     * @param amount at most what one hospital may hold
     * @return false if there was none for so long
     */
    boolean take(TenantId tenant, int amount, Duration longestWait) throws InterruptedException {
        long end = System.nanoTime() + longestWait.toNanos();
        var turn = turns.computeIfAbsent(tenant, _ -> new Semaphore(1, true));
        if (!turn.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            return takeInTurn(tenant, amount, end - System.nanoTime());
        } finally {
            turn.release();
        }
    }

    private boolean takeInTurn(TenantId tenant, int amount, long longestNanos) throws InterruptedException {
        long nanos = longestNanos;
        lock.lock();
        try {
            while (left < amount || held.getOrDefault(tenant, 0) + amount > mostOfOne) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = givenBack.awaitNanos(nanos);
            }
            left -= amount;
            held.merge(tenant, amount, Integer::sum);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(TenantId tenant, int amount) {
        lock.lock();
        try {
            left += amount;
            held.computeIfPresent(tenant, (_, own) -> own == amount ? null : own - amount);
            givenBack.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int left() {
        lock.lock();
        try {
            return left;
        } finally {
            lock.unlock();
        }
    }
}
