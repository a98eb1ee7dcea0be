package io.dayside.routing;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.StudyCompleted;
import io.dayside.routing.KeptDecision.Given;
import io.dayside.routing.engine.Decision.Kind;
import io.dayside.routing.engine.Decision.Reason;
import io.dayside.sla.ReadingFloor;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;

/** The next case, why it was given, and what happens to it when it is declined. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class NextCaseTests {

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
    private Leases leases;

    @Autowired
    private Interruptions interruptions;

    @Autowired
    private ReadingFloor floor;

    @Autowired
    private Worklist worklist;

    @Autowired
    private DecisionRows decisions;

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
    }

    @Test
    void theNextCaseIsTheFirstOfTheWorklistAndTheDecisionIsKept() {
        ready(HARBOUR, Priority.ROUTINE);
        var reader = reader();
        var first = scoped(() -> worklist.of(reader)).getFirst().work().id();

        var lease = scoped(() -> leases.takeNext(reader)).orElseThrow();

        assertThat(lease.id()).isEqualTo(first);
        assertThat(kept(first)).last().satisfies(one -> {
            assertThat(one.given()).isEqualTo(Given.NEXT);
            assertThat(one.decision().reader()).isEqualTo(reader);
            assertThat(one.decision().policy()).hasSize(64);
            assertThat(one.decision().factors())
                    .extracting(factor -> factor.kind())
                    .contains(Kind.CLASS, Kind.DUE);
        });
    }

    @Test
    void whoOpensACasePastOthersLeavesThatInTheDecision() {
        ready(HARBOUR, Priority.STAT);
        var chosen = ready(HARBOUR, Priority.ROUTINE).id();
        var reader = reader();

        scoped(() -> leases.take(chosen, reader));

        assertThat(kept(chosen)).singleElement().satisfies(one -> {
            assertThat(one.given()).isEqualTo(Given.CHOSEN);
            assertThat(one.decision().passedOver())
                    .extracting(passed -> passed.reason())
                    .containsExactly(Reason.CHOSEN);
        });
    }

    @Test
    void severalWhoAskAtOnceGetDifferentCases() throws Exception {
        for (int i = 0; i < 6; i++) {
            ready(HARBOUR, Priority.URGENT);
        }
        var asking = new ArrayList<Supplier<Optional<Lease>>>();
        for (int i = 0; i < 6; i++) {
            var reader = reader();
            asking.add(() -> scoped(() -> leases.takeNext(reader)));
        }

        assertThat(atOnce(asking))
                .allSatisfy(lease -> assertThat(lease).isPresent())
                .extracting(lease -> lease.orElseThrow().id())
                .doesNotHaveDuplicates();
    }

    @Test
    void aDeclinedCaseGoesToSomebodyElse() throws Exception {
        var work = ready(HARBOUR, Priority.STAT).id();
        var reader = reader();
        var other = reader();
        callAs(reader, Role.SPECIALIST);

        perform(decline(work, " ")).andExpect(status().isBadRequest());
        perform(decline(work, "knows the patient")).andExpect(status().isNoContent());

        assertThat(listed(reader)).doesNotContain(work);
        assertThat(listed(other)).contains(work);
        assertThat(trail(work)).contains("CASE_DECLINED");
    }

    @Test
    void whatIsDeclinedWhileItIsHeldWaitsAgain() {
        var work = ready(HARBOUR, Priority.STAT).id();
        var reader = reader();
        var other = reader();
        scoped(() -> leases.take(work, reader));

        assertThat(scoped(() -> leases.decline(work, reader, "pictures are not good enough")))
                .isTrue();

        assertThat(listed(reader)).doesNotContain(work);
        assertThat(listed(other)).contains(work);
    }

    @Test
    void nobodyDeclinesWhatTheyMayNotRead() throws Exception {
        var work = ready(HARBOUR, Priority.STAT).id();
        callAs(world.employ("r" + Ids.next(), 3, "US-NY").username(), Role.SPECIALIST);

        perform(decline(work, "not mine")).andExpect(status().isNotFound());

        assertThat(trail(work)).doesNotContain("CASE_DECLINED");
    }

    @Test
    void aLifeThreateningFindingInterruptsWhoHasTheirHandsFull() {
        nothingWaitsAndNobodyReads();
        var reader = world.employ("r" + Ids.next(), 1, "GB").username();
        var aside = ready(HARBOUR, Priority.ROUTINE).id();
        scoped(() -> leases.take(aside, reader));
        assertThat(interruption(reader)).isEmpty();
        var bleed = flagged(HARBOUR).id();

        var asked = interruption(reader).orElseThrow();
        assertThat(asked.aside()).isEqualTo(aside);
        assertThat(asked.pressing().work().id()).isEqualTo(bleed);
        assertThat(scoped(() -> interruptions.takeInstead(bleed, aside, reader)))
                .isInstanceOf(LeaseOutcome.Held.class);

        assertThat(holder(bleed)).contains(reader);
        assertThat(state(aside)).isEqualTo(CaseState.READY);
        assertThat(kept(bleed)).singleElement().extracting(KeptDecision::given).isEqualTo(Given.INTERRUPTING);
        assertThat(interruption(reader)).isEmpty();
    }

    @Test
    void whoIsTooLateForAnInterruptionGoesOnWithWhatTheyHold() {
        nothingWaitsAndNobodyReads();
        var reader = world.employ("r" + Ids.next(), 1, "GB").username();
        var aside = ready(HARBOUR, Priority.ROUTINE).id();
        scoped(() -> leases.take(aside, reader));
        var bleed = flagged(HARBOUR).id();
        var quicker = world.employ("r" + Ids.next(), 1, "GB").username();
        scoped(() -> leases.take(bleed, quicker));

        assertThat(scoped(() -> interruptions.takeInstead(bleed, aside, reader)))
                .isInstanceOf(LeaseOutcome.HeldByOther.class);

        assertThat(holder(aside)).contains(reader);
        assertThat(state(aside)).isEqualTo(CaseState.OPEN);
    }

    @Test
    void whoDoesNotWantToBeInterruptedIsNotAskedAgainWhileSomebodyElseMayReadIt() {
        nothingWaitsAndNobodyReads();
        var reader = world.employ("r" + Ids.next(), 1, "GB").username();
        var other = world.employ("r" + Ids.next(), 1, "GB").username();
        scoped(() -> leases.take(ready(HARBOUR, Priority.URGENT).id(), other));
        scoped(() -> leases.take(ready(HARBOUR, Priority.ROUTINE).id(), reader));
        var bleed = flagged(HARBOUR).id();
        assertThat(interruption(reader)).isPresent();
        assertThat(interruption(other)).isEmpty();

        assertThat(scoped(() -> leases.decline(bleed, reader, "in the middle of a difficult case")))
                .isTrue();

        assertThat(interruption(reader)).isEmpty();
        assertThat(interruption(other)).isPresent();
    }

    @Test
    void nobodyIsAskedToReadWhatTheirLicenceForbids() {
        nothingWaitsAndNobodyReads();
        var reader = world.employ("r" + Ids.next(), 1, "GB").username();
        scoped(() -> leases.take(ready(HARBOUR, Priority.ROUTINE).id(), reader));

        flagged(NORTHGATE);

        assertThat(interruption(reader)).isEmpty();
    }

    @Test
    void aManagerLetsSomebodyReadACasePastTheRules() throws Exception {
        nothingWaitsAndNobodyReads();
        var reader = world.employ("r" + Ids.next(), 1, "GB").username();
        scoped(() -> leases.take(ready(HARBOUR, Priority.ROUTINE).id(), reader));
        var work = ready(HARBOUR, Priority.STAT).id();
        assertThat(listed(reader)).doesNotContain(work);
        callAs("mercer", Role.MANAGER);

        perform(override(work, reader, "nobody else is awake"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.grantedBy").value("Dr mercer"))
                .andExpect(jsonPath("$.verdicts[4].allowed").value(false));

        assertThat(scoped(() -> worklist.of(reader)))
                .filteredOn(entry -> entry.work().id().equals(work))
                .singleElement()
                .satisfies(entry -> assertThat(entry.why()).first().asString().contains("nobody else is awake"));
        assertThat(scoped(() -> leases.takeNext(reader)).map(Lease::id)).contains(work);
        assertThat(kept(work)).singleElement().extracting(KeptDecision::given).isEqualTo(Given.EXEMPTED);
        assertThat(trail(work)).contains("RULES_OVERRIDDEN");
    }

    @Test
    void anOverrideEndsByItselfButWhatIsHeldMayBeFinished() throws Exception {
        nothingWaitsAndNobodyReads();
        var reader = world.employ("r" + Ids.next(), 1, "GB").username();
        scoped(() -> leases.take(ready(HARBOUR, Priority.ROUTINE).id(), reader));
        var begun = ready(HARBOUR, Priority.STAT).id();
        var left = ready(HARBOUR, Priority.STAT).id();
        callAs("mercer", Role.MANAGER);
        perform(override(begun, reader, "nobody else is awake")).andExpect(status().isOk());
        perform(override(left, reader, "nobody else is awake")).andExpect(status().isOk());
        scoped(() -> leases.take(begun, reader));

        try {
            for (int i = 0; i < 13; i++) {
                world.forward(Duration.ofMinutes(5));
                inTransaction(HARBOUR, () -> leases.heartbeat(begun, reader));
            }

            assertThat(scoped(() -> leases.take(left, reader))).isInstanceOf(LeaseOutcome.Barred.class);
            assertThat(scoped(() -> leases.take(begun, reader))).isInstanceOf(LeaseOutcome.Held.class);
        } finally {
            world.backToRealTime();
        }
    }

    @Test
    void theManagersPageOffersAnOverrideOnlyOfWhatCanBeOverridden() {
        nothingWaitsAndNobodyReads();
        var reader = world.employ("r" + Ids.next(), 1, "GB").username();
        var foreign = world.employ("r" + Ids.next(), 3, "US-NY").username();
        scoped(() -> leases.take(ready(HARBOUR, Priority.ROUTINE).id(), reader));
        var work = ready(HARBOUR, Priority.STAT);
        callAs("mercer", Role.MANAGER);

        assertThat(inTransaction(HARBOUR, () -> floor.readers(work)))
                .extracting(ReadingFloor.Reader::username, ReadingFloor.Reader::overridable)
                .containsExactlyInAnyOrder(Assertions.tuple(reader, true), Assertions.tuple(foreign, false));
        assertThat(scoped(() -> floor.letRead(work.id(), foreign, "alone here", Duration.ofHours(1))))
                .isPresent();
        assertThat(scoped(() -> floor.letRead(work.id(), reader, "alone here", Duration.ofHours(1))))
                .isEmpty();
        assertThat(listed(reader)).contains(work.id());
    }

    @Test
    void noManagerOverridesALicenceOrWhatNeedsNoOverride() throws Exception {
        nothingWaitsAndNobodyReads();
        var foreign = world.employ("r" + Ids.next(), 3, "US-NY").username();
        var reader = world.employ("r" + Ids.next(), 3, "GB").username();
        var work = ready(HARBOUR, Priority.STAT).id();
        callAs("mercer", Role.MANAGER);

        perform(override(work, foreign, "nobody else is awake"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(Matchers.startsWith("No licence for GB")));
        perform(override(work, reader, "nobody else is awake")).andExpect(status().isConflict());
        perform(override(work, "nobody", "nobody else is awake")).andExpect(status().isUnprocessableContent());
        perform(override(work, reader, " ")).andExpect(status().isBadRequest());
        perform(override(work, reader, "x".repeat(201))).andExpect(status().isBadRequest());
        perform(override(new CaseId(HARBOUR, Ids.next()), reader, "x")).andExpect(status().isNotFound());
        assertThat(trail(work)).doesNotContain("RULES_OVERRIDDEN");
    }

    @Test
    void onlyAManagerOverrides() throws Exception {
        var work = ready(HARBOUR, Priority.STAT).id();
        for (var role : List.of(Role.SPECIALIST, Role.COORDINATOR, Role.CREDENTIALING)) {
            callAs("someone", role);
            assertThatThrownBy(() -> floor.letRead(work, "someone", "let me", Duration.ofHours(1)))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> api.override(
                            HARBOUR.code(), work.id(), new RoutingApi.OverrideWish("someone", "let me", 60)))
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    private static RequestBuilder override(CaseId id, String specialist, String reason) {
        return post("/api/cases/" + id + "/override")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"specialist\": \"%s\", \"reason\": \"%s\"}".formatted(specialist, reason));
    }

    private void nothingWaitsAndNobodyReads() {
        world.dismissEverybody();
        for (var tenant : BOTH) {
            inTransaction(tenant, () -> cases.in(EnumSet.of(CaseState.READY, CaseState.OPEN)))
                    .forEach(work -> inTransaction(tenant, () -> cancelled(work.id())));
        }
    }

    private Case cancelled(CaseId id) {
        try {
            return cases.advance(id, CaseState.CANCELLED, "");
        } catch (TransitionRefused e) {
            throw new AssertionError(e);
        }
    }

    private Optional<Interruptions.Interruption> interruption(String reader) {
        return scoped(() -> interruptions.of(reader));
    }

    private Optional<String> holder(CaseId id) {
        return inTransaction(id.tenant(), () -> leases.current(id)).map(Lease::username);
    }

    private CaseState state(CaseId id) {
        return inTransaction(id.tenant(), () -> cases.find(id)).orElseThrow().state();
    }

    @Test
    void theManagerReadsWhyACaseWasGiven() throws Exception {
        var work = ready(HARBOUR, Priority.STAT).id();
        scoped(() -> leases.take(work, reader()));
        callAs("mercer", Role.MANAGER);

        perform(get("/api/cases/" + work + "/decisions"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].decision.rank").value("STAT"))
                .andExpect(jsonPath("$[0].decision.factors[0].words").isNotEmpty());
        perform(get("/api/cases/" + new CaseId(HARBOUR, Ids.next()) + "/decisions"))
                .andExpect(status().isNotFound());
    }

    @Test
    void anotherHospitalSeesNeitherDecisionsNorDeclines() {
        var work = ready(HARBOUR, Priority.STAT).id();
        var reader = reader();
        scoped(() -> leases.take(work, reader));
        scoped(() -> leases.decline(work, reader, "knows the patient"));
        inTransaction(HARBOUR, () -> insertExemption(work));

        for (var table : List.of("routing_decision", "decline", "exemption")) {
            assertThat(count(HARBOUR, table, work)).isEqualTo(1);
            assertThat(count(NORTHGATE, table, work)).isZero();
        }
        assertThatThrownBy(() -> inTransaction(NORTHGATE, () -> insertDecline(work)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> inTransaction(NORTHGATE, () -> insertExemption(work)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    private int insertExemption(CaseId id) {
        return jdbc.sql("""
                        insert into exemption
                        values (:tenant, :id, :case, 'x', 'y', now(), now() + interval '1 hour', 'z', '[]')""")
                .param("tenant", id.tenant().code())
                .param("id", Ids.next())
                .param("case", id.id())
                .update();
    }

    private int insertDecline(CaseId id) {
        return jdbc.sql("insert into decline values (:tenant, :id, :case, 'x', now(), 'y')")
                .param("tenant", id.tenant().code())
                .param("id", Ids.next())
                .param("case", id.id())
                .update();
    }

    private int count(TenantId seeing, String table, CaseId id) {
        return inTransaction(
                seeing,
                () -> jdbc.sql("select count(*) from " + table + " where case_id = :id")
                        .param("id", id.id())
                        .query(Integer.class)
                        .single());
    }

    private List<KeptDecision> kept(CaseId id) {
        return inTransaction(id.tenant(), () -> decisions.of(id));
    }

    private List<CaseId> listed(String reader) {
        return scoped(() -> worklist.of(reader)).stream()
                .map(entry -> entry.work().id())
                .toList();
    }

    private static RequestBuilder decline(CaseId id, String reason) {
        return post("/api/cases/" + id + "/decline")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"reason\": \"%s\"}".formatted(reason));
    }

    private ResultActions perform(RequestBuilder request) throws Exception {
        var mvc = MockMvcBuilders.standaloneSetup(api).build();
        return TenantScope.call(BOTH, () -> mvc.perform(request));
    }

    private void callAs(String username, Role role) {
        world.callAs(new Caller("subject-" + username, username, "Dr " + username, Set.of(role), BOTH));
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(username, "", "ROLE_" + role));
    }

    private String reader() {
        return world.employ("r" + Ids.next(), 3, "GB", "US-NY").username();
    }

    private Case flagged(TenantId tenant) {
        return assessed(tenant, Priority.ROUTINE, Assessment.Status.DONE, 0.97, Severity.CRITICAL);
    }

    private Case ready(TenantId tenant, Priority priority) {
        return assessed(tenant, priority, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL);
    }

    private Case assessed(
            TenantId tenant, Priority priority, Assessment.Status status, double probability, Severity severity) {
        var accession = "a-" + Ids.next();
        world.order(tenant, accession, priority);
        var study = world.headCt(tenant, accession);
        publish(tenant, new StudyCompleted(study, 1, world.now()));
        publish(tenant, new StudyAssessed(study, status, probability, severity, ""));
        return inTransaction(tenant, () -> cases.of(study).orElseThrow());
    }

    private void publish(TenantId tenant, Object event) {
        TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
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

    private static <T> List<T> atOnce(List<Supplier<T>> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<T>>();
            work.forEach(one -> running.add(threads.submit(one::get)));
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
