package io.dayside.routing.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * A waiting case as one reader sees it.
 *
 * @param behind whether it stands behind what the reader is kept for
 * @param known whether the reader has read the same patient
 * @param fit 0 to 1
 * @param headStart by how much both move it forward among its class
 */
record Candidate(Entry entry, NeedQueue queue, boolean behind, boolean known, double fit, Duration headStart)
        implements Comparable<Candidate> {

    private static final Comparator<Candidate> PLACES = Comparator.comparing(Candidate::behind)
            .thenComparing(candidate -> candidate.entry.rank())
            .thenComparing(Candidate::key)
            .thenComparing(Candidate::entry, Entry::byArrival);

    Instant key() {
        return entry.key().minus(headStart);
    }

    /** What is over its bound comes first, by arrival, whoever asks. */
    @Override
    public int compareTo(Candidate other) {
        if (entry.overBound() || other.entry.overBound()) {
            return entry.compareTo(other.entry);
        }
        return PLACES.compare(this, other);
    }
}
