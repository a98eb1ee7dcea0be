package io.dayside.dicom.web;

import java.io.IOException;

/** A body that is not the {@code multipart/related} that it claims to be. */
public final class BrokenMultipart extends IOException {

    private static final long serialVersionUID = 1L;

    public BrokenMultipart(String problem) {
        super(problem);
    }
}
