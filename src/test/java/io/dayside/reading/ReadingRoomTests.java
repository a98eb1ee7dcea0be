package io.dayside.reading;

import static io.dayside.reading.ReadingDoubles.HARBOUR;
import static io.dayside.reading.ReadingDoubles.NORTHGATE;
import static io.dayside.reading.ReadingDoubles.PASSWORD;
import static io.dayside.reading.ReadingDoubles.SLICES;
import static io.dayside.reading.ReadingDoubles.UNANSWERED;
import static io.dayside.reading.ReadingDoubles.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.archive.StudyRef;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.identity.Role;
import io.dayside.imaging.StudyAccess;
import io.dayside.reading.ReadingDoubles.NotedPriors;
import io.dayside.reading.ReadingRoom.SignOutcome;
import io.dayside.reading.ReadingRoom.SignOutcome.NotReady;
import io.dayside.reading.ReadingRoom.SignOutcome.ProofFailed;
import io.dayside.reading.ReadingRoom.SignOutcome.Signed;
import io.dayside.reading.ReadingRoom.SignOutcome.Unproven;
import io.dayside.routing.LeaseOutcome;
import io.dayside.testing.TestServices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = ReadingTestApplication.class)
class ReadingRoomTests {

    private final JdbcClient jdbc;
    private final Reports reports;
    private final ReportReader reader;
    private final StudyAccess access;
    private final NotedPriors priors;
    private final ReadingFixture at;
    private final ReadingRoom room;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @Autowired
    ReadingRoomTests(
            ApplicationContext context,
            JdbcClient jdbc,
            Reports reports,
            ReportReader reader,
            StudyAccess access,
            NotedPriors priors) {
        this.jdbc = jdbc;
        this.reports = reports;
        this.reader = reader;
        this.access = access;
        this.priors = priors;
        at = new ReadingFixture(context);
        room = at.room;
    }

    @BeforeEach
    void okaforIsCalling() {
        at.people.call(ReadingFixture.specialist("okafor"));
    }

    @Test
    void picturesThatCameAfterTheCaseWasOpenedAreCounted() {
        var id = at.held("okafor");
        var opened = at.leases.current(id).orElseThrow().heldSince();
        assertThat(room.open(id).latePictures()).isZero();

        at.receive(id, opened.minusSeconds(1));
        assertThat(room.open(id).latePictures()).as("came before").isZero();
        at.receive(id, opened.plusSeconds(1));
        at.receive(id, opened.plusSeconds(2));

        assertThat(room.open(id).latePictures()).isEqualTo(2);
        at.take(id, "okafor");
        assertThat(room.open(id).latePictures())
                .as("opened again without giving it back")
                .isEqualTo(2);
    }

    @Test
    void aSignedReportEndsCaseAndLeaseAndIsInTheTrailOnce() {
        var id = at.held("okafor");
        at.finish(id);

        var report = signed(room.sign(id, PASSWORD));

        assertThat(report.version()).isEqualTo(1);
        assertThat(report.meaning()).isEqualTo("I have read the images and approve this report");
        assertThat(report.verdicts())
                .extracting(SignedReport.JudgedFinding::verdict)
                .containsExactly(Verdict.ACCEPTED);
        assertThat(reports.of(id)).containsExactly(report);
        assertThat(report.intact()).isTrue();
        assertThat(at.cases.find(id).orElseThrow().state()).isEqualTo(CaseState.FINAL);
        assertThat(at.leases.current(id)).isEmpty();
        assertThat(at.trailed(id, "REPORT_SIGNED")).isEqualTo(1);
        assertThat(at.trailed(id, "FINDING_JUDGED")).isEqualTo(1);
    }

    @Test
    void nothingIsSignedWhileAFlaggedFindingIsUndecided() {
        var id = at.held("okafor");
        at.finish(id);
        room.judge(id, at.flagged(id).id(), new Judgement.Undecided());

        assertThat(room.sign(id, PASSWORD))
                .isEqualTo(new NotReady("Not decided yet: intracranial haemorrhage, slice 14."));
        assertThat(reports.of(id)).isEmpty();
    }

    @Test
    void whatIsBelowTheThresholdNeedsNoDecision() {
        var id = at.held("okafor");
        at.finish(id);

        assertThat(room.open(id).claims()).extracting(OpenCase.Claim::slice).containsExactly(14, 3);
        assertThat(room.open(id).missing()).isEmpty();
    }

    @Test
    void nothingIsSignedBeforeEveryImageWasWhole() {
        var id = at.held("okafor");
        at.finish(id);
        room.framesWhole(id, SLICES - 1);

        assertThat(room.sign(id, PASSWORD))
                .isEqualTo(new NotReady("The viewer has shown 19 of 20 images whole so far."));
    }

    @Test
    void imagesThatCannotBeShownAreReadElsewhereAndTheReportSaysSo() {
        var id = at.ready(NORTHGATE, ReadingFixture.JPEG_2000);
        at.take(id, "okafor");
        at.finish(id);

        assertThat(room.sign(id, PASSWORD)).isInstanceOf(NotReady.class);
        room.readElsewhere(id, true);
        assertThat(signed(room.sign(id, PASSWORD)).readElsewhere())
                .hasSize(SLICES)
                .contains("series 2, image 14");
    }

    @Test
    void nothingIsSignedWithoutFindingsOrImpression() {
        var id = at.held("okafor");
        at.finish(id);

        room.saveDraft(id, " ", "Acute haemorrhage.");
        assertThat(room.sign(id, PASSWORD)).isEqualTo(new NotReady("The findings are still empty."));
        room.saveDraft(id, "Right frontal haemorrhage.\nSkull and sinuses: ", "Acute haemorrhage.");
        assertThat(room.sign(id, PASSWORD)).isEqualTo(new NotReady("Nothing is said yet of: Skull and sinuses."));
        room.saveDraft(id, "Right frontal haemorrhage.", "");
        assertThat(room.sign(id, PASSWORD)).isEqualTo(new NotReady("The impression is still empty."));
        assertThat(reports.of(id)).isEmpty();
    }

    @Test
    void aWrongPasswordSignsNothingAndIsInTheTrail() {
        var id = at.held("okafor");
        at.finish(id);

        assertThat(room.sign(id, "the wrong one")).isEqualTo(new ProofFailed());
        assertThat(reports.of(id)).isEmpty();
        assertThat(at.trailed(id, "SIGNATURE_REFUSED")).isEqualTo(1);
    }

    @Test
    void whereNobodyCanSayWhetherThePasswordIsRightNothingIsSignedAndTheDraftIsKept() {
        var id = at.held("okafor");
        at.finish(id);

        assertThat(room.sign(id, UNANSWERED)).isEqualTo(new Unproven());

        assertThat(reports.of(id)).isEmpty();
        assertThat(at.trailed(id, "SIGNATURE_REFUSED")).isZero();
        assertThat(room.sign(id, PASSWORD)).isInstanceOf(Signed.class);
    }

    @Test
    void theReportKeepsWhyAFindingWasRejectedOrWhatItWasCorrectedTo() {
        var rejected = at.held("okafor");
        at.finish(rejected);
        room.judge(rejected, at.flagged(rejected).id(), new Judgement.Rejected(RejectionReason.NORMAL_ANATOMY));
        room.judge(rejected, at.belowThreshold(rejected).id(), new Judgement.Corrected("calcified plexus"));

        assertThat(signed(room.sign(rejected, PASSWORD)).verdicts())
                .extracting(SignedReport.JudgedFinding::reason)
                .containsExactly("normal anatomy", "calcified plexus");
    }

    @Test
    void everyChangeOfMindIsKept() {
        var id = at.held("okafor");
        var finding = at.flagged(id).id();
        room.judge(id, finding, new Judgement.Accepted());
        room.judge(id, finding, new Judgement.Undecided());
        room.judge(id, finding, new Judgement.Rejected(RejectionReason.ARTEFACT));

        var history = at.inTransaction(
                () -> jdbc.sql("select verdict from finding_verdict where finding_id = :finding order by change")
                        .param("finding", finding)
                        .query(String.class)
                        .list());
        assertThat(history).containsExactly("ACCEPTED", "PENDING", "REJECTED");
        assertThat(room.open(id).claims().getFirst().judgement())
                .isEqualTo(new Judgement.Rejected(RejectionReason.ARTEFACT));
    }

    @Test
    void nobodyJudgesAFindingOfAnotherCase() {
        var mine = at.held("okafor");
        var other = at.held("okafor");

        assertThatThrownBy(() -> room.judge(mine, at.flagged(other).id(), new Judgement.Accepted()))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theDraftComesBackAsTyped() {
        var id = at.held("okafor");
        assertThat(room.open(id).draft().findings()).startsWith("Brain: \nVentricles");
        room.saveDraft(id, "Bra", "");
        room.saveDraft(id, "Brain: swollen", "x");

        assertThat(room.open(id).draft().findings()).isEqualTo("Brain: swollen");
        assertThat(at.trailed(id, "REPORT_DRAFTED")).isEqualTo(1);
    }

    @Test
    void whoDoesNotHoldTheCaseCanDoNothingWithIt() {
        var id = at.held("okafor");
        at.finish(id);
        var finding = at.flagged(id).id();
        at.people.call(ReadingFixture.specialist("lindqvist"));

        for (var unheld : List.of(id, at.unknown())) {
            assertRefused(() -> room.open(unheld));
            assertRefused(() -> room.judge(unheld, finding, new Judgement.Accepted()));
            assertRefused(() -> room.saveDraft(unheld, "a", "b"));
            assertRefused(() -> room.framesWhole(unheld, 1));
            assertRefused(() -> room.readElsewhere(unheld, true));
            assertRefused(() -> room.sign(unheld, PASSWORD));
            assertRefused(() -> room.append(unheld, "more", PASSWORD));
            assertRefused(() -> reader.read(unheld));
        }
        assertThat(reports.of(id)).isEmpty();
    }

    @Test
    void whoIsNotLicensedThereNeverHoldsTheCase() {
        var id = at.ready(HARBOUR, ReadingFixture.UNCOMPRESSED);
        at.people.call(ReadingFixture.specialist("okafor"));

        assertThat(at.leases.take(id, "okafor")).isInstanceOf(LeaseOutcome.Barred.class);
        assertRefused(() -> room.open(id));
        assertThat(access.mayView(ReadingFixture.specialist("okafor"), studyOf(id)))
                .isFalse();
    }

    @Test
    void aCaseThatWasGivenBackCannotBeSigned() {
        var id = at.held("okafor");
        at.finish(id);
        at.leases.release(id, "okafor", "given back unread");

        assertRefused(() -> room.sign(id, PASSWORD));
        assertThat(reports.of(id)).isEmpty();
    }

    @Test
    void twentyWindowsThatSignAtOnceLeaveOneVersion() throws Exception {
        int windows = 20;
        var id = at.held("okafor");
        at.finish(id);
        var together = new CyclicBarrier(windows);
        var outcomes = new ArrayList<SignOutcome>();
        try (var threads = Executors.newFixedThreadPool(windows)) {
            Callable<SignOutcome> window = () -> {
                at.people.call(ReadingFixture.specialist("okafor"));
                together.await();
                return room.sign(id, PASSWORD);
            };
            for (var future : threads.invokeAll(Collections.nCopies(windows, window))) {
                outcomes.add(future.get());
            }
        }

        assertThat(reports.of(id)).hasSize(1);
        assertThat(outcomes).containsOnly(new Signed(reports.latest(id).orElseThrow()));
        assertThat(at.trailed(id, "REPORT_SIGNED")).isEqualTo(1);
    }

    @Test
    void anAddendumIsAnotherSignedVersionBySameSigner() {
        var id = at.held("okafor");
        at.finish(id);
        var first = signed(room.sign(id, PASSWORD));

        assertThat(room.append(id, " ", PASSWORD)).isInstanceOf(NotReady.class);
        var second = signed(room.append(id, "The referrer was phoned at 14:05.", PASSWORD));

        assertThat(reports.of(id)).containsExactly(first, second);
        assertThat(second.status()).isEqualTo(SignedReport.Status.APPENDED);
        assertThat(second.intact()).isTrue();
        assertThat(at.cases.find(id).orElseThrow().state()).isEqualTo(CaseState.ADDENDUM);
    }

    /** SIG-04 at the level of the database: what the runtime role may not do, no bug of ours can do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update report set findings = 'other'",
                "delete from report",
                "truncate report cascade",
                "update report_verdict set verdict = 'REJECTED'",
                "delete from report_verdict",
                "update finding_verdict set verdict = 'PENDING'",
                "delete from finding_verdict",
                "drop table report",
                "alter table report disable row level security"
            })
    void theRuntimeRoleCannotAlterWhatWasSigned(String forbidden) {
        var id = at.held("okafor");
        at.finish(id);
        var report = signed(room.sign(id, PASSWORD));

        assertThatThrownBy(() -> at.inTransaction(() -> jdbc.sql(forbidden).update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .message()
                .containsAnyOf("permission denied", "must be owner");
        assertThat(reports.latest(id)).contains(report);
    }

    @Test
    void anotherHospitalsReportsAreNotThere() {
        var id = at.held("okafor");
        at.finish(id);
        room.sign(id, PASSWORD);

        at.people.call(caller("coord.harbour", Role.COORDINATOR, HARBOUR));
        assertThat(reports.of(id)).isEmpty();
        assertRefused(() -> reader.read(id));
    }

    @Test
    void whoReadsACaseSeesItsPriorsAndNoOneElse() {
        var prior = new StudyRef(NORTHGATE, "1.2.3.4.5");
        var study = studyOf(at.held("okafor"));
        assertThat(access.mayView(ReadingFixture.specialist("okafor"), prior)).isFalse();

        priors.note(study, prior);

        assertThat(access.mayView(ReadingFixture.specialist("okafor"), prior)).isTrue();
        assertThat(access.mayView(ReadingFixture.specialist("lindqvist"), prior))
                .isFalse();
        assertThat(access.mayView(caller("coord", Role.COORDINATOR, HARBOUR), prior))
                .isFalse();
    }

    @Test
    void whoHoldsACaseFindsItsPriorsOnTheDeskAndNoOthers() {
        var id = at.held("okafor");
        var another = at.held("okafor");
        var prior = new StudyRef(NORTHGATE, "1.2.3.4.6");

        priors.note(studyOf(id), prior);

        at.people.call(ReadingFixture.specialist("okafor"));
        assertThat(room.open(id).earlier().entries())
                .extracting(entry -> entry.prior().ref())
                .containsExactly(prior);
        assertThat(room.open(another).earlier().entries()).isEmpty();
        at.people.call(ReadingFixture.specialist("lindqvist"));
        assertRefused(() -> room.open(id));
    }

    @Test
    void imagesAreForTheHospitalTheHolderAndTheSigner() {
        var id = at.held("okafor");
        var study = studyOf(id);
        var okafor = ReadingFixture.specialist("okafor");
        var lindqvist = ReadingFixture.specialist("lindqvist");

        assertThat(access.mayView(okafor, study)).isTrue();
        assertThat(access.mayView(lindqvist, study)).isFalse();
        at.finish(id);
        room.sign(id, PASSWORD);
        assertThat(access.mayView(okafor, study)).isTrue();
        assertThat(access.mayView(lindqvist, study)).isFalse();
        assertThat(access.mayView(caller("coord", Role.COORDINATOR, NORTHGATE), study))
                .isTrue();
        assertThat(access.mayView(caller("coord", Role.COORDINATOR, HARBOUR), study))
                .isFalse();
        assertThat(access.mayView(caller("mercer", Role.MANAGER, NORTHGATE), study))
                .isFalse();
    }

    @Test
    void finishedCasesAreCountedOnceEach() {
        var from = Instant.now();
        var id = at.held("okafor");
        at.finish(id);
        room.sign(id, PASSWORD);
        room.append(id, "More.", PASSWORD);

        assertThat(reports.finishedBy("okafor", from)).isEqualTo(1);
    }

    private StudyRef studyOf(CaseId id) {
        at.people.call(ReadingFixture.specialist("okafor"));
        return at.cases.find(id).orElseThrow().study();
    }

    private static SignedReport signed(SignOutcome outcome) {
        assertThat(outcome).isInstanceOf(Signed.class);
        return ((Signed) outcome).report();
    }

    private static void assertRefused(ThrowingCallable step) {
        assertThatThrownBy(step).isInstanceOf(CaseNotHeld.class);
    }
}
