package io.dayside.routing;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.intake.StudyCompleted;
import io.dayside.sla.BreachForeseen;
import io.dayside.sla.Outlook;
import io.dayside.sla.Outlook.Act;
import io.dayside.sla.Outlook.Saving;
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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What will become of open cases, who could still keep a promise, and that somebody is told before it is broken. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@Import(OutlookTests.Heard.class)
class OutlookTests {

    /** Everything that was foreseen. */
    static class Heard {

        final List<BreachForeseen> breaches = new CopyOnWriteArrayList<>();

        @EventListener
        void on(BreachForeseen event) {
            breaches.add(event);
        }
    }

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
    private ForecastOutlooks outlooks;

    @Autowired
    private BreachWatch watch;

    @Autowired
    private Heard heard;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void nothingWaitsAndNobodyReads() {
        world.dismissEverybody();
        for (var tenant : BOTH) {
            inTransaction(tenant, () -> cases.in(EnumSet.of(CaseState.READY, CaseState.OPEN)))
                    .forEach(work -> inTransaction(tenant, () -> cancelled(work.id())));
        }
    }

    @AfterEach
    void backToRealTime() {
        world.backToRealTime();
        // What was seen ahead of time is forgotten.
        outlooks.of(BOTH);
    }

    @Test
    void aCaseWithAFreeReaderIsSignedInTime() {
        world.employ("r", 1, "GB");
        var work = ready(HARBOUR, Priority.STAT);

        var outlook = outlook(work.id());

        assertThat(outlook.late()).isLessThan(0.1);
        assertThat(outlook.expectedAt())
                .isBetween(world.now().plus(Duration.ofMinutes(5)), world.now().plus(Duration.ofMinutes(15)));
        assertThat(outlook.saving()).isEmpty();
    }

    @Test
    void theLastOfManyComesTooLateAndSomebodyOffShiftCouldKeepItsPromise() {
        world.employ("r", 1, "GB");
        world.employOffShift("asleep", 1, "GB");
        world.employOffShift("foreign", 1, "US-NY");
        var queue = readyAll(HARBOUR, 5);

        assertThat(outlook(queue.getFirst().id()).isInDanger()).isFalse();
        assertThat(outlook(queue.getLast().id())).satisfies(outlook -> {
            assertThat(outlook.isInDanger()).isTrue();
            assertThat(outlook.saving().map(Saving::username)).contains("asleep");
            assertThat(outlook.saving().map(Saving::act)).contains(Act.CALL);
        });
    }

    @Test
    void whoIsOnCallIsCalledBeforeWhoIsNot() {
        world.employ("r", 1, "GB");
        world.employOffShift("asleep", 1, "GB");
        world.employOnCall("oncall", 1, "GB");
        var queue = readyAll(HARBOUR, 5);

        assertThat(outlook(queue.getLast().id()).saving().map(Saving::username)).contains("oncall");
    }

    @Test
    void whatOnlyMovesTheDelayToAnotherCaseSavesNothing() {
        world.employ("r", 3, "GB");
        var queue = readyAll(HARBOUR, 5);

        assertThat(outlook(queue.getLast().id()).isInDanger()).isTrue();
        assertThat(outlook(queue.getLast().id()).saving()).isEmpty();
    }

    @Test
    void whoHoldsAllTheyMayCanPutItAsideForAPressingCase() {
        world.employ("r", 1, "GB");
        var aside = ready(HARBOUR, Priority.ROUTINE).id();
        scoped(() -> leases.take(aside, "r"));
        var pressing = ready(HARBOUR, Priority.STAT);
        world.forward(Duration.ofMinutes(9));
        inTransaction(HARBOUR, () -> leases.heartbeat(aside, "r"));
        world.forward(Duration.ofMinutes(9));

        var saving = outlook(pressing.id()).saving();

        assertThat(saving.map(Saving::act)).contains(Act.LET);
    }

    @Test
    void aDeclinedCaseIsExpectedOfSomebodyElse() {
        world.employ("r", 1, "GB");
        var work = ready(HARBOUR, Priority.STAT).id();
        scoped(() -> leases.decline(work, "r", "knows the patient"));
        world.employ("other", 1, "GB");
        scoped(() -> leases.take(ready(HARBOUR, Priority.ROUTINE).id(), "other"));

        var outlook = outlook(work);

        assertThat(outlook.expectedAt()).isAfter(world.now().plus(Duration.ofMinutes(10)));
        assertThat(outlook.late()).isLessThan(0.2);
    }

    @Test
    void nobodyIsProposedWhoDeclinedIt() {
        world.employ("r", 1, "GB");
        world.employOffShift("asleep", 1, "GB");
        var last = readyAll(HARBOUR, 5).getLast().id();
        assertThat(outlook(last).saving().map(Saving::username)).contains("asleep");
        inTransaction(
                HARBOUR,
                () -> jdbc.sql(
                                "insert into decline values ('harbour', :id, :case, 'asleep', now(), 'knows the patient')")
                        .param("id", Ids.next())
                        .param("case", last.id())
                        .update());

        assertThat(outlook(last)).satisfies(outlook -> {
            assertThat(outlook.isInDanger()).isTrue();
            assertThat(outlook.isLost()).isTrue();
        });
    }

    @Test
    void whatNobodyMayEverReadHasNoOutlook() {
        world.employ("r", 1, "GB");

        var work = ready(NORTHGATE, Priority.STAT);

        assertThat(ahead(BOTH)).doesNotContainKey(work.id());
    }

    @Test
    void aHospitalHearsOfItsOwnCasesOnly() {
        world.employ("r", 1, "GB", "US-NY");
        var here = ready(HARBOUR, Priority.STAT).id();
        var there = ready(NORTHGATE, Priority.STAT).id();

        assertThat(ahead(Set.of(HARBOUR))).containsKey(here).doesNotContainKey(there);
        assertThat(outlooks.of(Set.of())).isEmpty();
    }

    @Test
    void noLookAheadFromInsideATransaction() {
        assertThatThrownBy(() -> inTransaction(HARBOUR, () -> outlooks.of(BOTH)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void somebodyIsToldOnceAndBeforeThePromiseIsBroken() {
        world.employ("r", 1, "GB");
        world.employOffShift("asleep", 1, "GB");
        var last = readyAll(HARBOUR, 5).getLast();

        watchAnew();
        watchAnew();

        assertThat(heard.breaches)
                .filteredOn(event -> event.id().equals(last.id()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.dueAt()).isAfter(world.now());
                    assertThat(event.number()).isEqualTo(last.number());
                    assertThat(event.saving()).contains("Dr asleep is off shift");
                });
        assertThat(trail(last.id())).containsOnlyOnce("BREACH_FORESEEN");
    }

    @Test
    void whatIsBrokenAlreadyIsNotForeseen() {
        world.employ("r", 1, "GB");
        var late = ready(HARBOUR, Priority.STAT).id();
        world.forward(Duration.ofMinutes(31));

        watchAnew();

        assertThat(outlook(late).late()).isEqualTo(1);
        assertThat(heard.breaches).extracting(BreachForeseen::id).doesNotContain(late);
    }

    @Test
    void anotherHospitalSeesNothingOfWhatWasForeseen() {
        world.employ("r", 1, "GB");
        var last = readyAll(HARBOUR, 5).getLast().id();
        watchAnew();

        assertThat(foreseen(HARBOUR, last)).isEqualTo(1);
        assertThat(foreseen(NORTHGATE, last)).isZero();
        assertThatThrownBy(() -> inTransaction(
                        NORTHGATE,
                        () -> jdbc.sql("insert into foreseen_breach values ('harbour', :id, now(), now(), 1, '')")
                                .param("id", Ids.next())
                                .update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    private int foreseen(TenantId seeing, CaseId id) {
        return inTransaction(
                seeing,
                () -> jdbc.sql("select count(*) from foreseen_breach where case_id = :id")
                        .param("id", id.id())
                        .query(Integer.class)
                        .single());
    }

    private Outlook outlook(CaseId id) {
        return Objects.requireNonNull(ahead(BOTH).get(id));
    }

    /** Not what was seen a moment ago. */
    private Map<CaseId, Outlook> ahead(Set<TenantId> hospitals) {
        world.forward(ForecastOutlooks.FRESH);
        return outlooks.of(hospitals);
    }

    private void watchAnew() {
        world.forward(ForecastOutlooks.FRESH);
        watch.look();
    }

    /** Each a moment after the one before. */
    private List<Case> readyAll(TenantId tenant, int count) {
        var all = new ArrayList<Case>();
        for (int i = 0; i < count; i++) {
            all.add(ready(tenant, Priority.STAT));
        }
        return all;
    }

    private Case ready(TenantId tenant, Priority priority) {
        var accession = "a-" + Ids.next();
        world.order(tenant, accession, priority);
        var study = world.headCt(tenant, accession);
        publish(tenant, new StudyCompleted(study, 1, world.now()));
        publish(tenant, new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
        return inTransaction(tenant, () -> cases.of(study).orElseThrow());
    }

    private Case cancelled(CaseId id) {
        try {
            return cases.advance(id, CaseState.CANCELLED, "");
        } catch (TransitionRefused e) {
            throw new AssertionError(e);
        }
    }

    private List<String> trail(CaseId id) {
        return inTransaction(
                id.tenant(),
                () -> jdbc.sql("select action from audit_event where object = :object order by seq")
                        .param("object", "case:" + id.id())
                        .query(String.class)
                        .list());
    }

    private void publish(TenantId tenant, Object event) {
        TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private static <T> T scoped(Supplier<T> work) {
        return TenantScope.call(BOTH, work::get);
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }
}
