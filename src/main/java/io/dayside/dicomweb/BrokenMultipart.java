package io.dayside.dicomweb;

import java.io.IOException;

/** A body that is not the {@code multipart/related} that it claims to be. */
final class BrokenMultipart extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenMultipart(String problem) {
        super(problem);
    }
}
