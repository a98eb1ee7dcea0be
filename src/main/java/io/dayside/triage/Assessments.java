package io.dayside.triage;

import io.dayside.archive.StudyRef;
import java.util.Optional;

/** What the models concluded. */
public interface Assessments {

    Optional<Assessment> of(StudyRef study);
}
