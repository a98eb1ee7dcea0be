package io.dayside.dicom.net;

import java.time.Duration;

/**
 * Bounds of an acceptor.
 *
 * @param maxAssociations at once; a further one is rejected as a local limit
 * @param maxPduBytes longest P-DATA-TF body taken, and offered
 * @param requestWait longest wait for an association request (the ARTIM timer of PS3.8 9.1.4), and for the peer to
 *     close after the end
 * @param idleWait longest wait for one PDU once associated
 * @param maxRequestBytes longest association request
 */
public record DimseOptions(
        int maxAssociations, int maxPduBytes, Duration requestWait, Duration idleWait, int maxRequestBytes) {

    private static final int DEFAULT_REQUEST_BYTES = 64 * 1024;

    public static final DimseOptions DEFAULT =
            new DimseOptions(400, 256 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(60));

    /** Smallest length that leaves room for a response in one piece. */
    private static final int MIN_PDU_BYTES = 4 * 1024;

    /** What every request begins with, PS3.8 table 9-11. */
    private static final int MIN_REQUEST_BYTES = 68;

    public DimseOptions(int maxAssociations, int maxPduBytes, Duration requestWait, Duration idleWait) {
        this(maxAssociations, maxPduBytes, requestWait, idleWait, DEFAULT_REQUEST_BYTES);
    }

    public DimseOptions {
        if (maxAssociations < 1 || maxPduBytes < MIN_PDU_BYTES) {
            throw new IllegalArgumentException("at least one association and 4 KiB");
        }
        if (maxRequestBytes < MIN_REQUEST_BYTES) {
            throw new IllegalArgumentException(
                    "an association request has %d bytes at least".formatted(MIN_REQUEST_BYTES));
        }
        if (!requestWait.isPositive() || !idleWait.isPositive()) {
            throw new IllegalArgumentException("waits must be positive");
        }
    }
}
