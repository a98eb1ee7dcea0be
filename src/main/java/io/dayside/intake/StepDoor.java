package io.dayside.intake;

import io.dayside.archive.Archive;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.service.PerformedProcedureStepStore;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where modalities report performed procedure steps, PS3.4 F.7: the called hospital's, from senders that may. The answer
 * of success leaves after the commit.
 */
@Component
class StepDoor implements PerformedProcedureStepStore {

    private static final Logger log = LoggerFactory.getLogger(StepDoor.class);

    private final Tenants tenants;
    private final PerformedSteps steps;
    private final StudyProgress progress;
    private final Archive archive;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StepDoor(
            Tenants tenants,
            PerformedSteps steps,
            StudyProgress progress,
            Archive archive,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.tenants = tenants;
        this.steps = steps;
        this.progress = progress;
        this.archive = archive;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public boolean create(AssociationInfo association, String sopInstanceUid, Attributes step) throws IOException {
        var tenant = hospitalOf(association).id();
        var content = StepContent.of(step);
        if (content.studies().isEmpty()) {
            throw new DimseFailure(Status.MissingAttributeValue, "no scheduled step names a study");
        }
        return within(association, tenant, () -> {
            boolean added = steps.add(
                    tenant,
                    sopInstanceUid,
                    association.callingAet(),
                    content,
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            if (added) {
                audit(tenant, sopInstanceUid, content);
            }
            return added;
        });
    }

    @Override
    public @Nullable Attributes change(AssociationInfo association, String sopInstanceUid, Change change)
            throws IOException {
        var tenant = hospitalOf(association).id();
        archive.settle(tenant);
        return within(association, tenant, () -> {
            var step = steps.lock(tenant, sopInstanceUid);
            return step.isEmpty() ? null : changed(tenant, sopInstanceUid, change.apply(step.get()));
        });
    }

    private Attributes changed(TenantId tenant, String uid, Attributes step) throws IOException {
        var content = StepContent.of(step);
        var studies = steps.change(tenant, uid, content, clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (content.status() != PerformedStep.Status.IN_PROGRESS) {
            audit(tenant, uid, content);
            studies.forEach(progress::checkAtOnce);
        }
        return step;
    }

    private void audit(TenantId tenant, String uid, StepContent content) {
        trail.append(AuditEvent.of(
                tenant,
                AuditAction.STEP_REPORTED,
                "step:" + uid,
                Map.of(
                        "status",
                                content.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        "modality", content.modality(),
                        "instances", Integer.toString(content.instances().size()))));
    }

    private Hospital hospitalOf(AssociationInfo association) throws IOException {
        var hospital = tenants.byCalledAeTitle(association.calledAet())
                .orElseThrow(() -> new DimseFailure(Status.NotAuthorized, "hospital out of service"));
        boolean mayReport = hospital.sender(association.callingAet())
                .filter(sender -> sender.may(Hospital.Permission.STEPS))
                .isPresent();
        if (!mayReport) {
            within(association, hospital.id(), () -> {
                trail.append(AuditEvent.refused(
                        hospital.id(), AuditAction.ACCESS_REFUSED, "archive:steps", Map.of("by", "N-CREATE or N-SET")));
                return true;
            });
            throw new DimseFailure(Status.NotAuthorized, "this AE title may not report steps");
        }
        return hospital;
    }

    private interface Work<T extends @Nullable Object> {
        T run() throws IOException;
    }

    private <T extends @Nullable Object> T within(AssociationInfo association, TenantId tenant, Work<T> work)
            throws IOException {
        try {
            return TenantScope.call(
                    tenant,
                    () -> Actor.call(
                            Actor.device(association.callingAet()),
                            () -> transaction.execute(_ -> {
                                try {
                                    return work.run();
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            })));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DataAccessException | TransactionException e) {
            log.error("{} a performed procedure step could not be kept", tenant, e);
            throw new DimseFailure(Status.ProcessingFailure, "not kept, please send again");
        }
    }
}
