package io.dayside.delivery.ui;

import io.dayside.cases.Case;
import io.dayside.delivery.Delivery;
import io.dayside.routing.Leases;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Tenants;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** States in the words of whoever waits for the report. */
@Component
class StudyWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final Tenants tenants;
    private final Leases leases;
    private final Specialists specialists;

    StudyWords(Tenants tenants, Leases leases, Specialists specialists) {
        this.tenants = tenants;
        this.leases = leases;
        this.specialists = specialists;
    }

    Facility facility(Case work) {
        var hospital = tenants.get(work.id().tenant());
        return hospital.facility(work.facility()).orElseGet(hospital::defaultFacility);
    }

    /** Clock time at the facility. */
    String time(Case work, Instant at) {
        return TIME.format(at.atZone(facility(work).zone()));
    }

    String state(Case work) {
        return switch (work.state()) {
            case AWAITING_IMAGES -> work.beingAssessed() ? "All images are here" : "Images are arriving";
            case AWAITING_ORDER -> "Waiting for your order";
            case READY -> "Next for a specialist";
            case OFFERED, OPEN -> reader(work);
            case ON_HOLD -> "On hold";
            case HANDED_OVER -> "Handed to the next shift";
            case PRELIMINARY -> "Preliminary report is there";
            case FINAL -> "Report signed at " + time(work, work.stateSince());
            case ADDENDUM -> "Addendum signed at " + time(work, work.stateSince());
            case CORRECTED -> "Corrected at " + time(work, work.stateSince());
            case CANCELLED -> "Cancelled";
        };
    }

    private String reader(Case work) {
        return leases.current(work.id())
                .map(lease -> "Being read by "
                        + specialists
                                .find(lease.username())
                                .map(Specialist::displayName)
                                .orElse("a specialist")
                        + " since " + time(work, lease.heldSince()))
                .orElse("Being read");
    }

    static String patient(Case work) {
        return work.patientName().replace('^', ' ').strip() + " · " + work.patientId();
    }

    String delivery(Case work, Delivery delivery) {
        var at = time(work, delivery.changedAt());
        return switch (delivery.state()) {
            case QUEUED, SENT -> "Result is on its way to your system";
            case CONFIRMED -> "Your system confirmed the result at " + at;
            case RETRYING ->
                "Your system has not taken the result yet: %s. Tried %d times, it will be tried again."
                        .formatted(delivery.lastProblem(), delivery.tries());
            case DEAD -> "Your system did not take the result: " + delivery.lastProblem();
        };
    }
}
