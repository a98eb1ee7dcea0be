package io.dayside.simulation.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.launch.CommandFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulateCommandTests {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final List<Exception> failures = new ArrayList<>();

    private int simulate(String... arguments) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter()))
                .setExecutionExceptionHandler((exception, _, _) -> {
                    failures.add(exception);
                    return 1;
                })
                .execute(arguments);
    }

    private JsonNode json() {
        return JsonMapper.builder().build().readTree(out.toString());
    }

    @Test
    void eachParameterOfTheModelOfTriageCounts() {
        String[] few = {"--qucad", "--trials", "2", "--cases", "2000", "--warm-up", "100", "--json"};
        assertThat(simulate(few)).isZero();
        var usual = json();
        assertThat(usual).hasSize(6);
        for (String option : List.of(
                "--traffic=0.6",
                "--readers=3",
                "--interrupting=0.3",
                "--prevalence=0.4",
                "--sensitivity=0.5",
                "--false-positives=0.4",
                "--minutes-interrupting=9",
                "--minutes-diseased=20",
                "--minutes-non-diseased=3",
                "--turnaround-minutes=5",
                "--no-preemptive",
                "--seed=2")) {
            out.getBuffer().setLength(0);
            String[] all = java.util.Arrays.copyOf(few, few.length + 1);
            all[few.length] = option;
            assertThat(simulate(all)).as(option).isZero();
            assertThat(json()).as(option).isNotEqualTo(usual);
        }
    }

    @Test
    void aFileIsRunAndPrinted() {
        assertThat(simulate(Path.of("docs", "simulation", "two-sites.yaml").toString()))
                .isZero();
        assertThat(out.toString())
                .contains("critical", "by Dayside, one more at night", "late", "fairness (Jain)")
                .doesNotContain("NaN");
    }

    @Test
    void mistakesAreSaidWithTheirLines() throws Exception {
        Path file = Files.writeString(folder.resolve("wrong.yaml"), "kind: qucad\ntraffic: 2\nprevalence: 0.1\n");
        assertThat(simulate(file.toString())).isNotZero();
        assertThat(failures).singleElement().isInstanceOf(CommandFailure.class);
        assertThat(failures.getFirst().getMessage())
                .contains("line 2: traffic must be a number from 0 to 1", "sensitivity is missing");
        assertThat(simulate(folder.resolve("none.yaml").toString())).isNotZero();
        assertThat(failures.getLast()).hasMessageContaining("none.yaml is not there");
    }

    @Test
    void oneThingIsSimulatedAtATime() {
        assertThat(simulate()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(simulate("--theory", "--qucad")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(simulate("--qucad", "--traffic", "1.2")).isNotZero();
        assertThat(failures)
                .singleElement()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("traffic");
    }
}
