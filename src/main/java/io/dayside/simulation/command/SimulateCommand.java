package io.dayside.simulation.command;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.DaysideCommand;
import io.dayside.simulation.Experiment;
import io.dayside.simulation.WhatIf;
import io.dayside.simulation.file.InvalidFile;
import io.dayside.simulation.file.SimulationFile;
import io.dayside.simulation.qucad.QucadRun;
import io.dayside.simulation.theory.Agreement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./dayside simulate}: a floor from a file, the queueing model of AI triage, or the agreement with theory. */
@Command(
        name = "simulate",
        description = "Simulate staffing and policies from a file, AI triage (--qucad), or queues that theory knows"
                + " (--theory).",
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements DaysideCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "YAML of kind scenario or qucad; docs/simulation.md has every field.")
    private @Nullable Path file;

    @Option(names = "--theory", description = "Hold the simulation against closed forms. Takes minutes.")
    private boolean theory;

    @Option(
            names = "--length",
            defaultValue = "1",
            description = "With --theory: of the runs, as a share of those whose intervals are about half a per cent"
                    + " (${DEFAULT-VALUE}).")
    private double length = 1;

    @Option(names = "--seed", defaultValue = "1", description = "Of --theory and --qucad (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @ArgGroup(exclusive = false)
    private @Nullable QucadOptions qucad;

    @Override
    public Integer call() throws CommandFailure {
        int asked = (file == null ? 0 : 1) + (theory ? 1 : 0) + (qucad == null ? 0 : 1);
        if (asked != 1) {
            throw new ParameterException(spec.commandLine(), "say what to simulate: a FILE, or --qucad, or --theory");
        }
        if (theory) {
            return agree();
        }
        if (file != null) {
            return simulate(file);
        }
        return qucad == null ? 0 : triage(fromOptions(qucad));
    }

    private int agree() throws CommandFailure {
        if (!(length > 0 && length <= 20)) {
            throw new CommandFailure("--length is above 0 and at most 20");
        }
        var report = new TheoryReport(out(), json);
        List<Agreement> all = Agreement.all();
        all.parallelStream().map(queue -> queue.lines(length, seed)).forEachOrdered(report::add);
        return report.end();
    }

    private QucadRun fromOptions(QucadOptions options) throws CommandFailure {
        try {
            return options.run(seed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("this model cannot be: " + e.getMessage(), e);
        }
    }

    private int simulate(Path path) throws CommandFailure {
        return switch (read(path)) {
            case SimulationFile.Qucad(QucadRun run) -> triage(run);
            case SimulationFile.Floors(Experiment experiment) -> compare(experiment);
        };
    }

    private static SimulationFile read(Path path) throws CommandFailure {
        try {
            return SimulationFile.read(Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new CommandFailure(path + " is not there", e);
        } catch (IOException e) {
            throw new CommandFailure(path + " cannot be read as UTF-8 text", e);
        } catch (InvalidFile e) {
            String lines = String.join("\n  ", e.problems());
            throw new CommandFailure("%s cannot be simulated:%n  %s".formatted(path, lines), e);
        }
    }

    private int triage(QucadRun run) {
        new QucadReport(out(), json).print(run);
        return 0;
    }

    private int compare(Experiment experiment) {
        var outcomes = new WhatIf(experiment.variants(), experiment.seeds()).run();
        new ScenarioReport(out(), json).print(experiment, outcomes);
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
