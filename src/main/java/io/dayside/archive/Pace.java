package io.dayside.archive;

import java.time.Duration;
import java.util.function.LongSupplier;

/** So many a minute: what was not used is saved up for one minute. */
final class Pace {

    private static final double MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private double saved = Double.POSITIVE_INFINITY;
    private long lastNanos;

    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong();
    }

    /** Whether one more may come now; counts it if so. */
    synchronized boolean allows(int perMinute) {
        save(perMinute);
        if (saved < 1) {
            return false;
        }
        saved -= 1;
        return true;
    }

    /** Whether so many might come now; counts none. */
    synchronized boolean hasSaved(double count, int perMinute) {
        save(perMinute);
        return saved >= count;
    }

    private void save(int perMinute) {
        long now = nanoTime.getAsLong();
        saved = Math.min(perMinute, saved + (now - lastNanos) / MINUTE_NANOS * perMinute);
        lastNanos = now;
    }
}
