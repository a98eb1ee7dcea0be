package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code ./dayside bench routing} on small orders: it decides, and prints a row for each size and decision. */
class RoutingBenchTests {

    @Test
    void printsEachDecisionAtEachSize() {
        var out = new StringWriter();

        int code = run(out, "--decisions", "--cases", "20,200", "--specialists", "9", "--times", "50");

        assertThat(code).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains("| next case |") && line.startsWith("| 9 | ")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(Double.parseDouble(line.split("\\|", -1)[5].strip()))
                        .isPositive());
        assertThat(out.toString().lines().filter(line -> line.contains("| placing an arrival |")))
                .hasSize(2);
    }

    @Test
    void sizesRise() {
        assertThat(run(new StringWriter(), "--decisions", "--cases", "200,20")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void theOrderKeepsItsSize() {
        var run = new DecisionRun(300, 30);

        run.ask(500);

        assertThat(run.countWaiting()).isEqualTo(300);
    }

    private static int run(StringWriter out, String... arguments) {
        return new CommandLine(new RoutingBench())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }
}
