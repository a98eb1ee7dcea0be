package io.dayside.archive;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The memory in which objects arrive: a fixed number of equal chunks for all senders together. */
final class ChunkPool {

    static final int CHUNK_BYTES = 256 * 1024;

    private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left;

    ChunkPool(int chunks) {
        this.left = new AtomicInteger(chunks);
    }

    /** A chunk with whatever was in it, or null when all are taken. */
    byte @Nullable [] take() {
        if (left.getAndUpdate(count -> Math.max(0, count - 1)) == 0) {
            return null;
        }
        var chunk = free.poll();
        return chunk == null ? new byte[CHUNK_BYTES] : chunk;
    }

    void giveBack(byte[] chunk) {
        free.add(chunk);
        left.incrementAndGet();
    }

    int left() {
        return left.get();
    }
}
