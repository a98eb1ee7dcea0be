package io.dayside.dicom.net;

import java.io.IOException;

/** Why an association could not be had or did not last. */
public abstract sealed class DimseException extends IOException
        permits AssociationRejected, AssociationAborted, AssociationEnded, AssociationTimedOut, ContextNotAccepted {

    DimseException(String message) {
        super(message);
    }
}
