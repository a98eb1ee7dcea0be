package io.dayside.tenancy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** New identifiers: UUIDs of version 7, ascending in time so that indexes stay dense; RFC 9562, 5.7. */
public final class Ids {

    /** Parts of a millisecond, for the twelve bits behind the version: method 3 of RFC 9562, 6.2. */
    private static final int PARTS = 4_096;

    private static final int PART_BITS = 12;
    private static final int BEHIND_MILLIS = 16;
    private static final long VERSION = 7L << PART_BITS;
    private static final long VARIANT = 2L << 62;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** When the last one was given, in parts of a millisecond since 1970. */
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    /** Greater than any that this process had before. */
    public static UUID next() {
        long now = now();
        long at = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = (at >>> PART_BITS << BEHIND_MILLIS) | VERSION | (at & (PARTS - 1));
        return new UUID(high, VARIANT | (RANDOM.nextLong() >>> 2));
    }

    private static long now() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000 * PARTS + now.getNano() * (long) PARTS / 1_000_000;
    }
}
