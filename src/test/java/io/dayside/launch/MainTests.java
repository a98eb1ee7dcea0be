package io.dayside.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void helpNamesEveryCommandWithALine() {
        assertThat(commandLine.execute("help")).isZero();
        commandLine.getSubcommands().forEach((name, command) -> {
            assertThat(out.toString()).contains("  " + name + " ");
            if (command.getCommand() instanceof DaysideCommand) {
                assertThat(command.getCommandSpec().usageMessage().description())
                        .as(name)
                        .hasSize(1);
            }
        });
    }

    @Test
    void everyCommandHasHelpOfItsOwn() {
        commandLine.getSubcommands().keySet().forEach(name -> {
            out.getBuffer().setLength(0);
            assertThat(commandLine.execute("help", name)).as(name).isZero();
            assertThat(out.toString()).contains("dayside " + name);
        });
    }

    @Test
    void everyCommandBelowACommandHasHelpOfItsOwn() {
        commandLine
                .getSubcommands()
                .forEach((name, command) -> command.getSubcommands().keySet().forEach(below -> {
                    out.getBuffer().setLength(0);
                    assertThat(commandLine.execute("help", name, below)).isZero();
                    assertThat(out.toString()).contains("dayside " + name + " " + below);
                }));
        assertThat(commandLine.execute("help", "dicom", "check")).isZero();
        assertThat(out.toString()).contains("--deadline");
    }

    @Test
    void helpOfAnUnknownCommandSaysSoAndShowsTheOnesBeside() {
        assertThat(commandLine.execute("help", "dicom", "ascend")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no command dicom ascend").contains("conformance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "fuzz"})
    void whatTheLauncherRunsItselfHasItsHelpToo(String name) {
        assertThat(commandLine.execute("help", name)).isZero();
        assertThat(out.toString()).contains("./dayside " + name);
    }

    @Test
    void helpNamesWhatTheLauncherRunsItself() {
        assertThat(commandLine.execute("help")).isZero();
        assertThat(out.toString()).contains("./dayside test", "./dayside fuzz TARGET");
    }

    @Test
    void everyCommandAnswersWhenAskedForHelpItself() {
        for (String name : commandLine.getSubcommands().keySet()) {
            if (!name.equals("help")) {
                assertThat(commandLine.execute(name, "--help")).as(name).isZero();
            }
        }
    }

    @Test
    void anUnknownCommandIsRefused() {
        assertThat(commandLine.execute("ascend")).isEqualTo(2);
        assertThat(err.toString()).contains("ascend");
    }

    @Test
    void aFailureIsOneLineAndExitCodeOne() {
        commandLine.addSubcommand(new Failing()).setErr(new PrintWriter(err, true));
        assertThat(commandLine.execute("failing")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("dayside: the disk is full: make room");
    }

    @Test
    void loginsAreAlignedAndComplete() {
        var logins = List.of(
                new DemoLogins.DemoLogin("Specialist", "Ada Lind", "ada", "demo-1", "worklist"),
                new DemoLogins.DemoLogin("Manager", "Bo", "bo.manager", "demo-22", "clocks"));
        assertThat(LoginTable.of(logins).lines())
                .containsExactly(
                        "  Role        Name      User name   Password  What to see",
                        "  Specialist  Ada Lind  ada         demo-1    worklist",
                        "  Manager     Bo        bo.manager  demo-22   clocks");
        assertThat(LoginTable.of(List.of())).isEmpty();
    }

    @CommandLine.Command(name = "failing", description = "Fails.")
    static final class Failing implements DaysideCommand {
        @Override
        public Integer call() throws CommandFailure {
            throw new CommandFailure("the disk is full: make room");
        }
    }
}
