package io.dayside.dicom.net;

import java.io.IOException;

/** What ends a service with a failure of the standard; the peer is told, the association goes on. */
public final class DimseFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int NO_ERROR_ID = 0;

    private final int status;
    private final int errorId;

    /** @param message goes to the peer as error comment; nothing that identifies a patient */
    public DimseFailure(int status, String message) {
        this(status, NO_ERROR_ID, message);
    }

    /** @param errorId of the service class, such as those of PS3.4 F.7.2.2.4 */
    public DimseFailure(int status, int errorId, String message) {
        super(message);
        this.status = status;
        this.errorId = errorId;
    }

    public int status() {
        return status;
    }

    DimseResponse response() {
        DimseResponse response = DimseResponse.of(status).withComment(String.valueOf(getMessage()));
        return errorId == NO_ERROR_ID ? response : response.withErrorId(errorId);
    }
}
