package io.dayside.triage;

import io.dayside.archive.StudyRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the models concluded on a study.
 *
 * @param reason why it was not assessed, in plain words; empty otherwise
 * @param finishedAt when the models were done; absent while they are not
 */
public record Assessment(
        StudyRef study,
        Status status,
        String reason,
        List<ModelFinding> findings,
        @Nullable Instant finishedAt) {

    /** One of which nobody knows when it was done. */
    public Assessment(StudyRef study, Status status, String reason, List<ModelFinding> findings) {
        this(study, status, reason, findings, null);
    }

    public enum Status {
        QUEUED,
        RUNNING,
        DONE,
        NOT_ASSESSED,
        FAILED
    }
}
