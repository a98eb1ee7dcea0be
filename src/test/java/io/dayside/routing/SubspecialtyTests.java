package io.dayside.routing;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.intake.StudyCompleted;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.InvalidConfiguration;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantConfiguration;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import io.dayside.testing.World;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import io.dayside.triage.StudyAssessed;
import io.dayside.workforce.CoverageHoles;
import io.dayside.workforce.CoverageHoles.Hole;
import io.dayside.workforce.Subspecialties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

/** Cases that ask for a subspecialty, from a hospital's file to who is given them and to the holes. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SubspecialtyTests {

    private static final String REQUIRED = """
            kind: Subspecialties
            hospital: northgate
            rules:
              - {subspecialty: NEURORADIOLOGY, asked: REQUIRED, modalities: [CT, MR], bodyRegions: [HEAD]}
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
    private RuleBook rules;

    @Autowired
    private Tenants tenants;

    @Autowired
    private CoverageHoles holes;

    @Autowired
    private Subspecialties subspecialties;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void nothingWaits() {
        for (var tenant : BOTH) {
            inTransaction(tenant, () -> cases.in(EnumSet.of(CaseState.READY, CaseState.OPEN)))
                    .forEach(work -> inTransaction(tenant, () -> cancelled(work.id())));
        }
    }

    @AfterEach
    void noHospitalAsksForAnything() throws Exception {
        world.dismissEverybody();
        apply("");
        soon(() -> assertThat(subspecialties.current().hospitals()).isEmpty());
    }

    @Test
    void whatIsRequiredBarsWhoDoesNotNameIt() throws Exception {
        var general = world.employ("r" + Ids.next(), 3, "GB", "US-NY").username();
        var work = ready(NORTHGATE, "CT head");
        var other = ready(HARBOUR, "CT head");
        assertThat(listed(general)).contains(work.id(), other.id());

        assertThat(apply(REQUIRED))
                .contains("hospital northgate: its cases ask for subspecialties: "
                        + "NEURORADIOLOGY required for CT/MR HEAD");
        assertThat(apply(REQUIRED)).as("nothing changed").isEmpty();

        soon(() -> assertThat(listed(general)).containsExactly(other.id()));
        assertThat(scoped(() -> leases.take(work.id(), general)))
                .isInstanceOfSatisfying(
                        LeaseOutcome.Barred.class,
                        barred -> assertThat(barred.refusals())
                                .extracting(RuleVerdict::rule, RuleVerdict::reason)
                                .containsExactly(tuple(
                                        RuleVerdict.Rule.COMPETENCY,
                                        "Not competent in CT HEAD in neuroradiology, which the hospital requires")));
        assertThat(withoutReader(work))
                .isEqualTo("nobody is competent in CT HEAD in neuroradiology, which the hospital requires");

        var neuro =
                world.employIn("NEURORADIOLOGY", "n" + Ids.next(), 3, "US-NY").username();
        soon(() -> assertThat(listed(neuro)).containsExactly(work.id()));
        assertThat(scoped(() -> leases.takeNext(neuro)).map(Lease::id)).contains(work.id());
    }

    @Test
    void aHoleForASubspecialtyShows() throws Exception {
        ready(NORTHGATE, "CT head");
        world.employ("r" + Ids.next(), 3, "GB", "US-NY");
        assertThat(holesAtNorthgate()).isEmpty();

        apply(REQUIRED);

        soon(() -> assertThat(holesAtNorthgate()).containsExactly("CT NEURORADIOLOGY"));
        world.employIn("NEURORADIOLOGY", "n" + Ids.next(), 3, "US-NY");
        assertThat(holesAtNorthgate()).isEmpty();
    }

    @Test
    void aWordOfTheOrderAsksForIt() throws Exception {
        var general = world.employ("r" + Ids.next(), 3, "US-NY").username();
        var plain = ready(NORTHGATE, "CT head");
        var angio = ready(NORTHGATE, "CT Angio head");

        apply(REQUIRED.replace("bodyRegions: [HEAD]", "procedureWords: [angio]"));

        soon(() -> assertThat(listed(general)).containsExactly(plain.id()));
        assertThat(withoutReader(angio)).isNotNull();
    }

    @Test
    void whatIsPreferredBarsNobodyAndComesSoonerToWhoHasIt() throws Exception {
        var general = world.employ("r" + Ids.next(), 3, "GB", "US-NY").username();
        var neuro = world.employIn("NEURORADIOLOGY", "n" + Ids.next(), 3, "GB", "US-NY")
                .username();
        var first = ready(NORTHGATE, "CT head");
        var second = ready(HARBOUR, "CT head");
        assertThat(listed(general)).containsExactly(first.id(), second.id());

        apply(REQUIRED.replace("REQUIRED", "PREFERRED"));

        soon(() -> assertThat(listed(general)).containsExactly(second.id(), first.id()));
        assertThat(listed(neuro)).containsExactly(first.id(), second.id());
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        assertThatThrownBy(() -> apply("""
                kind: Subspecialties
                hospital: northgate
                rules:
                  - {subspecialty: neuro, asked: REQUIRED, modalities: [CT]}
                  - {subspecialty: NEURORADIOLOGY, asked: MAYBE, bodyRegions: [BRAIN]}
                  - {subspecialty: NEURORADIOLOGY, asked: REQUIRED}
                  - {subspecialty: PAEDIATRIC, asked: PREFERRED, ages: [TEENAGER], procedureWords: ['two words', x]}
                  - {subspecialty: PAEDIATRIC, asked: PREFERRED, modalities: [CT], whenever: true}
                """))
                .isInstanceOfSatisfying(
                        InvalidConfiguration.class,
                        invalid -> assertThat(invalid.problems())
                                .anyMatch(problem -> problem.contains("rules[0].subspecialty"))
                                .anyMatch(problem ->
                                        problem.contains("rules[1].asked") && problem.contains("REQUIRED, PREFERRED"))
                                .anyMatch(problem -> problem.contains("rules[1].bodyRegions[0]")
                                        && problem.contains("one of BREAST"))
                                .anyMatch(problem ->
                                        problem.contains("rules[2].modalities") && problem.contains("must be given"))
                                .anyMatch(problem -> problem.contains("rules[3].ages[0]"))
                                .anyMatch(problem -> problem.contains("rules[3].procedureWords[0]"))
                                .anyMatch(problem -> problem.contains("rules[3].procedureWords[1]"))
                                .anyMatch(problem ->
                                        problem.contains("rules[4].whenever") && problem.contains("no known field"))
                                .anyMatch(problem -> problem.contains("rules[4] ")
                                        || problem.contains("rules[4]: is for the same cases"))
                                .hasSize(9));
        assertThatThrownBy(() -> apply("kind: Subspecialties\nhospital: northgate\n"))
                .isInstanceOf(InvalidConfiguration.class);
        assertThatThrownBy(() -> apply("kind: Subspecialties\nhospital: nowhere\nrules: none\n"))
                .isInstanceOf(InvalidConfiguration.class);
    }

    @Test
    void noHospitalSeesOrWritesAnothersRules() throws Exception {
        apply(REQUIRED);

        assertThat(inTransaction(HARBOUR, this::countRules)).isZero();
        assertThat(inTransaction(NORTHGATE, this::countRules)).isEqualTo(1);
        assertThatThrownBy(() -> inTransaction(
                        HARBOUR,
                        () -> jdbc.sql("insert into subspecialty_rule values ('northgate', '[]')")
                                .update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    private int countRules() {
        return jdbc.sql("select count(*) from subspecialty_rule")
                .query(Integer.class)
                .single();
    }

    /** A node works by what was applied within seconds. */
    private static void soon(ThrowingRunnable asserted) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(asserted);
    }

    private List<String> holesAtNorthgate() {
        var hospital = tenants.find(NORTHGATE).orElseThrow();
        return inTransaction(NORTHGATE, () -> holes.of(hospital, 4)).stream()
                .map(Hole::modality)
                .toList();
    }

    private @Nullable String withoutReader(Case work) {
        return inTransaction(work.id().tenant(), () -> rules.withoutReader(List.of(work)))
                .get(work.id());
    }

    private List<CaseId> listed(String reader) {
        return scoped(() -> worklist.of(reader)).stream()
                .map(entry -> entry.work().id())
                .toList();
    }

    private Case cancelled(CaseId id) {
        try {
            return cases.advance(id, CaseState.CANCELLED, "");
        } catch (TransitionRefused e) {
            throw new AssertionError(e);
        }
    }

    private List<String> apply(String rule) throws IOException, InvalidConfiguration {
        for (var hospital : List.of("northgate.yaml", "harbour.yaml")) {
            Files.writeString(folder.resolve(hospital), Files.readString(Path.of("tenant-config", hospital)));
        }
        Files.writeString(folder.resolve("rule.yaml"), rule);
        return configuration.apply(folder);
    }

    private Case ready(TenantId tenant, String procedure) {
        var accession = "s-" + Ids.next();
        world.order(tenant, accession, Priority.ROUTINE, procedure);
        var study = world.headCt(tenant, accession);
        publish(tenant, new StudyCompleted(study, 1, world.now()));
        publish(tenant, new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
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
