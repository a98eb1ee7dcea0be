package io.dayside.collaboration;

import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.collaboration.SecondReadingRule.Preliminary;
import io.dayside.tenancy.InvalidConfiguration;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantConfiguration;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What a hospital's file says of second readings. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SecondReadingPartTests {

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
    private PolicyRows rows;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aFileSaysWhichCasesAreReadByMoreThanOne() throws Exception {
        assertThat(apply("""
                kind: SecondReading
                hospital: northgate
                rules:
                  - {name: mammograms, modalities: [MG], workflow: DOUBLE}
                  - {name: head CT, modalities: [CT], regions: [HEAD], workflow: SUPERVISED, preliminary: TO_HOSPITAL}
                  - {name: bleeds, findings: [intracranial haemorrhage], priorities: [STAT], workflow: OVER_READ,
                     subspecialty: NEURORADIOLOGY, within: 12h}
                """))
                .contains("hospital northgate: cases are read: mammograms by two independently; "
                        + "head CT by residents with an attending, preliminary to hospital; "
                        + "bleeds read over by NEURORADIOLOGY within 720 min; the rest by one");

        assertThat(rules(NORTHGATE))
                .containsExactly(
                        new SecondReadingRule(
                                "mammograms",
                                List.of("MG"),
                                List.of(),
                                List.of(),
                                List.of(),
                                Workflow.DOUBLE,
                                "",
                                Duration.ZERO,
                                Preliminary.INSIDE),
                        new SecondReadingRule(
                                "head CT",
                                List.of("CT"),
                                List.of("HEAD"),
                                List.of(),
                                List.of(),
                                Workflow.SUPERVISED,
                                "",
                                Duration.ZERO,
                                Preliminary.TO_HOSPITAL),
                        new SecondReadingRule(
                                "bleeds",
                                List.of(),
                                List.of(),
                                List.of(Priority.STAT),
                                List.of("intracranial haemorrhage"),
                                Workflow.OVER_READ,
                                "NEURORADIOLOGY",
                                Duration.ofHours(12),
                                Preliminary.INSIDE));
        assertThat(rules(HARBOUR)).isEmpty();
        assertThat(apply("")).contains("hospital northgate: every case is read by one");
        assertThat(rules(NORTHGATE)).isEmpty();
    }

    @Test
    void twoMaySettleThemselvesWhereTheyDiffer() throws Exception {
        assertThat(apply("""
                kind: SecondReading
                hospital: northgate
                rules:
                  - {name: mammograms, modalities: [MG], workflow: DOUBLE, settled-by: THEMSELVES, within: 24h}
                """))
                .contains(
                        "hospital northgate: cases are read: mammograms by two independently, who settle it themselves"
                                + " within 1440 min; the rest by one");
        assertThat(rules(NORTHGATE))
                .singleElement()
                .satisfies(rule -> assertThat(rule.within()).isEqualTo(Duration.ofHours(24)));
        apply("");
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        assertThat(problems("""
                kind: SecondReading
                hospital: northgate
                rules:
                  - {name: a, modalities: [ct], regions: [SKULL], workflow: TRIPLE}
                  - {name: b, workflow: OVER_READ, subspecialty: neuro, within: 1m}
                  - {name: b, workflow: SUPERVISED, preliminary: MAYBE, within: 1h}
                  - {workflow: DOUBLE, preliminary: INSIDE, colour: red}
                """))
                .anyMatch(problem -> problem.contains("rules[0].modalities: must be codes such as CT"))
                .anyMatch(problem -> problem.contains("rules[0].regions: must be among BREAST"))
                .anyMatch(problem -> problem.contains("rules[0].workflow: must be one of SINGLE, DOUBLE"))
                .anyMatch(problem -> problem.contains("rules[1].subspecialty: must be a subspecialty"))
                .anyMatch(problem -> problem.contains("rules[1].within: must lie between 10m and 720h"))
                .anyMatch(problem -> problem.contains("rules[2].preliminary: must be one of TO_HOSPITAL, INSIDE"))
                .anyMatch(problem -> problem.contains("rules[2].within: is only for OVER_READ"))
                .anyMatch(problem -> problem.contains("rules[3].name: is missing"))
                .anyMatch(problem -> problem.contains("rules[3].preliminary: is only for SUPERVISED"))
                .anyMatch(problem -> problem.contains("rules[3].colour: is no known field"))
                .anyMatch(problem -> problem.contains("rules: names 'b' twice"));
        assertThat(problems("""
                kind: SecondReading
                hospital: northgate
                rules:
                  - {name: a, workflow: DOUBLE, settled-by: NOBODY}
                  - {name: b, workflow: DOUBLE, settled-by: THEMSELVES}
                  - {name: c, workflow: SINGLE, settled-by: THIRD}
                  - {name: d, workflow: DOUBLE, settled-by: THIRD, within: 1h}
                """))
                .anyMatch(problem -> problem.contains("rules[0].settled-by: must be one of THIRD, THEMSELVES"))
                .anyMatch(problem -> problem.contains("rules[1].within"))
                .anyMatch(problem -> problem.contains("rules[2].settled-by: is only for DOUBLE"))
                .anyMatch(problem -> problem.contains("rules[3].within: is only for OVER_READ"));
        assertThat(problems("""
                kind: SecondReading
                hospital: northgate
                rules: []
                """)).anyMatch(problem -> problem.contains("rules: must hold at least one"));
    }

    private List<String> problems(String document) {
        var problems = new ArrayList<String>();
        assertThatThrownBy(() -> apply(document))
                .isInstanceOfSatisfying(InvalidConfiguration.class, invalid -> problems.addAll(invalid.problems()));
        return problems;
    }

    private List<SecondReadingRule> rules(TenantId tenant) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> rows.all()))
                .getOrDefault(tenant.code(), SecondReadingPolicy.NONE)
                .rules();
    }

    private List<String> apply(String document) throws IOException, InvalidConfiguration {
        for (var hospital : List.of("northgate.yaml", "harbour.yaml")) {
            Files.writeString(folder.resolve(hospital), Files.readString(Path.of("tenant-config", hospital)));
        }
        Files.writeString(folder.resolve("second-reading.yaml"), document);
        return configuration.apply(folder);
    }
}
