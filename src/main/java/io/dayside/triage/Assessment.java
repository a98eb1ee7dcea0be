package io.dayside.triage;

import io.dayside.archive.StudyRef;
import java.util.List;

/**
 * What the models concluded on a study.
 *
 * @param reason why it was not assessed, in plain words; empty otherwise
 */
public record Assessment(StudyRef study, Status status, String reason, List<ModelFinding> findings) {

    public enum Status {
        QUEUED,
        RUNNING,
        DONE,
        NOT_ASSESSED,
        FAILED
    }
}
