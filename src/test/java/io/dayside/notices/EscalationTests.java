package io.dayside.notices;

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
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.StudyCompleted;
import io.dayside.notices.Notices.Told;
import io.dayside.routing.Leases;
import io.dayside.sla.BreachForeseen;
import io.dayside.sla.Outlook;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** A pressing case that nobody takes is told to more and more people, each once. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class EscalationTests {

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
    private Escalation escalation;

    @Autowired
    private Notices notices;

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
    }

    @Test
    void theLadderGoesFromReadersToManagersToThoseOffShift() {
        world.employ("awake", 1, "GB");
        world.employOffShift("asleep", 1, "GB");
        world.employ("foreign", 1, "US-NY");
        var work = ready(HARBOUR, Priority.STAT);

        after(Duration.ofMinutes(4));
        assertThat(told("awake", Role.SPECIALIST, work)).isEmpty();
        after(Duration.ofMinutes(2));
        assertThat(told("awake", Role.SPECIALIST, work)).hasSize(1);
        assertThat(told("mercer", Role.MANAGER, work)).isEmpty();
        after(Duration.ofMinutes(5));
        assertThat(told("mercer", Role.MANAGER, work)).hasSize(1);
        assertThat(told("asleep", Role.SPECIALIST, work)).isEmpty();
        after(Duration.ofMinutes(5));
        assertThat(told("asleep", Role.SPECIALIST, work)).hasSize(1);
        after(Duration.ofHours(1));

        assertThat(told("awake", Role.SPECIALIST, work)).hasSize(1);
        assertThat(told("mercer", Role.MANAGER, work)).hasSize(1);
        assertThat(told("foreign", Role.SPECIALIST, work)).isEmpty();
        assertThat(trail(work.id())).filteredOn("CASE_ESCALATED"::equals).hasSize(3);
    }

    @Test
    void whatWasOrderedLongAgoWaitsFromItsImagesOn() {
        world.employ("awake", 1, "GB");
        inTransaction(HARBOUR, () -> jdbc.sql("""
                        insert into service_levels values ('harbour', '{"levels": [{"name": "at once", "priorities": [],
                            "modalities": [], "begins": "ORDER", "complete": "PT1H"}]}')""").update());
        var accession = "a-" + Ids.next();
        world.order(HARBOUR, accession, Priority.STAT);
        world.forward(Duration.ofMinutes(30));
        var study = world.headCt(HARBOUR, accession);
        publish(HARBOUR, new StudyCompleted(study, 1, world.now()));
        publish(HARBOUR, new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
        var work = inTransaction(HARBOUR, () -> cases.of(study).orElseThrow());

        after(Duration.ofMinutes(4));
        assertThat(told("awake", Role.SPECIALIST, work)).isEmpty();
        after(Duration.ofMinutes(2));
        assertThat(told("awake", Role.SPECIALIST, work))
                .singleElement()
                .satisfies(told -> assertThat(told.notice().words()).contains("waited 6 minutes"));
        inTransaction(HARBOUR, () -> jdbc.sql("delete from service_levels").update());
    }

    @Test
    void whereNobodyIsOnShiftTheNextStepIsHurried() {
        world.employOffShift("asleep", 1, "GB");
        var work = ready(HARBOUR, Priority.STAT);

        after(Duration.ofMinutes(6));

        assertThat(told("mercer", Role.MANAGER, work)).hasSize(1);
        assertThat(told("asleep", Role.SPECIALIST, work)).isEmpty();
    }

    @Test
    void whoIsOnCallIsToldBeforeAnybodyElseIsWoken() {
        world.employOffShift("asleep", 1, "GB");
        world.employOnCall("oncall", 1, "GB");
        var work = ready(HARBOUR, Priority.STAT);

        after(Duration.ofMinutes(16));

        assertThat(told("oncall", Role.SPECIALIST, work)).hasSize(1);
        assertThat(told("asleep", Role.SPECIALIST, work)).isEmpty();
    }

    @Test
    void whoDeclinedTheCaseIsLeftOut() {
        world.employ("awake", 1, "GB");
        world.employ("unwilling", 1, "GB");
        world.employOffShift("asleep", 1, "GB");
        var work = ready(HARBOUR, Priority.STAT);
        declined(work, "unwilling");

        after(Duration.ofMinutes(6));
        after(Duration.ofMinutes(10));

        assertThat(told("awake", Role.SPECIALIST, work)).hasSize(1);
        assertThat(told("unwilling", Role.SPECIALIST, work)).isEmpty();
        assertThat(told("asleep", Role.SPECIALIST, work)).hasSize(1);
    }

    @Test
    void whoDeclinedTheCaseIsToldWhereNobodyElseIsLeft() {
        world.employ("unwilling", 1, "GB");
        var work = ready(HARBOUR, Priority.STAT);
        declined(work, "unwilling");

        after(Duration.ofMinutes(6));

        assertThat(told("unwilling", Role.SPECIALIST, work)).hasSize(1);
    }

    private void declined(Case work, String username) {
        assertThat(TenantScope.call(BOTH, () -> leases.decline(work.id(), username, "a conflict of interest")))
                .isTrue();
    }

    @Test
    void whatSomebodyTookIsToldToNobodyElse() {
        world.employ("awake", 1, "GB");
        var work = ready(HARBOUR, Priority.STAT);
        TenantScope.call(BOTH, () -> leases.take(work.id(), "awake"));

        after(Duration.ofMinutes(9));

        assertThat(trail(work.id())).doesNotContain("CASE_ESCALATED");
    }

    @Test
    void aFlaggedCaseClimbsAndARoutineOneDoesNot() {
        world.employ("awake", 1, "GB");
        var routine = ready(HARBOUR, Priority.ROUTINE);
        var flagged = assessed(HARBOUR, Priority.ROUTINE, Assessment.Status.DONE, 0.97, Severity.CRITICAL);

        after(Duration.ofMinutes(6));

        assertThat(told("awake", Role.SPECIALIST, flagged))
                .singleElement()
                .satisfies(told -> assertThat(told.notice().words()).contains("not for clinical use"));
        assertThat(told("awake", Role.SPECIALIST, routine)).isEmpty();
    }

    @Test
    void aHospitalWhoseRuleCannotBeReadSilencesNoOther() {
        world.employ("awake", 1, "GB", "US-NY");
        var broken = ready(NORTHGATE, Priority.STAT);
        var work = ready(HARBOUR, Priority.STAT);
        inTransaction(
                NORTHGATE,
                () -> jdbc.sql("insert into notice_rule values ('northgate', '{\"ladder\": 5}')")
                        .update());

        after(Duration.ofMinutes(6));

        assertThat(told("awake", Role.SPECIALIST, work)).hasSize(1);
        assertThat(told("awake", Role.SPECIALIST, broken)).isEmpty();
        inTransaction(NORTHGATE, () -> jdbc.sql("delete from notice_rule").update());
    }

    @Test
    void aNoticeNamesNoPatient() {
        world.employ("awake", 1, "GB");
        var work = ready(HARBOUR, Priority.STAT);

        after(Duration.ofMinutes(6));

        assertThat(told("awake", Role.SPECIALIST, work))
                .singleElement()
                .satisfies(told -> assertThat(told.notice().words())
                        .contains(work.number())
                        .doesNotContain("Doe")
                        .doesNotContain("P1"));
    }

    @Test
    void whatWasLookedAtIsSeenByWhoeverLookedAlone() {
        world.employ("awake", 1, "GB");
        world.employ("also", 1, "GB");
        var work = ready(HARBOUR, Priority.STAT);
        after(Duration.ofMinutes(6));

        call("awake", Role.SPECIALIST, BOTH);
        notices.seen();

        assertThat(told("awake", Role.SPECIALIST, work))
                .singleElement()
                .satisfies(told -> assertThat(told.seen()).isTrue());
        assertThat(told("also", Role.SPECIALIST, work))
                .singleElement()
                .satisfies(told -> assertThat(told.seen()).isFalse());
    }

    @Test
    void anotherHospitalsManagerIsToldNothing() {
        var work = ready(HARBOUR, Priority.STAT);
        after(Duration.ofMinutes(11));
        assertThat(told("mercer", Role.MANAGER, work)).hasSize(1);

        call("mercer", Role.MANAGER, Set.of(NORTHGATE));

        assertThat(ofCase(work)).isEmpty();
        assertThatThrownBy(() -> inTransaction(
                        NORTHGATE,
                        () -> jdbc.sql(
                                        "insert into notice values ('harbour', :id, 'x', 'x', 'x', '/', '{}', '{}', now())")
                                .param("id", Ids.next())
                                .update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void aForeseenBreachIsToldToManagersWithWhatWouldHelp() {
        var work = ready(HARBOUR, Priority.ROUTINE);
        var outlook = new Outlook(null, 0.85, Optional.empty(), true);

        TenantScope.run(
                HARBOUR,
                () -> transaction.executeWithoutResult(_ -> events.publishEvent(new BreachForeseen(
                        work.id(),
                        work.number(),
                        world.now().plus(Duration.ofMinutes(20)),
                        outlook,
                        "Dr A is off shift"))));

        assertThat(told("mercer", Role.MANAGER, work)).singleElement().satisfies(told -> {
            assertThat(told.notice().words()).contains(work.number(), "85 %", "Dr A is off shift", " London, with");
            assertThat(told.notice().link()).isEqualTo("/manager");
        });
        assertThat(told("awake", Role.SPECIALIST, work)).isEmpty();
    }

    private void after(Duration more) {
        world.forward(more);
        escalation.look();
    }

    private List<Told> told(String username, Role role, Case work) {
        call(username, role, BOTH);
        return ofCase(work);
    }

    private List<Told> ofCase(Case work) {
        return notices.mine().stream()
                .filter(told ->
                        told.notice().object().equals("case:" + work.id().id()))
                .toList();
    }

    private void call(String username, Role role, Set<TenantId> tenants) {
        world.callAs(new Caller("s-" + username, username, "Dr " + username, Set.of(role), tenants));
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

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }
}
