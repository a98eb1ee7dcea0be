package io.dayside.workforce;

import static io.dayside.workforce.WorkforceTestApplication.HARBOUR;
import static io.dayside.workforce.WorkforceTestApplication.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.tenancy.ConfigurationDocument;
import io.dayside.tenancy.ConfigurationProblems;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.TestServices;
import io.dayside.workforce.WorkforceTestApplication.SomebodyCalling;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files, applied again and again, beside what officers change meanwhile. */
@SpringBootTest(classes = WorkforceTestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SpecialistPartTests {

    private static final String AS_EVER = """
            username: %s
            displayName: Dr Ngozi Okafor
            zone: Europe/Zurich
            capacity: 3
            licences:
              - {jurisdiction: GB, number: GMC-1, standing: ACTIVE, validFrom: '2022-01-01', validTo: '2030-12-31'}
              - {jurisdiction: CH, number: MEB-1, standing: ACTIVE, validFrom: '2022-01-01', validTo: '2030-12-31'}
            privileges:
              - {tenant: harbour, standing: ACTIVE, validFrom: '2024-01-01', validTo: '2030-12-31'}
            competencies:
              - {modality: CT, bodyRegion: '*'}
            shifts:
              - {days: [MONDAY, SUNDAY], from: '08:00', to: '17:30'}
            """;

    private static final String MORE = """
            evidence:
              - {evidenceType: FELLOWSHIP, issuer: Karolinska, number: F-7, validFrom: '2020-01-01'}
            aiProficiency:
              - {model: head-ct-haemorrhage, score: 93, validFrom: '2026-01-01', validTo: '2027-12-31'}
            languages:
              - {language: de, level: C1}
            contract:
              hoursPerWeek: 40
              casesPerHour: 8
              casesPerDay: 60
              hospitals: [harbour]
              validFrom: '2026-01-01'
            """;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @Autowired
    private SpecialistPart part;

    @Autowired
    private Tenants tenants;

    @Autowired
    private Passports passports;

    @Autowired
    private SomebodyCalling somebody;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private final String person = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final String document = AS_EVER.formatted(person);

    @BeforeEach
    void theOfficerCalls() {
        somebody.officer();
        WorkforceTestApplication.takeIntoService(jdbc);
    }

    @AfterEach
    void nobodyCalls() {
        somebody.nobody();
    }

    /** The differences; they are made so when nothing is wrong. */
    private List<String> apply(String yaml, ConfigurationProblems problems) {
        return TenantScope.call(
                Set.of(NORTHGATE, HARBOUR, TenantId.PLATFORM),
                () -> transaction.execute(_ -> {
                    var content = (ObjectNode) new YAMLMapper().readTree(yaml);
                    var plan = part.plan(
                            List.of(new ConfigurationDocument("people.yaml", "Specialist", content)),
                            tenants.all(),
                            problems);
                    if (problems.isEmpty()) {
                        plan.apply();
                    }
                    return plan.changes();
                }));
    }

    private List<String> apply(String yaml) {
        var problems = new ConfigurationProblems();
        var changes = apply(yaml, problems);
        assertThat(problems.lines()).isEmpty();
        return changes;
    }

    private List<String> keys() {
        return passports.of(person).orElseThrow().credentials().stream()
                .map(Credential::key)
                .toList();
    }

    @Test
    void aDocumentAsEverIsAppliedOnce() {
        assertThat(apply(document)).containsExactly("specialist " + person + ": PERSON is new");

        assertThat(apply(document)).isEmpty();
        assertThat(keys())
                .containsExactly("LICENCE CH MEB-1", "LICENCE GB GMC-1", "PRIVILEGE harbour", "COMPETENCY CT * ANY *");
        assertThat(passports.of(person).orElseThrow().specialist().shifts()).hasSize(1);
    }

    @Test
    void aDocumentNamesNoCertificateThatThePassportWouldNotHold() {
        var proved = document.replace("bodyRegion: '*'}", "bodyRegion: '*', evidence: [F-7]}");
        assertThat(wrong(proved)).singleElement().asString().contains("competencies", "'CT * ANY *'", "certificate");
        assertThat(keysOrNone()).isEmpty();

        apply(proved + MORE);
        assertThat(wrong(proved)).as("the certificate is taken away").hasSize(1);
        assertThat(keys()).contains("EVIDENCE F-7");
    }

    private List<String> wrong(String yaml) {
        var problems = new ConfigurationProblems();
        apply(yaml, problems);
        return problems.lines();
    }

    private List<String> keysOrNone() {
        return passports.of(person).isEmpty() ? List.of() : keys();
    }

    @Test
    void whatIsNewInADocumentIsAdded() {
        apply(document);

        assertThat(apply(document + MORE))
                .contains("specialist " + person + ": LANGUAGE de becomes C1, active")
                .hasSize(4);
        assertThat(keys()).contains("EVIDENCE F-7", "AI_PROFICIENCY head-ct-haemorrhage", "LANGUAGE de", "CONTRACT");
        assertThat(apply(document)).hasSize(4).allMatch(line -> line.endsWith("is removed"));
        assertThat(keys()).hasSize(4);
    }

    @Test
    void whatAnOfficerChangedStandsUntilTheDocumentSaysSomethingElseOfIt() {
        apply(document);
        var suspended = Map.of(
                Column.JURISDICTION, "GB",
                Column.NUMBER, "GMC-1",
                Column.STANDING, "SUSPENDED",
                Column.VALID_FROM, "2022-01-01",
                Column.VALID_TO, "2030-12-31");
        assertThat(passports.put(person, CredentialKind.LICENCE, suspended, "GMC asks questions"))
                .isEmpty();
        assertThat(passports.put(
                        person,
                        CredentialKind.LANGUAGE,
                        Map.of(Column.LANGUAGE, "ig", Column.LEVEL, "NATIVE"),
                        "asked"))
                .isEmpty();

        assertThat(apply(document)).isEmpty();
        assertThat(standingOfGb()).isEqualTo(Specialist.Standing.SUSPENDED);
        assertThat(apply(document.replace("capacity: 3", "capacity: 4"))).hasSize(1);
        assertThat(standingOfGb()).isEqualTo(Specialist.Standing.SUSPENDED);
        assertThat(keys()).contains("LANGUAGE ig");

        assertThat(apply(document.replaceFirst("2030-12-31", "2031-12-31"))).hasSize(2);
        assertThat(standingOfGb()).isEqualTo(Specialist.Standing.ACTIVE);
    }

    private Specialist.Standing standingOfGb() {
        return passports.of(person).orElseThrow().credentials().stream()
                .filter(one -> one.key().equals("LICENCE GB GMC-1"))
                .findFirst()
                .orElseThrow()
                .standing();
    }

    /** As after an upgrade from before there were passports: what runs counts as what the files said. */
    @Test
    void somebodyOfBeforeIsNotChangedByTheirUnchangedDocument() {
        apply(document);
        jdbc.sql("update specialist set declared = null where username = :person")
                .param("person", person)
                .update();

        assertThat(apply(document)).isEmpty();
        assertThat(jdbc.sql("select declared is not null from specialist where username = :person")
                        .param("person", person)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        var problems = new ConfigurationProblems();

        apply(
                document.replace("zone: Europe/Zurich", "zone: Zurich")
                                .replace("number: GMC-1", "number: '=1'")
                                .replace("tenant: harbour", "tenant: elsewhere")
                                .replace("validTo: '2030-12-31'}\n  - {jur", "validTo: '2020-12-31'}\n  - {jur")
                        + "hobby: rowing\n",
                problems);

        assertThat(problems.lines())
                .containsExactlyInAnyOrder(
                        "people.yaml: zone: must be a time zone such as Europe/Zurich",
                        "people.yaml: licences[0].number: must be as its issuer gave it",
                        "people.yaml: licences[0].validTo: is before the first day",
                        "people.yaml: privileges[0].tenant: names no hospital in service",
                        "people.yaml: hobby: is no known field");
        assertThat(passports.of(person)).isEmpty();
    }

    @Test
    void aResidentIsOneUntilTheFilesSayOtherwise() {
        var resident = document.replace("capacity: 3", "capacity: 3\ngrade: RESIDENT");

        assertThat(apply(resident)).isNotEmpty();
        assertThat(isResident()).isTrue();
        assertThat(apply(resident)).isEmpty();
        assertThat(apply(document)).hasSize(1);
        assertThat(isResident()).isFalse();

        var problems = new ConfigurationProblems();
        apply(document.replace("capacity: 3", "capacity: 3\ngrade: STUDENT"), problems);
        assertThat(problems.isEmpty()).isFalse();
    }

    private boolean isResident() {
        return jdbc.sql("select resident from specialist where username = :username")
                .param("username", person)
                .query(Boolean.class)
                .single();
    }
}
