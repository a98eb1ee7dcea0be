package io.dayside.intake;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.InstancesStored;
import io.dayside.archive.StudyContents;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.intake.StudyProgress.Standing;
import io.dayside.intake.StudyProgress.State;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
 * When a study is complete: at the first of quiet time, the order's expected count, performed steps whose images are all
 * there, a request for storage commitment of all that is held, or somebody's word. Each round of a study has one durable check, which looks at the newest arrival when its time
 * has come; instances touch no row but their own.
 */
@Component
class Completeness {

    private final StudyProgress progress;
    private final PerformedSteps steps;
    private final Matching matching;
    private final Archive archive;
    private final StudyContents contents;
    private final Silence silence;
    private final Tenants tenants;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate newTransaction;
    private final Clock clock;

    Completeness(
            StudyProgress progress,
            PerformedSteps steps,
            Matching matching,
            Archive archive,
            StudyContents contents,
            Silence silence,
            Tenants tenants,
            AuditTrail trail,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.progress = progress;
        this.steps = steps;
        this.matching = matching;
        this.archive = archive;
        this.contents = contents;
        this.silence = silence;
        this.tenants = tenants;
        this.trail = trail;
        this.events = events;
        this.newTransaction = new TransactionTemplate(transactions);
        this.newTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** Within the transaction that stores the instances. Priors are not read: they wait for nothing. */
    @EventListener
    void on(InstancesStored stored) {
        var study = stored.study();
        var standing = progress.findSharing(study);
        silence.broken(study);
        if (standing.isEmpty() && stored.asPriors()) {
            return;
        }
        if (standing.isPresent() && standing.get().state() == State.RECEIVING) {
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
            steps.link(study);
            progress.scheduleCheck(study, 1, firstLook(stored));
            matching.matchOrderOf(study);
        }
    }

    private void reopen(InstancesStored stored) {
        var study = stored.study();
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!progress.reopen(study, at)) {
            return;
        }
        steps.link(study);
        int round = progress.find(study).orElseThrow().round();
        trail.append(AuditEvent.of(
                study.tenant(),
                AuditAction.STUDY_REOPENED,
                "study:" + study.studyInstanceUid(),
                Map.of("round", Integer.toString(round))));
        events.publishEvent(new StudyReopened(study, round, at));
        progress.scheduleCheck(study, round, firstLook(stored));
    }

    /** The check itself knows every modality of the study by then. */
    private Instant firstLook(InstancesStored stored) {
        var quietTime = tenants.get(stored.study().tenant()).quietTime(List.of(stored.modality()));
        return clock.instant().plus(quietTime);
    }

    /** Two last instances do not see each other before they are committed; whichever commits last sees both. */
    private void countAfterCommit(StudyRef study, Standing standing) {
        if (standing.expectedInstances() == 0 && standing.stepInstances() == 0) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                newTransaction.executeWithoutResult(_ -> progress.checkIfReached(study, standing));
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

    /** Decides about whichever round is running: for a check that a clock set back keeps waiting. */
    void checkRunningRound(StudyRef study) {
        var round = TenantScope.call(
                study.tenant(),
                () -> newTransaction.execute(_ -> progress.find(study).map(Standing::round)));
        if (round != null && round.isPresent()) {
            check(study, round.get());
        } else {
            silence.forget(study);
        }
    }

    private Optional<Instant> decide(StudyRef study, int round) {
        progress.exclusiveLock(study);
        var standing = progress.find(study).orElseThrow();
        if (standing.state() == State.COMPLETE) {
            silence.forget(study);
            return Optional.empty();
        }
        if (standing.round() != round) {
            return Optional.empty();
        }
        var archived = archive.study(study).orElseThrow();
        var left = quietTime(study).minus(silence.since(study, archived.lastReceived()));
        var because = because(standing, archived, left);
        if (because.isEmpty()) {
            return Optional.of(clock.instant().plus(left));
        }
        complete(archived, round, because.get());
        return Optional.empty();
    }

    private Duration quietTime(StudyRef study) {
        return tenants.get(study.tenant())
                .quietTime(contents.modalityBySeries(study).values());
    }

    private Optional<CompletedBecause> because(Standing standing, ArchivedStudy archived, Duration quietTimeLeft) {
        if (standing.isCount(standing.expectedInstances(), archived.instances())) {
            return Optional.of(CompletedBecause.EXPECTED_COUNT);
        }
        if (standing.stepInstances() > 0 && stepsAreHere(standing, archived)) {
            return Optional.of(CompletedBecause.PERFORMED_STEP);
        }
        return quietTimeLeft.isPositive() ? Optional.empty() : Optional.of(CompletedBecause.QUIET_TIME);
    }

    private boolean stepsAreHere(Standing standing, ArchivedStudy archived) {
        var referenced = steps.referencedBy(archived.ref());
        return standing.isCount(referenced.size(), archived.instances())
                && contents.held(archived.ref().tenant(), referenced) == referenced.size();
    }

    /**
     * Completes a study that is receiving, because somebody says that it is. Joins the running transaction.
     *
     * @return whether it was not complete before
     */
    boolean completeNow(StudyRef study, CompletedBecause because) {
        progress.exclusiveLock(study);
        var standing = progress.find(study).filter(one -> one.state() == State.RECEIVING);
        standing.ifPresent(one -> complete(archive.study(study).orElseThrow(), one.round(), because));
        return standing.isPresent();
    }

    /**
     * A sender that asks whether everything is safe has sent everything: if all is there that it asks for, and nothing else
     * is of the study.
     */
    @EventListener
    void on(CommitmentRequested asked) {
        var study = asked.study();
        progress.exclusiveLock(study);
        boolean allThere = contents.held(study.tenant(), asked.sopInstanceUids())
                == asked.sopInstanceUids().size();
        if (allThere && contents.heldBeside(study, asked.sopInstanceUids()) == 0) {
            completeNow(study, CompletedBecause.STORAGE_COMMITMENT);
        }
    }

    private void complete(ArchivedStudy archived, int round, CompletedBecause because) {
        var study = archived.ref();
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        matching.matchOrderOf(study);
        progress.complete(study, at, because);
        silence.forget(study);
        trail.append(AuditEvent.of(
                study.tenant(),
                AuditAction.STUDY_COMPLETED,
                "study:" + study.studyInstanceUid(),
                Map.of(
                        "instances", Integer.toString(archived.instances()),
                        "round", Integer.toString(round),
                        "because", because.words())));
        events.publishEvent(new StudyCompleted(study, round, at));
    }
}
