package io.dayside.routing;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
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
import io.dayside.workforce.Credential;
import io.dayside.workforce.Credential.Contract;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;

/** What contracts allow, asked of the order, at the moment a case is given out, and by who looks on. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ContractTests {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

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
    private ForecastOutlooks outlooks;

    @Autowired
    private RoutingApi api;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void bothAreInService() {
        World.takeIntoService(jdbc);
    }

    @BeforeEach
    void nothingWaitsAndNobodyReads() {
        world.dismissEverybody();
        for (var tenant : BOTH) {
            inTransaction(tenant, () -> cases.in(EnumSet.of(CaseState.READY, CaseState.OPEN)))
                    .forEach(work -> inTransaction(tenant, () -> advanced(work.id(), CaseState.CANCELLED)));
        }
        world.forward(Duration.between(world.now(), noonOfATuesday()));
    }

    @AfterEach
    void backToRealTime() {
        SecurityContextHolder.clearContext();
        world.dismissEverybody();
        world.backToRealTime();
        // What was seen ahead of time is forgotten.
        outlooks.of(BOTH);
    }

    /** Half a day from either midnight, and from the ends of a week. */
    private Instant noonOfATuesday() {
        var noon = world.now().atZone(ZURICH).toLocalDate().atTime(12, 0).atZone(ZURICH);
        while (noon.getDayOfWeek().getValue() != 2 || !noon.toInstant().isAfter(world.now())) {
            noon = noon.plusDays(1);
        }
        return noon.toInstant();
    }

    @Test
    void whoHasReadAsManyAsTheyMayTodayGetsNoMoreUntilMidnightOfTheirZone() {
        var reader = reader(3, 50, 2);
        readyAll(HARBOUR, 4);
        sign(next(reader).orElseThrow(), reader);
        var held = next(reader).orElseThrow();

        assertThat(next(reader)).isEmpty();
        assertThat(listed(reader)).containsExactly(held);
        world.forward(Duration.ofMinutes(3));
        inTransaction(HARBOUR, () -> leases.heartbeat(held, reader));
        sign(held, reader);
        assertThat(next(reader)).isEmpty();
        assertThat(listed(reader)).isEmpty();

        world.forward(Duration.between(world.now(), midnight().minusSeconds(1)));
        assertThat(next(reader)).isEmpty();
        world.forward(Duration.ofSeconds(2));
        assertThat(next(reader)).isPresent();
    }

    @Test
    void whoHasReadAsManyAsTheyMayInAnHourGetsTheNextOneWhenTheFirstIsAnHourAgo() {
        var reader = reader(3, 2, 50);
        readyAll(HARBOUR, 3);
        sign(next(reader).orElseThrow(), reader);
        world.forward(Duration.ofMinutes(30));
        sign(next(reader).orElseThrow(), reader);

        world.forward(Duration.ofMinutes(29));
        assertThat(next(reader)).isEmpty();
        world.forward(Duration.ofMinutes(1).plusSeconds(2));
        assertThat(next(reader)).isPresent();
    }

    @Test
    void whatWasSignedForAnotherHospitalCountsWhoeverLooks() throws Exception {
        var reader = reader(3, 50, 2);
        readyAll(NORTHGATE, 2).forEach(id -> {
            scoped(() -> leases.take(id, reader));
            sign(id, reader);
        });
        var work = ready(HARBOUR);
        callAs("mercer", Role.MANAGER, Set.of(HARBOUR));

        perform(get("/api/cases/" + work + "/eligibility"), Set.of(HARBOUR))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].eligible").value(false))
                .andExpect(jsonPath("$[0].verdicts[5].rule").value("CONTRACT"))
                .andExpect(jsonPath("$[0].verdicts[5].reason").value("Read 2 of 2 cases today"));
        assertThat(inTransaction(
                        HARBOUR,
                        () -> jdbc.sql("select count(*) from lease where tenant_id = 'northgate'")
                                .query(Integer.class)
                                .single()))
                .isZero();
    }

    @Test
    void hoursOfTheWeekBarAlsoWhoIsOnShift() {
        var contract = new Contract(24, 50, 50, List.of(), Credential.SINCE_EVER, Credential.WITHOUT_END);
        var reader =
                world.employUnder(contract, "r" + Ids.next(), 3, "GB", "US-NY").username();
        var work = ready(HARBOUR);

        assertThat(next(reader)).isEmpty();
        assertThat(refusals(work, reader)).containsExactly("24 of 24 hours this week");
        world.forward(Duration.between(world.now(), midnight().plus(Duration.ofDays(5))));
        assertThat(next(reader)).contains(work);
    }

    @Test
    void aContractIsForItsHospitalsAndWhoHasNoneForAHospitalReadsNothingOfIt() {
        var contract = new Contract(168, 50, 50, List.of(NORTHGATE), Credential.SINCE_EVER, Credential.WITHOUT_END);
        var reader =
                world.employUnder(contract, "r" + Ids.next(), 3, "GB", "US-NY").username();
        var theirs = ready(HARBOUR);
        var work = ready(NORTHGATE);

        assertThat(refusals(theirs, reader)).containsExactly("No contract with Harbour Clinic");
        assertThat(next(reader)).contains(work);
        assertThat(inTransaction(HARBOUR, () -> floor.withoutReader(List.of(find(theirs)))))
                .containsEntry(theirs, "nobody has a contract with Harbour Clinic");
    }

    @Test
    void whatIsHeldIsFinishedAfterTheContractIsOver() {
        var reader = reader(3, 50, 50);
        var work = ready(HARBOUR);
        assertThat(next(reader)).contains(work);
        world.dismissEverybody();
        var over = new Contract(
                168,
                50,
                50,
                List.of(),
                Credential.SINCE_EVER,
                LocalDate.ofInstant(world.now(), ZURICH).minusDays(2));
        world.employUnder(over, reader, 3, "GB", "US-NY");
        var other = ready(HARBOUR);

        assertThat(listed(reader)).containsExactly(work);
        assertThat(refusals(other, reader)).singleElement().asString().startsWith("Contract expired on ");
        sign(work, reader);
        assertThat(state(work)).isEqualTo(CaseState.FINAL);
    }

    /** Either may come first; not both. */
    @RepeatedTest(5)
    void ofTwoTransactionsThatAskForTheLastCaseOneGetsIt() throws Exception {
        var reader = reader(3, 50, 2);
        sign(takenBy(reader), reader);
        var wanted = readyAll(HARBOUR, 4);

        var outcomes = atOnce(wanted.stream()
                .<Supplier<LeaseOutcome>>map(id -> () -> scoped(() -> leases.take(id, reader)))
                .toList());

        assertThat(outcomes).filteredOn(LeaseOutcome.Held.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(LeaseOutcome.Barred.class::isInstance)
                .hasSize(3)
                .allSatisfy(barred -> assertThat(((LeaseOutcome.Barred) barred).refusals())
                        .extracting(RuleVerdict::reason)
                        .containsExactly("Read 1 of 2 cases today, holds 1"));
    }

    /** What is being signed counts before as held and after as signed, and at no moment as neither. */
    @RepeatedTest(5)
    void whoSignsWhileTheyAskForMoreGetsNoMoreThanTheyMay() throws Exception {
        var reader = reader(3, 50, 2);
        var first = takenBy(reader);
        var second = takenBy(reader);
        var wanted = readyAll(HARBOUR, 2);
        var acts = new ArrayList<Supplier<Object>>();
        acts.add(() -> sign(first, reader));
        acts.add(() -> sign(second, reader));
        wanted.forEach(id -> acts.add(() -> scoped(() -> leases.take(id, reader))));

        assertThat(atOnce(acts)).filteredOn(LeaseOutcome.Held.class::isInstance).isEmpty();
    }

    @Test
    void aCaseMayBePutAsideForAPressingOneAtTheLimit() {
        var reader = reader(1, 50, 1);
        var aside = takenBy(reader);
        var bleed = assessed(HARBOUR, Priority.ROUTINE, Assessment.Status.DONE, 0.97, Severity.CRITICAL);

        assertThat(scoped(() -> interruptions.of(reader))
                        .map(one -> one.pressing().work().id()))
                .contains(bleed);
        assertThat(scoped(() -> interruptions.takeInstead(bleed, aside, reader)))
                .isInstanceOf(LeaseOutcome.Held.class);
        assertThat(listed(reader)).containsExactly(bleed);
    }

    @Test
    void noManagerOverridesAContract() throws Exception {
        var reader = reader(3, 50, 1);
        sign(takenBy(reader), reader);
        var work = ready(HARBOUR);
        callAs("mercer", Role.MANAGER, BOTH);

        perform(
                        post("/api/cases/" + work + "/override")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content("{\"specialist\": \"%s\", \"reason\": \"nobody else is awake\"}"
                                        .formatted(reader)),
                        BOTH)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(Matchers.startsWith("Read 1 of 1 cases today.")));
        assertThat(inTransaction(HARBOUR, () -> floor.readers(find(work))))
                .extracting(ReadingFloor.Reader::overridable)
                .containsExactly(false);
    }

    @Test
    void whoHasReadAsManyAsTheyMayIsNotExpectedToReadMore() {
        var reader = reader(1, 50, 2);
        sign(takenBy(reader), reader);
        var first = ready(HARBOUR);
        var second = ready(HARBOUR);

        var seen = outlooks.of(BOTH);

        assertThat(seen.get(first))
                .satisfies(
                        one -> assertThat(one.expectedAt()).isBefore(world.now().plus(Duration.ofMinutes(20))));
        assertThat(seen.get(second)).satisfies(one -> {
            assertThat(one.expectedAt()).isAfter(midnight());
            assertThat(one.saving()).isEmpty();
        });
    }

    @Test
    void theCountOfOnePersonLeavesTheTransactionItsTenants() {
        var reader = reader(3, 50, 50);
        sign(takenBy(reader), reader);

        var tenants = inTransaction(NORTHGATE, () -> {
            assertThat(jdbc.sql("select count(*) from contract_use(array[:reader], now() - interval '1 year')")
                            .param("reader", reader)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
            return jdbc.sql("select current_setting('dayside.tenants')")
                    .query(String.class)
                    .single();
        });

        assertThat(tenants).isEqualTo("{northgate}");
    }

    private String reader(int capacity, int perHour, int perDay) {
        var contract = new Contract(168, perHour, perDay, List.of(), Credential.SINCE_EVER, Credential.WITHOUT_END);
        return world.employUnder(contract, "r" + Ids.next(), capacity, "GB", "US-NY")
                .username();
    }

    private Instant midnight() {
        return world.now()
                .atZone(ZURICH)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(ZURICH)
                .toInstant();
    }

    private Optional<CaseId> next(String reader) {
        return scoped(() -> leases.takeNext(reader)).map(Lease::id);
    }

    private CaseId takenBy(String reader) {
        var id = ready(HARBOUR);
        assertThat(scoped(() -> leases.take(id, reader))).isInstanceOf(LeaseOutcome.Held.class);
        return id;
    }

    private boolean sign(CaseId id, String reader) {
        return inTransaction(id.tenant(), () -> {
            advanced(id, CaseState.FINAL);
            leases.complete(id, reader);
            return true;
        });
    }

    private List<String> refusals(CaseId id, String reader) {
        return scoped(() -> leases.take(id, reader)) instanceof LeaseOutcome.Barred(var refusals)
                ? refusals.stream().map(RuleVerdict::reason).toList()
                : List.of();
    }

    private List<CaseId> listed(String reader) {
        return scoped(() -> worklist.of(reader)).stream()
                .map(entry -> entry.work().id())
                .toList();
    }

    private Case advanced(CaseId id, CaseState state) {
        try {
            return cases.advance(id, state, "");
        } catch (TransitionRefused e) {
            throw new AssertionError(e);
        }
    }

    private Case find(CaseId id) {
        return inTransaction(id.tenant(), () -> cases.find(id)).orElseThrow();
    }

    private CaseState state(CaseId id) {
        return find(id).state();
    }

    private List<CaseId> readyAll(TenantId tenant, int count) {
        var ids = new ArrayList<CaseId>();
        for (int i = 0; i < count; i++) {
            ids.add(ready(tenant));
        }
        return ids;
    }

    private CaseId ready(TenantId tenant) {
        return assessed(tenant, Priority.URGENT, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL);
    }

    private CaseId assessed(
            TenantId tenant, Priority priority, Assessment.Status status, double probability, Severity severity) {
        var accession = "c-" + Ids.next();
        world.order(tenant, accession, priority);
        var study = world.headCt(tenant, accession);
        publish(tenant, new StudyCompleted(study, 1, world.now()));
        publish(tenant, new StudyAssessed(study, status, probability, severity, ""));
        return inTransaction(tenant, () -> cases.of(study).orElseThrow()).id();
    }

    private void publish(TenantId tenant, Object event) {
        TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private ResultActions perform(RequestBuilder request, Set<TenantId> tenants) throws Exception {
        var mvc = MockMvcBuilders.standaloneSetup(api).build();
        return TenantScope.call(tenants, () -> mvc.perform(request));
    }

    private void callAs(String username, Role role, Set<TenantId> tenants) {
        world.callAs(new Caller("subject-" + username, username, "Dr " + username, Set.of(role), tenants));
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(username, "", "ROLE_" + role));
    }

    private static <T> T scoped(Supplier<T> work) {
        return TenantScope.call(BOTH, work::get);
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }

    private static <T> List<T> atOnce(List<Supplier<T>> work) throws Exception {
        var barrier = new CyclicBarrier(work.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<T>>();
            work.forEach(one -> running.add(threads.submit(() -> {
                barrier.await();
                return one.get();
            })));
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
