package io.dayside.dicom.net;

import java.io.IOException;

/** What ends a service with a failure of the standard; the peer is told, the association goes on. */
public final class DimseFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param message goes to the peer as error comment; nothing that identifies a patient */
    public DimseFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }

    DimseResponse response() {
        return DimseResponse.of(status).withComment(String.valueOf(getMessage()));
    }
}
