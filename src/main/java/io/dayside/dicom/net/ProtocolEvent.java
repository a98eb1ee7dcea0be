package io.dayside.dicom.net;

/** Events of the upper layer protocol machine in the order of PS3.8 table 9-10. */
enum ProtocolEvent {
    ASSOCIATE_REQUEST,
    TRANSPORT_CONFIRMED,
    ASSOCIATE_AC_PDU,
    ASSOCIATE_RJ_PDU,
    TRANSPORT_INDICATED,
    ASSOCIATE_RQ_PDU,
    ACCEPT,
    REJECT,
    DATA_REQUEST,
    DATA_PDU,
    RELEASE_REQUEST,
    RELEASE_RQ_PDU,
    RELEASE_RP_PDU,
    RELEASE_RESPONSE,
    ABORT_REQUEST,
    ABORT_PDU,
    TRANSPORT_CLOSED,
    ARTIM_EXPIRED,
    INVALID_PDU;

    /** The arrival of a PDU of that type. */
    static ProtocolEvent ofPdu(int type) {
        return switch (type) {
            case Pdu.ASSOCIATE_RQ -> ASSOCIATE_RQ_PDU;
            case Pdu.ASSOCIATE_AC -> ASSOCIATE_AC_PDU;
            case Pdu.ASSOCIATE_RJ -> ASSOCIATE_RJ_PDU;
            case Pdu.DATA -> DATA_PDU;
            case Pdu.RELEASE_RQ -> RELEASE_RQ_PDU;
            case Pdu.RELEASE_RP -> RELEASE_RP_PDU;
            case Pdu.ABORT -> ABORT_PDU;
            default -> INVALID_PDU;
        };
    }
}
