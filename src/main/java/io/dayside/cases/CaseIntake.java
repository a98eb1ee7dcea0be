package io.dayside.cases;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.intake.Order;
import io.dayside.intake.OrderChanged;
import io.dayside.intake.OrderMatched;
import io.dayside.intake.Orders;
import io.dayside.intake.StudyCompleted;
import io.dayside.intake.StudyReopened;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.Tenants;
import io.dayside.triage.Assessment;
import io.dayside.triage.Assessments;
import io.dayside.triage.Severity;
import io.dayside.triage.StudyAssessed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens a case for each complete study and makes it READY as soon as its order is there and the models are done, or when
 * it has waited long enough for either.
 */
@Component
class CaseIntake {

    private final CaseBook book;
    private final CaseRows rows;
    private final Archive archive;
    private final Orders orders;
    private final Assessments assessments;
    private final Tenants tenants;
    private final ObjectProvider<SchedulerClient> scheduler;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Duration triageLimit;

    CaseIntake(
            CaseBook book,
            CaseRows rows,
            Archive archive,
            Orders orders,
            Assessments assessments,
            Tenants tenants,
            ObjectProvider<SchedulerClient> scheduler,
            ApplicationEventPublisher events,
            Clock clock,
            @Value("${dayside.cases.triage-limit:20s}") Duration triageLimit) {
        this.book = book;
        this.rows = rows;
        this.archive = archive;
        this.orders = orders;
        this.assessments = assessments;
        this.tenants = tenants;
        this.scheduler = scheduler;
        this.events = events;
        this.clock = clock;
        this.triageLimit = triageLimit;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(StudyCompleted event) {
        if (tenants.get(event.study().tenant()).keepsLibrary()) {
            return;
        }
        var existing = rows.ofForUpdate(event.study());
        if (existing.isPresent()) {
            moreImages(existing.get(), event);
            return;
        }
        var study = archive.study(event.study())
                .orElseThrow(() -> new NoSuchElementException("a complete study has no index row"));
        open(study, orders.of(event.study()), event);
    }

    /** What waits is looked at by the models anew; what is being read or was read stays where it is, and says so. */
    private void moreImages(Case work, StudyCompleted event) {
        rows.updateRound(work.id(), event.round());
        if (work.state() == CaseState.READY) {
            advance(work.id(), CaseState.AWAITING_IMAGES, "more images came");
            waitAtMost(triageLimit, work.id(), event.round());
        }
        events.publishEvent(new LateImages(work.id(), work.state(), event.round(), true, event.at()));
    }

    /** Whoever reads it, or has read it, hears of the first late image, not of the end of the transfer only. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(StudyReopened event) {
        rows.of(event.study())
                .filter(work -> work.state() != CaseState.READY)
                .ifPresent(work ->
                        events.publishEvent(new LateImages(work.id(), work.state(), event.round(), false, event.at())));
    }

    private void waitAtMost(Duration limit, CaseId id, int round) {
        scheduler
                .getObject()
                .scheduleIfNotExists(CaseDeadline.WAITED_ENOUGH
                        .instance(id + "/" + round)
                        .data(id)
                        .scheduledTo(clock.instant().plus(limit)));
    }

    private void open(ArchivedStudy study, Optional<Order> order, StudyCompleted event) {
        var hospital = tenants.get(study.ref().tenant());
        var facility = hospital.facility(study.facility()).orElseGet(hospital::defaultFacility);
        var work = newCase(study, order, facility, event.at());
        book.open(work, event.round());
        var wait = order.isPresent() ? triageLimit : hospital.orderWait();
        waitAtMost(wait, work.id(), event.round());
    }

    private Case newCase(ArchivedStudy study, Optional<Order> order, Facility facility, Instant completedAt) {
        var tenant = study.ref().tenant();
        int year = completedAt.atZone(facility.zone()).getYear();
        var number =
                "%s-%02d-%06d".formatted(tenants.get(tenant).numberPrefix(), year % 100, rows.nextNumber(tenant, year));
        var asked = order.map(Order::requestedProcedure).orElse("");
        var bodyPart = BodyRegions.of(study.bodyPartExamined(), asked, study.studyDescription());
        return new Case(
                new CaseId(tenant, Ids.next()),
                number,
                order.isPresent() ? CaseState.AWAITING_IMAGES : CaseState.AWAITING_ORDER,
                study.ref(),
                order.map(Order::id).orElse(null),
                facility.code(),
                facility.jurisdiction(),
                order.map(Order::priority).orElse(Priority.ROUTINE),
                order.map(Order::accessionNumber).orElse(study.accessionNumber()),
                study.modality(),
                bodyPart,
                StudyNames.saysNothing(asked) ? described(study, bodyPart) : asked,
                order.map(Order::clinicalHistory).orElse(""),
                study.patientId(),
                study.patientName(),
                study.patientBirthDate(),
                study.patientSex(),
                completedAt,
                clock.instant(),
                Assessment.Status.QUEUED,
                "",
                0,
                Severity.INCIDENTAL,
                "");
    }

    private static String described(ArchivedStudy study, String bodyPart) {
        return StudyNames.named(study.studyDescription(), study.modality(), bodyPart);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(StudyAssessed event) {
        rows.ofForUpdate(event.study()).ifPresent(work -> {
            var reason = assessments.of(event.study()).map(Assessment::reason).orElse("");
            rows.updateContent(work.withAssessment(event, reason));
            if (work.state() == CaseState.AWAITING_IMAGES) {
                advance(work.id(), CaseState.READY, "");
            }
        });
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(OrderMatched event) {
        rows.ofForUpdate(event.study())
                .ifPresent(work ->
                        orders.find(event.study().tenant(), event.order()).ifPresent(order -> match(work, order)));
    }

    /** What is signed stays as it was signed; what is cancelled stays where it is, for the images are here. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(OrderChanged event) {
        if (event.change() == OrderChanged.Change.REVISED) {
            orders.find(event.tenant(), event.order()).ifPresent(this::revise);
        }
    }

    private void revise(Order order) {
        rows.ofOrderForUpdate(order.tenant(), order.id()).stream()
                .filter(work -> work.state().awaitsReport())
                .forEach(work -> match(work, order));
    }

    private void match(Case work, Order order) {
        var bodyPart = work.bodyPart().equals(BodyRegions.UNKNOWN)
                ? BodyRegions.of(order.requestedProcedure())
                : work.bodyPart();
        var matched = work.withOrder(order, bodyPart);
        rows.updateContent(matched);
        events.publishEvent(new CaseOrdered(work.id()));
        if (matched.priority() != work.priority()) {
            events.publishEvent(new CasePrioritised(work.id(), matched.priority()));
        }
        if (work.state() == CaseState.AWAITING_ORDER) {
            advance(work.id(), work.beingAssessed() ? CaseState.AWAITING_IMAGES : CaseState.READY, "the order came");
        }
    }

    /** The time for which a case may wait for its order or for the models is over. */
    @Transactional
    void waitedEnough(CaseId id) {
        rows.findForUpdate(id).ifPresent(work -> {
            switch (work.state()) {
                case AWAITING_ORDER ->
                    advance(id, CaseState.READY, tenants.get(id.tenant()).name() + " has not sent the order");
                case AWAITING_IMAGES -> advance(id, CaseState.READY, "the models took too long");
                case READY,
                        OFFERED,
                        OPEN,
                        ON_HOLD,
                        HANDED_OVER,
                        PRELIMINARY,
                        FINAL,
                        ADDENDUM,
                        CORRECTED,
                        CANCELLED -> {}
            }
        });
    }

    private void advance(CaseId id, CaseState next, String reason) {
        try {
            book.advance(id, next, reason);
        } catch (TransitionRefused e) {
            throw new IllegalStateException("a waiting case may always become " + next, e);
        }
    }
}
