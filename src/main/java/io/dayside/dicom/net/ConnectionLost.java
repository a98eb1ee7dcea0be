package io.dayside.dicom.net;

import java.io.EOFException;
import java.io.IOException;

/** The connection ended amid a data set. No EOFException, which a reader might take for the data set's end. */
final class ConnectionLost extends IOException {

    ConnectionLost(EOFException cause) {
        super("connection closed amid a data set", cause);
    }
}
