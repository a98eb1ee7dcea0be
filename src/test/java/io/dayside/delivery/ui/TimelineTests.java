package io.dayside.delivery.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.StudyRef;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.delivery.Delivery;
import io.dayside.intake.CompletedBecause;
import io.dayside.intake.PerformedStep;
import io.dayside.intake.StudyArrival;
import io.dayside.sla.CaseClock;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineTests {

    private static final Instant COMPLETE = Instant.parse("2026-11-24T15:04:00Z");
    private static final TenantId TENANT = new TenantId("alpenblick");
    private static final CaseId ID = new CaseId(TENANT, new UUID(0, 1));
    private static final StudyRef STUDY = new StudyRef(TENANT, "2.25.1");

    private static Instant minute(int minutes) {
        return COMPLETE.plus(Duration.ofMinutes(minutes));
    }

    private static Case work(CaseState state, Instant since) {
        return new Case(
                ID,
                "AB-26-000001",
                state,
                STUDY,
                new UUID(0, 2),
                "ABC",
                "CH",
                Priority.STAT,
                "A1",
                "CT",
                "HEAD",
                "CT head",
                "",
                "P1",
                "Figment^Cora",
                null,
                "F",
                COMPLETE,
                since,
                Assessment.Status.DONE,
                "",
                0,
                Severity.INCIDENTAL,
                "");
    }

    private static CaseClock clock(@Nullable Instant opened, @Nullable Instant stopped) {
        return new CaseClock(ID, COMPLETE, Duration.ofMinutes(20), minute(20), opened, stopped);
    }

    private static Timeline.Facts facts(
            CaseClock clock,
            Timeline.@Nullable Reading reading,
            List<Timeline.Signature> signatures,
            List<Delivery> deliveries,
            boolean noReader) {
        return facts(clock, reading, signatures, deliveries, noReader, COMPLETE, 0, null);
    }

    private static Timeline.Facts facts(
            CaseClock clock,
            Timeline.@Nullable Reading reading,
            List<Timeline.Signature> signatures,
            List<Delivery> deliveries,
            boolean noReader,
            Instant lastImage,
            int lateImages,
            @Nullable StudyArrival arrival) {
        return new Timeline.Facts(
                minute(-9),
                minute(-2),
                lastImage,
                lateImages,
                arrival,
                new Assessment(STUDY, Assessment.Status.DONE, "", List.of(), minute(1)),
                clock,
                reading,
                signatures,
                deliveries,
                noReader);
    }

    @Test
    void everythingStandsInTheOrderInWhichItHappened() {
        var delivery = new Delivery(
                new UUID(0, 3), ID, 1, "mllp://h:1", Delivery.State.CONFIRMED, 1, "", minute(15), minute(16));
        var steps = Timeline.of(
                work(CaseState.FINAL, minute(15)),
                facts(
                        clock(minute(5), minute(15)),
                        null,
                        List.of(new Timeline.Signature(minute(15), "Report signed by Dr Okafor")),
                        List.of(delivery),
                        false),
                minute(60));

        assertThat(steps)
                .extracting(Timeline.Step::what)
                .containsExactly(
                        "Your order was received",
                        "The first image arrived",
                        "All images had arrived",
                        "Models looked at the images to put urgent ones first (demonstration, not for clinical use)",
                        "A specialist began to read",
                        "Report signed by Dr Okafor",
                        "The report set out for your system",
                        "Your system confirmed the result",
                        "The report was promised by then");
        assertThat(steps).isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
    }

    @Test
    void lateImagesAndTheRoundTheyBeganAreTold() {
        var step = new PerformedStep(
                TENANT, "2.25.7", "AB_CT1", PerformedStep.Status.COMPLETED, "CT", 30, minute(-5), minute(-1));
        var givenUp = new PerformedStep(
                TENANT, "2.25.8", "AB_CT1", PerformedStep.Status.DISCONTINUED, "CT", 1, minute(-8), minute(-7));
        var arriving =
                new StudyArrival(STUDY, true, 2, null, CompletedBecause.QUIET_TIME, minute(7), List.of(givenUp, step));
        var there = new StudyArrival(
                STUDY, false, 2, minute(12), CompletedBecause.QUIET_TIME, minute(7), List.of(givenUp, step));

        assertThat(toldOf(arriving))
                .containsSubsequence(
                        "AB_CT1 began the examination",
                        "AB_CT1 gave the examination up",
                        "AB_CT1 began the examination",
                        "AB_CT1 ended the examination with 30 images",
                        "All images had arrived",
                        "Dr Okafor began to read",
                        "Images came after all had arrived",
                        "3 more images arrived",
                        "More images may be arriving")
                .doesNotContain("All images had arrived again");
        assertThat(toldOf(there))
                .containsSubsequence("3 more images arrived", "All images had arrived again")
                .doesNotContain("More images may be arriving");
    }

    private static List<String> toldOf(StudyArrival arrival) {
        return Timeline.of(
                        work(CaseState.OPEN, minute(5)),
                        facts(
                                clock(minute(5), null),
                                new Timeline.Reading(minute(5), "Dr Okafor"),
                                List.of(),
                                List.of(),
                                false,
                                minute(8),
                                3,
                                arrival),
                        minute(15))
                .stream()
                .map(Timeline.Step::what)
                .toList();
    }

    @Test
    void whatIsPromisedForLaterComesLast() {
        var steps = Timeline.of(
                work(CaseState.READY, minute(1)),
                facts(clock(null, null), null, List.of(), List.of(), false),
                minute(6));

        assertThat(steps.getLast()).isEqualTo(new Timeline.Step(minute(20), "The report is promised by then", true));
    }

    @Test
    void aBrokenPromiseStandsBeforeWhatHappenedAfterIt() {
        var steps = Timeline.of(
                work(CaseState.OPEN, minute(26)),
                facts(
                        clock(minute(26), null),
                        new Timeline.Reading(minute(26), "Dr Okafor"),
                        List.of(),
                        List.of(),
                        false),
                minute(28));

        assertThat(steps.stream().map(Timeline.Step::what).toList().reversed().subList(0, 2))
                .containsExactly("Dr Okafor began to read", "The report was promised by then");
    }

    @Test
    void aStudyThatNobodyMayReadSaysSoInsteadOfWaiting() {
        var steps = Timeline.of(
                work(CaseState.READY, minute(1)),
                facts(clock(null, null), null, List.of(), List.of(), true),
                minute(6));

        assertThat(steps)
                .extracting(Timeline.Step::what)
                .contains(StudyWords.NO_READER)
                .doesNotContain("Waiting for a specialist");
    }
}
