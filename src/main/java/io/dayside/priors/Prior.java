package io.dayside.priors;

import io.dayside.archive.StudyRef;
import java.time.LocalDate;

/**
 * An earlier study of the same patient that matters for the comparison.
 *
 * @param modality the one that it has in common with the study, else its first
 * @param region body region, as for competencies
 */
public record Prior(StudyRef ref, LocalDate date, String modality, String region, String description, State state) {

    /** Whether it can be looked at. */
    public enum State {
        /** It is still to be fetched. */
        WANTED,
        /** All that the PACS has of it is in the archive. */
        THERE,
        /** The PACS could not or would not give all of it; what it gave is in the archive. */
        INCOMPLETE
    }
}
