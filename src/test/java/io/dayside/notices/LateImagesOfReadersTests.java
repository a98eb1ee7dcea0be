package io.dayside.notices;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.Case;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turns;
import io.dayside.identity.Caller;
import io.dayside.intake.StudyCompleted;
import io.dayside.intake.StudyReopened;
import io.dayside.notices.Notices.Told;
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
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

/** Images that come between the readings of a case. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class LateImagesOfReadersTests {

    private static final String POLICY = """
            {"rules": [{"name": "two", "modalities": [], "regions": [], "priorities": [], "findings": [],
              "workflow": "DOUBLE", "subspecialty": "", "within": 0, "preliminary": "INSIDE"}]}""";

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
    private Turns turns;

    @Autowired
    private Notices notices;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void harbourAsksForTwo() {
        inTransaction(
                HARBOUR,
                () -> jdbc.sql(
                                "insert into second_reading_policy (tenant_id, policy) values ('harbour', :policy::jsonb)")
                        .param("policy", POLICY)
                        .update());
    }

    @AfterEach
    void andNoLonger() {
        inTransaction(
                HARBOUR, () -> jdbc.sql("delete from second_reading_policy").update());
    }

    @Test
    void whoHasReadIsToldOnceAndTheStorySaysSo() {
        var work = ready();
        read(work, "ada", Role.SECOND);

        publish(new StudyReopened(work.study(), 2, world.now()));
        assertThat(told("ada", BOTH, work)).as("more are on their way").isEmpty();
        publish(new StudyCompleted(work.study(), 2, world.now()));

        assertThat(told("ada", BOTH, work)).singleElement().satisfies(told -> {
            assertThat(told.notice().kind()).isEqualTo(Notice.Kind.IMAGES_AFTER_READING);
            assertThat(told.notice().words()).contains(work.number()).doesNotContain(work.patientName());
            assertThat(told.notice().link())
                    .isEqualTo("/signed/harbour/" + work.id().id());
        });
        assertThat(told("boris", BOTH, work)).isEmpty();
        assertThat(told("ada", Set.of(NORTHGATE), work))
                .as("who no longer reads for the hospital")
                .isEmpty();
        assertThat(find(work).state()).isEqualTo(CaseState.AWAITING_IMAGES);
        assertThat(toldInTrail(work)).containsExactly("ada");
    }

    @Test
    void soIsWhoReadACaseThatTheSecondReaderHasOpen() {
        var work = ready();
        read(work, "ada", Role.SECOND);
        inTransaction(HARBOUR, () -> advanced(work, CaseState.OPEN));

        publish(new StudyReopened(work.study(), 2, world.now()));
        publish(new StudyCompleted(work.study(), 2, world.now()));

        assertThat(told("ada", BOTH, work)).hasSize(1);
        assertThat(find(work).state()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void nobodyIsToldOfACaseThatNobodyHasReadOrThatNobodyReadsAnyMore() {
        var unread = ready();
        publish(new StudyCompleted(unread.study(), 2, world.now()));
        var done = ready();
        read(done, "ada", Role.SECOND);
        read(done, "boris", null);
        publish(new StudyCompleted(done.study(), 2, world.now()));

        assertThat(toldInTrail(unread)).isEmpty();
        assertThat(toldInTrail(done)).isEmpty();
        assertThat(told("ada", BOTH, done)).isEmpty();
    }

    private Case ready() {
        var accession = "late-" + Ids.next();
        world.order(HARBOUR, accession, Priority.ROUTINE);
        var study = world.headCt(HARBOUR, accession);
        publish(new StudyCompleted(study, 1, world.now()));
        publish(new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
        return inTransaction(HARBOUR, () -> cases.of(study).orElseThrow());
    }

    private void read(Case work, String username, @Nullable Role next) {
        TenantScope.run(HARBOUR, () -> transaction.executeWithoutResult(_ -> turns.read(work, username, null, next)));
    }

    private Case advanced(Case work, CaseState next) {
        try {
            return cases.advance(work.id(), next, "");
        } catch (TransitionRefused e) {
            throw new AssertionError(e);
        }
    }

    private Case find(Case work) {
        return inTransaction(HARBOUR, () -> cases.find(work.id())).orElseThrow();
    }

    private List<Told> told(String username, Set<TenantId> tenants, Case work) {
        world.callAs(new Caller(
                "s-" + username, username, "Dr " + username, Set.of(io.dayside.identity.Role.SPECIALIST), tenants));
        return notices.mine().stream()
                .filter(told ->
                        told.notice().object().equals("case:" + work.id().id()))
                .toList();
    }

    private List<String> toldInTrail(Case work) {
        return inTransaction(
                HARBOUR,
                () -> jdbc.sql("""
                        select details ->> 'told' from audit_event join audit_detail using (tenant_id, seq)
                        where object = :object and action = 'IMAGES_AFTER_READING' order by seq""")
                        .param("object", "case:" + work.id().id())
                        .query(String.class)
                        .list());
    }

    private void publish(Object event) {
        TenantScope.run(HARBOUR, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }
}
