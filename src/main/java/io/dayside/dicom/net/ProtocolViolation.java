package io.dayside.dicom.net;

import java.io.IOException;

/** The peer broke PS3.8; the association is to be aborted by the service provider with that reason. */
final class ProtocolViolation extends IOException {

    /** Reasons of the service provider, PS3.8 9.3.8. */
    enum Reason {
        NOT_SPECIFIED(0),
        UNRECOGNIZED_PDU(1),
        UNEXPECTED_PDU(2),
        UNRECOGNIZED_PARAMETER(4),
        UNEXPECTED_PARAMETER(5),
        INVALID_PARAMETER(6);

        final int code;

        Reason(int code) {
            this.code = code;
        }
    }

    final transient Reason reason;

    ProtocolViolation(Reason reason, String what) {
        super(what);
        this.reason = reason;
    }
}
