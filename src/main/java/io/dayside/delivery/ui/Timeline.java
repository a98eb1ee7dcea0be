package io.dayside.delivery.ui;

import io.dayside.cases.Case;
import io.dayside.cases.CaseState;
import io.dayside.delivery.Delivery;
import io.dayside.intake.PerformedStep;
import io.dayside.intake.StudyArrival;
import io.dayside.sla.CaseClock;
import io.dayside.triage.Assessment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a study, in the order in which it happened; what is promised for later comes last. */
final class Timeline {

    /** A specialist who is at work since the minute in which reading began is not told twice. */
    private static final Duration SAME_MOMENT = Duration.ofMinutes(1);

    private final Case work;
    private final Instant now;
    private final List<Step> steps = new ArrayList<>();

    private Timeline(Case work, Instant now) {
        this.work = work;
        this.now = now;
    }

    /** @param promise whether a countdown belongs beside it */
    record Step(Instant at, String what, boolean promise) {}

    /** A signed version and by whom. */
    record Signature(Instant at, String what) {}

    /** Who is at work on it. */
    record Reading(Instant since, String name) {}

    /**
     * Everything that is known of a study's way.
     *
     * @param orderedAt absent while the hospital has not sent the order
     * @param lateImages how many came after the study was first complete
     * @param arrival absent where nothing is known of how it came
     * @param noReader whether no specialist may ever read it
     */
    record Facts(
            @Nullable Instant orderedAt,
            @Nullable Instant firstImage,
            @Nullable Instant lastImage,
            int lateImages,
            @Nullable StudyArrival arrival,
            @Nullable Assessment assessment,
            @Nullable CaseClock clock,
            @Nullable Reading reading,
            List<Signature> signatures,
            List<Delivery> deliveries,
            boolean noReader) {}

    static List<Step> of(Case work, Facts facts, Instant now) {
        var timeline = new Timeline(work, now);
        timeline.arrival(facts);
        timeline.models(facts.assessment());
        timeline.standing(facts);
        timeline.reading(facts);
        facts.signatures().forEach(signature -> timeline.add(signature.at(), signature.what()));
        facts.deliveries().forEach(timeline::delivery);
        timeline.promise(facts.clock());
        return timeline.steps.stream()
                .sorted(Comparator.comparing(Step::at).thenComparing(Step::promise))
                .toList();
    }

    private void add(@Nullable Instant at, String what) {
        if (at != null) {
            steps.add(new Step(at, what, false));
        }
    }

    private void arrival(Facts facts) {
        add(facts.orderedAt(), "Your order was received");
        add(facts.firstImage(), "The first image arrived");
        add(work.studyCompletedAt(), "All images had arrived");
        if (facts.lateImages() > 0) {
            add(
                    facts.lastImage(),
                    facts.lateImages() == 1 ? "1 more image arrived" : facts.lateImages() + " more images arrived");
        }
        var arrival = facts.arrival();
        if (arrival != null) {
            arrival.steps().forEach(this::performed);
            furtherRounds(arrival);
        }
    }

    private void performed(PerformedStep step) {
        add(step.begunAt(), step.sender() + " began the examination");
        add(
                step.endedAt(),
                step.status() == PerformedStep.Status.DISCONTINUED
                        ? step.sender() + " gave the examination up"
                        : "%s ended the examination with %d images".formatted(step.sender(), step.instances()));
    }

    private void furtherRounds(StudyArrival arrival) {
        add(arrival.reopenedAt(), "Images came after all had arrived");
        if (arrival.round() > 1) {
            add(
                    arrival.receiving() ? now : arrival.completedAt(),
                    arrival.receiving() ? "More images may be arriving" : "All images had arrived again");
        }
    }

    /** The models move a case, they do not speak to the hospital: what they claimed is the specialist's to judge. */
    private void models(@Nullable Assessment assessment) {
        if (work.beingAssessed() || assessment == null) {
            if (work.beingAssessed()) {
                add(now, "Models are looking at the images");
            }
            return;
        }
        add(
                assessment.finishedAt(),
                assessment.status() == Assessment.Status.DONE
                        ? "Models looked at the images to put urgent ones first (demonstration, not for clinical use)"
                        : "No model assessed the images: " + assessment.reason());
    }

    private void standing(Facts facts) {
        switch (work.state()) {
            case READY, OFFERED, HANDED_OVER ->
                add(
                        work.stateSince(),
                        facts.noReader()
                                ? StudyWords.NO_READER
                                : work.state() == CaseState.HANDED_OVER
                                        ? "Handed to the next shift"
                                        : "Waiting for a specialist");
            case AWAITING_ORDER -> add(work.stateSince(), "Waiting for your order");
            case ON_HOLD -> add(work.stateSince(), "On hold");
            case PRELIMINARY -> add(work.stateSince(), "Preliminary report is there");
            case CANCELLED -> add(work.stateSince(), "Cancelled");
            case AWAITING_IMAGES, OPEN, FINAL, ADDENDUM, CORRECTED -> {}
        }
    }

    private void reading(Facts facts) {
        var clock = facts.clock();
        var opened = clock == null ? null : clock.openedAt();
        var reading = facts.reading();
        if (reading == null) {
            add(opened, "A specialist began to read");
            return;
        }
        if (opened != null && Duration.between(opened, reading.since()).abs().compareTo(SAME_MOMENT) > 0) {
            add(opened, "A specialist began to read");
        }
        add(reading.since(), reading.name() + " began to read");
    }

    private void delivery(Delivery delivery) {
        add(delivery.queuedAt(), "The report set out for your system");
        if (delivery.changedAt().isAfter(delivery.queuedAt())) {
            add(delivery.changedAt(), StudyWords.delivery(delivery));
        }
    }

    private void promise(@Nullable CaseClock clock) {
        if (clock != null) {
            boolean waits = work.state().awaitsReport();
            boolean past = clock.dueAt().isBefore(now);
            steps.add(new Step(
                    clock.dueAt(), past ? "The report was promised by then" : "The report is promised by then", waits));
        }
    }
}
