package io.dayside.collaboration;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.Set;

/**
 * Two who read a case independently differ and are to settle it. Published inside the transaction in which one of them
 * compared the readings or proposed a joint report.
 *
 * @param role {@link Role#JOINT} where either may propose, {@link Role#AGREEMENT} where one has
 * @param readers usernames of whose turn it is
 * @param until when a third is asked
 */
public record ReadersDiffer(CaseId id, Role role, Set<String> readers, Instant until) {

    public ReadersDiffer {
        readers = Set.copyOf(readers);
    }
}
