package io.dayside.priors;

import java.util.List;
import java.util.Optional;

/**
 * How it stands with a study's priors.
 *
 * @param obstacle at the last try; empty where there was none
 * @param entries most relevant first
 */
public record PriorsOverview(Progress progress, Optional<PriorsObstacle> obstacle, List<Entry> entries) {

    public PriorsOverview {
        entries = List.copyOf(entries);
    }

    /** Of the search and of what follows from it. */
    public enum Progress {
        /** The hospital names no PACS for it. */
        NOT_ASKED,
        UNDER_WAY,
        DONE,
        /** Nobody tries any more, unless an order comes. */
        GIVEN_UP
    }

    /**
     * One prior.
     *
     * @param held whether the archive has objects of it, and of the same patient, so that it can be looked at
     */
    public record Entry(Prior prior, boolean held) {}
}
