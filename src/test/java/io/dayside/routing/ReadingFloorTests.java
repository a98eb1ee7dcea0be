package io.dayside.routing;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dayside.archive.StudyRef;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.HoldReason;
import io.dayside.cases.TransitionRefused;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.OrderMatched;
import io.dayside.intake.StudyCompleted;
import io.dayside.intake.StudyReopened;
import io.dayside.sla.CaseStory;
import io.dayside.sla.Clocks;
import io.dayside.sla.Promises;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import io.dayside.testing.World;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import io.dayside.triage.StudyAssessed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
        classes = CaseRooms.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "dayside.cases.triage-limit=1s")
class ReadingFloorTests {

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @Autowired
    private World world;

    @Autowired
    private Cases cases;

    @Autowired
    private Clocks clocks;

    @Autowired
    private Promises promises;

    @Autowired
    private Leases leases;

    @Autowired
    private LeaseDesk desk;

    @Autowired
    private Worklist worklist;

    @Autowired
    private RoutingApi api;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void nobodyCalls() {
        SecurityContextHolder.clearContext();
        world.backToRealTime();
    }

    // What comes in

    @Test
    void aCaseIsReadyWhenTheModelsAreDone() {
        var study = ordered(HARBOUR, Priority.URGENT);
        complete(study, 1);
        assertThat(of(study).state()).isEqualTo(CaseState.AWAITING_IMAGES);

        assessed(study, 0.94, Severity.CRITICAL);

        assertThat(of(study).state()).isEqualTo(CaseState.READY);
        assertThat(of(study).bodyPart()).isEqualTo("HEAD");
        assertThat(of(study).number()).matches("HC-\\d\\d-\\d{6}");
    }

    @Test
    void modelsBlockACaseNoLongerThanTheirLimitAndAreHeardLater() {
        var study = ordered(HARBOUR, Priority.URGENT);
        complete(study, 1);

        awaitState(study, CaseState.READY);
        assessed(study, 0.94, Severity.CRITICAL);

        assertThat(of(study).state()).isEqualTo(CaseState.READY);
        assertThat(of(study).topProbability()).isEqualTo(0.94);
    }

    @Test
    void openPagesHearOfTheFirstLateImageOfACaseThatIsBeingRead() {
        world.employ("late-reader", 3, "GB");
        var work = ready(HARBOUR, Priority.URGENT);
        assertThat(take(work.id(), "late-reader")).isInstanceOf(LeaseOutcome.Held.class);
        world.announced().clear();

        publish(HARBOUR, new StudyReopened(work.study(), 2, world.now()));

        assertThat(world.announced()).containsExactly(HARBOUR);
        assertThat(of(work.study()).state()).as("it stays with its reader").isEqualTo(CaseState.OPEN);
    }

    @Test
    void withoutAnOrderACaseBecomesReadyAsRoutineAndTheOrderIsHeardLater() {
        var study = world.headCt(HARBOUR, "late-" + Ids.next());
        complete(study, 1);
        assertThat(of(study).state()).isEqualTo(CaseState.AWAITING_ORDER);

        awaitState(study, CaseState.READY);
        assertThat(of(study).priority()).isEqualTo(Priority.ROUTINE);
        var order = world.order(HARBOUR, "x-" + Ids.next(), Priority.STAT);
        publish(HARBOUR, new OrderMatched(study, order.id()));

        assertThat(of(study).priority()).isEqualTo(Priority.STAT);
        assertThat(of(study).clinicalHistory()).isEqualTo("sudden headache");
        assertThat(inTransaction(
                        HARBOUR, () -> clocks.of(of(study).id()).orElseThrow().target()))
                .isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void lateImagesSendAWaitingCaseBackToTheModelsAndLeaveAnOpenOneOpen() {
        var waiting = ready(HARBOUR, Priority.ROUTINE);
        complete(waiting.study(), 2);
        assertThat(of(waiting.study()).state()).isEqualTo(CaseState.AWAITING_IMAGES);
        awaitState(waiting.study(), CaseState.READY);

        var reader = reader(3);
        take(waiting.id(), reader);
        complete(waiting.study(), 3);
        assertThat(of(waiting.study()).state()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void numbersHaveNoGapAndNoTwinWhenStudiesCompleteAtOnce() throws Exception {
        var studies = new ArrayList<StudyRef>();
        for (int i = 0; i < 20; i++) {
            studies.add(ordered(NORTHGATE, Priority.ROUTINE));
        }
        atOnce(studies.stream()
                .<Supplier<Object>>map(study -> () -> {
                    complete(study, 1);
                    return study;
                })
                .toList());

        var numbers = studies.stream()
                .map(study -> Integer.parseInt(of(study).number().substring(6)))
                .sorted()
                .toList();
        assertThat(numbers).doesNotHaveDuplicates();
        assertThat(numbers.getLast() - numbers.getFirst()).isEqualTo(19);
    }

    @Test
    void anotherHospitalSeesNothing() {
        var work = ready(HARBOUR, Priority.STAT);

        assertThat(inTransaction(NORTHGATE, () -> cases.find(work.id()))).isEmpty();
        assertThat(inTransaction(NORTHGATE, () -> clocks.of(work.id()))).isEmpty();
    }

    @Test
    void aForbiddenTransitionIsRefused() {
        var work = ready(HARBOUR, Priority.STAT);

        assertThatExceptionOfType(TransitionRefused.class)
                .isThrownBy(() -> TenantScope.call(HARBOUR, () -> cases.advance(work.id(), CaseState.FINAL, "")))
                .withMessage("a case that is READY cannot become FINAL");
    }

    // Leases

    @Test
    void ofTwentyWhoWantACaseExactlyOneHoldsIt() throws Exception {
        var work = ready(HARBOUR, Priority.STAT);
        var wishes = new ArrayList<Supplier<Object>>();
        for (int i = 0; i < 20; i++) {
            var reader = reader(3);
            wishes.add(() -> take(work.id(), reader));
        }

        var outcomes = atOnce(wishes);

        assertThat(outcomes).filteredOn(LeaseOutcome.Held.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(LeaseOutcome.HeldByOther.class::isInstance)
                .hasSize(19);
        assertThat(of(work.study()).state()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void nobodyHoldsMoreThanTheyMayHoweverManyTheyAskForAtOnce() throws Exception {
        var reader = reader(2);
        var wishes = new ArrayList<Supplier<Object>>();
        for (int i = 0; i < 6; i++) {
            var work = ready(HARBOUR, Priority.STAT);
            wishes.add(() -> take(work.id(), reader));
        }

        assertThat(atOnce(wishes))
                .filteredOn(LeaseOutcome.Held.class::isInstance)
                .hasSize(2);
    }

    @Test
    void whoHoldsACaseMayTakeItAgain() {
        var work = ready(HARBOUR, Priority.STAT);
        var reader = reader(1);

        assertThat(take(work.id(), reader)).isInstanceOf(LeaseOutcome.Held.class);
        assertThat(take(work.id(), reader)).isInstanceOf(LeaseOutcome.Held.class);
    }

    @Test
    void aLostBrowserGivesTheCaseBack() {
        var work = ready(HARBOUR, Priority.STAT);
        var reader = reader(1);
        take(work.id(), reader);
        world.forward(Duration.ofMinutes(9));
        assertThat(scoped(() -> leases.heartbeat(work.id(), reader))).isTrue();

        world.forward(LeaseDesk.TERM.plusSeconds(1));
        assertThat(scoped(() -> leases.heartbeat(work.id(), reader))).isFalse();
        scoped(() -> desk.expireLapsed(100));

        awaitState(work.study(), CaseState.READY);
        assertThat(scoped(() -> leases.current(work.id()))).isEmpty();
        assertThat(trail(work.id())).containsSequence("CASE_LEASED").contains("LEASE_ENDED");
    }

    @Test
    void aLapsedLeaseDoesNotKeepOthersOut() {
        var work = ready(HARBOUR, Priority.STAT);
        take(work.id(), reader(1));
        world.forward(LeaseDesk.TERM.plusSeconds(1));

        assertThat(take(work.id(), reader(1))).isInstanceOf(LeaseOutcome.Held.class);
    }

    @Test
    void givingBackMakesTheCaseReadyAgain() {
        var work = ready(HARBOUR, Priority.STAT);
        var reader = reader(1);
        take(work.id(), reader);

        scoped(() -> {
            leases.release(work.id(), reader, "given back unread");
            return true;
        });

        assertThat(of(work.study()).state()).isEqualTo(CaseState.READY);
    }

    @Test
    void onHoldTheLeaseEndsAndTheHospitalsReasonPausesTheClock() throws Exception {
        var work = ready(HARBOUR, Priority.STAT);
        take(work.id(), reader(1));
        var before = scoped(() -> clocks.of(work.id()).orElseThrow());

        TenantScope.call(
                HARBOUR, () -> cases.advance(work.id(), CaseState.ON_HOLD, HoldReason.QUESTION_TO_HOSPITAL.name()));
        world.forward(Duration.ofMinutes(20));
        TenantScope.call(HARBOUR, () -> cases.advance(work.id(), CaseState.READY, ""));

        var after = scoped(() -> clocks.of(work.id()).orElseThrow());
        assertThat(scoped(() -> leases.current(work.id()))).isEmpty();
        assertThat(Duration.between(before.dueAt(), after.dueAt()))
                .isBetween(Duration.ofMinutes(20), Duration.ofMinutes(21));
        assertThat(after.openedAt()).isEqualTo(before.openedAt()).isNotNull();
    }

    @Test
    void ourOwnReasonDoesNotPauseTheClock() throws Exception {
        var work = ready(HARBOUR, Priority.STAT);
        var before = scoped(() -> clocks.of(work.id()).orElseThrow());

        TenantScope.call(HARBOUR, () -> cases.advance(work.id(), CaseState.ON_HOLD, HoldReason.SECOND_OPINION.name()));
        world.forward(Duration.ofMinutes(20));

        assertThat(scoped(() -> clocks.of(work.id()).orElseThrow()).dueAt()).isEqualTo(before.dueAt());
    }

    @Test
    void aSignedCaseStopsItsClockAndCountsForToday() throws Exception {
        var work = ready(HARBOUR, Priority.STAT);
        var reader = reader(1);
        take(work.id(), reader);
        var today = scoped(() -> promises.today(Set.of(HARBOUR))).getFirst();

        TenantScope.call(HARBOUR, () -> cases.advance(work.id(), CaseState.FINAL, ""));
        scoped(() -> {
            leases.complete(work.id(), reader);
            return true;
        });

        var after = scoped(() -> promises.today(Set.of(HARBOUR))).getFirst();
        assertThat(after.finished()).isEqualTo(today.finished() + 1);
        assertThat(after.onTime()).isEqualTo(today.onTime() + 1);
        assertThat(after.open()).isEqualTo(today.open() - 1);
        assertThat(after.medianTurnaround()).isNotNull();
        assertThat(take(work.id(), reader)).isEqualTo(new LeaseOutcome.NotReadable("It is signed."));
    }

    @Test
    void theManagerReadsWhoHoldsACase() {
        var work = ready(HARBOUR, Priority.STAT);
        var reader = reader(1);
        take(work.id(), reader);

        assertThat(scoped(promises::openCases))
                .filteredOn(one -> one.id().equals(work.id()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.standing()).isEqualTo("Held by Dr " + reader);
                    assertThat(one.standingSince()).isNotNull();
                });
    }

    @Test
    void theManagerReadsWhoMayReadACaseAndWhatHappenedToIt() {
        var work = ready(HARBOUR, Priority.STAT);
        var reader = reader(1);
        take(work.id(), reader);

        var story = scoped(() -> promises.story(work.id())).orElseThrow();

        assertThat(story.readers())
                .isNotEmpty()
                .anyMatch(one -> one.displayName().equals("Dr " + reader));
        assertThat(story.steps()).extracting(CaseStory.Step::what).contains("ready for a specialist", "taken to read");
        assertThat(story.standing()).isEqualTo("Held by Dr " + reader);
    }

    // Worklist and API

    @Test
    void aFlaggedRoutineCaseStandsBeforeAStatCase() {
        var stat = ready(HARBOUR, Priority.STAT);
        var routine = ordered(HARBOUR, Priority.ROUTINE);
        complete(routine, 1);
        assessed(routine, 0.94, Severity.CRITICAL);
        var reader = reader(3);

        var order = scoped(() -> worklist.of(reader)).stream()
                .map(entry -> entry.work().id())
                .filter(Set.of(stat.id(), of(routine).id())::contains)
                .toList();

        assertThat(order).containsExactly(of(routine).id(), stat.id());
    }

    @Test
    void whatOthersHoldIsNotShownAndWhatIsHeldStandsFirst() {
        var work = ready(HARBOUR, Priority.ROUTINE);
        var holder = reader(3);
        take(work.id(), holder);

        assertThat(scoped(() -> worklist.of(holder)).getFirst().work().id()).isEqualTo(work.id());
        assertThat(scoped(() -> worklist.of(reader(3))))
                .noneMatch(entry -> entry.work().id().equals(work.id()));
    }

    @Test
    void withoutTheLicenceACaseIsNeitherListedNorOpenedNorTakenAndTheTrailSaysWhy() throws Exception {
        var work = ready(HARBOUR, Priority.STAT);
        var reader = employed(3, "US-NY");
        callAs(reader, Role.SPECIALIST);

        assertThat(scoped(() -> worklist.of(reader)))
                .noneMatch(entry -> entry.work().id().equals(work.id()));
        perform(get(path(work.id()))).andExpect(status().isNotFound());
        perform(post(path(work.id()) + "/lease")).andExpect(status().isNotFound());
        perform(get(path(new CaseId(HARBOUR, Ids.next())))).andExpect(status().isNotFound());
        assertThat(trail(work.id())).contains("ACCESS_REFUSED");
        assertThat(of(work.study()).state()).isEqualTo(CaseState.READY);
    }

    @Test
    void theLicensedSpecialistOpensTakesAndGivesBackByApi() throws Exception {
        var work = ready(HARBOUR, Priority.STAT);
        callAs(employed(3, "GB"), Role.SPECIALIST);

        perform(get(path(work.id()))).andExpect(status().isOk());
        perform(post(path(work.id()) + "/lease")).andExpect(status().isOk());
        perform(delete(path(work.id()) + "/lease")).andExpect(status().isNoContent());
        perform(delete(path(work.id()) + "/lease")).andExpect(status().isNotFound());
        perform(get("/api/worklist")).andExpect(status().isOk());
    }

    @Test
    void theManagerSeesEverySpecialistAgainstEveryRule() throws Exception {
        var work = ready(HARBOUR, Priority.STAT);
        employed(3, "US-NY");
        callAs("mercer", Role.MANAGER);

        perform(get(path(work.id()) + "/eligibility"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[*].verdicts[?(@.reason=='No licence for GB')]")
                        .isNotEmpty());
    }

    @Test
    void openPagesAreToldWhenACaseAdvances() {
        world.announced().clear();

        ready(HARBOUR, Priority.STAT);

        assertThat(world.announced()).contains(HARBOUR);
    }

    private ResultActions perform(RequestBuilder request) throws Exception {
        MockMvc mvc = MockMvcBuilders.standaloneSetup(api).build();
        return TenantScope.call(BOTH, () -> mvc.perform(request));
    }

    private static String path(CaseId id) {
        return "/api/cases/" + id;
    }

    private void callAs(String username, Role role) {
        world.callAs(new Caller("subject-" + username, username, "Dr " + username, Set.of(role), BOTH));
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(username, "", "ROLE_" + role));
    }

    private String reader(int capacity) {
        return employed(capacity, "GB", "US-NY");
    }

    private String employed(int capacity, String... jurisdictions) {
        return world.employ("r" + Ids.next(), capacity, jurisdictions).username();
    }

    private LeaseOutcome take(CaseId id, String username) {
        return scoped(() -> leases.take(id, username));
    }

    private StudyRef ordered(TenantId tenant, Priority priority) {
        var accession = "a-" + Ids.next();
        world.order(tenant, accession, priority);
        return world.headCt(tenant, accession);
    }

    private Case ready(TenantId tenant, Priority priority) {
        var study = ordered(tenant, priority);
        complete(study, 1);
        publish(tenant, new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
        return of(study);
    }

    private void complete(StudyRef study, int round) {
        publish(study.tenant(), new StudyCompleted(study, round, world.now()));
    }

    private void assessed(StudyRef study, double probability, Severity severity) {
        publish(
                study.tenant(),
                new StudyAssessed(study, Assessment.Status.DONE, probability, severity, "intracranial haemorrhage"));
    }

    private void publish(TenantId tenant, Object event) {
        TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private Case of(StudyRef study) {
        return inTransaction(study.tenant(), () -> cases.of(study).orElseThrow());
    }

    private void awaitState(StudyRef study, CaseState state) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> of(study).state() == state);
    }

    private List<String> trail(CaseId id) {
        return inTransaction(
                id.tenant(),
                () -> jdbc.sql("select action from audit_event where object = :object order by seq")
                        .param("object", "case:" + id.id())
                        .query(String.class)
                        .list());
    }

    private static <T> T scoped(Supplier<T> work) {
        return TenantScope.call(BOTH, work::get);
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }

    private static List<Object> atOnce(List<Supplier<Object>> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Object>>();
            work.forEach(one -> running.add(threads.submit(one::get)));
            var results = new ArrayList<Object>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
