package io.dayside.dicom.net;

import java.nio.ByteBuffer;

/** Kinds of protocol data units and those that have a fixed form, PS3.8 9.3. */
final class Pdu {

    static final int ASSOCIATE_RQ = 1;
    static final int ASSOCIATE_AC = 2;
    static final int ASSOCIATE_RJ = 3;
    static final int DATA = 4;
    static final int RELEASE_RQ = 5;
    static final int RELEASE_RP = 6;
    static final int ABORT = 7;

    static final int HEADER_BYTES = 6;

    /** PDV length, context id and message control header. */
    static final int PDV_HEADER_BYTES = 6;

    private static final int FIXED_BODY_BYTES = 4;

    private Pdu() {}

    static boolean isKnown(int type) {
        return type >= ASSOCIATE_RQ && type <= ABORT;
    }

    static byte[] reject(AssociationPolicy.Rejected rejected) {
        return fixed(ASSOCIATE_RJ, rejected.result(), rejected.source(), rejected.reason());
    }

    static byte[] releaseRequest() {
        return fixed(RELEASE_RQ, 0, 0, 0);
    }

    static byte[] releaseResponse() {
        return fixed(RELEASE_RP, 0, 0, 0);
    }

    static byte[] abort(int source, int reason) {
        return fixed(ABORT, 0, source, reason);
    }

    private static byte[] fixed(int type, int second, int third, int fourth) {
        return ByteBuffer.allocate(HEADER_BYTES + FIXED_BODY_BYTES)
                .put((byte) type)
                .put((byte) 0)
                .putInt(FIXED_BODY_BYTES)
                .put((byte) 0)
                .put((byte) second)
                .put((byte) third)
                .put((byte) fourth)
                .array();
    }
}
