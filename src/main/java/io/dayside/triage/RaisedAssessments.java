package io.dayside.triage;

import io.dayside.archive.Studies;
import io.dayside.archive.StudyRef;
import io.dayside.intake.Order;
import io.dayside.intake.OrderChanged;
import io.dayside.intake.OrderMatched;
import io.dayside.intake.Orders;
import io.dayside.tenancy.Priority;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A study that waits for the models goes ahead when its order becomes STAT, or comes and is. */
@Component
class RaisedAssessments {

    private final Orders orders;
    private final Studies studies;
    private final AssessmentOrder order;

    RaisedAssessments(Orders orders, Studies studies, AssessmentOrder order) {
        this.orders = orders;
        this.studies = studies;
        this.order = order;
    }

    /** Within the transaction that revises the order. */
    @EventListener
    void on(OrderChanged changed) {
        orders.find(changed.tenant(), changed.order())
                .filter(revised -> revised.priority() == Priority.STAT)
                .ifPresent(this::raiseStudiesOf);
    }

    private void raiseStudiesOf(Order stat) {
        studies.withAccession(stat.tenant(), stat.accessionNumber())
                .forEach(study -> raiseIfOf(stat.id(), study.ref()));
    }

    /** Accession numbers may be used again for another patient. */
    private void raiseIfOf(UUID stat, StudyRef study) {
        orders.of(study).filter(found -> found.id().equals(stat)).ifPresent(_ -> order.raise(study));
    }

    /** Within the transaction that links them. */
    @EventListener
    void on(OrderMatched matched) {
        orders.find(matched.study().tenant(), matched.order())
                .filter(found -> found.priority() == Priority.STAT)
                .ifPresent(_ -> order.raise(matched.study()));
    }
}
