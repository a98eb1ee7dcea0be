package io.dayside.intake;

import io.dayside.archive.Archive;
import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Service
class ArrivalDesk implements StudyArrivals {

    private final StudyProgress progress;
    private final PerformedSteps steps;
    private final ReceivingStudies receiving;
    private final Completeness completeness;
    private final Archive archive;
    private final TransactionTemplate transaction;

    ArrivalDesk(
            StudyProgress progress,
            PerformedSteps steps,
            ReceivingStudies receiving,
            Completeness completeness,
            Archive archive,
            PlatformTransactionManager transactions) {
        this.archive = archive;
        this.transaction = new TransactionTemplate(transactions);
        this.progress = progress;
        this.steps = steps;
        this.receiving = receiving;
        this.completeness = completeness;
    }

    @Override
    public Optional<StudyArrival> of(StudyRef study) {
        archive.settle(study.tenant());
        return Objects.requireNonNull(transaction.execute(_ -> find(study)));
    }

    private Optional<StudyArrival> find(StudyRef study) {
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
    public List<ReceivingStudy> receiving(Set<TenantId> hospitals, int limit) {
        hospitals.forEach(archive::settle);
        return Objects.requireNonNull(transaction.execute(_ -> receiving.longestSilent(hospitals, limit)));
    }

    @Override
    public Optional<ReceivingStudy> receiving(StudyRef study) {
        archive.settle(study.tenant());
        return Objects.requireNonNull(transaction.execute(_ -> receiving.of(study)));
    }

    @Override
    public boolean complete(StudyRef study) {
        archive.settle(study.tenant());
        return Boolean.TRUE.equals(
                transaction.execute(_ -> completeness.completeNow(study, CompletedBecause.EXPLICIT_CALL)));
    }
}
