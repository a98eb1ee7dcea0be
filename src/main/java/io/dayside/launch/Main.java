package io.dayside.launch;

import ch.qos.logback.classic.Level;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code ./dayside}: finds every command of every room and runs the one that is asked for. */
@Command(
        name = "dayside",
        description = "Collaborative, multi-tenant teleradiology. Models are a demonstration, not for clinical use.",
        mixinStandardHelpOptions = true,
        version = "dayside 0.1.0",
        subcommands = HelpOfCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", HelpOfCommand.OF_TEST, HelpOfCommand.OF_FUZZ})
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Main() {}

    /** Without a command: show what can be done. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    public static void main(String[] args) {
        quietLibraries();
        int exit = commandLine().execute(args);
        System.out.flush();
        System.exit(exit);
    }

    /** A command's output is for a person; what the application logs is set up anew when it starts. */
    private static void quietLibraries() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commands().forEach(commandLine::addSubcommand);
        return commandLine
                .setExecutionExceptionHandler(Main::failed)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    private static List<DaysideCommand> commands() {
        return ServiceLoader.load(DaysideCommand.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(command -> CommandLine.Model.CommandSpec.forAnnotatedObject(command)
                        .name()))
                .toList();
    }

    /** One line for what the person can mend; everything else is a defect and shows where. */
    private static int failed(Exception exception, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (exception instanceof CommandFailure failure) {
            err.println("dayside: " + failure.line());
            if (System.getenv("DAYSIDE_TRACE") != null) {
                exception.printStackTrace(err);
            }
        } else {
            exception.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
