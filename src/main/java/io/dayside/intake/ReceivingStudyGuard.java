package io.dayside.intake;

import io.dayside.archive.StudyGuard;
import io.dayside.archive.StudyRef;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps a study that is still arriving. */
@Component
class ReceivingStudyGuard implements StudyGuard {

    private final StudyProgress progress;

    ReceivingStudyGuard(StudyProgress progress) {
        this.progress = progress;
    }

    @Override
    public Optional<String> keeps(StudyRef study) {
        return progress.find(study)
                .filter(standing -> standing.state() == StudyProgress.State.RECEIVING)
                .map(_ -> "the study is still arriving");
    }
}
