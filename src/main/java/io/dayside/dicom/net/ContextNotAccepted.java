package io.dayside.dicom.net;

import io.dayside.dicom.data.UID;

/** The peer does not take objects of that class in that transfer syntax. */
public final class ContextNotAccepted extends DimseException {

    ContextNotAccepted(String sopClassUid, String transferSyntaxUid) {
        super("peer does not take %s as %s".formatted(UID.nameOf(sopClassUid), UID.nameOf(transferSyntaxUid)));
    }
}
