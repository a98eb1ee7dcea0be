package io.dayside.dicom.net;

import org.jspecify.annotations.Nullable;

/** The association is used after its end; the message says why it ended, and the cause is what ended it, if anything. */
public final class AssociationEnded extends DimseException {

    AssociationEnded(String why, @Nullable Throwable cause) {
        super("the association has ended: " + why);
        initCause(cause);
    }
}
