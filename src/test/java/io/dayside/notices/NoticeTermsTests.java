package io.dayside.notices;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.audit.AuditAction;
import io.dayside.audit.Terms;
import io.dayside.audit.TrailReader;
import io.dayside.cases.Case;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.intake.StudyCompleted;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import io.dayside.testing.World;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import io.dayside.triage.StudyAssessed;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What is old goes, what is in force stays, on the real database. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class NoticeTermsTests {

    private static final int MORE_THAN_A_BATCH = 1200;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @Autowired
    private NoticeTerms terms;

    @Autowired
    private Cases cases;

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
    void nothingOldIsThere() {
        terms.end();
    }

    @AfterEach
    void backToRealTime() {
        world.backToRealTime();
    }

    @Test
    void oldNoticesGoWithWhoHasSeenThemAndTheTrailSaysHowMany() {
        var old = notice(HARBOUR, 91, "mercer");
        var young = notice(HARBOUR, 89, "mercer");
        long before = ended(HARBOUR, "notices").size();

        terms.end();

        assertThat(notices(HARBOUR)).contains(young).doesNotContain(old);
        assertThat(seen(HARBOUR)).contains(young).doesNotContain(old);
        assertThat(ended(HARBOUR, "notices")).hasSize((int) before + 1).first().isEqualTo("1");
        terms.end();
        assertThat(ended(HARBOUR, "notices")).as("nothing left to say").hasSize((int) before + 1);
    }

    @Test
    void manyGoInBatchesAndAnotherHospitalsStay() {
        inTransaction(
                HARBOUR,
                () -> jdbc.sql("""
                        insert into notice
                        select 'harbour', gen_random_uuid(), 'CASE_WAITS', 'case:x', 'w', '/', '{}', '{}', :at
                        from generate_series(1, :count)""")
                        .param("at", Timestamp.from(world.now().minus(Duration.ofDays(100))))
                        .param("count", MORE_THAN_A_BATCH)
                        .update());
        var others = notice(NORTHGATE, 10, "mercer");
        int before = ended(HARBOUR, "notices").size();

        terms.end();

        assertThat(ended(HARBOUR, "notices").subList(0, 3)).containsExactly("200", "500", "500");
        assertThat(ended(HARBOUR, "notices")).hasSize(before + 3);
        assertThat(notices(NORTHGATE)).contains(others);
    }

    @Test
    void stepsOfACaseThatStillWaitsStay() {
        var waiting = ready();
        var over = ready();
        inTransaction(HARBOUR, () -> cancelled(over));
        for (var work : List.of(waiting, over)) {
            step(work, 0, 400);
            step(work, 1, 300);
        }

        terms.end();

        assertThat(steps(waiting)).containsExactly(0, 1);
        assertThat(steps(over)).containsExactly(1);
    }

    @Test
    void theDatabaseLetsNothingYoungBeDeleted() {
        var young = notice(HARBOUR, 6, "mercer");
        var work = ready();
        step(work, 0, 6);
        for (var table : List.of("notice_seen", "notice", "escalation")) {
            for (var tenant : BOTH) {
                inTransaction(tenant, () -> jdbc.sql("delete from " + table).update());
            }
        }
        assertThat(notices(HARBOUR)).contains(young);
        assertThat(seen(HARBOUR)).contains(young);
        assertThat(steps(work)).containsExactly(0);
    }

    @Test
    void anotherHospitalDeletesNothing() {
        var old = notice(HARBOUR, 50, "mercer");
        assertThat(inTransaction(
                        NORTHGATE,
                        () -> jdbc.sql("delete from notice where tenant_id = 'harbour'")
                                .update()))
                .isZero();
        assertThat(notices(HARBOUR)).contains(old);
    }

    @Test
    void aTermThatIsShorterThanNoticesAreShownIsRefused(@Autowired Terms all, @Autowired Tenants tenants) {
        assertThatThrownBy(() -> new NoticeTerms(
                        all, tenants, jdbc, Clock.systemUTC(), Duration.ofDays(1), Duration.ofDays(365)))
                .hasMessage("dayside.notices.kept must be 8 days or more, was PT24H");
    }

    private UUID notice(TenantId tenant, int days, String seenBy) {
        var id = Ids.next();
        var at = Timestamp.from(world.now().minus(Duration.ofDays(days)));
        inTransaction(
                tenant,
                () -> jdbc.sql(
                                "insert into notice values (:tenant, :id, 'CASE_WAITS', 'case:x', 'w', '/', '{}', '{}', :at)")
                        .param("tenant", tenant.code())
                        .param("id", id)
                        .param("at", at)
                        .update());
        return inTransaction(tenant, () -> {
            jdbc.sql("insert into notice_seen values (:tenant, :id, :by, :at)")
                    .param("tenant", tenant.code())
                    .param("id", id)
                    .param("by", seenBy)
                    .param("at", at)
                    .update();
            return id;
        });
    }

    private Set<UUID> notices(TenantId tenant) {
        return inTransaction(
                tenant,
                () -> Set.copyOf(
                        jdbc.sql("select id from notice").query(UUID.class).list()));
    }

    private Set<UUID> seen(TenantId tenant) {
        return inTransaction(
                tenant,
                () -> Set.copyOf(jdbc.sql("select notice_id from notice_seen")
                        .query(UUID.class)
                        .list()));
    }

    private void step(Case work, int step, int days) {
        inTransaction(
                HARBOUR,
                () -> jdbc.sql("insert into escalation values ('harbour', :case, :step, 'x', :at)")
                        .param("case", work.id().id())
                        .param("step", step)
                        .param("at", Timestamp.from(world.now().minus(Duration.ofDays(days))))
                        .update());
    }

    private List<Integer> steps(Case work) {
        return inTransaction(
                HARBOUR,
                () -> List.copyOf(jdbc.sql("select step from escalation where case_id = :case order by step")
                        .param("case", work.id().id())
                        .query(Integer.class)
                        .list()));
    }

    /** How many went each time, newest first. */
    private List<String> ended(TenantId tenant, String records) {
        return inTransaction(
                tenant,
                () -> trail.ask(new TrailReader.Question(tenant, Long.MAX_VALUE, "records:" + records)).stream()
                        .filter(entry -> entry.action() == AuditAction.TERM_ENDED)
                        .map(entry -> entry.details().getOrDefault("count", ""))
                        .toList());
    }

    private Case ready() {
        var accession = "a-" + Ids.next();
        world.order(HARBOUR, accession, Priority.ROUTINE);
        var study = world.headCt(HARBOUR, accession);
        publish(new StudyCompleted(study, 1, world.now()));
        publish(new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
        return inTransaction(HARBOUR, () -> cases.of(study).orElseThrow());
    }

    private Case cancelled(Case work) {
        try {
            return cases.advance(work.id(), CaseState.CANCELLED, "");
        } catch (TransitionRefused e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(Object event) {
        TenantScope.run(HARBOUR, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }
}
