package io.dayside.planning;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.StudyCompleted;
import io.dayside.planning.StaffingVariant.Rule;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** The past is read from the database, and only that of the hospitals that the manager answers for. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class PlannerTests {

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @Autowired
    private World world;

    @Autowired
    private Planner planner;

    @Autowired
    private Cases cases;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void someCasesCame() {
        world.dismissEverybody();
        world.employ("okafor", 3, "GB", "US-NY");
        for (int i = 0; i < 3; i++) {
            came(NORTHGATE);
        }
        came(HARBOUR);
    }

    @AfterEach
    void nobodyCalls() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void aManagerReplaysTheirHospitalsAndNoOther() {
        callAs(Role.MANAGER, BOTH);
        int both = planner.past().orElseThrow().cases();
        callAs(Role.MANAGER, Set.of(NORTHGATE));
        int one = planner.past().orElseThrow().cases();
        callAs(Role.MANAGER, Set.of(HARBOUR));
        int other = planner.past().orElseThrow().cases();

        assertThat(one).isEqualTo(other * 3);
        assertThat(both).isEqualTo(one + other);
    }

    @Test
    void aCancelledCaseIsNoPast() {
        callAs(Role.MANAGER, Set.of(HARBOUR));
        int before = planner.past().orElseThrow().cases();

        cancel(came(HARBOUR));

        assertThat(planner.past().orElseThrow().cases()).isEqualTo(before);
    }

    @Test
    void variantsAreComparedOnTheSameCases() throws InterruptedException {
        callAs(Role.OPERATOR, BOTH);
        var asItIs = new StaffingVariant("as it is", Rule.DAYSIDE, 1, List.of(), Set.of());
        var byAge = new StaffingVariant("by age", Rule.FIRST_COME, 1, List.of(), Set.of());

        var outcomes = planner.compare(List.of(asItIs, byAge)).orElseThrow().run(_ -> {}, () -> false);

        assertThat(outcomes).extracting(outcome -> outcome.variant()).containsExactly("as it is", "by age");
        assertThat(outcomes.getFirst().group("STAT").cases())
                .isEqualTo(outcomes.getLast().group("STAT").cases());
        assertThat(planner.compare(List.of(asItIs)).orElseThrow().run(_ -> {}, () -> true))
                .isEmpty();
        assertThatThrownBy(() -> planner.compare(List.of(asItIs, asItIs))).hasMessageContaining("same name");
    }

    @Test
    void nobodyElseLooks() {
        for (var role : List.of(Role.SPECIALIST, Role.COORDINATOR, Role.CREDENTIALING)) {
            callAs(role, BOTH);
            assertThatThrownBy(() -> planner.past()).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> planner.compare(List.of())).isInstanceOf(AccessDeniedException.class);
        }
    }

    private void callAs(Role role, Set<TenantId> tenants) {
        world.callAs(new Caller("subject", "someone", "Someone", Set.of(role), tenants));
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken("someone", "", "ROLE_" + role));
    }

    private CaseId came(TenantId tenant) {
        var accession = "a-" + Ids.next();
        world.order(tenant, accession, Priority.STAT);
        var study = world.headCt(tenant, accession);
        publish(tenant, new StudyCompleted(study, 1, world.now()));
        publish(tenant, new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
        return TenantScope.call(tenant, () -> transaction.execute(_ -> cases.of(study)))
                .orElseThrow()
                .id();
    }

    private void cancel(CaseId id) {
        TenantScope.run(
                id.tenant(),
                () -> transaction.executeWithoutResult(_ -> {
                    try {
                        cases.advance(id, CaseState.CANCELLED, "");
                    } catch (TransitionRefused e) {
                        throw new AssertionError(e);
                    }
                }));
    }

    private void publish(TenantId tenant, Object event) {
        TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }
}
