package io.dayside.intake;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.Studies;
import io.dayside.archive.StudyRef;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Brings orders and studies together: the same accession number and the same patient identifier within one tenant. The
 * same accession number with another patient is shown to the hospital and never matched.
 */
@Component
class Matching {

    private final Archive archive;
    private final Studies studies;
    private final PlacedOrders orders;
    private final StudyProgress progress;
    private final AccessionLock accessionLock;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;

    Matching(
            Archive archive,
            Studies studies,
            PlacedOrders orders,
            StudyProgress progress,
            AccessionLock accessionLock,
            AuditTrail trail,
            ApplicationEventPublisher events) {
        this.archive = archive;
        this.studies = studies;
        this.orders = orders;
        this.progress = progress;
        this.accessionLock = accessionLock;
        this.trail = trail;
        this.events = events;
    }

    /** Looks for the order of a study that has just begun to arrive, or is complete without one. */
    void matchOrderOf(StudyRef ref) {
        var study = archive.study(ref).orElseThrow();
        if (study.accessionNumber().isEmpty()) {
            return;
        }
        accessionLock.hold(ref.tenant(), study.accessionNumber());
        orders.byAccession(ref.tenant(), study.accessionNumber())
                .filter(PlacedOrder::isActive)
                .ifPresent(order -> match(study, order.toOrder()));
    }

    /** Looks for the studies of an order that was just placed or revised. */
    void matchStudiesOf(Order order) {
        studies.withAccession(order.tenant(), order.accessionNumber()).forEach(study -> match(study, order));
    }

    private void match(ArchivedStudy study, Order order) {
        boolean samePatient = study.patientId().equals(order.patientId());
        boolean news = samePatient ? progress.link(study.ref(), order.id()) : progress.differs(study.ref());
        if (!news) {
            return;
        }
        audit(study, order, samePatient);
        if (samePatient) {
            events.publishEvent(new OrderMatched(study.ref(), order.id()));
            if (order.expectedInstances() > 0) {
                progress.checkAtOnce(study.ref());
            }
        }
    }

    private void audit(ArchivedStudy study, Order order, boolean samePatient) {
        var object = "study:" + study.ref().studyInstanceUid();
        var details = Map.of("order", order.id().toString());
        trail.append(
                samePatient
                        ? AuditEvent.of(order.tenant(), AuditAction.ORDER_MATCHED, object, details)
                        : AuditEvent.refused(
                                order.tenant(),
                                AuditAction.ORDER_MATCHED,
                                object,
                                Map.of("order", order.id().toString(), "reason", "patient differs")));
    }
}
