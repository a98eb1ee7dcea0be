package io.dayside.delivery.ui;

import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.ReceivedInstance;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.delivery.Delivery;
import io.dayside.intake.ReceivingStudy;
import io.dayside.reading.SignedReport;
import io.dayside.routing.Eligibility;
import io.dayside.routing.Lease;
import io.dayside.routing.Leases;
import io.dayside.sla.CaseClock;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.ViewerZone;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** States in the words of whoever waits for the report. */
@Component
class StudyWords {

    /** What a hospital reads of a case for which waiting is in vain. */
    static final String NO_READER =
            "No specialist of ours may read this kind of study. Dayside's manager has it at the top of their page.";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private final Tenants tenants;
    private final Leases leases;
    private final Specialists specialists;
    private final Eligibility eligibility;
    private final Clock clock;

    StudyWords(Tenants tenants, Leases leases, Specialists specialists, Eligibility eligibility, Clock clock) {
        this.tenants = tenants;
        this.leases = leases;
        this.specialists = specialists;
        this.eligibility = eligibility;
        this.clock = clock;
    }

    Facility facility(Case work) {
        return facility(work.id().tenant(), work.facility());
    }

    private Facility facility(TenantId tenant, String code) {
        var hospital = tenants.get(tenant);
        return hospital.facility(code).orElseGet(hospital::defaultFacility);
    }

    List<Facility> facilities(Set<TenantId> hospitals) {
        return tenants.all().stream()
                .filter(hospital -> hospitals.contains(hospital.id()))
                .flatMap(hospital -> hospital.facilities().stream())
                .toList();
    }

    /** Clock time at the facility, with the day where it is not today there. */
    String time(Case work, Instant at) {
        return time(facility(work), at);
    }

    String time(Facility facility, Instant at) {
        var zone = facility.zone();
        var local = at.atZone(zone);
        boolean today = local.toLocalDate().equals(LocalDate.ofInstant(clock.instant(), zone));
        return (today ? TIME : DAY_AND_TIME).format(local);
    }

    /** Zones of the facilities of whoever looks, as people call them: {@code New York}. */
    static String places(Collection<Facility> facilities) {
        return facilities.stream()
                .map(facility -> ViewerZone.place(facility.zone()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or ", "Times are those of ", "."));
    }

    /** Those of {@code works} that wait for a specialist and that none of ours may ever read. */
    Set<CaseId> withoutReader(Collection<Case> works) {
        return eligibility
                .withoutReader(
                        works.stream().filter(StudyWords::waitsForSpecialist).toList())
                .keySet();
    }

    private static boolean waitsForSpecialist(Case work) {
        return switch (work.state()) {
            case READY, OFFERED, HANDED_OVER -> true;
            case AWAITING_IMAGES, AWAITING_ORDER, OPEN, ON_HOLD, PRELIMINARY, FINAL, ADDENDUM, CORRECTED, CANCELLED ->
                false;
        };
    }

    /** A preliminary report counts for more than that the case waits for, or is read by, an attending. */
    String state(Case work, @Nullable CaseClock clock) {
        boolean preliminary = clock != null && clock.preliminaryAt() != null;
        return preliminary && (work.state().mayBecome(CaseState.OPEN) || work.state() == CaseState.OPEN)
                ? "Preliminary report is there, an attending reads it next"
                : state(work);
    }

    String state(Case work) {
        return switch (work.state()) {
            case AWAITING_IMAGES -> work.beingAssessed() ? "All images are here" : "Images are arriving";
            case AWAITING_ORDER -> "Waiting for your order";
            case READY, OFFERED -> "Waiting for a specialist";
            case OPEN -> reader(work);
            case ON_HOLD -> "On hold";
            case HANDED_OVER -> "Handed to the next shift";
            case PRELIMINARY -> "Preliminary report is there";
            case FINAL -> "Report signed at " + time(work, work.stateSince());
            case ADDENDUM -> "Addendum signed at " + time(work, work.stateSince());
            case CORRECTED -> "Corrected at " + time(work, work.stateSince());
            case CANCELLED -> "Cancelled";
        };
    }

    static String kind(SignedReport.Status status) {
        return switch (status) {
            case PRELIMINARY -> "Preliminary report";
            case FINAL -> "Report";
            case APPENDED -> "Addendum";
            case CORRECTED -> "Corrected report";
        };
    }

    private String reader(Case work) {
        return leases.current(work.id())
                .map(lease -> "Being read by " + name(lease) + " since " + time(work, lease.heldSince()))
                .orElse("Being read");
    }

    String name(Lease lease) {
        return specialists.find(lease.username()).map(Specialist::displayName).orElse("a specialist");
    }

    static String patient(Case work) {
        return patient(work.patientName(), work.patientId());
    }

    static String patient(String nameAsSent, String id) {
        var name = nameAsSent.replace('^', ' ').strip();
        return (name.isEmpty() ? "no name given" : name) + (id.isBlank() ? "" : " · " + id);
    }

    /**
     * Where a study stands that has no case.
     *
     * @param receiving absent where it is not being received
     */
    String standing(ArchivedStudy study, @Nullable ReceivingStudy receiving) {
        if (receiving != null) {
            return waiting(receiving);
        }
        return study.sender().equals(ReceivedInstance.PRIOR_SENDER)
                ? "Fetched from your PACS to be compared with a later study. It is not read by itself."
                : "All images are here. A specialist gets it in a moment.";
    }

    /** What a study that is being received waits for. */
    String waiting(ReceivingStudy receiving) {
        var facility =
                facility(receiving.study().ref().tenant(), receiving.study().facility());
        return ReceivingWords.of(receiving, at -> time(facility, at), clock.instant());
    }

    static String delivery(Delivery delivery) {
        return switch (delivery.state()) {
            case QUEUED, SENT -> "Result is on its way to your system";
            case CONFIRMED -> "Your system confirmed the result";
            case RETRYING ->
                "Your system has not taken the result yet: %s. Tried %d times, it will be tried again."
                        .formatted(delivery.lastProblem(), delivery.tries());
            case DEAD -> "Your system did not take the result: " + delivery.lastProblem();
        };
    }
}
