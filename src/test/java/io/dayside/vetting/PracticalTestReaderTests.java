package io.dayside.vetting;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.tenancy.ConfigurationDocument;
import io.dayside.tenancy.ConfigurationProblems;
import io.dayside.vetting.PracticalTest.TestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class PracticalTestReaderTests {

    private static final String TEST = """
            id: head-with-ai
            title: Head CT with AI
            library: academy
            model: head-ct-haemorrhage
            targets: [haemorrhage]
            cases:
              - study: '2.25.1'
                truth: [{target: haemorrhage, slices: {from: 3, to: 5}}]
                claims: [{target: haemorrhage, percent: 90, slice: 4, severity: CRITICAL}]
              - study: '2.25.2'
                claims: [{target: haemorrhage, percent: 99, slice: 9, severity: CRITICAL}]
            pass: {missed: 10, overTrust: 0}
            earned: {modality: CT, bodyRegion: HEAD, months: 12, closesOnFailure: true}
            """;

    private final ConfigurationProblems problems = new ConfigurationProblems();

    @Test
    void aWholeFileMakesATest() {
        var test = read(TEST);

        assertThat(problems.lines()).isEmpty();
        assertThat(test.cases()).hasSize(2);
        assertThat(test.cases()).filteredOn(TestCase::hasPlantedError).hasSize(1);
        assertThat(test.pass()).isEqualTo(Map.of(Criterion.MISSED, 10, Criterion.OVER_TRUST, 0));
        assertThat(test.open()).isEqualTo(Duration.ofDays(14));
        assertThat(test.earned().subspecialty()).isEqualTo("*");
    }

    @Test
    void theDemonstrationsTestIsWhatItsFilmsShow() throws IOException {
        var file = Files.readString(Path.of("tenant-config/academy.yaml"));
        var test = read(file.substring(file.indexOf("kind: PracticalTest")).replace("kind: PracticalTest\n", ""));

        assertThat(problems.lines()).isEmpty();
        assertThat(test.cases()).hasSize(10);
        assertThat(test.cases().stream().filter(one -> !one.truth().isEmpty())).hasSize(5);
        assertThat(test.cases()).filteredOn(TestCase::hasPlantedError).hasSize(4);
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        read(TEST.replace("library: academy", "library: northgate")
                        .replace("study: '2.25.2'", "study: '2.25.1'")
                        .replace("percent: 99", "percent: 101")
                        .replace("from: 3, to: 5", "from: 6, to: 5")
                        .replace("severity: CRITICAL}]\n  - study", "severity: BAD}]\n  - study")
                        .replace("months: 12", "months: 0")
                + "colour: red\n");

        assertThat(problems.lines())
                .contains(
                        "t.yaml: library: must be the id of a hospital with 'teaching: true' that these files declare",
                        "t.yaml: cases: names the same twice",
                        "t.yaml: cases[1].claims[0].percent: must be a whole number from 1 to 100",
                        "t.yaml: cases[0].truth[0].slices.to: must not be before 'from'",
                        "t.yaml: cases[0].claims[0].severity: must be one of CRITICAL, SIGNIFICANT, INCIDENTAL",
                        "t.yaml: earned.months: must be a whole number from 1 to 60",
                        "t.yaml: colour: is no known field");
    }

    @Test
    void aTargetThatIsNotAskedIsNoTruthAndNoClaim() {
        read(TEST.replace("truth: [{target: haemorrhage", "truth: [{target: fracture"));

        assertThat(problems.lines()).contains("t.yaml: cases[0].truth[0].target: must be one of the test's targets");
    }

    @Test
    void aLimitThatNoCaseCouldBreakIsRefused() {
        read(TEST.replace("- {target: haemorrhage, percent: 99", "- {target: haemorrhage, percent: 99")
                .replace("    claims: [{target: haemorrhage, percent: 99, slice: 9, severity: CRITICAL}]\n", "")
                .replace("pass: {missed: 10, overTrust: 0}", "pass: {overTrust: 0, falseAlarms: 10, underTrust: 10}"));

        assertThat(problems.lines())
                .containsExactly("t.yaml: pass.overTrust: limits what none of the cases could show");
    }

    @Test
    void aTestThatNobodyCanFailIsRefused() {
        read(TEST.replace("pass: {missed: 10, overTrust: 0}", "pass: {}"));

        assertThat(problems.lines())
                .containsExactly("t.yaml: pass.missed: is missing: a test that nobody can fail says nothing");
    }

    private PracticalTest read(String yaml) {
        var content = (ObjectNode) new YAMLMapper().readTree(yaml);
        var document = new ConfigurationDocument("t.yaml", "PracticalTest", content);
        return PracticalTestReader.read(document.fields(problems), Set.of("academy"));
    }
}
