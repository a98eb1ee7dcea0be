package io.dayside.archive;

import java.io.IOException;

/** The object store or its index could not take something: disk full, no rights, device or database gone. */
final class StorageFailure extends IOException {

    private static final long serialVersionUID = 1L;

    StorageFailure(Throwable cause) {
        super("object store: " + cause.getClass().getSimpleName(), cause);
    }

    static StorageFailure of(Throwable cause) {
        return cause instanceof StorageFailure failure ? failure : new StorageFailure(cause);
    }
}
