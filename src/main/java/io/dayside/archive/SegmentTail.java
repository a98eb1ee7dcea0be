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
    private int owedRows;
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

    /** Stays where it is while an object behind it is owed its row. */
    synchronized void indexedUpTo(long bytes) {
        if (owedRows == 0) {
            indexedBytes = Math.max(indexedBytes, bytes);
        }
    }

    /** An object that was acknowledged could not be given its row. */
    synchronized void oweRow() {
        owedRows++;
    }

    /** How often that has happened since all had theirs. */
    synchronized int owedRows() {
        return owedRows;
    }

    /**
     * All up to there have their rows.
     *
     * @param owedBefore what was owed when that was begun; what came later is still owed
     */
    synchronized void givenRowsUpTo(long bytes, int owedBefore) {
        if (owedRows == owedBefore) {
            owedRows = 0;
            indexedUpTo(bytes);
        }
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
