package io.dayside.intake;

import io.dayside.archive.StudyRef;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class ArrivalDesk implements StudyArrivals {

    private final StudyProgress progress;
    private final PerformedSteps steps;
    private final Completeness completeness;

    ArrivalDesk(StudyProgress progress, PerformedSteps steps, Completeness completeness) {
        this.progress = progress;
        this.steps = steps;
        this.completeness = completeness;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<StudyArrival> of(StudyRef study) {
        return progress.find(study)
                .map(standing -> new StudyArrival(
                        study,
                        standing.state() == StudyProgress.State.RECEIVING,
                        standing.round(),
                        standing.completedAt(),
                        standing.because(),
                        standing.reopenedAt(),
                        steps.of(study)));
    }

    @Override
    @Transactional
    public boolean complete(StudyRef study) {
        return completeness.completeNow(study, CompletedBecause.EXPLICIT_CALL);
    }
}
