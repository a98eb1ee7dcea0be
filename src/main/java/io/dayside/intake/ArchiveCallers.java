package io.dayside.intake;

import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.Status;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who asks a hospital's archive over DIMSE, whether it may, and what of that stands in the trail. */
@Component
class ArchiveCallers {

    private final Tenants tenants;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    ArchiveCallers(Tenants tenants, AuditTrail trail, PlatformTransactionManager transactions) {
        this.tenants = tenants;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The called hospital and its sender that calls. */
    record Asking(Hospital hospital, Hospital.Sender sender) {}

    /** Who asks, if its configuration lets it. */
    Asking require(AssociationInfo association, Hospital.Permission permission) throws DimseFailure {
        var hospital = tenants.byCalledAeTitle(association.calledAet())
                .orElseThrow(() -> new DimseFailure(Status.NotAuthorized, "hospital out of service"));
        var sender = hospital.sender(association.callingAet())
                .orElseThrow(() -> new DimseFailure(Status.NotAuthorized, "sender no longer registered"));
        var asking = new Asking(hospital, sender);
        if (!sender.may(permission)) {
            var what = permission.name().toLowerCase(Locale.ROOT);
            refuse(asking, "archive:" + what, Map.of("because", "permission"));
            throw new DimseFailure(Status.NotAuthorized, "this AE title may not " + what);
        }
        return asking;
    }

    /** Leaves in the trail that something was refused to it. */
    void refuse(Asking asking, String object, Map<String, String> details) {
        record(asking, AuditEvent.refused(asking.hospital().id(), AuditAction.ACCESS_REFUSED, object, details));
    }

    /** Returns once it is recorded. */
    void record(Asking asking, AuditEvent... events) {
        record(asking.hospital().id(), asking.sender().aeTitle(), events);
    }

    /** Whatever the configuration says by now. */
    void record(TenantId tenant, String aeTitle, AuditEvent... events) {
        TenantScope.run(
                tenant,
                () -> Actor.run(
                        Actor.device(aeTitle),
                        () -> transaction.executeWithoutResult(_ -> {
                            for (var event : events) {
                                trail.append(event);
                            }
                        })));
    }
}
