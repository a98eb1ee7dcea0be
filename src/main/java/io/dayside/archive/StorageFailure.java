package io.dayside.archive;

import java.io.IOException;

/** The object store could not take a byte or a name: disk full, no rights, device gone. */
final class StorageFailure extends IOException {

    private static final long serialVersionUID = 1L;

    StorageFailure(IOException cause) {
        super("object store: " + cause.getClass().getSimpleName(), cause);
    }
}
