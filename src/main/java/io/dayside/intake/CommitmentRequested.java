package io.dayside.intake;

import io.dayside.archive.StudyRef;
import java.time.Instant;
import java.util.Set;

/**
 * A sender asked for storage commitment of objects of this study, PS3.4 Annex J. Senders do so when they have sent all that
 * they have of it, so that it is a sign that the study is complete; but only what this sender has, and a sender may ask
 * for each series by itself. Published within the transaction that keeps the request, once for each study it refers to,
 * before it is known whether the objects are safe.
 *
 * @param sopInstanceUids all that the request refers to, of whichever study, held or not
 * @param at when it was asked
 */
public record CommitmentRequested(StudyRef study, Set<String> sopInstanceUids, Instant at) {

    public CommitmentRequested {
        sopInstanceUids = Set.copyOf(sopInstanceUids);
    }
}
