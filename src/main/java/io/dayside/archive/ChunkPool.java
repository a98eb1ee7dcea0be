package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The memory in which objects arrive: a fixed number of equal chunks for all senders together. The last quarter is for
 * tenants that hold less than a quarter, so that no transfer keeps another hospital's objects out of it.
 */
final class ChunkPool {

    static final int CHUNK_BYTES = 256 * 1024;

    private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final Map<TenantId, Integer> held = new HashMap<>();
    private final int quarter;
    private int left;

    ChunkPool(int chunks) {
        this.left = chunks;
        this.quarter = chunks / 4;
    }

    /** A chunk with whatever was in it, or null when none is left for the tenant. */
    byte @Nullable [] take(TenantId tenant) {
        synchronized (held) {
            int own = held.getOrDefault(tenant, 0);
            if (left == 0 || (left <= quarter && own >= quarter)) {
                return null;
            }
            left--;
            held.put(tenant, own + 1);
        }
        var chunk = free.poll();
        return chunk == null ? new byte[CHUNK_BYTES] : chunk;
    }

    void giveBack(TenantId tenant, byte[] chunk) {
        free.add(chunk);
        synchronized (held) {
            left++;
            held.computeIfPresent(tenant, (_, own) -> own == 1 ? null : own - 1);
        }
    }

    /** Whether more than half is taken. */
    boolean isShort() {
        return left() < 2 * quarter;
    }

    int left() {
        synchronized (held) {
            return left;
        }
    }
}
