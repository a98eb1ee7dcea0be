package io.dayside.vetting;

import static io.dayside.vetting.VettingTestApplication.LIBRARY;
import static io.dayside.vetting.VettingTestApplication.NORTHGATE;
import static io.dayside.vetting.VettingTestApplication.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dayside.archive.StudyRef;
import io.dayside.audit.TrailReader;
import io.dayside.cases.CaseId;
import io.dayside.identity.RightsChanged;
import io.dayside.reading.CaseNotHeld;
import io.dayside.reading.Judgement;
import io.dayside.reading.OpenCase;
import io.dayside.reading.ReadingRoom.SignOutcome;
import io.dayside.reading.RejectionReason;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.TestServices;
import io.dayside.triage.Severity;
import io.dayside.vetting.PracticalTest.Earned;
import io.dayside.vetting.PracticalTest.ShownClaim;
import io.dayside.vetting.PracticalTest.Slices;
import io.dayside.vetting.PracticalTest.TestCase;
import io.dayside.vetting.PracticalTest.Truth;
import io.dayside.vetting.Sitting.State;
import io.dayside.vetting.VettingTestApplication.SetClock;
import io.dayside.vetting.VettingTestApplication.Shelf;
import io.dayside.vetting.VettingTestApplication.Somebody;
import io.dayside.workforce.EarnedCredentials;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;

/** A test from the invitation to what it does to the passport, on the real tables. */
@SpringBootTest(classes = VettingTestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@RecordApplicationEvents
class SittingTests {

    private static final String BLEED = "intracranial haemorrhage";
    private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");
    private static final Duration LONG_AGO = Duration.ofDays(3000);
    private static final String FINDINGS = """
            Brain: no mass effect.
            Ventricles and cisterns: normal.
            Extra-axial spaces: no collection.
            Skull and sinuses: no fracture.""";

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @Autowired
    private Sittings sittings;

    @Autowired
    private Candidates candidates;

    @Autowired
    private SittingTerms terms;

    @Autowired
    private SittingRows rows;

    @Autowired
    private SittingAccess access;

    @Autowired
    private Libraries libraries;

    @Autowired
    private PracticalTestRows tests;

    @Autowired
    private TestsApi api;

    @Autowired
    private EarnedCredentials credentials;

    @Autowired
    private TrailReader trail;

    @Autowired
    private ExamRoom room;

    @Autowired
    private Shelf shelf;

    @Autowired
    private Somebody somebody;

    @Autowired
    private SetClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationEvents events;

    private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final String okafor = "o" + name;
    private final String rossi = "r" + name;
    private final String study = "2.25." + (UUID.randomUUID().getLeastSignificantBits() >>> 1);

    /** Four cases: a right claim, a planted miss, a planted false alarm, nothing. */
    @BeforeEach
    void aTestIsInUseAndTwoRead() {
        clock.set(NOW);
        somebody.officer();
        for (var code : List.of(LIBRARY.code(), NORTHGATE.code())) {
            jdbc.sql("insert into tenant (code, config, applied_at) values (:code, '{}', now()) on conflict do nothing")
                    .param("code", code)
                    .update();
        }
        List.of(okafor, rossi).forEach(this::employ);
        for (int number = 1; number <= 4; number++) {
            shelf.put(study + number, 20);
        }
        use(test(true));
    }

    @AfterEach
    void nobodyCalls() {
        somebody.nobody();
        room.call(() -> {
            tests.inUse().stream().filter(one -> one.id().equals(name)).forEach(tests::takeOutOfUse);
            return name;
        });
    }

    @Test
    void whoReadsWellPassesAndMayReadFromNowOn() {
        var sitting = sittings.invite(name, okafor);

        sit(okafor, sitting, true);

        var mine = candidates.mine().getFirst();
        assertThat(mine.state()).isEqualTo(State.PASSED);
        assertThat(result(mine).marks().missed()).isEqualTo(new Share(0, 2));
        assertThat(result(mine).marks().overTrust()).isEqualTo(new Share(0, 2));
        assertThat(result(mine).marks().underTrust()).isEqualTo(new Share(0, 1));
        assertThat(competencies(okafor)).singleElement().satisfies(one -> {
            assertThat(one.covers("CT", "HEAD")).isTrue();
            assertThat(one.standing()).isEqualTo(Standing.ACTIVE);
            assertThat(one.validTo()).isEqualTo(LocalDate.of(2027, 11, 28));
            assertThat(one.evidence()).containsExactly(result(mine).certificate());
        });
        somebody.officer();
        assertThat(sittings.protocol(sitting.id()).intact()).isTrue();
        assertThat(told(okafor)).anyMatch(line -> line.contains("passed") && line.contains("digest"));
    }

    @Test
    void whoOnlyRepeatsTheAiDoesNotAndMayNotUntilTheyPass() {
        somebodyHolds(okafor, new Competency("CT", "HEAD"));
        var sitting = sittings.invite(name, okafor);

        sit(okafor, sitting, false);

        var result = result(candidates.mine().getFirst());
        assertThat(result.passed()).isFalse();
        assertThat(result.marks().overTrust()).isEqualTo(new Share(2, 2));
        assertThat(result.failures())
                .contains("over-trust in the AI: 100 % (2 of 2), at most 40 % allowed")
                .contains("missed pathology: 50 % (1 of 2), at most 40 % allowed");
        assertThat(competencies(okafor)).extracting(Competency::standing).containsExactly(Standing.SUSPENDED);
        assertThat(result.consequences()).anyMatch(line -> line.contains("is suspended"));
    }

    @Test
    void aWiderCompetencyStaysAndTheResultSaysSo() {
        somebodyHolds(okafor, new Competency("CT", "*"));
        var sitting = sittings.invite(name, okafor);

        sit(okafor, sitting, false);

        assertThat(competencies(okafor)).extracting(Competency::standing).containsExactly(Standing.ACTIVE);
        assertThat(result(candidates.mine().getFirst()).consequences())
                .anyMatch(line -> line.contains("wider CT * ANY *"));
    }

    @Test
    void whatIsHeldForLongerIsNotCutShort() {
        somebodyHolds(okafor, new Competency("CT", "HEAD"));
        var sitting = sittings.invite(name, okafor);

        sit(okafor, sitting, true);

        assertThat(competencies(okafor))
                .singleElement()
                .satisfies(one -> assertThat(one.validTo()).isAfter(LocalDate.of(2100, 1, 1)));
    }

    @Test
    void anAnnulledSittingGivesBackWhatItSuspendedAndTakesWhatItGave() {
        somebodyHolds(okafor, new Competency("CT", "HEAD"));
        var failed = sittings.invite(name, okafor);
        sit(okafor, failed, false);
        var passed = invite(rossi);
        sit(rossi, passed, true);
        somebody.officer();

        sittings.annul(failed.id(), "the screen was broken");
        sittings.annul(passed.id(), "somebody else sat it");

        assertThat(competencies(okafor)).extracting(Competency::standing).containsExactly(Standing.ACTIVE);
        assertThat(competencies(rossi)).isEmpty();
        assertThat(sittings.all())
                .filteredOn(one -> one.sitting().test().equals(name))
                .extracting(Sittings.Seated::state)
                .containsOnly(State.ANNULLED);
        assertThatThrownBy(() -> sittings.annul(failed.id(), "once more")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sittings.annul(failed.id(), " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAnotherSittingSuspendedStaysSuspendedWhenOneIsAnnulled() {
        somebodyHolds(okafor, new Competency("CT", "HEAD"));
        var first = sittings.invite(name, okafor);
        sit(okafor, first, false);
        clock.forward(Duration.ofDays(31));
        var second = invite(okafor);
        sit(okafor, second, false);
        somebody.officer();

        sittings.annul(first.id(), "the screen was broken");
        assertThat(competencies(okafor)).extracting(Competency::standing).containsExactly(Standing.SUSPENDED);

        sittings.annul(second.id(), "the screen was still broken");
        assertThat(competencies(okafor)).extracting(Competency::standing).containsExactly(Standing.ACTIVE);
    }

    @Test
    void whatALaterSittingGaveStaysWhenAnEarlierIsAnnulled() {
        var first = sittings.invite(name, okafor);
        sit(okafor, first, true);
        clock.forward(Duration.ofDays(100));
        var second = invite(okafor);
        sit(okafor, second, true);
        somebody.officer();

        sittings.annul(first.id(), "somebody else sat it");

        assertThat(competencies(okafor))
                .singleElement()
                .satisfies(one -> assertThat(one.validTo()).isEqualTo(LocalDate.of(2028, 3, 8)));
        sittings.annul(second.id(), "and once more");
        assertThat(competencies(okafor)).isEmpty();
    }

    @Test
    void anOldSittingGoesWithItsCasesAndOneThatAPassportRestsOnStays() {
        var passed = sittings.invite(name, okafor);
        sit(okafor, passed, true);
        somebodyHolds(rossi, new Competency("CT", "HEAD"));
        var failed = invite(rossi);
        sit(rossi, failed, false);
        clock.forward(Duration.ofDays(31));
        var lapsed = invite(rossi);
        moveBack(LONG_AGO, passed, failed, lapsed);
        somebody.officer();
        assertThat(competencies(okafor)).as("until 2027").hasSize(1);
        var young = invite(okafor);

        terms.end();

        assertThat(kept()).containsExactlyInAnyOrder(passed.id(), failed.id(), young.id());
        assertThat(casesOf(lapsed)).isZero();
        assertThat(casesOf(passed)).isEqualTo(4);
        assertThat(ended()).contains("1");

        clock.forward(Duration.ofDays(400));
        credentialsRestored(rossi);
        terms.end();
        assertThat(kept())
                .as("the competency has ended, the suspension was lifted")
                .containsExactly(young.id());
        assertThat(casesOf(passed)).isZero();
    }

    @Test
    void whatIsClosedIsFoundPageByPageAndEachOnce() {
        var first = sittings.invite(name, okafor);
        var second = likeThat(first);
        var third = likeThat(first);
        var before = first.openUntil().plusSeconds(1);
        var found = new ArrayList<UUID>();
        var place = SittingRows.Place.START;
        for (var page = closed(before, place); !page.isEmpty(); page = closed(before, place)) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            page.forEach(one -> found.add(one.id()));
            place = SittingRows.Place.of(page.getLast());
        }

        assertThat(found).contains(first.id(), second.id(), third.id()).doesNotHaveDuplicates();
    }

    private Sitting likeThat(Sitting one) {
        var copy = new Sitting(
                one.library(),
                Ids.next(),
                one.test(),
                one.version(),
                one.username(),
                one.invitedBy(),
                one.invitedAt(),
                one.openUntil(),
                null,
                null,
                null);
        room.call(() -> {
            rows.insert(copy);
            return copy;
        });
        return copy;
    }

    private List<Sitting> closed(Instant before, SittingRows.Place after) {
        return room.call(() -> rows.closedBefore(before, after, 2));
    }

    @Test
    void theDatabaseLetsNoYoungSittingBeDeleted() {
        var sitting = sittings.invite(name, okafor);

        for (var table : List.of("sitting_verdict", "sitting_case", "sitting")) {
            room.call(() -> jdbc.sql("delete from " + table).update());
        }

        assertThat(kept()).containsExactly(sitting.id());
        assertThat(casesOf(sitting)).isEqualTo(4);
    }

    private void moveBack(Duration by, Sitting... some) {
        room.call(() -> jdbc.sql(
                        "update sitting set open_until = open_until - cast(:by as interval) where id = any(:ids)")
                .param("by", by.toString())
                .param("ids", Stream.of(some).map(Sitting::id).toArray(UUID[]::new))
                .update());
    }

    private void credentialsRestored(String username) {
        onThePlatform(() -> {
            credentials.restore(username, keys(username), "an officer has looked");
            return username;
        });
    }

    private List<String> keys(String username) {
        return credentials.competencies(username).stream().map(Competency::key).toList();
    }

    private List<UUID> kept() {
        return room.call(() -> jdbc.sql("select id from sitting where test = :test")
                .param("test", name)
                .query(UUID.class)
                .list());
    }

    private int casesOf(Sitting sitting) {
        return room.call(() -> jdbc.sql("select count(*) from sitting_case where sitting_id = :id")
                .param("id", sitting.id())
                .query(Integer.class)
                .single());
    }

    private List<String> ended() {
        return room.call(() -> trail.ask(new TrailReader.Question(LIBRARY, Long.MAX_VALUE, "records:sittings")).stream()
                .map(entry -> entry.details().getOrDefault("count", ""))
                .toList());
    }

    @Test
    void nobodyInvitesThemselves() {
        somebody.officerAndSpecialist(okafor);

        assertThatThrownBy(() -> sittings.invite(name, okafor)).isInstanceOf(IllegalArgumentException.class);
        var sitting = invite(okafor);
        somebody.officerAndSpecialist(okafor);
        assertThatThrownBy(() -> sittings.protocol(sitting.id())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sittings.annul(sitting.id(), "I was tired"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNoticeLeadsToTheTests() {
        sittings.invite(name, okafor);

        var links = room.call(() -> jdbc.sql("select link from notice where :username = any(people)")
                .param("username", okafor)
                .query(String.class)
                .list());
        assertThat(links).containsExactly("/own-tests");
    }

    @Test
    void casesComeInTheCandidatesOwnOrderAndOneAtATime() {
        var sitting = sittings.invite(name, okafor);
        somebody.specialist(okafor, LIBRARY);
        var first = candidates.take(sitting.id()).next().orElseThrow();

        assertThat(candidates.take(sitting.id()).next()).as("asked again").contains(first);
        assertThat(open(first).work().number()).isEqualTo("Case 1 of 4");
        var others =
                room.call(() -> jdbc.sql("select id from sitting_case where sitting_id = :sitting and position > 1")
                        .param("sitting", sitting.id())
                        .query(UUID.class)
                        .list());
        assertThat(others)
                .hasSize(3)
                .allSatisfy(other -> assertThatThrownBy(() -> candidates.open(new CaseId(LIBRARY, other)))
                        .isInstanceOf(CaseNotHeld.class));
    }

    @Test
    void nobodyElseReachesASittingOrItsPictures() {
        var sitting = sittings.invite(name, okafor);
        somebody.specialist(okafor, LIBRARY);
        var id = candidates.take(sitting.id()).next().orElseThrow();
        var shown = candidates.open(id).work().study();
        assertThat(mayView(shown)).isTrue();
        assertThat(mayView(new StudyRef(NORTHGATE, shown.studyInstanceUid()))).isFalse();
        for (int number = 1; number <= 4; number++) {
            var other = new StudyRef(LIBRARY, study + number);
            assertThat(mayView(other)).as("only what was opened").isEqualTo(other.equals(shown));
        }

        somebody.specialist(rossi, LIBRARY);
        assertThat(mayView(shown)).isFalse();
        assertThat(candidates.mine()).isEmpty();
        assertThatThrownBy(() -> candidates.take(sitting.id())).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> candidates.open(id)).isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> candidates.answer(id, BLEED, new Answer(Confidence.SURELY, 3)))
                .isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> candidates.readingRoom().sign(id, PASSWORD)).isInstanceOf(CaseNotHeld.class);

        somebody.specialist(okafor, NORTHGATE);
        assertThat(mayView(shown)).as("a library that they may not see").isFalse();
        assertThatThrownBy(() -> candidates.open(new CaseId(NORTHGATE, id.id())))
                .isInstanceOf(CaseNotHeld.class);
        somebody.officer();
        assertThatThrownBy(() -> candidates.open(id)).isInstanceOf(CaseNotHeld.class);
    }

    @Test
    void aHospitalsTransactionsSeeNoTestAndNoSitting() {
        sittings.invite(name, okafor);

        for (var table : List.of("practical_test", "sitting", "sitting_case")) {
            long seen = TenantScope.call(NORTHGATE, () -> count(table));
            assertThat(seen).as(table).isZero();
            assertThat(TenantScope.<Long, RuntimeException>call(LIBRARY, () -> count(table)))
                    .isPositive();
        }
    }

    @Test
    void theInvitedSeeTheLibraryUntilTheTestIsOver() {
        assertThat(libraries.ofSpecialist(okafor)).isEmpty();
        var sitting = sittings.invite(name, okafor);

        assertThat(libraries.ofSpecialist(okafor)).containsExactly(LIBRARY);
        assertThat(libraries.ofSpecialist(rossi)).isEmpty();
        assertThat(events.stream(RightsChanged.class)).contains(new RightsChanged(okafor));

        sit(okafor, sitting, true);
        assertThat(libraries.ofSpecialist(okafor)).isEmpty();
        somebody.officer();
        invite(rossi);
        clock.forward(Duration.ofDays(15));
        assertThat(libraries.ofSpecialist(rossi))
                .as("the invitation has lapsed")
                .isEmpty();
    }

    @Test
    void aTestThatIsNotFinishedInTimeLapses() {
        var sitting = sittings.invite(name, okafor);
        somebody.specialist(okafor, LIBRARY);
        var id = candidates.take(sitting.id()).next().orElseThrow();
        candidates.open(id);

        clock.forward(Duration.ofDays(14));

        assertThat(candidates.mine().getFirst().state()).isEqualTo(State.LAPSED);
        assertThat(candidates.isHeld(id)).isFalse();
        assertThatThrownBy(() -> candidates.open(id)).isInstanceOf(CaseNotHeld.class);
        assertThat(candidates.take(sitting.id()).next()).isEmpty();
        somebody.officer();
        assertThatThrownBy(() -> sittings.invite(name, okafor))
                .as("again only after thirty days")
                .isInstanceOf(IllegalArgumentException.class);
        clock.forward(Duration.ofDays(30));
        assertThat(sittings.invite(name, okafor).isOpen(clock.instant())).isTrue();
    }

    @Test
    void nothingIsSignedBeforeEverythingIsAnswered() {
        var sitting = sittings.invite(name, okafor);
        somebody.specialist(okafor, LIBRARY);
        var id = candidates.take(sitting.id()).next().orElseThrow();
        var desk = candidates.readingRoom();
        desk.open(id).claims().forEach(claim -> desk.judge(id, claim.finding().id(), new Judgement.Accepted()));
        desk.framesWhole(id, 20);
        desk.saveDraft(id, FINDINGS, "Normal.");

        assertThat(desk.sign(id, PASSWORD))
                .isEqualTo(new SignOutcome.NotReady("Not answered yet: %s?".formatted(BLEED)));
        candidates.answer(id, BLEED, new Answer(Confidence.SURELY, 0));
        assertThat(desk.sign(id, PASSWORD))
                .isEqualTo(new SignOutcome.NotReady("Say on which slice you see %s.".formatted(BLEED)));
        candidates.answer(id, BLEED, new Answer(Confidence.SURELY, 3));
        assertThat(desk.sign(id, "wrong")).isEqualTo(new SignOutcome.ProofFailed());
        var signed = desk.sign(id, PASSWORD);
        assertThat(signed).isInstanceOfSatisfying(SignOutcome.Signed.class, one -> {
            assertThat(one.report().intact()).isTrue();
            assertThat(one.report().meaning()).contains(BLEED + ": yes, certain, slice 3");
        });
        assertThat(desk.sign(id, PASSWORD)).as("a second click").isEqualTo(signed);
        assertThatThrownBy(() -> candidates.answer(id, BLEED, new Answer(Confidence.SURELY_NOT, 0)))
                .as("what is signed stays")
                .isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> candidates.answer(
                        candidates.take(sitting.id()).next().orElseThrow(),
                        "a fracture",
                        new Answer(Confidence.SURELY, 1)))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whatSomebodyChangesInTheTablesShows() {
        var sitting = sittings.invite(name, okafor);
        sit(okafor, sitting, false);
        somebody.officer();
        assertThat(sittings.protocol(sitting.id()).intact()).isTrue();

        room.call(() -> jdbc.sql("""
                update sitting_case set report = jsonb_set(report, '{impression}', '"Altered."')
                where sitting_id = :sitting and position = 1""").param("sitting", sitting.id()).update());

        assertThat(sittings.protocol(sitting.id()).intact()).isFalse();
    }

    @Test
    void anAnswerThatIsAlteredAfterwardsShows() {
        var sitting = sittings.invite(name, okafor);
        sit(okafor, sitting, false);
        somebody.officer();

        room.call(() -> jdbc.sql("""
                update sitting_case set answers = '{"intracranial haemorrhage": {"confidence": "SURELY", "slice": 12}}'
                where sitting_id = :sitting and test_case = 1""").param("sitting", sitting.id()).update());

        assertThat(sittings.protocol(sitting.id()).intact()).isFalse();
    }

    @Test
    void whatAnOfficerRevokedNoTestGivesBack() {
        somebodyHolds(okafor, held(Ages.ANY, Standing.REVOKED));
        var sitting = sittings.invite(name, okafor);

        sit(okafor, sitting, true);

        assertThat(competencies(okafor)).extracting(Competency::standing).containsExactly(Standing.REVOKED);
        assertThat(result(candidates.mine().getFirst()).consequences())
                .contains("CT HEAD ANY * was revoked and stays so; an officer decides.");
    }

    @Test
    void whatIsSuspendedUnderAnotherNameIsForAnOfficerToLift() {
        somebodyHolds(okafor, held(Ages.CHILD, Standing.SUSPENDED));
        var sitting = sittings.invite(name, okafor);

        sit(okafor, sitting, true);

        assertThat(competencies(okafor))
                .extracting(Competency::standing)
                .containsExactlyInAnyOrder(Standing.ACTIVE, Standing.SUSPENDED);
        assertThat(result(candidates.mine().getFirst()).consequences())
                .contains("CT HEAD CHILD * stays suspended; an officer may lift it.");
    }

    @Test
    void whoWasInvitedGoesOnWithTheTestAsItWas() {
        var sitting = sittings.invite(name, okafor);
        use(test(false));

        sit(okafor, sitting, false);

        assertThat(result(candidates.mine().getFirst()).failures())
                .as("of the version that they were invited to")
                .hasSize(2);
        somebody.officer();
        assertThat(sittings.offered())
                .filteredOn(one -> one.test().id().equals(name))
                .singleElement()
                .satisfies(one -> assertThat(one.test().pass()).hasSize(1));
    }

    @Test
    void nobodyIsInvitedToATestWhoseStudiesAreNotThere() {
        shelf.put(study + 2, 0);
        var test = test(true);
        use(new PracticalTest(
                test.id(),
                test.title(),
                test.library(),
                test.model(),
                test.modelVersion(),
                test.targets(),
                List.of(
                        new TestCase("2.25.404", "", List.of(), List.of()),
                        test.cases().get(1)),
                Map.of(Criterion.MISSED, 0),
                test.earned(),
                test.open(),
                test.again()));

        assertThat(sittings.offered())
                .filteredOn(one -> one.test().id().equals(name))
                .singleElement()
                .satisfies(one -> assertThat(one.missing())
                        .containsExactly(
                                "case 1: its study is not in the library",
                                "case 2: it names a slice that its study does not have; there are 0"));
        assertThatThrownBy(() -> sittings.invite(name, okafor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its study is not in the library");
    }

    @Test
    void onlyOfficersInvite() {
        somebody.manager();
        assertThatThrownBy(() -> sittings.invite(name, okafor)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> sittings.all()).isInstanceOf(AccessDeniedException.class);
        somebody.specialist(okafor, LIBRARY);
        assertThatThrownBy(() -> sittings.offered()).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void programsInviteAndReadWhatWasScored() throws Exception {
        var web = MockMvcBuilders.standaloneSetup(api).build();
        web.perform(post("/api/practical-tests/{test}/sittings", name)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"username\": \"%s\"}".formatted(okafor)))
                .andExpect(status().isCreated());
        web.perform(post("/api/practical-tests/{test}/sittings", name)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"username\": \"%s\"}".formatted(okafor)))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail").value("They are invited to this test already."));
        web.perform(post("/api/practical-tests/{test}/sittings", "no-such-test")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"username\": \"%s\"}".formatted(okafor)))
                .andExpect(status().isNotFound());
        web.perform(post("/api/practical-tests/{test}/sittings", name)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isUnprocessableContent());
        var sitting = sittings.all().stream()
                .map(Sittings.Seated::sitting)
                .filter(one -> one.username().equals(okafor))
                .findFirst()
                .orElseThrow();
        sit(okafor, sitting, true);
        somebody.officer();

        web.perform(get("/api/sittings/{id}", sitting.id()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.sitting.state").value("PASSED"))
                .andExpect(jsonPath("$.sitting.scored.missed").value(0.0))
                .andExpect(jsonPath("$.intact").value(true));
        web.perform(post("/api/sittings/{id}/annulment", sitting.id())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"why\": \"somebody else sat it\"}"))
                .andExpect(status().isNoContent());
        web.perform(get("/api/practical-tests"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[?(@.id == '%s')].cases", name).value(4))
                .andExpect(content().string(org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("truth"))));
    }

    /** Reads all cases: as the truth is, or as the AI says. */
    private void sit(String username, Sitting sitting, boolean well) {
        somebody.specialist(username, LIBRARY);
        for (var next = candidates.take(sitting.id()).next();
                next.isPresent();
                next = candidates.take(sitting.id()).next()) {
            var id = next.get();
            var desk = candidates.readingRoom();
            var open = desk.open(id);
            boolean isThere = well ? isThere(open) : !open.claims().isEmpty();
            boolean believes = well ? isThere(open) : true;
            open.claims()
                    .forEach(claim -> desk.judge(
                            id,
                            claim.finding().id(),
                            believes ? new Judgement.Accepted() : new Judgement.Rejected(RejectionReason.ARTEFACT)));
            desk.framesWhole(id, 20);
            desk.saveDraft(id, FINDINGS, isThere ? "Bleeding." : "Normal.");
            candidates.answer(
                    id, BLEED, isThere ? new Answer(Confidence.SURELY, 12) : new Answer(Confidence.SURELY_NOT, 0));
            clock.forward(Duration.ofMinutes(3));
            assertThat(desk.sign(id, PASSWORD)).isInstanceOf(SignOutcome.Signed.class);
        }
    }

    private boolean isThere(OpenCase open) {
        var uid = open.work().study().studyInstanceUid();
        return uid.equals(study + 1) || uid.equals(study + 2);
    }

    private static Sitting.Result result(Candidates.Mine mine) {
        return Objects.requireNonNull(mine.sitting().result());
    }

    private OpenCase open(CaseId id) {
        return candidates.open(id);
    }

    private boolean mayView(StudyRef shown) {
        return access.mayView(somebody.required(), shown);
    }

    private Sitting invite(String username) {
        somebody.officer();
        return sittings.invite(name, username);
    }

    private PracticalTest test(boolean strict) {
        var there = new Truth(BLEED, new Slices(10, 14));
        var right = new ShownClaim(BLEED, 91, 12, null, Severity.CRITICAL);
        return new PracticalTest(
                name,
                "Head CT with AI",
                LIBRARY,
                "head-ct-haemorrhage",
                "1",
                List.of(BLEED),
                List.of(
                        new TestCase(study + 1, "Sudden headache.", List.of(there), List.of(right)),
                        new TestCase(study + 2, "", List.of(there), List.of()),
                        new TestCase(study + 3, "", List.of(), List.of(right)),
                        new TestCase(study + 4, "", List.of(), List.of())),
                strict ? Map.of(Criterion.MISSED, 40, Criterion.OVER_TRUST, 40) : Map.of(Criterion.FALSE_ALARMS, 60),
                new Earned("CT", "HEAD", Ages.ANY, "*", 12, true),
                Duration.ofDays(14),
                Duration.ofDays(30));
    }

    private void use(PracticalTest test) {
        room.call(() -> {
            tests.use(test);
            return test;
        });
    }

    private void employ(String username) {
        jdbc.sql("""
                insert into specialist (username, display_name, zone, capacity)
                values (:username, :username, 'UTC', 3)""").param("username", username).update();
    }

    private static Competency held(Ages ages, Standing standing) {
        return new Competency(
                "CT", "HEAD", ages, "*", standing, LocalDate.of(2024, 1, 1), LocalDate.of(2030, 12, 31), List.of());
    }

    private void somebodyHolds(String username, Competency competency) {
        onThePlatform(() -> {
            credentials.grant(username, competency, "held before");
            return username;
        });
    }

    private List<Competency> competencies(String username) {
        return onThePlatform(() -> credentials.competencies(username));
    }

    private List<String> told(String username) {
        return onThePlatform(() ->
                trail
                        .ask(new TrailReader.Question(TenantId.PLATFORM, Long.MAX_VALUE, "specialist:" + username))
                        .stream()
                        .map(entry -> entry.action() + " " + entry.details())
                        .toList());
    }

    private <T> T onThePlatform(Supplier<T> work) {
        return room.call(work);
    }

    private long count(String table) {
        return transaction.execute(
                _ -> jdbc.sql("select count(*) from " + table).query(Long.class).single());
    }
}
