package io.dayside.intake;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StoreHandler;
import io.dayside.dicom.net.StoreRequest;
import io.dayside.dicom.net.StoreResponse;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may associate, and what is answered to C-STORE. The called AE title names the hospital; PS3.8 7.1.1. */
@Component
class DicomDoor implements AssociationPolicy, StoreHandler {

    private static final Logger log = LoggerFactory.getLogger(DicomDoor.class);

    /** One hospital's modalities must not keep the others out. */
    static final int MAX_ASSOCIATIONS_PER_TENANT = 100;

    /** "Coercion of data elements" is the standard's only general warning: taken, but not as it was sent. PS3.4 B.2.3. */
    static final int KEPT_ASIDE = 0xB000;

    private final Tenants tenants;
    private final Archive archive;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final ConcurrentHashMap<TenantId, AtomicInteger> associations = new ConcurrentHashMap<>();

    DicomDoor(
            Tenants tenants,
            Archive archive,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            MeterRegistry meters) {
        this.tenants = tenants;
        this.archive = archive;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.meters = meters;
    }

    @Override
    public Decision decide(AssociationInfo association) {
        var hospital = tenants.byCalledAeTitle(association.calledAet());
        if (hospital.isEmpty()) {
            count("called AE title");
            log.warn(
                    "association from {} to an unknown AE title rejected",
                    association.remote().getAddress());
            return Rejected.CALLED_AE_NOT_RECOGNIZED;
        }
        return decide(hospital.get(), association);
    }

    private Decision decide(Hospital hospital, AssociationInfo association) {
        var sender = hospital.sender(association.callingAet());
        if (sender.isEmpty()) {
            return reject(hospital, association, "calling AE title", Rejected.CALLING_AE_NOT_RECOGNIZED);
        }
        var missing = SenderProof.missing(sender.get(), association);
        if (missing.isPresent()) {
            return reject(hospital, association, missing.get(), Rejected.CALLING_AE_NOT_RECOGNIZED);
        }
        var open = associations.computeIfAbsent(hospital.id(), _ -> new AtomicInteger());
        if (open.incrementAndGet() > MAX_ASSOCIATIONS_PER_TENANT) {
            open.decrementAndGet();
            return reject(hospital, association, "association limit", Rejected.LOCAL_LIMIT_EXCEEDED);
        }
        return new Accepted();
    }

    private Decision reject(Hospital hospital, AssociationInfo association, String why, Rejected rejected) {
        count(why);
        log.warn(
                "{} association from {} rejected: {}",
                hospital.id(),
                association.remote().getAddress(),
                why);
        TenantScope.run(
                hospital.id(),
                () -> Actor.run(
                        Actor.device(printable(association.callingAet())),
                        () -> transaction.executeWithoutResult(_ -> trail.append(AuditEvent.refused(
                                hospital.id(),
                                AuditAction.ASSOCIATION_REJECTED,
                                "association:" + hospital.aeTitle(),
                                Map.of(
                                        "because",
                                        why,
                                        "host",
                                        association.remote().getAddress().getHostAddress()))))));
        return rejected;
    }

    /** What a stranger claims as its title goes into the trail only as far as it is one; PS3.5 6.2, AE. */
    static String printable(String aeTitle) {
        return aeTitle.matches("[ -~&&[^\\\\]]{1,16}") ? aeTitle : "unreadable";
    }

    private void count(String because) {
        meters.counter("dayside.dicom.associations.rejected", "because", because)
                .increment();
    }

    @Override
    public void ended(AssociationInfo association) {
        tenants.byCalledAeTitle(association.calledAet())
                .map(hospital -> associations.get(hospital.id()))
                .ifPresent(AtomicInteger::decrementAndGet);
    }

    @Override
    public StoreResponse store(StoreRequest request) throws IOException {
        var association = request.association();
        var hospital = tenants.byCalledAeTitle(association.calledAet())
                .orElseThrow(() -> new NoSuchElementException("the hospital was taken out of service"));
        var sender = hospital.sender(association.callingAet())
                .orElseThrow(() -> new NoSuchElementException("the sender is no longer registered"));
        if (!sender.may(Hospital.Permission.STORE)) {
            return new StoreResponse(Status.NotAuthorized, "this AE title may not store");
        }
        var received = new ReceivedInstance(
                hospital.id(),
                sender.facility(),
                sender.aeTitle(),
                request.sopClassUid(),
                request.sopInstanceUid(),
                request.transferSyntaxUid(),
                request.dataset());
        var outcome = Actor.call(Actor.device(sender.aeTitle()), () -> archive.store(received));
        meters.counter("dayside.dicom.instances", "outcome", outcome.getClass().getSimpleName())
                .increment();
        return responseTo(outcome);
    }

    /** PS3.4 B.2.3 and PS3.7 Annex C. */
    static StoreResponse responseTo(StoreOutcome outcome) {
        return switch (outcome) {
            case StoreOutcome.Stored _, StoreOutcome.AlreadyHeld _ -> StoreResponse.SUCCESS;
            case StoreOutcome.Quarantined(var reason) -> new StoreResponse(KEPT_ASIDE, "Kept aside: " + words(reason));
            case StoreOutcome.Refused(var reason, var why)
            when reason == StoreOutcome.Reason.NOT_ADMITTED -> new StoreResponse(statusOf(reason), why);
            case StoreOutcome.Refused(var reason, var where) ->
                new StoreResponse(statusOf(reason), words(reason) + " at " + where);
        };
    }

    private static int statusOf(StoreOutcome.Reason reason) {
        return switch (reason) {
            case MALFORMED, MISSING_IDENTIFIER -> Status.CannotUnderstand;
            case DATASET_MISMATCH, OTHER_CONTENT_UNDER_SAME_UID, STUDY_OF_ANOTHER_PATIENT ->
                Status.DataSetDoesNotMatchSOPClass;
            case OUT_OF_RESOURCES, NOT_ADMITTED -> Status.OutOfResources;
        };
    }

    private static String words(StoreOutcome.Reason reason) {
        return switch (reason) {
            case MALFORMED -> "Not understood";
            case MISSING_IDENTIFIER -> "Identifier missing";
            case DATASET_MISMATCH -> "Differs from command";
            case OTHER_CONTENT_UNDER_SAME_UID -> "other content under same UID";
            case STUDY_OF_ANOTHER_PATIENT -> "study is of another patient";
            case OUT_OF_RESOURCES -> "Out of resources";
            case NOT_ADMITTED -> "Not taken now";
        };
    }
}
