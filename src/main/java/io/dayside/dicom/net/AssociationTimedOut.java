package io.dayside.dicom.net;

/** The peer did not answer in time. */
public final class AssociationTimedOut extends DimseException {

    AssociationTimedOut(String message) {
        super(message);
    }
}
