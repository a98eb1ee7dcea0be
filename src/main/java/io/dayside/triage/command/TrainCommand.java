package io.dayside.triage.command;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.DaysideCommand;
import io.dayside.triage.TrainingImages;
import io.dayside.triage.model.ModelShelf;
import io.dayside.triage.training.ChestTraining;
import io.dayside.triage.training.HeadTraining;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./dayside train MODEL}: makes the weights and the card of a shipped model again. */
@Command(
        name = "train",
        description = "Train a demonstration model again: head-ct-haemorrhage or chest-xray-abnormal.",
        mixinStandardHelpOptions = true)
public final class TrainCommand implements DaysideCommand {

    @Parameters(paramLabel = "MODEL", description = "head-ct-haemorrhage or chest-xray-abnormal")
    private String model = "";

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder for model.json and weights")
    private Path out = Path.of("model");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder with the labelled pictures; DAYSIDE_SHARED_DATA or ../shared/data when not given")
    private @Nullable Path data;

    @Option(names = "--seed", paramLabel = "N", description = "seed of every random draw (default: ${DEFAULT-VALUE})")
    private long seed = 20251124;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, IOException {
        TrainingImages images = ServiceLoader.load(TrainingImages.class)
                .findFirst()
                .orElseThrow(() -> new CommandFailure("no generator of training images is on the class path"));
        PrintWriter progress = spec.commandLine().getOut();
        LocalDate today = LocalDate.now(Clock.systemUTC());
        switch (model) {
            case ModelShelf.HEAD_CT ->
                new HeadTraining(images, part("ct-ich-masks"), seed, progress).writeTo(out, today);
            case ModelShelf.CHEST_FILM -> new ChestTraining(images, chestFilms(), seed, progress).writeTo(out, today);
            default -> throw new CommandFailure("no such model; there are " + String.join(" and ", ModelShelf.NAMES));
        }
        progress.println("written to " + out);
        progress.flush();
        return 0;
    }

    private Path chestFilms() throws CommandFailure {
        if (part("cxr-nih-pneumonia") == null) {
            throw new CommandFailure("no folder cxr-nih-pneumonia there; name its parent with --data DIR");
        }
        return folder();
    }

    private @Nullable Path part(String name) {
        Path part = folder().resolve(name);
        return Files.isDirectory(part) ? part : null;
    }

    private Path folder() {
        if (data != null) {
            return data;
        }
        String shared = System.getenv("DAYSIDE_SHARED_DATA");
        return shared == null ? Path.of("..", "shared", "data") : Path.of(shared);
    }
}
