package io.dayside.reading;

import static io.dayside.reading.ReadingDoubles.HARBOUR;
import static io.dayside.reading.ReadingDoubles.NORTHGATE;
import static io.dayside.reading.ReadingDoubles.PASSWORD;
import static io.dayside.reading.ReadingDoubles.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dayside.archive.StudyGuard;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.collaboration.CaseReading;
import io.dayside.collaboration.Comparison;
import io.dayside.collaboration.Radpeer;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turns;
import io.dayside.critical.CriticalOutcome;
import io.dayside.critical.CriticalResults;
import io.dayside.reading.ReadingRoom.SignOutcome;
import io.dayside.reading.ReadingRoom.SignOutcome.NotReady;
import io.dayside.reading.ReadingRoom.SignOutcome.Signed;
import io.dayside.reading.SignedReport.Status;
import io.dayside.routing.LeaseOutcome;
import io.dayside.routing.RuleVerdict;
import io.dayside.routing.Worklist;
import io.dayside.sla.CaseClock;
import io.dayside.sla.Clocks;
import io.dayside.tenancy.TenantId;
import io.dayside.testing.TestServices;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Cases that more than one person reads: what each of them sees, who may be next, and what the hospital receives. */
@SpringBootTest(classes = ReadingTestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SecondReadingTests {

    private static final String SUPERVISED = rule("SUPERVISED", "", 0, "TO_HOSPITAL");
    private static final String SUPERVISED_INSIDE = rule("SUPERVISED", "", 0, "INSIDE");
    private static final String DOUBLE = rule("DOUBLE", "", 0, "INSIDE");
    private static final String THEMSELVES = rule("DOUBLE", "", 3600, "INSIDE");
    private static final String OVER_READ = rule("OVER_READ", "NEURORADIOLOGY", 3600, "INSIDE");

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ReadingRoom room;

    @Autowired
    private Reports reports;

    @Autowired
    private ReportReader reader;

    @Autowired
    private Turns turns;

    @Autowired
    private CriticalResults critical;

    @Autowired
    private Clocks clocks;

    @Autowired
    private Worklist worklist;

    @Autowired
    private JdbcClient jdbc;

    private ReadingFixture at;

    @BeforeEach
    void open() {
        at = new ReadingFixture(context);
        at.people.call(ReadingFixture.specialist("okafor"));
    }

    @AfterEach
    void everyCaseIsReadByOneAgain() {
        at.people.call(ReadingFixture.specialist("okafor"));
        at.inTransaction(() -> jdbc.sql("delete from second_reading_policy").update());
    }

    @Test
    void whoHasSignedRaisesACriticalResultThatTheyThinkOfLater() {
        var id = at.held("okafor");
        at.finish(id);
        signed(room.sign(id, PASSWORD));
        at.people.call(ReadingFixture.specialist("weber"));
        assertThatThrownBy(() -> critical.raise(id, "subdural haematoma", "ward"))
                .isInstanceOf(NoSuchElementException.class);
        at.people.call(ReadingFixture.specialist("okafor"));
        assertThat(critical.raise(id, "subdural haematoma", "ward"))
                .isInstanceOfSatisfying(
                        CriticalOutcome.Done.class,
                        done -> assertThat(critical.withdraw(
                                        id.tenant(), done.result().id(), "the prior's images"))
                                .isInstanceOf(CriticalOutcome.Done.class));
    }

    @Test
    void aResidentsReportIsPreliminaryUntilAnAttendingHasChangedAndSignedIt() {
        policy(NORTHGATE, SUPERVISED);
        var id = at.held("novak");
        at.finish(id);
        var preliminary = signed(room.sign(id, PASSWORD));

        assertThat(preliminary.status()).isEqualTo(Status.PRELIMINARY);
        assertThat(preliminary.meaning()).isEqualTo(SignedReport.MEANING_OF_PRELIMINARY);
        assertThat(preliminary.intact()).isTrue();
        assertThat(state(id)).isEqualTo(CaseState.READY);
        assertThat(clock(id).preliminaryAt()).isNotNull();
        assertThat(clock(id).stoppedAt()).isNull();
        assertThat(reports.of(id)).containsExactly(preliminary);
        assertThat(refusals(id, "novak"))
                .containsExactly("Has read this case", "Is a resident, an attending is asked for");
        assertThat(refusals(id, "weber")).containsExactly("Is a resident, an attending is asked for");

        at.take(id, "okafor");
        assertThat(room.open(id).second().seen()).containsExactly(preliminary);
        assertThat(room.open(id).draft().impression()).isEqualTo("Acute haemorrhage.");
        room.framesWhole(id, ReadingDoubles.SLICES);
        assertThat(room.sign(id, PASSWORD)).isEqualTo(new NotReady("Say first whether you agree with the report."));
        compare(id, Radpeer.UNDERSTANDABLE_SIGNIFICANT, "midline shift");
        assertThat(room.sign(id, PASSWORD))
                .isEqualTo(new NotReady("You differ, and the report says the same as before."));
        room.saveDraft(id, "Right frontal haemorrhage, midline shift 6 mm.", "Acute haemorrhage with shift.");
        var last = signed(room.sign(id, PASSWORD));

        assertThat(last.status()).isEqualTo(Status.FINAL);
        assertThat(last.version()).isEqualTo(2);
        assertThat(reports.of(id)).containsExactly(preliminary, last);
        assertThat(state(id)).isEqualTo(CaseState.FINAL);
        assertThat(clock(id).stoppedAt()).isNotNull();
        assertThat(turns.readings(id))
                .extracting(CaseReading::role, CaseReading::readBy, CaseReading::reportVersion)
                .containsExactly(tuple(Role.FIRST, "novak", 1), tuple(Role.ATTENDING, "okafor", 2));
        assertThat(turns.readings(id).getLast().comparison())
                .isEqualTo(new Comparison(Radpeer.UNDERSTANDABLE_SIGNIFICANT, "midline shift", 1));
        assertThat(at.trailed(id, "READING_COMPARED")).isEqualTo(1);
        assertThat(at.trailed(id, "REPORT_SIGNED")).isEqualTo(2);
    }

    @Test
    void theHospitalReceivesNoPreliminaryReportWhereItDoesNotWantOne() {
        policy(NORTHGATE, SUPERVISED_INSIDE);
        var id = at.held("novak");
        at.finish(id);
        room.sign(id, PASSWORD);

        assertThat(reports.of(id)).isEmpty();
        assertThat(clock(id).preliminaryAt()).isNull();
        at.people.call(caller("coord", io.dayside.identity.Role.COORDINATOR, NORTHGATE));
        assertThat(reader.read(id)).isEmpty();

        at.take(id, "okafor");
        room.framesWhole(id, ReadingDoubles.SLICES);
        compare(id, Radpeer.AGREE, "");
        var last = signed(room.sign(id, PASSWORD));

        assertThat(reports.of(id)).containsExactly(last);
        assertThat(last.version()).isEqualTo(2);
    }

    @Test
    void anAttendingWhoComesFirstSignsAsFinal() {
        policy(NORTHGATE, SUPERVISED);
        var id = at.held("okafor");
        at.finish(id);

        assertThat(signed(room.sign(id, PASSWORD)).status()).isEqualTo(Status.FINAL);
        assertThat(state(id)).isEqualTo(CaseState.FINAL);
        assertThat(turns.readings(id)).isEmpty();
    }

    @Test
    void aResidentReadsNothingThatNoAttendingReadsAfterThem() {
        var id = at.ready(NORTHGATE, ReadingFixture.UNCOMPRESSED);
        assertThat(refusals(id, "novak")).containsExactly("Is a resident, no attending reads after them");

        policy(NORTHGATE, DOUBLE);
        assertThat(refusals(id, "novak")).containsExactly("Is a resident, no attending reads after them");
    }

    @Test
    void aResidentSignsNothingThatNoAttendingReadsAfterThemAnyMore() {
        policy(NORTHGATE, SUPERVISED);
        var id = at.held("novak");
        at.finish(id);
        at.inTransaction(() -> jdbc.sql("delete from second_reading_policy").update());

        assertThat(room.sign(id, PASSWORD))
                .isEqualTo(new NotReady(
                        "Meanwhile this case became one that no attending reads after you. Give it back."));
        assertThat(state(id)).isEqualTo(CaseState.OPEN);
        assertThat(reports.of(id)).isEmpty();
    }

    @Test
    void whoReadsIndependentlyHearsOfNoCriticalResultOfTheOther() {
        policy(NORTHGATE, DOUBLE);
        var id = at.held("okafor");
        assertThat(critical.raise(id, "subdural haematoma", "ward")).isInstanceOf(CriticalOutcome.Done.class);
        assertThat(critical.of(id)).hasSize(1);
        at.finish(id);
        room.sign(id, PASSWORD);

        at.take(id, "lindqvist");
        assertThat(critical.of(id)).isEmpty();
        assertThat(critical.raise(id, "subdural haematoma", "ward"))
                .as("a refusal would tell")
                .isInstanceOf(CriticalOutcome.Done.class);
        at.finish(id);
        room.sign(id, PASSWORD);
        assertThat(critical.of(id)).as("both readings are in").hasSize(2);
    }

    @Test
    void aPreliminaryReportHasNoAddendum() {
        policy(NORTHGATE, SUPERVISED);
        var id = at.held("novak");
        at.finish(id);
        room.sign(id, PASSWORD);

        assertThat(room.append(id, "more", PASSWORD)).isEqualTo(new NotReady("The report is not final yet."));
    }

    @Test
    void twoReadIndependentlyAndWhatTheyAgreeOnIsFinal() {
        policy(NORTHGATE, DOUBLE);
        var id = at.held("okafor");
        at.finish(id);
        var first = signed(room.sign(id, PASSWORD));
        assertThat(first.meaning()).isEqualTo(SignedReport.MEANING_OF_INDEPENDENT);
        assertThat(reports.of(id)).isEmpty();
        assertThat(state(id)).isEqualTo(CaseState.READY);
        assertThat(refusals(id, "okafor")).containsExactly("Has read this case");

        at.take(id, "lindqvist");
        var blind = room.open(id);
        assertThat(blind.second().seen()).isEmpty();
        assertThat(blind.draft().savedBy()).isNull();
        assertThat(blind.undecided()).hasSize(1);
        assertThatThrownBy(() -> compare(id, Radpeer.AGREE, "")).isInstanceOf(IllegalStateException.class);
        assertThat(reader.read(id)).isEmpty();
        at.finish(id);
        var second = signed(room.sign(id, PASSWORD));
        at.people.call(ReadingFixture.specialist("okafor"));
        assertThat(reader.read(id)).containsExactly(first);

        at.take(id, "lindqvist");
        assertThat(room.open(id).second().seen()).containsExactly(first, second);
        assertThat(room.sign(id, PASSWORD)).isEqualTo(new NotReady("Say first whether the two readings agree."));
        compare(id, Radpeer.AGREE, "");
        var last = signed(room.sign(id, PASSWORD));

        assertThat(last.status()).isEqualTo(Status.FINAL);
        assertThat(reports.of(id)).containsExactly(last);
        assertThat(state(id)).isEqualTo(CaseState.FINAL);
        assertThat(reader.read(id)).containsExactly(first, second, last);
    }

    @Test
    void whereTwoDifferAThirdDecides() {
        policy(NORTHGATE, DOUBLE);
        var id = readByTwo();
        compare(id, Radpeer.SHOULD_BE_SEEN_SIGNIFICANT, "fracture missed");
        room.sign(id, PASSWORD);
        assertThat(state(id)).isEqualTo(CaseState.READY);
        assertThat(reports.of(id)).isEmpty();
        assertThat(refusals(id, "okafor")).containsExactly("Has read this case");
        assertThat(refusals(id, "lindqvist")).containsExactly("Has read this case");

        at.take(id, "haddad");
        assertThat(room.open(id).second().seen()).hasSize(2);
        assertThat(room.open(id).second().mustCompare()).isFalse();
        assertThat(room.open(id).draft().savedBy()).isNull();
        at.finish(id);
        var last = signed(room.sign(id, PASSWORD));

        assertThat(last.signerUsername()).isEqualTo("haddad");
        assertThat(reports.of(id)).containsExactly(last);
        assertThat(turns.readings(id))
                .extracting(CaseReading::readBy)
                .containsExactly("okafor", "lindqvist", "lindqvist", "haddad");
        assertThat(turns.readings(id).get(2).comparison())
                .isEqualTo(new Comparison(Radpeer.SHOULD_BE_SEEN_SIGNIFICANT, "fracture missed", 2));
    }

    @Test
    void whereTwoDifferOneProposesAndTheOtherAgrees() {
        policy(NORTHGATE, THEMSELVES);
        var id = readByTwo();
        compare(id, Radpeer.SHOULD_BE_SEEN_SIGNIFICANT, "fracture missed");
        room.sign(id, PASSWORD);
        assertThat(state(id)).isEqualTo(CaseState.READY);
        assertThat(reports.of(id)).isEmpty();
        assertThat(refusals(id, "haddad")).containsExactly("The two who have read it settle it between them");
        at.people.call(ReadingFixture.specialist("okafor"));
        assertThat(reader.read(id)).as("both readings").hasSize(2);

        at.take(id, "okafor");
        assertThat(room.open(id).second().seen()).hasSize(2);
        at.finish(id);
        room.saveDraft(id, "Right frontal haemorrhage and a fracture.", "Acute haemorrhage, fracture.");
        var proposed = signed(room.sign(id, PASSWORD));
        assertThat(proposed.meaning()).isEqualTo(SignedReport.MEANING_OF_PROPOSAL);
        assertThat(reports.of(id)).as("the hospital waits for both").isEmpty();
        assertThat(refusals(id, "okafor"))
                .containsExactly("Has proposed the joint report, the other reader answers it");

        at.take(id, "lindqvist");
        assertThat(room.open(id).draft().impression()).isEqualTo("Acute haemorrhage, fracture.");
        assertThat(room.sign(id, PASSWORD)).isEqualTo(new NotReady("Say first whether you agree with the report."));
        compare(id, Radpeer.AGREE, "");
        room.saveDraft(id, "Something else.", "Something else.");
        assertThat(room.sign(id, PASSWORD)).isEqualTo(new NotReady("You agree, and yet you changed the report."));
        compare(id, Radpeer.UNDERSTANDABLE, "not acute");
        room.saveDraft(id, "Right frontal haemorrhage and an old fracture.", "Acute haemorrhage, old fracture.");
        assertThat(signed(room.sign(id, PASSWORD)).meaning()).isEqualTo(SignedReport.MEANING_OF_PROPOSAL);
        assertThat(reports.of(id)).isEmpty();
        assertThat(refusals(id, "lindqvist"))
                .containsExactly("Has proposed the joint report, the other reader answers it");

        at.take(id, "okafor");
        compare(id, Radpeer.AGREE, "");
        room.judge(id, at.flagged(id).id(), new Judgement.Rejected(RejectionReason.ARTEFACT));
        assertThat(room.sign(id, PASSWORD))
                .as("what was decided about a finding is signed by both as well")
                .isEqualTo(new NotReady("You agree, and yet you changed the report."));
        room.judge(id, at.flagged(id).id(), new Judgement.Accepted());
        var last = signed(room.sign(id, PASSWORD));
        assertThat(last.status()).isEqualTo(Status.FINAL);
        assertThat(last.impression()).isEqualTo("Acute haemorrhage, old fracture.");
        assertThat(reports.of(id)).containsExactly(last);
        assertThat(state(id)).isEqualTo(CaseState.FINAL);
        assertThat(turns.readings(id))
                .extracting(CaseReading::role, CaseReading::readBy)
                .containsExactly(
                        tuple(Role.FIRST, "okafor"),
                        tuple(Role.SECOND, "lindqvist"),
                        tuple(Role.CONSENSUS, "lindqvist"),
                        tuple(Role.JOINT, "okafor"),
                        tuple(Role.AGREEMENT, "lindqvist"),
                        tuple(Role.AGREEMENT, "okafor"));
    }

    @Test
    void whoLosesTheCaseBeforeComparingTakesItBackAndCompares() {
        policy(NORTHGATE, DOUBLE);
        var id = readByTwo();
        at.leases.release(id, "lindqvist", "called away");

        assertThat(refusals(id, "okafor")).containsExactly("Has read this case");
        assertThat(refusals(id, "haddad")).containsExactly("Who read it second compares the two readings first");
        at.take(id, "lindqvist");
        assertThat(room.open(id).second().seen()).hasSize(2);
        assertThat(room.open(id).second().decides()).isFalse();
        assertThat(room.sign(id, PASSWORD)).isEqualTo(new NotReady("Say first whether the two readings agree."));
        compare(id, Radpeer.AGREE, "");
        assertThat(signed(room.sign(id, PASSWORD)).status()).isEqualTo(Status.FINAL);
        assertThat(state(id)).isEqualTo(CaseState.FINAL);
        assertThat(turns.readings(id))
                .extracting(CaseReading::readBy)
                .containsExactly("okafor", "lindqvist", "lindqvist");
    }

    @Test
    void whereTwoSettleItThatIsNotLostWithTheCase() {
        policy(NORTHGATE, THEMSELVES);
        var id = readByTwo();
        at.leases.release(id, "lindqvist", "called away");
        at.take(id, "lindqvist");
        compare(id, Radpeer.SHOULD_BE_SEEN, "");
        room.sign(id, PASSWORD);

        assertThat(turns.readings(id).getLast().role()).isEqualTo(Role.JOINT);
        assertThat(refusals(id, "haddad")).containsExactly("The two who have read it settle it between them");
        at.take(id, "okafor");
    }

    @Test
    void whoDoesNotCompareInTimeLeavesTheDecisionToAThird() {
        policy(NORTHGATE, DOUBLE);
        var id = readByTwo();
        compare(id, Radpeer.UNDERSTANDABLE, "");
        at.leases.release(id, "lindqvist", "called away");
        timeToCompareIsOver(id);

        assertThat(refusals(id, "okafor")).containsExactly("Has read this case");
        at.take(id, "lindqvist");
        assertThat(room.open(id).second().decides()).isFalse();
        at.leases.release(id, "lindqvist", "called away");
        at.take(id, "haddad");
        assertThat(room.open(id).second().comparison()).isEmpty();
        at.finish(id);
        assertThat(signed(room.sign(id, PASSWORD)).status()).isEqualTo(Status.FINAL);
        assertThat(turns.readings(id).getLast().comparison()).isNull();
    }

    private void timeToCompareIsOver(CaseId id) {
        at.inTransaction(() -> jdbc.sql("update case_reading set due_at = null where case_id = :id and read_at is null")
                .param("id", id.id())
                .update());
    }

    @Test
    void aSubspecialistReadsOverWhatTheHospitalHasAlready() {
        policy(NORTHGATE, OVER_READ);
        var id = at.held("okafor");
        at.finish(id);
        var first = signed(room.sign(id, PASSWORD));
        assertThat(first.status()).isEqualTo(Status.FINAL);
        assertThat(state(id)).isEqualTo(CaseState.FINAL);
        assertThat(keptBecause(id)).containsExactly("the study has not been read over yet");
        var stopped = clock(id).stoppedAt();
        assertThat(refusals(id, "haddad")).containsExactly("Not competent in NEURORADIOLOGY for CT HEAD");
        assertThat(refusals(id, "okafor"))
                .containsExactly("Has read this case", "Not competent in NEURORADIOLOGY for CT HEAD");
        at.people.call(ReadingFixture.specialist("ito"));
        assertThat(worklist.of("ito"))
                .filteredOn(entry -> entry.work().id().equals(id))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.why()).contains("final at the hospital, to be read over");
                    assertThat(entry.clock()).isNotNull();
                });

        at.take(id, "ito");
        assertThat(state(id)).isEqualTo(CaseState.FINAL);
        at.people.call(ReadingFixture.specialist("ito"));
        room.framesWhole(id, ReadingDoubles.SLICES);
        compare(id, Radpeer.SHOULD_BE_SEEN, "");
        room.saveDraft(id, "Right frontal haemorrhage, older than it looks.", "Subacute haemorrhage.");
        var corrected = signed(room.sign(id, PASSWORD));

        assertThat(corrected.status()).isEqualTo(Status.CORRECTED);
        assertThat(reports.of(id)).containsExactly(first, corrected);
        assertThat(state(id)).isEqualTo(CaseState.CORRECTED);
        assertThat(clock(id).stoppedAt()).isEqualTo(stopped);
        assertThat(at.inTransaction(turns::toBeReadOver)).doesNotContain(id);
        assertThat(keptBecause(id)).isEmpty();
    }

    @Test
    void whoReadsOverAndAgreesSendsNothing() {
        policy(NORTHGATE, OVER_READ);
        var id = at.held("okafor");
        at.finish(id);
        var first = signed(room.sign(id, PASSWORD));
        at.take(id, "ito");
        room.framesWhole(id, ReadingDoubles.SLICES);
        compare(id, Radpeer.AGREE, "");
        room.saveDraft(id, "Something else.", "Something else.");
        assertThat(room.sign(id, PASSWORD)).isEqualTo(new NotReady("You agree, and yet you changed the report."));
        room.saveDraft(id, first.findings(), first.impression());

        assertThat(signed(room.sign(id, PASSWORD))).isEqualTo(first);

        assertThat(reports.of(id)).containsExactly(first);
        assertThat(state(id)).isEqualTo(CaseState.FINAL);
        assertThat(at.leases.current(id)).isEmpty();
        assertThat(turns.readings(id)).noneMatch(CaseReading::due);
    }

    @Test
    void whoReadsOverSignsOverNoAddendumThatTheyHaveNotSeen() {
        policy(NORTHGATE, OVER_READ);
        var id = at.held("okafor");
        at.finish(id);
        var first = signed(room.sign(id, PASSWORD));
        at.take(id, "ito");
        room.framesWhole(id, ReadingDoubles.SLICES);
        compare(id, Radpeer.SHOULD_BE_SEEN, "older");
        room.saveDraft(id, "Right frontal haemorrhage, older than it looks.", "Subacute haemorrhage.");
        at.people.call(ReadingFixture.specialist("okafor"));
        var addendum = signed(room.append(id, "Also a fracture.", PASSWORD));

        at.people.call(ReadingFixture.specialist("ito"));
        assertThat(room.sign(id, PASSWORD))
                .isEqualTo(new NotReady(addendum.signerName()
                        + " signed version 2 since you compared. Read it and say again whether you agree."));
        room.compare(id, new Comparison(Radpeer.SHOULD_BE_SEEN, "older", 1));
        assertThat(room.sign(id, PASSWORD))
                .as("from a page that shows the old version")
                .isInstanceOf(NotReady.class);
        assertThat(reports.of(id)).containsExactly(first, addendum);

        assertThat(room.open(id).second().seen()).containsExactly(first, addendum);
        compare(id, Radpeer.SHOULD_BE_SEEN, "older");
        var corrected = signed(room.sign(id, PASSWORD));
        assertThat(corrected.status()).isEqualTo(Status.CORRECTED);
        assertThat(reports.of(id)).containsExactly(first, addendum, corrected);
    }

    @Test
    void aComparisonNamesAVersionThatTheHolderSees() {
        policy(NORTHGATE, OVER_READ);
        var id = at.held("okafor");
        at.finish(id);
        room.sign(id, PASSWORD);
        at.take(id, "ito");

        for (int version : List.of(-1, 0, 2, Integer.MAX_VALUE)) {
            assertThatThrownBy(() -> room.compare(id, new Comparison(Radpeer.AGREE, "", version)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("version");
        }
        assertThat(room.open(id).second().comparison()).isEmpty();
    }

    @Test
    void nobodyComparesWhatTheyDoNotHold() {
        policy(NORTHGATE, SUPERVISED);
        var id = at.held("novak");
        assertThatThrownBy(() -> compare(id, Radpeer.AGREE, "")).isInstanceOf(IllegalStateException.class);
        at.finish(id);
        room.sign(id, PASSWORD);

        at.people.call(ReadingFixture.specialist("lindqvist"));
        assertThatThrownBy(() -> compare(id, Radpeer.AGREE, "")).isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> room.compare(at.unknown(), new Comparison(Radpeer.AGREE, "", 1)))
                .isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> Radpeer.of("4")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Comparison(Radpeer.AGREE, "x".repeat(501), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readingsOfAnotherHospitalAreNeitherSeenNorWritten() {
        policy(NORTHGATE, DOUBLE);
        var id = at.held("okafor");
        at.finish(id);
        room.sign(id, PASSWORD);

        at.people.call(caller("coord.harbour", io.dayside.identity.Role.COORDINATOR, HARBOUR));
        assertThat(turns.readings(id)).isEmpty();
        assertThat(at.inTransaction(() -> jdbc.sql("select count(*) from second_reading_policy")
                        .query(Integer.class)
                        .single()))
                .isZero();
        assertThatThrownBy(() -> policy(NORTHGATE, SUPERVISED)).isInstanceOf(DataAccessException.class);
        assertThat(at.inTransaction(() -> jdbc.sql("update case_reading set remark = 'mine' where case_id = :case")
                        .param("case", id.id())
                        .update()))
                .isZero();
    }

    @Test
    void aReadingThatIsDoneStaysAsItWas() {
        policy(NORTHGATE, DOUBLE);
        var id = at.held("okafor");
        at.finish(id);
        room.sign(id, PASSWORD);

        assertThatThrownBy(() -> at.inTransaction(() -> jdbc.sql(
                                "update case_reading set username = 'haddad' where position = 1 and case_id = :case")
                        .param("case", id.id())
                        .update()))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("not altered");
        assertThatThrownBy(() -> at.inTransaction(
                        () -> jdbc.sql("delete from case_reading").update()))
                .isInstanceOf(DataAccessException.class);
    }

    /** With the newest version at hand. */
    private void compare(CaseId id, Radpeer radpeer, String remark) {
        room.compare(id, new Comparison(radpeer, remark, room.open(id).second().newestSeen()));
    }

    /** Held by Lindqvist, who has signed and not compared yet. */
    private CaseId readByTwo() {
        var id = at.held("okafor");
        at.finish(id);
        room.sign(id, PASSWORD);
        at.take(id, "lindqvist");
        at.finish(id);
        room.sign(id, PASSWORD);
        return id;
    }

    private static String rule(String workflow, String subspecialty, int withinSeconds, String preliminary) {
        return """
                {"rules": [{"name": "all", "modalities": [], "regions": [], "priorities": [], "findings": [],
                  "workflow": "%s", "subspecialty": "%s", "within": %d, "preliminary": "%s"}]}""".formatted(workflow, subspecialty, withinSeconds, preliminary);
    }

    private void policy(TenantId hospital, String policy) {
        inTransaction(() -> jdbc.sql("""
                insert into second_reading_policy (tenant_id, policy) values (:tenant, cast(:policy as jsonb))
                on conflict (tenant_id) do update set policy = excluded.policy""")
                .param("tenant", hospital.code())
                .param("policy", policy)
                .update());
    }

    private <T> T inTransaction(Supplier<T> work) {
        return at.inTransaction(work);
    }

    private List<String> refusals(CaseId id, String username) {
        at.people.call(ReadingFixture.specialist(username));
        var outcome = at.leases.take(id, username);
        assertThat(outcome).isInstanceOf(LeaseOutcome.Barred.class);
        return ((LeaseOutcome.Barred) outcome)
                .refusals().stream().map(RuleVerdict::reason).toList();
    }

    private CaseState state(CaseId id) {
        at.people.call(ReadingFixture.specialist("okafor"));
        return at.cases.find(id).orElseThrow().state();
    }

    private List<String> keptBecause(CaseId id) {
        at.people.call(ReadingFixture.specialist("okafor"));
        var study = at.cases.find(id).orElseThrow().study();
        return at.inTransaction(() -> context.getBeanProvider(StudyGuard.class).stream()
                .flatMap(guard -> guard.keeps(study).stream())
                .toList());
    }

    private CaseClock clock(CaseId id) {
        at.people.call(ReadingFixture.specialist("okafor"));
        return clocks.of(id).orElseThrow();
    }

    private static SignedReport signed(SignOutcome outcome) {
        assertThat(outcome).isInstanceOf(Signed.class);
        return ((Signed) outcome).report();
    }
}
