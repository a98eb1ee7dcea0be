package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.rostering.PlainRule;
import io.dayside.rostering.RosterFigures;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code ./dayside bench roster} on a small order, and the floor on which it compares. */
class RosterBenchTests {

    @Test
    void printsEveryMeasureOfEveryRoster() {
        var out = new StringWriter();

        int code = run(out, "--rosters", "1", "--seeds", "2", "--seconds", "1");

        assertThat(code).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("| uncovered demand-hours |")))
                .singleElement()
                .satisfies(line -> assertThat(Double.parseDouble(line.split("\\|", -1)[5].strip()))
                        .isBetween(0.01, 1.0));
        assertThat(out.toString()).contains("| critical, mean wait (min) |").contains("| urgent, 95th percentile |");
    }

    /** Otherwise one roster would win by working more. */
    @Test
    void everybodyHasEquallyManyHoursByTheRuleAsByRecurringShifts() {
        var instance = new RosterInstance(new RoutingInstance(1).scenario(0.8));
        var problem = instance.problem();
        var plain = PlainRule.roster(problem);

        assertThat(RosterFigures.of(problem, plain).workedMinutes())
                .isEqualTo(RosterFigures.of(problem, instance.recurring()).workedMinutes());
        assertThat(instance.with(instance.recurring()).readers())
                .hasSameSizeAs(instance.scenario().readers());
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertThat(run(new StringWriter(), "--load", "1.5")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run(new StringWriter(), "--seconds", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run(new StringWriter(), "--rosters", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private static int run(StringWriter out, String... arguments) {
        return new CommandLine(new RosterBench())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }
}
