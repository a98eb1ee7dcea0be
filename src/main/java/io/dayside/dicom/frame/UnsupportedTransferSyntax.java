package io.dayside.dicom.frame;

import io.dayside.dicom.data.UID;

/** There is no decoder here for the compression. */
public final class UnsupportedTransferSyntax extends CannotDecode {

    private final String uid;

    UnsupportedTransferSyntax(String uid) {
        super("no decoder for " + UID.nameOf(uid));
        this.uid = uid;
    }

    public String uid() {
        return uid;
    }
}
