package io.dayside.archive;

import io.dayside.tenancy.TenantId;

/** How far a segment that this process writes is indexed. */
final class SegmentTail {

    private static final long OPEN = Long.MAX_VALUE;

    private final TenantId tenant;
    private final String segment;
    private volatile long indexedBytes;
    private volatile long endBytes = OPEN;
    private volatile long notedBytes;
    private volatile boolean sealed;

    SegmentTail(TenantId tenant, String segment) {
        this.tenant = tenant;
        this.segment = segment;
    }

    TenantId tenant() {
        return tenant;
    }

    String segment() {
        return segment;
    }

    long indexedBytes() {
        return indexedBytes;
    }

    void indexedUpTo(long bytes) {
        indexedBytes = bytes;
    }

    void finishAt(long bytes) {
        endBytes = bytes;
    }

    /** Whether nothing will be added and all is indexed. */
    boolean finished() {
        return indexedBytes >= endBytes;
    }

    /** How far the database durably knows it to be indexed. */
    long notedBytes() {
        return notedBytes;
    }

    /** Whether the database durably knows that nothing is left to index. */
    boolean sealed() {
        return sealed;
    }

    void noted(long bytes, boolean seal) {
        notedBytes = bytes;
        sealed = seal;
    }
}
