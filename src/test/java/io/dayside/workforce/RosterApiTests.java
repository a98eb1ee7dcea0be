package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dayside.audit.TrailReader;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.TestServices;
import io.dayside.workforce.RosterProposal.PlannedShift;
import io.dayside.workforce.RosterProposal.Step;
import io.dayside.workforce.RosterProposals.State;
import io.dayside.workforce.RosterWish.ShiftKey;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Shift;
import io.dayside.workforce.Specialist.Standing;
import io.dayside.workforce.WorkforceTestApplication.SetClock;
import io.dayside.workforce.WorkforceTestApplication.SomebodyCalling;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;

/** Proposed weeks on the real tables: two read CT for Harbour at the same hours, and one of them could read at others. */
@SpringBootTest(classes = WorkforceTestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class RosterApiTests {

    private static final LocalDate MONDAY = LocalDate.of(2026, 12, 7);
    private static final Instant MONDAY_BEGINS = Instant.parse("2026-12-07T00:00:00Z");
    private static final LocalDate SINCE = LocalDate.of(2024, 1, 1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @Autowired
    private SomebodyCalling somebody;

    @Autowired
    private SetClock clock;

    @Autowired
    private RosterApi api;

    @Autowired
    private RosterProposals proposals;

    @Autowired
    private ShiftDesk desk;

    @Autowired
    private Roster roster;

    @Autowired
    private SpecialistRows rows;

    @Autowired
    private CredentialRows credentials;

    @Autowired
    private TrailReader trail;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final String meyer = "m" + UUID.randomUUID().toString().substring(0, 8);
    private final String rossi = "r" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void twoReadAtTheSameHours() {
        clock.set("2026-11-24T12:00:00Z");
        WorkforceTestApplication.takeIntoService(jdbc);
        somebody.officer();
        employ(meyer);
        employ(rossi);
    }

    @AfterEach
    void theyLeave() {
        somebody.officer();
        Stream.of(meyer, rossi)
                .flatMap(one -> find(one).changes().stream())
                .forEach(change -> desk.takeBack(change.id()));
        TenantScope.run(
                Set.of(WorkforceTestApplication.HARBOUR),
                () -> transaction.executeWithoutResult(
                        _ -> List.of(meyer, rossi).forEach(one -> rows.replaceShifts(one, List.of()))));
        somebody.nobody();
    }

    @Test
    void lessStaysUncoveredAndWhatIsAcceptedIsOnTheRosterAndInTheTrail() throws Exception {
        var proposal = proposed(wish(List.of(), List.of()));

        assertThat(proposal.uncoveredAfter()).isLessThan(proposal.uncoveredBefore());
        assertThat(proposal.after()).hasSameSizeAs(proposal.before()).isNotEmpty();
        assertThat(proposal.missing()).allSatisfy(one -> assertThat(one.why()).isNotBlank());
        for (var name : List.of(meyer, rossi)) {
            var planned = planned(proposal, name);
            assertThat(hours(planned)).isEqualTo(40);
            for (int i = 1; i < planned.size(); i++) {
                assertThat(Duration.between(
                                planned.get(i - 1).ends(), planned.get(i).begins()))
                        .isGreaterThanOrEqualTo(Duration.ofHours(11));
            }
        }

        perform(post("/api/roster-proposals/" + proposal.id() + "/accept"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.changes").value(org.hamcrest.Matchers.greaterThan(0)));

        for (var name : List.of(meyer, rossi)) {
            var week = find(name).shiftsBetween(MONDAY_BEGINS, MONDAY_BEGINS.plus(Duration.ofDays(7)));
            assertThat(week)
                    .containsAll(planned(proposal, name).stream()
                            .filter(shift -> shift.ends().isBefore(MONDAY_BEGINS.plus(Duration.ofDays(7))))
                            .map(shift -> new Span(shift.begins(), shift.ends()))
                            .toList());
        }
        assertThat(List.of(told(meyer), told(rossi)).toString()).contains("roster of the week of 2026-12-07");
        var again = proposed(wish(List.of(), List.of()));
        assertThat(again.uncoveredBefore()).isEqualTo(proposal.uncoveredAfter());
        assertThat(again.shifts()).as("open to the next proposal").noneMatch(PlannedShift::locked);
    }

    @Test
    void aWeekThatSomebodyChangedMeanwhileIsNotWritten() throws Exception {
        var proposal = proposed(wish(List.of(), List.of()));
        desk.note(
                meyer,
                ShiftChange.Kind.OFF,
                Instant.parse("2026-12-08T00:00:00Z"),
                Instant.parse("2026-12-09T00:00:00Z"),
                "");

        perform(post("/api/roster-proposals/" + proposal.id() + "/accept"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(org.hamcrest.Matchers.containsString("Propose again")));
        assertThat(find(rossi).changes()).isEmpty();
        assertThat(find(meyer).changes()).hasSize(1);
    }

    @Test
    void anAbsenceWhereNobodyWorksYetIsNoPlaceForAShiftEither() throws Exception {
        var proposal = proposed(wish(List.of(), List.of()));
        var added = proposal.shifts().stream()
                .filter(shift -> shift.step() == Step.ADDED)
                .findFirst()
                .orElseThrow();
        desk.note(added.username(), ShiftChange.Kind.OFF, added.begins(), added.ends(), "");
        assertThat(find(added.username()).shiftsBetween(added.begins(), added.ends()))
                .isEmpty();

        perform(post("/api/roster-proposals/" + proposal.id() + "/accept")).andExpect(status().isConflict());

        assertThat(find(added.username()).shiftsBetween(added.begins(), added.ends()))
                .isEmpty();
    }

    @Test
    void whoMayNoLongerReadIsNotCountedUpon() throws Exception {
        var proposal = proposed(wish(List.of(), List.of()));
        TenantScope.run(
                Set.of(WorkforceTestApplication.HARBOUR, TenantId.PLATFORM),
                () -> transaction.executeWithoutResult(_ -> credentials.remove(
                        meyer,
                        new Privilege(WorkforceTestApplication.HARBOUR, Standing.ACTIVE, SINCE, SINCE.plusYears(9)))));

        perform(post("/api/roster-proposals/" + proposal.id() + "/accept")).andExpect(status().isConflict());
    }

    @RepeatedTest(5)
    void ofTwoProposalsThatAreAcceptedAtOnceOneIsWritten() throws Exception {
        var first = proposed(wish(List.of(), List.of()));
        var added = first.shifts().stream()
                .filter(shift -> shift.step() == Step.ADDED)
                .map(RosterApiTests::key)
                .limit(1)
                .toList();
        var second = proposed(wish(List.of(), added));
        var officer = SecurityContextHolder.getContext();
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = both.invokeAll(Stream.of(first, second)
                    .map(one -> (Callable<Boolean>) () -> isWritten(officer, one))
                    .toList());
            assertThat(outcomes).extracting(Future::resultNow).containsExactlyInAnyOrder(true, false);
        }
    }

    private boolean isWritten(SecurityContext officer, RosterProposal proposal) {
        SecurityContextHolder.setContext(officer);
        try {
            proposals.accept(proposal.id());
            return true;
        } catch (RosterProposals.WeekChanged _) {
            return false;
        }
    }

    @Test
    void nobodyHeapsUpSearches() throws Exception {
        var one = proposals.propose(wish(List.of(), List.of()), _ -> {}, _ -> {});
        var two = proposals.propose(wish(List.of(), List.of()), _ -> {}, _ -> {});
        if (one.state() == State.RUNNING && two.state() == State.RUNNING) {
            ask("{\"monday\":\"2026-12-07\"}").andExpect(status().isUnprocessableContent());
        }
        one.stop();
        two.stop();
        await().atMost(PATIENCE).until(() -> one.state() != State.RUNNING && two.state() != State.RUNNING);
        assertThat(proposed(wish(List.of(), List.of())).shifts()).isNotEmpty();
    }

    @Test
    void whatIsLockedStaysAndWhatIsRefusedIsNotProposed() {
        var first = proposed(wish(List.of(), List.of()));
        var added = first.shifts().stream()
                .filter(shift -> shift.step() == Step.ADDED)
                .toList();
        var refused = key(added.getFirst());
        var locked = added.stream()
                .filter(shift -> !shift.equals(added.getFirst()))
                .limit(1)
                .map(RosterApiTests::key)
                .toList();

        var second = proposed(wish(locked, List.of(refused)));

        assertThat(worked(second)).doesNotContain(refused).containsAll(locked);
        assertThat(second.shifts().stream().filter(PlannedShift::locked).map(RosterApiTests::key))
                .containsAll(locked);
    }

    @Test
    void whoStopsHasAProposalAndNobodyElseHasIt() throws Exception {
        var search = proposals.propose(wish(List.of(), List.of()), _ -> {}, _ -> {});

        perform(delete("/api/roster-proposals/" + search.id())).andExpect(status().isNoContent());
        await().atMost(PATIENCE).until(() -> search.state() != State.RUNNING);

        perform(get("/api/roster-proposals/" + search.id()))
                .andExpect(jsonPath("$.state").value("READY"))
                .andExpect(jsonPath("$.shifts").isNotEmpty());
        somebody.specialist(meyer);
        assertThatThrownBy(() -> proposals.find(search.id())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> proposals.accept(search.id())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> proposals.propose(wish(List.of(), List.of()), _ -> {}, _ -> {}))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whatCannotBeIsToldInWords() throws Exception {
        ask("{}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").value("monday must be given, such as 2026-12-07."));
        ask("{\"monday\":\"2026-12-08\"}").andExpect(status().isUnprocessableContent());
        ask("{\"monday\":\"2026-11-23\"}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail")
                        .value("The week must begin after today and within 52 weeks; 2026-11-23 does not."));
        ask("{\"monday\":\"2036-12-01\"}").andExpect(status().isUnprocessableContent());
        ask("{\"monday\":\"2026-12-07\",\"readers\":1000}").andExpect(status().isUnprocessableContent());
        ask("{\"monday\":\"2026-12-07\",\"locked\":[null]}").andExpect(status().isUnprocessableContent());
        ask("{\"monday\":\"2026-12-07\",\"refused\":[{\"username\":\"a\"}]}")
                .andExpect(status().isUnprocessableContent());
        assertThatThrownBy(() -> desk.note(
                        meyer,
                        ShiftChange.Kind.EXTRA,
                        MONDAY_BEGINS.plusSeconds(10),
                        MONDAY_BEGINS.plusSeconds(40),
                        ""))
                .hasMessage("It must begin and end at a whole minute.");
        perform(post("/api/roster-proposals/" + UUID.randomUUID() + "/accept")).andExpect(status().isNotFound());
        perform(get("/api/roster-proposals/" + UUID.randomUUID())).andExpect(status().isNotFound());
    }

    private static RosterWish wish(List<ShiftKey> locked, List<ShiftKey> refused) {
        return new RosterWish(MONDAY, 1, true, locked, refused);
    }

    /** Stopped at once where it has something, so that the test does not wait for the rest of the search. */
    private RosterProposal proposed(RosterWish wish) {
        var search = proposals.propose(wish, _ -> {}, _ -> {});
        search.stop();
        await().atMost(PATIENCE).until(() -> search.state() != State.RUNNING);
        return search.proposal().orElseThrow();
    }

    private static List<ShiftKey> worked(RosterProposal proposal) {
        return proposal.shifts().stream()
                .filter(shift -> shift.step() != Step.DROPPED)
                .map(RosterApiTests::key)
                .toList();
    }

    private static List<PlannedShift> planned(RosterProposal proposal, String name) {
        return proposal.shifts().stream()
                .filter(shift -> shift.username().equals(name) && shift.step() != Step.DROPPED)
                .toList();
    }

    private static long hours(List<PlannedShift> shifts) {
        return shifts.stream()
                .mapToLong(
                        shift -> Duration.between(shift.begins(), shift.ends()).toHours())
                .sum();
    }

    private static ShiftKey key(PlannedShift shift) {
        return new ShiftKey(shift.username(), shift.begins());
    }

    private ResultActions ask(String json) throws Exception {
        return perform(post("/api/roster-proposals")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json));
    }

    private ResultActions perform(org.springframework.test.web.servlet.RequestBuilder request) throws Exception {
        return MockMvcBuilders.standaloneSetup(api).build().perform(request);
    }

    private void employ(String username) {
        TenantScope.run(
                Set.of(WorkforceTestApplication.HARBOUR, TenantId.PLATFORM),
                () -> transaction.executeWithoutResult(_ -> {
                    rows.put(new Person(username, "Dr " + username, ZoneId.of("UTC"), 3));
                    rows.replaceShifts(
                            username,
                            List.of(new Shift(
                                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                    LocalTime.of(8, 0),
                                    LocalTime.of(16, 0))));
                    credentials.put(username, new Licence("GB", "1", Standing.ACTIVE, SINCE, SINCE.plusYears(9)));
                    credentials.put(
                            username,
                            new Privilege(
                                    WorkforceTestApplication.HARBOUR, Standing.ACTIVE, SINCE, SINCE.plusYears(9)));
                    credentials.put(username, new Competency("CT", "*"));
                }));
    }

    private Specialist find(String username) {
        return TenantScope.call(Set.of(), () -> roster.find(username)).orElseThrow();
    }

    private List<String> told(String username) {
        var question = new TrailReader.Question(TenantId.PLATFORM, Long.MAX_VALUE, "specialist:" + username);
        return TenantScope.call(Set.of(TenantId.PLATFORM), () -> transaction.execute(_ -> trail.ask(question))).stream()
                .flatMap(entry -> entry.details().values().stream())
                .toList();
    }
}
