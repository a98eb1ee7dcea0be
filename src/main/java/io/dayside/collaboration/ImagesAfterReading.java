package io.dayside.collaboration;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.Set;

/**
 * More images of a case came after some of its readers had read it and before the last one has. Published inside the
 * transaction in which the study is complete again.
 *
 * @param readers usernames of who has read it
 */
public record ImagesAfterReading(CaseId id, Set<String> readers, Instant at) {

    public ImagesAfterReading {
        readers = Set.copyOf(readers);
    }
}
