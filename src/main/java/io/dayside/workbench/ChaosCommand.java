package io.dayside.workbench;

import io.dayside.launch.DaysideCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./dayside chaos}: proofs by killing. */
@Command(
        name = "chaos",
        description =
                "Kill parts of a server of its own while it works, and prove that nothing is lost (chaos ingest).",
        subcommands = ChaosIngest.class,
        mixinStandardHelpOptions = true)
public final class ChaosCommand implements DaysideCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to disturb: ./dayside chaos ingest");
    }
}
