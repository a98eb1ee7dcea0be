package io.dayside.archive;

import java.io.IOException;

/** What S3 returns under a file's name is not the file. */
final class AlteredCopy extends IOException {

    private static final long serialVersionUID = 1L;

    AlteredCopy(String file) {
        super("the copy of %s in S3 is not the file".formatted(file));
    }
}
