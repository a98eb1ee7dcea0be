package io.dayside.dicom.net;

import java.io.IOException;

/** A query has more matches than are to be kept. */
public final class TooManyMatches extends IOException {

    private static final long serialVersionUID = 1L;

    TooManyMatches(int maxMatches) {
        super("query has more than %d matches, or more than %d MiB of them; narrow it, or take them one by one"
                .formatted(maxMatches, MatchList.MAX_BYTES / MatchList.MIB));
    }
}
