package io.dayside.triage;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.dayside.archive.StudyRef;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditEvent.Outcome;
import io.dayside.audit.AuditTrail;
import io.dayside.intake.StudyCompleted;
import io.dayside.triage.Assessment.Status;
import io.dayside.triage.Inferences.InferenceFailed;
import io.dayside.triage.Inferences.Result;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Takes each complete study to an assessment: {@code QUEUED → RUNNING → DONE | NOT_ASSESSED | FAILED}. */
@Service
class Triage implements Assessments {

    static final int MOST_TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Triage.class);

    private final AssessmentRows rows;
    private final AssessmentOrder order;
    private final Inferences inferences;
    private final ObjectProvider<SchedulerClient> scheduler;
    private final TransactionOperations transaction;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Triage(
            AssessmentRows rows,
            AssessmentOrder order,
            Inferences inferences,
            ObjectProvider<SchedulerClient> scheduler,
            TransactionOperations transaction,
            AuditTrail trail,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.order = order;
        this.inferences = inferences;
        this.scheduler = scheduler;
        this.transaction = transaction;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Assessment> of(StudyRef study) {
        return rows.find(study);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(StudyCompleted completed) {
        var job = new AssessmentTask.Job(
                completed.study().tenant(), completed.study().studyInstanceUid(), completed.round());
        int priority = order.priorityOf(completed.study());
        if (rows.queue(completed.study(), completed.round())) {
            scheduler
                    .getObject()
                    .scheduleIfNotExists(AssessmentTask.ASSESS
                            .instance(job.key())
                            .data(job)
                            .priority(priority)
                            .scheduledTo(clock.instant()));
        }
    }

    /**
     * One try. Call with the tenant's scope bound and outside a transaction.
     *
     * @return the pause before another try; empty when the assessment is over
     */
    Optional<Duration> attempt(StudyRef study, int round) {
        Optional<Integer> started = transaction.execute(_ -> rows.start(study, round));
        if (started == null || started.isEmpty()) {
            return Optional.empty();
        }
        int attempt = started.get();
        if (attempt > MOST_TRIES) {
            finish(study, round, failed());
            return Optional.empty();
        }
        try {
            finish(study, round, inferences.run(study));
            return Optional.empty();
        } catch (InferenceFailed e) {
            LOG.warn("try {} to assess a study of {} failed", attempt, study.tenant(), e);
            if (attempt == MOST_TRIES) {
                finish(study, round, failed());
                return Optional.empty();
            }
            return Optional.of(PAUSE.multipliedBy(attempt));
        }
    }

    private static Result failed() {
        return new Result(Status.FAILED, "inference failed " + MOST_TRIES + " times", List.of());
    }

    private void finish(StudyRef study, int round, Result result) {
        transaction.executeWithoutResult(_ -> {
            if (rows.finish(study, round, result.status(), result.reason(), result.findings())) {
                trail.append(entry(study, result));
                events.publishEvent(announcement(study, result));
            }
        });
    }

    private static AuditEvent entry(StudyRef study, Result result) {
        Map<String, String> details = new TreeMap<>();
        details.put("status", result.status().name());
        if (!result.reason().isEmpty()) {
            details.put("reason", result.reason());
        }
        for (ModelFinding finding : result.findings()) {
            details.put("model " + finding.model(), finding.modelVersion());
            details.put("probability " + finding.model(), "%.4f".formatted(finding.probability()));
            details.put("flagged " + finding.model(), Boolean.toString(finding.flagged()));
        }
        var outcome = result.status() == Status.FAILED ? Outcome.FAILED : Outcome.SUCCESS;
        return new AuditEvent(
                study.tenant(), AuditAction.STUDY_ASSESSED, "study:" + study.studyInstanceUid(), outcome, details);
    }

    private static StudyAssessed announcement(StudyRef study, Result result) {
        return result.findings().stream()
                .filter(ModelFinding::flagged)
                .min(Comparator.comparing(ModelFinding::severity)
                        .thenComparing(Comparator.comparingDouble(ModelFinding::probability)
                                .reversed()))
                .map(top -> new StudyAssessed(study, result.status(), top.probability(), top.severity(), top.label()))
                .orElseGet(() -> new StudyAssessed(study, result.status(), 0, Severity.INCIDENTAL, ""));
    }
}
