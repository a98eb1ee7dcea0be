package io.dayside.archive;

import java.util.Optional;

/** Implemented by rooms that rely on a study's pictures staying as they are. Asked within the deciding transaction. */
public interface ReplacementGuard {

    /** In plain words why a picture of the study may not be replaced by another; empty where it may. */
    Optional<String> objectionToReplacing(StudyRef study);
}
