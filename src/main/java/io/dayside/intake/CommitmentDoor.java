package io.dayside.intake;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import io.dayside.archive.Archive;
import io.dayside.archive.Safekeeping;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.service.CommitmentHandler;
import io.dayside.dicom.service.CommitmentRequest;
import io.dayside.dicom.service.CommitmentResult;
import io.dayside.dicom.service.ReferencedInstance;
import io.dayside.intake.ArchiveCallers.Asking;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes requests for storage commitment, PS3.4 Annex J, from senders that may store. The answer leaves after the request is
 * kept; a sender that then waits on its association is told there, any other by an association of ours.
 */
@Component
class CommitmentDoor implements CommitmentHandler {

    /** When the durable task tells a sender, should the association's own thread not come to it. */
    private static final Duration FOR_SAME_ASSOCIATION = Duration.ofMinutes(2);

    /** What goes beyond says nothing of whether a study is complete. */
    static final int MOST_ANNOUNCED_STUDIES = 50;

    private static final int MOST_ANNOUNCED_INSTANCES = 10_000;

    private final ArchiveCallers callers;
    private final CommitmentRows rows;
    private final CommitmentReport report;
    private final Safekeeping safekeeping;
    private final Archive archive;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final ObjectProvider<SchedulerClient> scheduler;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CommitmentDoor(
            ArchiveCallers callers,
            CommitmentRows rows,
            CommitmentReport report,
            Safekeeping safekeeping,
            Archive archive,
            AuditTrail trail,
            ApplicationEventPublisher events,
            ObjectProvider<SchedulerClient> scheduler,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.callers = callers;
        this.rows = rows;
        this.report = report;
        this.safekeeping = safekeeping;
        this.archive = archive;
        this.trail = trail;
        this.events = events;
        this.scheduler = scheduler;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public void requested(AssociationInfo association, CommitmentRequest request) throws IOException {
        var asking = callers.require(association, Hospital.Permission.STORE);
        archive.settle(asking.hospital().id());
        boolean kept = within(asking, () -> keep(asking, request));
        if (!kept) {
            throw new DimseFailure(Status.ProcessingFailure, "Transaction UID is in use for other objects");
        }
    }

    private interface Work<T> {
        T run();
    }

    private <T> T within(Asking asking, Work<T> work) {
        return TenantScope.call(
                asking.hospital().id(),
                () -> Actor.call(
                        Actor.device(asking.sender().aeTitle()),
                        () -> Objects.requireNonNull(transaction.execute(_ -> work.run()))));
    }

    /** A request that is repeated because its answer was lost has no further effect. */
    private boolean keep(Asking asking, CommitmentRequest request) {
        var tenant = asking.hospital().id();
        var sender = asking.sender().aeTitle();
        if (!rows.begin(tenant, Ids.next(), sender, request)) {
            return rows.find(tenant, sender, request.transactionUid())
                    .filter(earlier -> earlier.request().equals(request))
                    .isPresent();
        }
        var commitment = rows.find(tenant, sender, request.transactionUid()).orElseThrow();
        scheduler
                .getObject()
                .scheduleIfNotExists(
                        CommitmentTask.of(tenant, commitment.id()),
                        clock.instant().plus(FOR_SAME_ASSOCIATION));
        trail.append(AuditEvent.of(
                tenant,
                AuditAction.COMMITMENT_REQUESTED,
                "commitment:" + request.transactionUid(),
                Map.of("instances", Integer.toString(request.instances().size()))));
        var instances = request.instances().stream()
                .map(ReferencedInstance::sopInstanceUid)
                .collect(Collectors.toSet());
        announce(tenant, instances, commitment.requestedAt());
        return true;
    }

    /** Of a modality's studies; each is looked at under its lock, which a request for half an archive must not keep. */
    private void announce(TenantId tenant, Set<String> instances, Instant at) {
        if (instances.size() > MOST_ANNOUNCED_INSTANCES) {
            return;
        }
        var studies = safekeeping.studiesOf(tenant, instances);
        if (studies.size() <= MOST_ANNOUNCED_STUDIES) {
            studies.stream()
                    .sorted(Comparator.comparing(StudyRef::studyInstanceUid))
                    .forEach(study -> events.publishEvent(new CommitmentRequested(study, instances, at)));
        }
    }

    @Override
    public void accepted(AssociationInfo association, CommitmentRequest request, SameAssociation same)
            throws IOException {
        var asking = callers.require(association, Hospital.Permission.STORE);
        var tenant = asking.hospital().id();
        var commitment = within(
                asking,
                () -> rows.find(tenant, asking.sender().aeTitle(), request.transactionUid())
                        .orElseThrow());
        boolean told = false;
        try {
            told = Actor.call(
                    Actor.system("intake"),
                    () -> TenantScope.call(tenant, () -> report.bySameAssociation(tenant, commitment.id(), same)));
        } finally {
            if (!told) {
                tellSoon(tenant, commitment.id());
            }
        }
    }

    private void tellSoon(TenantId tenant, UUID commitment) {
        try {
            scheduler.getObject().reschedule(CommitmentTask.of(tenant, commitment), clock.instant());
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException _) {
            // It is being told, or was told, by the durable task.
        }
    }

    /** We ask nobody for commitment. */
    @Override
    public void reported(AssociationInfo association, CommitmentResult result) throws IOException {
        throw new DimseFailure(Status.InvalidArgumentValue, "no such transaction");
    }
}
