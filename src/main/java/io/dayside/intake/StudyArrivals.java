package io.dayside.intake;

import io.dayside.archive.StudyRef;
import java.util.Optional;

/** How far the hospitals' studies have arrived. Methods join the running transaction. */
public interface StudyArrivals {

    /** Empty where nothing of the study has come. */
    Optional<StudyArrival> of(StudyRef study);

    /**
     * Makes a study complete at the word of whoever is acting.
     *
     * @return whether it was not complete before
     */
    boolean complete(StudyRef study);
}
