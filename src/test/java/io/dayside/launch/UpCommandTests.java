package io.dayside.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code ./dayside up} refuses before it starts anything, each in one line that names the option. */
class UpCommandTests {

    @TempDir
    private Path folder = Path.of("replaced by JUnit");

    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(err, true));

    @Test
    void defaultsAreThoseOfTheDocuments() {
        CommandLine up = Objects.requireNonNull(commandLine.getSubcommands().get("up"));
        assertThat(defaultOf(up, "--port")).isEqualTo("8080");
        assertThat(defaultOf(up, "--dicom-port")).isEqualTo("11112");
        assertThat(defaultOf(up, "--hl7-port")).isEqualTo("2575");
        assertThat(defaultOf(up, "--operations-port")).isEqualTo("8081");
        assertThat(defaultOf(up, "--data")).isEqualTo("data");
    }

    @Test
    void everyPortInUseIsNamedWithItsOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            for (String option : new String[] {"--port", "--dicom-port", "--hl7-port", "--operations-port"}) {
                assertThat(up(option, "" + taken.getLocalPort()))
                        .contains("port " + taken.getLocalPort() + " is in use")
                        .contains(option);
            }
        }
    }

    @Test
    void aNumberThatIsNoPortIsRefused() {
        assertThat(up("--port", "70000")).contains("--port 70000 is no port");
    }

    @Test
    void onePortForTwoUsesIsRefused() {
        assertThat(up("--dicom-port", "12218", "--hl7-port", "12218")).contains("--dicom-port and --hl7-port");
    }

    @Test
    void aMissingConfigurationIsNamed() {
        assertThat(up("--config", folder.resolve("none").toString()))
                .contains(folder.resolve("none").toString())
                .contains("--config");
    }

    @Test
    void aDataDirectoryThatIsAFileIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(up("--config", folder.toString(), "--data", file.toString())).contains("--data");
    }

    private String up(String... more) {
        String[] arguments = new String[9 + more.length];
        String[] free = {
            "up", "--port", "12214", "--dicom-port", "12215", "--hl7-port", "12216", "--operations-port", "12217"
        };
        System.arraycopy(free, 0, arguments, 0, free.length);
        System.arraycopy(more, 0, arguments, free.length, more.length);
        err.getBuffer().setLength(0);
        int exit = commandLine.setOverwrittenOptionsAllowed(true).execute(arguments);
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().strip()).startsWith("dayside: ").doesNotContain("\n");
        return err.toString();
    }

    private static String defaultOf(CommandLine command, String option) {
        return command.getCommandSpec().findOption(option).defaultValue();
    }
}
