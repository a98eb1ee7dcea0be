package io.dayside.priors;

import io.dayside.archive.StudyRef;
import java.io.IOException;
import java.util.List;

/** A hospital's PACS. It is believed nothing: its answers and objects are bounded in number and size. */
interface PriorSource {

    /** A patient with more studies has the newest among them, as archives list these first. */
    int MAX_STUDIES = 500;

    /** Studies of a patient. A PACS that has more than {@link #MAX_STUDIES} is not heard further. */
    List<Candidate> studies(String patientId) throws IOException;

    /** Fetches a study; what came before a failure is kept. */
    Fetched fetch(StudyRef study, PriorObjects objects) throws IOException;

    /** Counts of one retrieval. */
    record Fetched(int kept, int missing) {

        /** A PACS that cannot reach a study, or gives its objects to nobody, may call that a success without objects. */
        boolean isWhole() {
            return kept > 0 && missing == 0;
        }
    }
}
