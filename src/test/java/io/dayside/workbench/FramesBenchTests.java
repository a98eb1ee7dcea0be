package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./dayside bench frames} of a few slices: each frame comes as it was stored, whatever it took. */
class FramesBenchTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter complaints = new StringWriter();

    private int bench(String... arguments) {
        return new CommandLine(new FramesBench())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(complaints, true))
                .execute(arguments);
    }

    @Test
    @Timeout(600)
    void readsTheFramesOfTheSameStudyFromBoth(@TempDir Path work) throws Exception {
        assumeTrue(Rival.isInstalled("Orthanc") && OrthancPeer.plugin().isPresent(), "Orthanc is not installed");
        int exit = bench(
                "--slices", "9", "--rounds", "1", "--warm-ups", "0", "--connections", "2", "--work", work.toString());
        assertThat(exit).as(complaints.toString()).isZero();
        assertThat(out.toString()).contains("9 frames a round of 5 MB");
        assertThat(out.toString()
                        .lines()
                        .filter(line -> line.startsWith("| 2 | "))
                        .map(line -> line.split(" \\| ", -1)[1]))
                .containsExactly("Dayside", "Orthanc");
    }

    @Test
    void ratiosAreThoseOfMedians() {
        var table = new FramesTable(new PrintWriter(out, true), 100, 50_000_000);
        for (double seconds : List.of(1.0, 5.0, 2.0)) {
            table.note(IngestTable.OURS, new FrameReading.Taken(new double[] {2, 1, 3}, seconds));
            table.note(OrthancPeer.NAME, new FrameReading.Taken(new double[] {8, 6, 10}, 3 * seconds));
        }
        table.print(4);
        assertThat(out.toString())
                .contains("| 4 | Dayside | 2.00 | 3.00 | 50 | 25 |  |  |  |")
                .contains("| 4 | Orthanc | 8.00 | 10.00 | 17 | 8 | 4.00 | 3.00 | above 1 |");
    }

    @Test
    void refusesMoreConnectionsThanAClientKeeps() throws Exception {
        assumeTrue(Rival.isInstalled("Orthanc") && OrthancPeer.plugin().isPresent(), "Orthanc is not installed");
        assertThat(bench("--connections", "5")).isNotZero();
        assertThat(complaints.toString()).contains("--connections are 1 to 4");
    }
}
