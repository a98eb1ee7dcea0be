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

/** {@code ./dayside bench ingest} on a few slices: everybody holds what was sent, whatever it took. */
class IngestBenchTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter complaints = new StringWriter();

    private int bench(String... arguments) {
        return new CommandLine(new IngestBench())
                .setCaseInsensitiveEnumValuesAllowed(false)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(complaints, true))
                .execute(arguments);
    }

    @Test
    @Timeout(600)
    void measuresBothDoorsOfEveryStoreInOneRun(@TempDir Path work) throws Exception {
        for (String program : List.of("dcmsend", "storescp", "Orthanc")) {
            assumeTrue(Rival.isInstalled(program), program + " is not installed");
        }
        assumeTrue(OrthancPeer.plugin().isPresent(), "orthanc-dicomweb is not installed");
        int exit = bench(
                "--studies",
                "1",
                "--slices",
                "42",
                "--rounds",
                "1",
                "--warm-ups",
                "0",
                "--associations",
                "2",
                "--connections",
                "2",
                "--work",
                work.toString());
        assertThat(exit).as(complaints.toString()).isZero();
        assertThat(rows())
                .containsExactly(
                        "C-STORE | 2 | Dayside",
                        "C-STORE | 2 | Orthanc",
                        "C-STORE | 2 | storescp, keeps nothing safe",
                        "C-STORE | 2 | append and fdatasync alone",
                        "STOW-RS | 2 | Dayside",
                        "STOW-RS | 2 | Orthanc",
                        "STOW-RS | 2 | append and fdatasync alone");
    }

    private List<String> rows() {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith("| C-STORE") || line.startsWith("| STOW-RS"))
                .map(line -> line.split(" \\| "))
                .map(cells -> cells[0].substring(2) + " | " + cells[1] + " | " + cells[2])
                .toList();
    }

    @Test
    void goalsAreThoseThatAreSetForEachDoor() {
        assertThat(Door.C_STORE.goal("Orthanc", 1)).hasValue(2.0);
        assertThat(Door.C_STORE.goal("Orthanc", 4)).hasValue(2.4);
        assertThat(Door.C_STORE.goal("Orthanc", 16)).isEmpty();
        assertThat(Door.C_STORE.goal(StorescpPeer.NAME, 16)).hasValue(0.7);
        assertThat(Door.STOW_RS.goal("Orthanc", 1)).hasValue(3.0);
        assertThat(Door.STOW_RS.goal("Orthanc", 4)).hasValue(2.5);
        assertThat(Door.STOW_RS.goal("the disk", 4)).isEmpty();
    }

    @Test
    void saysTheRatioOfMediansAndTheGoalInEachRow() {
        var table = new IngestTable(new PrintWriter(out, true));
        for (double seconds : new double[] {1, 9, 2}) {
            table.note(IngestTable.OURS, seconds);
        }
        for (double seconds : new double[] {7, 5, 6}) {
            table.note(OrthancPeer.NAME, seconds);
        }
        table.print(Door.STOW_RS, 4, 100, 50_000_000);
        assertThat(out.toString())
                .contains("| STOW-RS | 4 | Dayside | 50 | 25 | 11 to 100 |  |  |")
                .contains("| STOW-RS | 4 | Orthanc | 17 | 8 | 14 to 20 | 3.00 | 2.5 |");
    }

    @Test
    void refusesMoreSendersThanTheStandHas() {
        assumeTrue(Rival.isInstalled("Orthanc") && Rival.isInstalled("dcmsend"), "peers are not installed");
        assertThat(bench("--associations", "17")).isNotZero();
        assertThat(complaints.toString()).contains("--associations are 1 to 16");
        assertThat(bench("--connections", "0")).isNotZero();
        assertThat(complaints.toString()).contains("--connections are 1 to 4");
    }
}
