package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.simulation.Scenario;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code ./dayside bench lookahead} on a small order, and the floor with scarce skills on which it compares. */
class LookAheadBenchTests {

    @Test
    void printsEveryMeasureOfEachFloor() {
        var out = new StringWriter();

        int code = run(out, "--loads", "0.8", "--seeds", "2", "--days", "2", "--cases", "30", "--moves", "10");

        assertThat(code).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("| urgent | mean |")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.split("\\|", -1)[9]).matches(" \\d\\.\\d{3} ± \\d+\\.\\d{3} "));
        assertThat(out.toString().lines().filter(line -> line.startsWith("| urgent, scarce skill | late, % |")))
                .hasSize(1);
        assertThat(out.toString().lines().filter(line -> line.startsWith("Plans: ")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).containsPattern("Plans: \\d{3,} in each run and kind of plan"));
    }

    /** What arrives is as much work as on the usual floor, and as many minutes are there to read it. */
    @Test
    void theScarceFloorDiffersOnlyByWhoMayReadWhat() {
        var usual = new RoutingInstance(1).scenario(0.8);
        var scarce = ScarceInstance.of(usual);

        assertThat(workPerDay(scarce)).isCloseTo(workPerDay(usual), org.assertj.core.api.Assertions.within(1e-6));
        assertThat(ScarceInstance.SCARCE)
                .allSatisfy(skill -> assertThat(scarce.readers())
                        .filteredOn(reader -> reader.skills().contains(skill))
                        .hasSizeBetween(4, 6)
                        .allSatisfy(reader -> assertThat(reader.regions()).hasSize(4)));
        for (int i = 0; i < usual.readers().size(); i++) {
            assertThat(scarce.readers().get(i).shifts())
                    .isEqualTo(usual.readers().get(i).shifts());
            assertThat(scarce.readers().get(i).skills())
                    .containsAll(usual.readers().get(i).skills());
        }
    }

    private static double workPerDay(Scenario scenario) {
        return scenario.streams().stream()
                .mapToDouble(stream -> stream.casesPerDay()
                        * scenario.types().stream()
                                .mapToDouble(type -> stream.types().getOrDefault(type.name(), 0.0)
                                        * type.time().meanMinutes())
                                .sum())
                .sum();
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertThat(run(new StringWriter(), "--loads", "1.5")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run(new StringWriter(), "--seeds", "1")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run(new StringWriter(), "--moves", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run(new StringWriter(), "--days", "15")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private static int run(StringWriter out, String... arguments) {
        return new CommandLine(new LookAheadBench())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }
}
