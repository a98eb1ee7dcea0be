package io.dayside.routing;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dayside.cases.Case;
import io.dayside.cases.Cases;
import io.dayside.intake.StudyCompleted;
import io.dayside.routing.engine.PolicyFile;
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
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** A hospital's own policy, from its file to the worklist and the decision. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class RoutingPolicyPartTests {

    private static final String SIGNIFICANT_FINDINGS_FIRST = """
            kind: RoutingPolicy
            hospital: northgate
            bounds: {front: 30m, stat: 1h, urgent: 4h, routine: 24h}
            flagged:
              critical: {as: front, from: 0, weight: 1}
              significant: {as: front, from: 0.5, weight: 0.8}
              incidental: {as: routine, from: 0, weight: 0}
            """;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @TempDir
    Path folder;

    @Autowired
    private TenantConfiguration configuration;

    @Autowired
    private World world;

    @Autowired
    private Cases cases;

    @Autowired
    private Worklist worklist;

    @Autowired
    private Leases leases;

    @Autowired
    private DecisionRows decisions;

    @Autowired
    private OwnPolicyRows rows;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void everyHospitalIsReadByThePlatformsPolicyAgain() throws Exception {
        apply("");
    }

    @Test
    void aHospitalsOwnPolicyOrdersItsCasesAndNobodyElses() throws Exception {
        var reader = world.employ("r" + Ids.next(), 3, "GB", "US-NY").username();
        var own = significant(NORTHGATE);
        var other = significant(HARBOUR);
        assertThat(classed(reader, own)).isEqualTo("urgent · model");

        assertThat(apply(SIGNIFICANT_FINDINGS_FIRST))
                .anyMatch(line -> line.startsWith("hospital northgate: its cases are read by a policy of its own"));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(classed(reader, own)).isEqualTo("front · model"));
        assertThat(classed(reader, other)).isEqualTo("urgent · model");
        assertThat(versionOfDecision(reader, own))
                .hasSize(64)
                .isNotEqualTo(PolicyFile.standard().version());
        assertThat(versionOfDecision(reader, other))
                .isEqualTo(PolicyFile.standard().version());
    }

    @Test
    void whatIsTakenOutOfTheFilesHoldsNoMore() throws Exception {
        var reader = world.employ("r" + Ids.next(), 3, "US-NY").username();
        var work = significant(NORTHGATE);
        apply(SIGNIFICANT_FINDINGS_FIRST);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(classed(reader, work)).isEqualTo("front · model"));
        assertThat(apply(SIGNIFICANT_FINDINGS_FIRST)).as("nothing changed").isEmpty();

        assertThat(apply("")).contains("hospital northgate: its cases are read by the platform's policy");

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(classed(reader, work)).isEqualTo("urgent · model"));
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        assertThatThrownBy(() -> apply("""
                kind: RoutingPolicy
                hospital: northgate
                bounds: {front: 1m, stat: 2h, urgent: 8h, routine: 48h}
                flagged: {critical: {as: first, from: 0, weight: 1}}
                ageing: {routine: [{share: 0, as: stat}]}
                weights: {urgency: 1, continuity: 0, fit: 0}
                """))
                .isInstanceOfSatisfying(
                        InvalidConfiguration.class,
                        invalid -> assertThat(invalid.problems())
                                .hasSize(4)
                                .anyMatch(problem -> problem.contains("bounds") && problem.contains("at least 10 min"))
                                .anyMatch(problem -> problem.contains("flagged"))
                                .anyMatch(problem -> problem.contains("ageing") && problem.contains("share"))
                                .anyMatch(
                                        problem -> problem.contains("weights") && problem.contains("no known field")));
    }

    @Test
    void aPolicyWithoutAnythingIsRefused() {
        assertThatThrownBy(() -> apply("kind: RoutingPolicy\nhospital: northgate\n"))
                .isInstanceOf(InvalidConfiguration.class);
    }

    @Test
    void noHospitalSeesOrWritesAnothersPolicy() throws Exception {
        apply(SIGNIFICANT_FINDINGS_FIRST);

        assertThat(inTransaction(HARBOUR, () -> rows.all())).isEmpty();
        assertThat(inTransaction(NORTHGATE, () -> rows.all())).containsOnlyKeys("northgate");
        assertThatThrownBy(() -> inTransaction(HARBOUR, this::overwriteNorthgates))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    private int overwriteNorthgates() {
        return jdbc.sql("insert into routing_policy values ('northgate', '{}')").update();
    }

    private String classed(String reader, Case work) {
        return scoped(() -> worklist.of(reader)).stream()
                .filter(entry -> entry.work().id().equals(work.id()))
                .findFirst()
                .orElseThrow()
                .classed();
    }

    private String versionOfDecision(String reader, Case work) {
        scoped(() -> leases.take(work.id(), reader));
        return inTransaction(work.id().tenant(), () -> decisions.of(work.id()))
                .getLast()
                .decision()
                .policy();
    }

    private List<String> apply(String policy) throws IOException, InvalidConfiguration {
        for (var hospital : List.of("northgate.yaml", "harbour.yaml")) {
            Files.writeString(folder.resolve(hospital), Files.readString(Path.of("tenant-config", hospital)));
        }
        Files.writeString(folder.resolve("policy.yaml"), policy);
        return configuration.apply(folder);
    }

    private Case significant(TenantId tenant) {
        var accession = "a-" + Ids.next();
        world.order(tenant, accession, Priority.ROUTINE);
        var study = world.headCt(tenant, accession);
        publish(tenant, new StudyCompleted(study, 1, world.now()));
        publish(tenant, new StudyAssessed(study, Assessment.Status.DONE, 0.9, Severity.SIGNIFICANT, "mass"));
        return inTransaction(tenant, () -> cases.of(study).orElseThrow());
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
