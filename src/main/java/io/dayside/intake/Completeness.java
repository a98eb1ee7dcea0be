package io.dayside.intake;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.InstancesStored;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * When a study is complete: no instance came for the hospital's quiet time, or the order's expected count is there. Each
 * round of a study has one durable check, which looks at the newest arrival when its time has come; instances touch no
 * row but their own.
 */
@Component
class Completeness {

    private final StudyProgress progress;
    private final Matching matching;
    private final Archive archive;
    private final Tenants tenants;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate newTransaction;
    private final Clock clock;

    Completeness(
            StudyProgress progress,
            Matching matching,
            Archive archive,
            Tenants tenants,
            AuditTrail trail,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.progress = progress;
        this.matching = matching;
        this.archive = archive;
        this.tenants = tenants;
        this.trail = trail;
        this.events = events;
        this.newTransaction = new TransactionTemplate(transactions);
        this.newTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** Within the transaction that stores the instances. */
    @EventListener
    void on(InstancesStored stored) {
        var study = stored.study();
        progress.shareLock(study);
        var standing = progress.find(study);
        if (standing.isPresent() && standing.get().state() == StudyProgress.State.RECEIVING) {
            countAfterCommit(study, standing.get());
            return;
        }
        if (standing.isEmpty()) {
            begin(stored);
        } else {
            reopen(stored);
        }
        countAfterCommit(study, progress.find(study).orElseThrow());
    }

    private void begin(InstancesStored stored) {
        var study = stored.study();
        if (progress.begin(study)) {
            progress.scheduleCheck(study, 1, quietAfter(study, stored.at()));
        }
        if (stored.firstOfStudy()) {
            matching.matchOrderOf(study);
        }
    }

    private void reopen(InstancesStored stored) {
        var study = stored.study();
        if (!progress.reopen(study)) {
            return;
        }
        int round = progress.find(study).orElseThrow().round();
        trail.append(AuditEvent.of(
                study.tenant(),
                AuditAction.STUDY_REOPENED,
                "study:" + study.studyInstanceUid(),
                Map.of("round", Integer.toString(round))));
        progress.scheduleCheck(study, round, quietAfter(study, stored.at()));
    }

    /** Two last instances do not see each other before they are committed; whichever commits last sees both. */
    private void countAfterCommit(StudyRef study, StudyProgress.Standing standing) {
        int expected = standing.expectedInstances();
        if (expected == 0) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                newTransaction.executeWithoutResult(_ -> progress.checkSoon(study, expected));
            }
        });
    }

    /**
     * Decides whether the study is complete.
     *
     * @return when to look again; empty when there is nothing left to do for this round
     */
    Optional<Instant> check(StudyRef study, int round) {
        return TenantScope.call(
                study.tenant(),
                () -> Actor.call(
                        Actor.system("intake"),
                        () -> Objects.requireNonNull(newTransaction.execute(_ -> decide(study, round)))));
    }

    private Optional<Instant> decide(StudyRef study, int round) {
        progress.exclusiveLock(study);
        var standing = progress.find(study).orElseThrow();
        if (standing.state() == StudyProgress.State.COMPLETE || standing.round() != round) {
            return Optional.empty();
        }
        var archived = archive.study(study).orElseThrow();
        var quietAt = quietAfter(study, archived.lastReceived());
        boolean allThere = standing.expectedInstances() > 0 && archived.instances() >= standing.expectedInstances();
        if (!allThere && quietAt.isAfter(clock.instant())) {
            return Optional.of(quietAt);
        }
        complete(archived, round, allThere ? "expected count" : "quiet time");
        return Optional.empty();
    }

    private void complete(ArchivedStudy archived, int round, String why) {
        var study = archived.ref();
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        matching.matchOrderOf(study);
        progress.complete(study, at);
        trail.append(AuditEvent.of(
                study.tenant(),
                AuditAction.STUDY_COMPLETED,
                "study:" + study.studyInstanceUid(),
                Map.of(
                        "instances", Integer.toString(archived.instances()),
                        "round", Integer.toString(round),
                        "because", why)));
        events.publishEvent(new StudyCompleted(study, round, at));
    }

    private Instant quietAfter(StudyRef study, Instant lastReceived) {
        return lastReceived.plus(tenants.get(study.tenant()).quietTime());
    }
}
