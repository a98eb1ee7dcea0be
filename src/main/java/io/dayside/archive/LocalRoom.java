package io.dayside.archive;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether local files may have grown beyond their bound since they were last added up, told by what was taken of the disk
 * meanwhile. Whoever else writes there makes it say so too early; who deletes there, too late, by an hour at most.
 */
final class LocalRoom {

    private static final long KNOWN_FOR_NANOS = Duration.ofHours(1).toNanos();

    private final Usable usable;
    private final LongSupplier nanoTime;
    private boolean known;
    private long roomBytes;
    private long usableBytes;
    private long atNanos;

    /** Bytes that are left on the disk. */
    interface Usable {
        long bytes() throws IOException;
    }

    LocalRoom(Usable usable, LongSupplier nanoTime) {
        this.usable = usable;
        this.nanoTime = nanoTime;
    }

    /** @param newRoomBytes what the files may still grow by, now that they were added up */
    void isKnown(long newRoomBytes) throws IOException {
        known = true;
        roomBytes = newRoomBytes;
        usableBytes = usable.bytes();
        atNanos = nanoTime.getAsLong();
    }

    boolean mayBeUsedUp() throws IOException {
        return !known
                || roomBytes <= 0
                || nanoTime.getAsLong() - atNanos > KNOWN_FOR_NANOS
                || usableBytes - usable.bytes() >= roomBytes / 2;
    }
}
