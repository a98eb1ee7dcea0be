package io.dayside.critical;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.TrailEntry;
import io.dayside.audit.TrailReader;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.critical.CriticalOutcome.Done;
import io.dayside.critical.CriticalOutcome.Invalid;
import io.dayside.critical.CriticalOutcome.Refused;
import io.dayside.critical.CriticalResult.Through;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.StudyCompleted;
import io.dayside.notices.Notice;
import io.dayside.notices.Notices;
import io.dayside.routing.Leases;
import io.dayside.sla.Communication.Kept;
import io.dayside.sla.Communications;
import io.dayside.sla.MonthlyReports;
import io.dayside.sla.Promises;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.InvalidConfiguration;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantConfiguration;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import io.dayside.testing.World;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import io.dayside.triage.StudyAssessed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** The way of critical results on the real database: raised, told, tried again, read back. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class CriticalResultsTests {

    private static final String FINDING = "Epidural haematoma on the left";
    private static final String READ_BACK = "epidural haematoma left, neurosurgeon informed";

    private static final String RULE = """
            kind: CriticalResults
            hospital: northgate
            acknowledged: 30m
            ladder:
              - {after: 5m, tell: HOSPITAL}
              - {after: 10m, tell: SPECIALIST}
              - {after: 15m, tell: PEOPLE, people: [head.radiology]}
            again: 10m
            """;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @TempDir
    Path folder;

    @Autowired
    private CriticalResults results;

    @Autowired
    private CriticalRows rows;

    @Autowired
    private CriticalRuleRows rules;

    @Autowired
    private CriticalLadder ladder;

    @Autowired
    private CriticalApi api;

    @Autowired
    private Communications communications;

    @Autowired
    private MonthlyReports months;

    @Autowired
    private Promises promises;

    @Autowired
    private Notices notices;

    @Autowired
    private TenantConfiguration configuration;

    @Autowired
    private Cases cases;

    @Autowired
    private Leases leases;

    @Autowired
    private TrailReader trail;

    @Autowired
    private World world;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void oneReaderAndNothingWaits() throws Exception {
        world.dismissEverybody();
        world.employ("okafor", 5, "US-NY", "GB");
        for (var tenant : BOTH) {
            inTransaction(tenant, () -> jdbc.sql("""
                    update critical_result set state = 'CLOSED', acknowledged_at = now(), acknowledged_by = 'test',
                        acknowledged_login = 'test', acknowledged_through = 'PHONE', read_back = 'test'
                    where state not in ('CLOSED', 'WITHDRAWN')""").update());
            for (var work : inTransaction(tenant, () -> cases.in(EnumSet.of(CaseState.READY, CaseState.OPEN)))) {
                inTransaction(tenant, () -> advanced(work.id(), CaseState.CANCELLED));
            }
        }
        assertThat(apply(RULE)).isNotNull();
    }

    @AfterEach
    void backToRealTime() {
        world.backToRealTime();
        SecurityContextHolder.clearContext();
    }

    @Test
    void whatIsRaisedIsToldToTheHospitalAtOnce() {
        var work = held();
        var raised = raised(work);
        assertThat(raised.state()).isEqualTo(CriticalState.NOTIFIED);
        assertThat(raised.raisedName()).isEqualTo("Dr Okafor");
        assertThat(raised.told()).isEqualTo(1);
        assertThat(raised.target()).isEqualTo(Duration.ofMinutes(30));
        assertThat(raised.dueAt()).isEqualTo(raised.raisedAt().plus(Duration.ofMinutes(30)));
        assertThat(steps(work)).containsExactly("RAISED", "NOTIFIED");

        assertThat(told(coordinator(NORTHGATE), work)).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.CRITICAL_RESULT);
            assertThat(notice.words())
                    .contains(work.number(), "Dr Okafor")
                    .doesNotContain("haematoma")
                    .doesNotContain("Doe");
            assertThat(notice.link())
                    .isEqualTo("/hospital/northgate/" + work.id().id());
        });
        assertThat(told(viewer(), work)).as("before the ladder").isEmpty();
        assertThat(told(manager(), work)).isEmpty();
        assertThat(told(coordinator(HARBOUR), work)).isEmpty();
        assertThat(as(coordinator(NORTHGATE), results::waiting))
                .extracting(CriticalResult::finding)
                .containsExactly(FINDING);
        assertThat(as(coordinator(HARBOUR), results::waiting)).isEmpty();
        assertThat(world.announced()).contains(NORTHGATE);
    }

    @Test
    void aReadBackClosesItAndTheSpecialistIsTold() {
        var work = held();
        var raised = raised(work);
        world.forward(Duration.ofMinutes(4));
        var done = done(as(
                coordinator(NORTHGATE),
                () -> results.acknowledge(NORTHGATE, raised.id(), " Sister Amsel ", READ_BACK)));
        assertThat(done.state()).isEqualTo(CriticalState.CLOSED);
        var acknowledgement = Objects.requireNonNull(done.acknowledgement());
        assertThat(acknowledgement.by()).isEqualTo("Sister Amsel");
        assertThat(acknowledgement.login()).isEqualTo("coord");
        assertThat(acknowledgement.through()).isEqualTo(Through.HOSPITAL);
        assertThat(acknowledgement.readBack()).isEqualTo(READ_BACK);
        assertThat(steps(work)).containsExactly("RAISED", "NOTIFIED", "ACKNOWLEDGED", "CLOSED");
        assertThat(entries(work))
                .allSatisfy(
                        entry -> assertThat(entry.details().values()).noneMatch(value -> value.contains("haematoma")));
        assertThat(told(okafor(), work))
                .extracting(Notice::words)
                .containsExactly("Sister Amsel has acknowledged the critical result of %s.".formatted(work.number()));
        assertThat(as(coordinator(NORTHGATE), results::waiting)).isEmpty();
        assertThat(as(okafor(), () -> results.of(work.id())))
                .extracting(CriticalResult::state)
                .containsExactly(CriticalState.CLOSED);
    }

    @Test
    void whatRepeatsNothingIsNotTakenAndChangesNothing() {
        var work = held();
        var raised = raised(work);
        assertThat(as(coordinator(NORTHGATE), () -> results.acknowledge(NORTHGATE, raised.id(), "Amsel", "ok then")))
                .isEqualTo(new Invalid(
                        "readBack", "must repeat what was found: say 2 or more of “epidural”, “haematoma”, “left”"));
        assertThat(as(coordinator(NORTHGATE), () -> results.acknowledge(NORTHGATE, raised.id(), " ", READ_BACK)))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("name"));
        assertThat(steps(work)).containsExactly("RAISED", "NOTIFIED");
    }

    @Test
    void whatIsAcknowledgedCannotBeAcknowledgedAgain() {
        var work = held();
        var raised = raised(work);
        as(coordinator(NORTHGATE), () -> results.acknowledge(NORTHGATE, raised.id(), "Amsel", READ_BACK));
        assertThat(as(coordinator(NORTHGATE), () -> results.acknowledge(NORTHGATE, raised.id(), "Other", READ_BACK)))
                .isEqualTo(new Refused("It was acknowledged already, by Amsel."));
        assertThat(as(okafor(), () -> results.notePhone(NORTHGATE, raised.id(), "Dr X", world.now(), READ_BACK)))
                .isInstanceOf(Refused.class);
        assertThat(entries(work))
                .filteredOn(entry -> entry.outcome() == AuditEvent.Outcome.REFUSED)
                .hasSize(2);
        assertThat(Objects.requireNonNull(as(okafor(), () -> results.of(work.id()))
                                .getFirst()
                                .acknowledgement())
                        .by())
                .isEqualTo("Amsel");
    }

    @Test
    void ofTwoWhoAcknowledgeAtOnceOneIsTaken() throws Exception {
        var raised = raised(held());
        world.callAs(coordinator(NORTHGATE));
        try (var threads = Executors.newFixedThreadPool(2)) {
            var both = List.of("One", "Two").stream()
                    .map(name -> threads.submit(() -> TenantScope.call(
                            NORTHGATE, () -> results.acknowledge(NORTHGATE, raised.id(), "Sister " + name, READ_BACK))))
                    .toList();
            int taken = 0;
            for (var one : both) {
                taken += one.get() instanceof Done ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } catch (ExecutionException e) {
            throw new AssertionError("neither may fail", e);
        }
    }

    @Test
    void aPhoneCallClosesItAsWellAlsoOneBeforeItWasRaised() {
        var work = held();
        world.forward(Duration.ofMinutes(1));
        var raised = raised(work);
        var at = raised.raisedAt().minus(Duration.ofSeconds(40));
        var done = done(as(okafor(), () -> results.notePhone(NORTHGATE, raised.id(), "Dr X", at, READ_BACK)));
        assertThat(done.state()).isEqualTo(CriticalState.CLOSED);
        assertThat(Objects.requireNonNull(done.acknowledgement()).through()).isEqualTo(Through.PHONE);
        assertThat(as(
                        manager(),
                        () -> communications.raisedWithin(
                                NORTHGATE, at, world.now().plusSeconds(1))))
                .filteredOn(one -> one.id().equals(work.id()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.took(world.now())).isZero();
                    assertThat(one.byPhone()).isTrue();
                });
        assertThat(told(okafor(), work)).as("they know").isEmpty();
    }

    @Test
    void aPhoneCallLiesWithinTheLastDayAndIsNotedByWhoRaisedIt() {
        var raised = raised(held());
        for (var at : List.of(world.now().plusSeconds(60), world.now().minus(Duration.ofHours(25)))) {
            assertThat(as(okafor(), () -> results.notePhone(NORTHGATE, raised.id(), "Dr X", at, READ_BACK)))
                    .isEqualTo(new Invalid("at", "must lie within the last day"));
        }
        world.employ("other", 1, "US-NY");
        assertThatThrownBy(() -> as(
                        specialist("other", BOTH),
                        () -> results.notePhone(NORTHGATE, raised.id(), "Dr X", world.now(), READ_BACK)))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void furtherPeopleAreTriedUntilSomebodyReadsItBack() {
        var work = held();
        var raised = raised(work);
        after(Duration.ofMinutes(4));
        assertThat(told(viewer(), work)).isEmpty();
        after(Duration.ofMinutes(2));
        assertThat(told(viewer(), work)).hasSize(1);
        assertThat(told(okafor(), work)).isEmpty();
        after(Duration.ofMinutes(5));
        assertThat(told(okafor(), work))
                .extracting(Notice::words)
                .singleElement()
                .asString()
                .contains("Call them, and note whom you told");
        after(Duration.ofMinutes(5));
        assertThat(told(head(), work)).hasSize(1);
        after(Duration.ofMinutes(3));
        assertThat(told(head(), work)).hasSize(1);
        after(Duration.ofMinutes(8));
        assertThat(told(head(), work)).as("the last step again").hasSize(2);
        assertThat(as(okafor(), () -> results.of(work.id())).getFirst().state()).isEqualTo(CriticalState.ESCALATED);
        assertThat(as(okafor(), () -> results.of(work.id())).getFirst().told()).isEqualTo(5);

        as(coordinator(NORTHGATE), () -> results.acknowledge(NORTHGATE, raised.id(), "Amsel", READ_BACK));
        after(Duration.ofHours(1));
        assertThat(told(head(), work)).hasSize(2);
        assertThat(steps(work))
                .containsExactly(
                        "RAISED",
                        "NOTIFIED",
                        "ESCALATED",
                        "ESCALATED",
                        "ESCALATED",
                        "ESCALATED",
                        "ACKNOWLEDGED",
                        "CLOSED");
    }

    @Test
    void managersAreWarnedOnceBeforeThePromiseIsBroken() {
        var work = held();
        raised(work);
        after(Duration.ofMinutes(19));
        assertThat(told(manager(), work)).isEmpty();
        after(Duration.ofMinutes(2));
        assertThat(told(manager(), work))
                .singleElement()
                .satisfies(notice -> assertThat(notice.words()).contains("must be acknowledged within"));
        after(Duration.ofMinutes(2));
        assertThat(told(manager(), work)).hasSize(1);
        assertThat(as(manager(), () -> communications.waiting(Set.of(NORTHGATE))))
                .filteredOn(one -> one.id().equals(work.id()))
                .singleElement()
                .satisfies(one -> assertThat(one.kept(world.now())).isEqualTo(Kept.OPEN));
        assertThat(as(manager(), () -> promises.story(work.id())).orElseThrow().steps())
                .extracting(step -> step.what())
                .contains(
                        "critical result raised",
                        "critical result: told coordinators",
                        "foreseen that the promise of its critical result will be broken: nobody has acknowledged it");
    }

    @Test
    void theMonthCountsWhatWasRaisedInIt() {
        var kept = held();
        var keptResult = raised(kept);
        as(coordinator(NORTHGATE), () -> results.acknowledge(NORTHGATE, keptResult.id(), "Amsel", READ_BACK));
        var broken = held();
        raised(broken);
        world.forward(Duration.ofMinutes(31));
        var month = YearMonth.from(world.now().atZone(ZoneId.of("America/New_York")));
        var report = as(manager(), () -> inTransaction(NORTHGATE, () -> months.of(NORTHGATE, month)))
                .orElseThrow();
        assertThat(report.critical())
                .filteredOn(one -> one.number().equals(kept.number()))
                .singleElement()
                .satisfies(one -> assertThat(one.kept()).isEqualTo(Kept.KEPT));
        assertThat(report.critical())
                .filteredOn(one -> one.number().equals(broken.number()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.kept()).isEqualTo(Kept.BROKEN);
                    assertThat(one.acknowledgedAt()).isNull();
                });
        assertThat(report.communicatedOnTime()).isLessThan(report.communicated());
    }

    @Test
    void whoHasSignedRaisesWhatTheyThinkOfLater() {
        var work = ready(NORTHGATE);
        assertThatThrownBy(() -> as(okafor(), () -> results.raise(work.id(), FINDING, "neurosurgeon")))
                .isInstanceOf(NoSuchElementException.class);
        world.sign(work.id(), "okafor");
        world.sign(work.id(), "weber");
        var raised = done(as(okafor(), () -> results.raise(work.id(), FINDING, "neurosurgeon")));
        assertThat(raised.state()).isEqualTo(CriticalState.NOTIFIED);
        assertThat(told(coordinator(NORTHGATE), work)).hasSize(1);
        assertThat(as(specialist("weber", BOTH), () -> results.of(work.id())))
                .as("who has signed it as well")
                .extracting(CriticalResult::id)
                .containsExactly(raised.id());
        assertThat(as(specialist("weber", BOTH), () -> results.raise(work.id(), FINDING, "neurosurgeon")))
                .isInstanceOf(Refused.class);
        for (var other : List.of(specialist("other", BOTH), specialist("okafor", Set.of(HARBOUR)))) {
            assertThatThrownBy(() -> as(other, () -> results.raise(work.id(), FINDING, "neurosurgeon")))
                    .isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void whatWasRaisedInErrorIsWithdrawnAndEverybodyWhoWasToldHearsThat() {
        var work = held();
        var raised = raised(work);
        after(Duration.ofMinutes(6));
        after(Duration.ofMinutes(15));
        after(Duration.ofMinutes(1));
        var withdrawn = done(as(okafor(), () -> results.withdraw(NORTHGATE, raised.id(), " The prior's images ")));
        assertThat(withdrawn.state()).isEqualTo(CriticalState.WITHDRAWN);
        assertThat(withdrawn.finding()).isEqualTo(FINDING);
        assertThat(withdrawn.withdrawal()).isNotNull().satisfies(one -> {
            assertThat(one.by()).isEqualTo("Dr Okafor");
            assertThat(one.login()).isEqualTo("okafor");
            assertThat(one.at()).isBetween(raised.raisedAt().plus(Duration.ofMinutes(22)), world.now());
            assertThat(one.reason()).isEqualTo("The prior's images");
        });
        for (var caller : List.of(coordinator(NORTHGATE), viewer(), head(), manager())) {
            assertThat(told(caller, work).getFirst()).as(caller.username()).satisfies(notice -> {
                assertThat(notice.kind()).isEqualTo(Notice.Kind.CRITICAL_WITHDRAWN);
                assertThat(notice.words())
                        .contains("Dr Okafor has withdrawn", work.number())
                        .doesNotContain("haematoma")
                        .doesNotContain("prior");
            });
        }
        assertThat(told(okafor(), work)).extracting(Notice::kind).doesNotContain(Notice.Kind.CRITICAL_WITHDRAWN);
        assertThat(told(coordinator(HARBOUR), work)).isEmpty();
        assertThat(steps(work)).endsWith("WITHDRAWN");
        assertThat(entries(work).getLast().details())
                .containsEntry("by", "Dr Okafor")
                .doesNotContainValue("prior");

        int before = told(head(), work).size();
        after(Duration.ofHours(2));
        assertThat(told(head(), work)).as("the ladder has ended").hasSize(before);
        assertThat(as(coordinator(NORTHGATE), results::waiting)).isEmpty();
        assertThat(as(manager(), () -> communications.waiting(Set.of(NORTHGATE))))
                .extracting(one -> one.id())
                .doesNotContain(work.id());
        assertThat(as(manager(), () -> promises.story(work.id())).orElseThrow().steps())
                .extracting(step -> step.what())
                .contains("critical result withdrawn by Dr Okafor, raised in error");
    }

    @Test
    void aWithdrawnOneIsNeitherKeptNorMissed() {
        var late = held();
        var lateResult = raised(late);
        world.forward(Duration.ofMinutes(20));
        as(okafor(), () -> results.withdraw(NORTHGATE, lateResult.id(), "wrong patient"));
        world.forward(Duration.ofMinutes(45));
        var month = YearMonth.from(lateResult.raisedAt().atZone(ZoneId.of("America/New_York")));
        var report = as(manager(), () -> inTransaction(NORTHGATE, () -> months.of(NORTHGATE, month)))
                .orElseThrow();
        assertThat(report.critical())
                .filteredOn(one -> one.number().equals(late.number()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.kept()).isEqualTo(Kept.WITHDRAWN);
                    assertThat(one.took()).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(29));
                });
        assertThat(report.withdrawn()).isPositive();
        assertThat(report.communicated() + report.withdrawn())
                .isLessThanOrEqualTo(report.critical().size());
    }

    @Test
    void whatNobodyHeardOfInTimeStaysMissedAlsoWhereItIsWithdrawn() {
        var work = held();
        var raised = raised(work);
        world.forward(Duration.ofMinutes(90));
        as(okafor(), () -> results.withdraw(NORTHGATE, raised.id(), "wrong patient"));
        var month = YearMonth.from(raised.raisedAt().atZone(ZoneId.of("America/New_York")));

        var report = as(manager(), () -> inTransaction(NORTHGATE, () -> months.of(NORTHGATE, month)))
                .orElseThrow();

        assertThat(report.critical())
                .filteredOn(one -> one.number().equals(work.number()))
                .singleElement()
                .satisfies(one -> assertThat(one.kept()).isEqualTo(Kept.BROKEN));
    }

    @Test
    void whatIsWithdrawnStaysSoAndWhatWasAcknowledgedCanBeWithdrawn() {
        var work = held();
        var raised = raised(work);
        as(coordinator(NORTHGATE), () -> results.acknowledge(NORTHGATE, raised.id(), "Amsel", READ_BACK));
        assertThat(as(okafor(), () -> results.withdraw(NORTHGATE, raised.id(), " ")))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("reason"));
        assertThat(done(as(okafor(), () -> results.withdraw(NORTHGATE, raised.id(), "wrong side"))))
                .satisfies(one -> {
                    assertThat(one.state()).isEqualTo(CriticalState.WITHDRAWN);
                    assertThat(Objects.requireNonNull(one.acknowledgement()).by())
                            .isEqualTo("Amsel");
                });
        assertThat(as(okafor(), () -> results.withdraw(NORTHGATE, raised.id(), "once more")))
                .isEqualTo(new Refused("It was withdrawn already, by Dr Okafor."));
        assertThat(as(coordinator(NORTHGATE), () -> results.acknowledge(NORTHGATE, raised.id(), "Amsel", READ_BACK)))
                .isEqualTo(new Refused("It was withdrawn by Dr Okafor: nothing is to be acknowledged."));
        assertThat(done(as(okafor(), () -> results.raise(work.id(), FINDING, "neurosurgeon")))
                        .state())
                .as("raised anew")
                .isEqualTo(CriticalState.NOTIFIED);
    }

    @Test
    void aWithdrawalBuysNoTimeForTheSameFinding() {
        var work = held();
        var first = raised(work);
        world.forward(Duration.ofMinutes(25));
        as(okafor(), () -> results.withdraw(NORTHGATE, first.id(), "wrong patient"));
        world.forward(Duration.ofMinutes(10));
        take(work);
        var again = raised(work);

        assertThat(again.raisedAt()).isEqualTo(first.raisedAt());
        assertThat(again.dueAt()).isEqualTo(first.dueAt());
        assertThat(again.state()).isEqualTo(CriticalState.NOTIFIED);
        after(Duration.ZERO);
        assertThat(rows(work, again).state())
                .as("its ladder is at no first step")
                .isEqualTo(CriticalState.ESCALATED);
        as(coordinator(NORTHGATE), () -> results.acknowledge(NORTHGATE, again.id(), "Amsel", READ_BACK));
        var month = YearMonth.from(first.raisedAt().atZone(ZoneId.of("America/New_York")));
        assertThat(as(manager(), () -> inTransaction(NORTHGATE, () -> months.of(NORTHGATE, month)))
                        .orElseThrow()
                        .critical())
                .filteredOn(one -> one.number().equals(work.number()))
                .extracting(one -> one.kept())
                .containsExactlyInAnyOrder(Kept.WITHDRAWN, Kept.BROKEN);
    }

    @Test
    void anotherFindingAndOneThatWasHeardOfBeginAnew() {
        var work = held();
        var first = raised(work);
        world.forward(Duration.ofMinutes(5));
        as(okafor(), () -> results.withdraw(NORTHGATE, first.id(), "wrong side"));
        assertThat(done(as(okafor(), () -> results.raise(work.id(), "Fracture of C2", "surgeon")))
                        .raisedAt())
                .isAfter(first.raisedAt());
        var again = raised(work);
        as(coordinator(NORTHGATE), () -> results.acknowledge(NORTHGATE, again.id(), "Amsel", READ_BACK));
        as(okafor(), () -> results.withdraw(NORTHGATE, again.id(), "wrong side"));
        world.forward(Duration.ofMinutes(4));
        assertThat(raised(work).raisedAt()).isAfter(first.raisedAt());
    }

    @Test
    void ofTwoWhoRaiseTheSameAtOnceOneIsTaken() throws Exception {
        var work = held();
        world.callAs(okafor());
        try (var threads = Executors.newFixedThreadPool(2)) {
            var second = inTransaction(NORTHGATE, () -> {
                assertThat(results.raise(work.id(), FINDING, "surgeon")).isInstanceOf(Done.class);
                var other = threads.submit(
                        () -> TenantScope.call(BOTH, () -> results.raise(work.id(), FINDING, "surgeon")));
                await().until(() -> other.isDone() || waitsForALock());
                return other;
            });
            assertThat(second.get()).isInstanceOf(Refused.class);
        }
    }

    private boolean waitsForALock() {
        return jdbc.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private CriticalResult rows(Case work, CriticalResult result) {
        return inTransaction(NORTHGATE, () -> rows.of(work.id())).stream()
                .filter(one -> one.id().equals(result.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlyWhoRaisedOrReadsItWithdraws() {
        var work = held();
        var raised = raised(work);
        for (var other : List.of(specialist("other", BOTH), coordinator(NORTHGATE), manager())) {
            assertThatThrownBy(() -> as(other, () -> results.withdraw(NORTHGATE, raised.id(), "wrong side")))
                    .as(other.username())
                    .isInstanceOf(NoSuchElementException.class);
        }
        assertThatThrownBy(() -> as(
                        specialist("okafor", Set.of(HARBOUR)),
                        () -> results.withdraw(NORTHGATE, raised.id(), "wrong side")))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> as(
                        coordinator(NORTHGATE),
                        () -> api.withdraw("northgate", raised.id(), new CriticalApi.Withdrawn("wrong side"))))
                .isInstanceOf(AccessDeniedException.class);
        world.sign(work.id(), "weber");
        assertThat(done(as(specialist("weber", BOTH), () -> results.withdraw(NORTHGATE, raised.id(), "wrong side")))
                        .state())
                .isEqualTo(CriticalState.WITHDRAWN);
        assertThat(told(okafor(), work))
                .extracting(Notice::kind)
                .as("who raised it hears that a colleague has withdrawn it")
                .containsExactly(Notice.Kind.CRITICAL_WITHDRAWN);
    }

    @Test
    void onlyWhoHoldsTheCaseRaises() {
        var work = ready(NORTHGATE);
        assertThatThrownBy(() -> as(okafor(), () -> results.raise(work.id(), FINDING, "neurosurgeon")))
                .isInstanceOf(NoSuchElementException.class);
        take(work);
        world.employ("other", 1, "US-NY");
        assertThatThrownBy(() -> as(specialist("other", BOTH), () -> results.raise(work.id(), FINDING, "neurosurgeon")))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() ->
                        as(specialist("okafor", Set.of(HARBOUR)), () -> results.raise(work.id(), FINDING, "surgeon")))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theSameIsNotRaisedTwiceWhileItWaits() {
        var work = held();
        raised(work);
        assertThat(as(okafor(), () -> results.raise(work.id(), FINDING + " ", "neurosurgeon")))
                .isInstanceOf(Refused.class);
        assertThat(as(okafor(), () -> results.raise(work.id(), "Fracture of C2", "neurosurgeon")))
                .isInstanceOf(Done.class);
    }

    @Test
    void anotherHospitalSeesAndChangesNothing() {
        var work = held();
        var raised = raised(work);
        assertThatThrownBy(() -> as(coordinator(HARBOUR), () -> results.of(work.id())))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() ->
                        as(coordinator(HARBOUR), () -> results.acknowledge(NORTHGATE, raised.id(), "Amsel", READ_BACK)))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() ->
                        as(coordinator(HARBOUR), () -> results.acknowledge(HARBOUR, raised.id(), "Amsel", READ_BACK)))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> as(viewer(), () -> results.acknowledge(NORTHGATE, raised.id(), "Amsel", READ_BACK)))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(inTransaction(HARBOUR, () -> rows.find(NORTHGATE, raised.id())))
                .isEmpty();
        assertThat(inTransaction(HARBOUR, () -> rows.waiting(BOTH))).isEmpty();
        assertThat(inTransaction(HARBOUR, () -> rules.all())).doesNotContainKey("northgate");
        for (var statement :
                List.of("update critical_result set state = 'CLOSED'", "update critical_rule set rule = '{}'")) {
            assertThat(inTransaction(HARBOUR, () -> jdbc.sql(statement).update()))
                    .as(statement)
                    .isZero();
        }
        assertThatThrownBy(() -> inTransaction(
                        HARBOUR,
                        () -> jdbc.sql("insert into critical_attempt values ('northgate', :id, 7, 'x', now())")
                                .param("id", raised.id())
                                .update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void programsGetProblemsThatSayWhatIsWrongAndWhere() {
        var work = held();
        var created =
                as(okafor(), () -> api.raise("northgate", work.id().id(), new CriticalApi.Raised(FINDING, "A B")));
        assertThat(created.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        var id = ((CriticalResult) Objects.requireNonNull(created.getBody())).id();
        assertThat(problem(as(
                        okafor(), () -> api.raise("northgate", work.id().id(), new CriticalApi.Raised(null, "A B")))))
                .isEqualTo("422 finding must have 3 to 1000 characters.");
        assertThat(problem(as(
                        coordinator(NORTHGATE),
                        () -> api.acknowledge("northgate", id, new CriticalApi.ReadBack("A. B", "ok then")))))
                .isEqualTo(
                        "422 readBack must repeat what was found: say 2 or more of “epidural”, “haematoma”, “left”.");
        assertThat(problem(as(okafor(), () -> api.phoned("northgate", id, new CriticalApi.Told("Dr X", null, "x")))))
                .isEqualTo("422 at is missing.");
        assertThat(as(
                                coordinator(NORTHGATE),
                                () -> api.acknowledge("northgate", id, new CriticalApi.ReadBack("A. B", READ_BACK)))
                        .getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThat(problem(as(
                        coordinator(NORTHGATE),
                        () -> api.acknowledge("northgate", id, new CriticalApi.ReadBack("A. B", READ_BACK)))))
                .isEqualTo("409 It was acknowledged already, by A. B.");
        assertThatThrownBy(() -> as(
                        coordinator(NORTHGATE),
                        () -> api.acknowledge(
                                "../harbour", UUID.randomUUID(), new CriticalApi.ReadBack("A. B", READ_BACK))))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> as(
                        viewer(), () -> api.acknowledge("northgate", id, new CriticalApi.ReadBack("A. B", READ_BACK))))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void everyMistakeOfAFileIsNamedWithItsPlace() {
        var problems = catchThrowableOfType(InvalidConfiguration.class, () -> apply("""
                kind: CriticalResults
                hospital: northgate
                acknowledged: 0m
                ladder:
                  - {after: 10m, tell: EVERYBODY}
                  - {after: 5m, tell: PEOPLE}
                  - {after: 20m, tell: MANAGERS, people: ['Mr X']}
                colour: red
                """))
                .problems();
        assertThat(problems)
                .anyMatch(line -> line.contains("acknowledged: must lie between"))
                .anyMatch(line -> line.contains("ladder[0].tell: must be one of COORDINATORS"))
                .anyMatch(line -> line.contains("ladder[1].people: must name somebody"))
                .anyMatch(line -> line.contains("ladder[2].people: must be at most 10 usernames"))
                .anyMatch(line -> line.contains("ladder: must be at most 10 steps"))
                .anyMatch(line -> line.contains("colour: is no known field"));
    }

    @Test
    void aHospitalThatSaysNothingHasTheUsualLadder() throws Exception {
        assertThat(apply("")).contains("hospital northgate: critical results are acknowledged as usual");
        assertThat(inTransaction(NORTHGATE, () -> rules.of(NORTHGATE))).isEqualTo(CriticalRule.USUAL);
        assertThat(apply(RULE))
                .contains("hospital northgate: critical results are acknowledged within 30 min; until then after 5 min "
                        + "HOSPITAL, after 10 min SPECIALIST, after 15 min PEOPLE");
    }

    private static String problem(ResponseEntity<?> answer) {
        var problem = (ProblemDetail) Objects.requireNonNull(answer.getBody());
        return problem.getStatus() + " " + problem.getDetail();
    }

    private List<String> apply(String rule) throws IOException, InvalidConfiguration {
        for (var hospital : List.of("northgate.yaml", "harbour.yaml")) {
            Files.writeString(folder.resolve(hospital), Files.readString(Path.of("tenant-config", hospital)));
        }
        Files.writeString(folder.resolve("critical.yaml"), rule);
        return configuration.apply(folder);
    }

    private void after(Duration duration) {
        world.forward(duration);
        ladder.look();
    }

    private CriticalResult raised(Case work) {
        return done(as(okafor(), () -> results.raise(work.id(), FINDING, "Neurosurgeon on call")));
    }

    private static CriticalResult done(CriticalOutcome outcome) {
        assertThat(outcome).isInstanceOf(Done.class);
        return ((Done) outcome).result();
    }

    private Case held() {
        var work = ready(NORTHGATE);
        take(work);
        return work;
    }

    private void take(Case work) {
        TenantScope.call(BOTH, () -> leases.take(work.id(), "okafor"));
    }

    private Case ready(TenantId tenant) {
        var accession = "a-" + Ids.next();
        world.order(tenant, accession, Priority.STAT);
        var study = world.headCt(tenant, accession);
        publish(tenant, new StudyCompleted(study, 1, world.now()));
        publish(tenant, new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
        return inTransaction(tenant, () -> cases.of(study).orElseThrow());
    }

    private Case advanced(CaseId id, CaseState next) {
        try {
            return cases.advance(id, next, "");
        } catch (TransitionRefused e) {
            throw new IllegalStateException(e);
        }
    }

    private List<TrailEntry> entries(Case work) {
        return inTransaction(
                        NORTHGATE,
                        () -> trail.ask(new TrailReader.Question(
                                NORTHGATE, Long.MAX_VALUE, "case:" + work.id().id())))
                .reversed()
                .stream()
                .filter(entry -> entry.action() == AuditAction.CRITICAL_ADVANCED)
                .toList();
    }

    /** In order, without refusals. */
    private List<String> steps(Case work) {
        return entries(work).stream()
                .filter(entry -> entry.outcome() == AuditEvent.Outcome.SUCCESS)
                .map(entry -> entry.details().getOrDefault("to", ""))
                .toList();
    }

    private List<Notice> told(Caller caller, Case work) {
        return as(caller, notices::mine).stream()
                .map(Notices.Told::notice)
                .filter(notice -> notice.object().equals("case:" + work.id().id()))
                .filter(notice -> notice.kind().name().startsWith("CRITICAL"))
                .toList();
    }

    private static Caller okafor() {
        return specialist("okafor", BOTH);
    }

    private static Caller specialist(String username, Set<TenantId> tenants) {
        return new Caller("s-" + username, username, "Dr Okafor", Set.of(Role.SPECIALIST), tenants);
    }

    private static Caller coordinator(TenantId tenant) {
        return new Caller("c", "coord", "Jo Coordinator", Set.of(Role.COORDINATOR), Set.of(tenant));
    }

    private static Caller viewer() {
        return new Caller("v", "viewer", "Jo Viewer", Set.of(Role.VIEWER), Set.of(NORTHGATE));
    }

    private static Caller head() {
        return new Caller("h", "head.radiology", "The Head", Set.of(Role.AUDITOR), Set.of(NORTHGATE));
    }

    private static Caller manager() {
        return new Caller("m", "mercer", "Ada Mercer", Set.of(Role.MANAGER), BOTH);
    }

    /** As a call of theirs runs. */
    private <T> T as(Caller caller, Supplier<T> call) {
        world.callAs(caller);
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(
                        caller.username(),
                        "",
                        caller.roles().stream().map(role -> "ROLE_" + role).toArray(String[]::new)));
        try {
            return TenantScope.call(caller.tenants(), call::get);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private void publish(TenantId tenant, Object event) {
        TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }
}
