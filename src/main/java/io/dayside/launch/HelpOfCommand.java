package io.dayside.launch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./dayside help}: of everything, of a command, or of a command below a command. */
@Command(
        name = "help",
        description = "Show help of a command: ./dayside help up, ./dayside help dicom check.",
        helpCommand = true)
final class HelpOfCommand implements Callable<Integer> {

    /** What the shell script does by itself. */
    static final String OF_TEST = "./dayside test builds everything, runs every test and says what ran.";

    static final String OF_FUZZ =
            "./dayside fuzz TARGET --minutes N feeds damaged bytes to the DICOM kernel; without a target it names them.";

    private static final Map<String, String> OF_THE_SCRIPT = Map.of("test", OF_TEST, "fuzz", OF_FUZZ);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "A command, and one below it.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        if (names.size() == 1 && OF_THE_SCRIPT.containsKey(names.getFirst())) {
            spec.commandLine().getOut().println(OF_THE_SCRIPT.get(names.getFirst()));
            return CommandLine.ExitCode.OK;
        }
        CommandLine shown = spec.parent().commandLine();
        for (String name : names) {
            CommandLine below = shown.getSubcommands().get(name);
            if (below == null) {
                throw new ParameterException(shown, "there is no command " + String.join(" ", names));
            }
            shown = below;
        }
        shown.usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }
}
