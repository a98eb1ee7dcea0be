package io.dayside.triage.command;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.DaysideCommand;
import io.dayside.triage.model.LoadedModel;
import io.dayside.triage.model.ModelCard;
import io.dayside.triage.model.ModelShelf;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./dayside infer FOLDER}: shows every picture in a folder to a model. */
@Command(
        name = "infer",
        description = "Show PNG, JPEG and DICOM files to a demonstration model; not for clinical use.",
        mixinStandardHelpOptions = true)
public final class InferCommand implements DaysideCommand {

    private static final String HEADER = "file,label,probability,flagged,x,y,width,height,frame,model,version";

    @Parameters(paramLabel = "FOLDER", description = "folder with pictures, searched through its subfolders")
    private Path folder = Path.of(".");

    @Option(
            names = "--model",
            paramLabel = "NAME",
            required = true,
            description = "head-ct-haemorrhage, chest-xray-abnormal, or a folder that train has written")
    private String name = "";

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "CSV: file,label,probability,…")
    private Path out = Path.of("results.csv");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(folder + " is no folder");
        }
        PrintWriter err = spec.commandLine().getErr();
        int assessed = 0;
        int files = 0;
        try (LoadedModel model = model();
                Writer csv = Files.newBufferedWriter(out)) {
            csv.write(HEADER + "\n");
            var reader = new FileReading(model);
            for (Path file : files()) {
                files++;
                FileReading.Row row = reader.of(file);
                csv.write(line(file, row, model.card()) + "\n");
                switch (row) {
                    case FileReading.Row.Assessed _ -> assessed++;
                    case FileReading.Row.NotAssessed _ -> {}
                    case FileReading.Row.Unreadable(var problem) ->
                        err.println(folder.relativize(file) + ": " + problem);
                }
            }
        }
        err.flush();
        PrintWriter progress = spec.commandLine().getOut();
        progress.printf("%d of %d files assessed, %s (%s)%n", assessed, files, out, ModelCard.USE);
        progress.flush();
        return assessed > 0 ? 0 : 1;
    }

    private LoadedModel model() throws CommandFailure {
        if (!ModelShelf.NAMES.contains(name) && !Files.isDirectory(Path.of(name))) {
            throw new CommandFailure("no such model; there are " + String.join(" and ", ModelShelf.NAMES)
                    + ", or name a folder that train has written");
        }
        try {
            return ModelShelf.NAMES.contains(name) ? ModelShelf.load(name) : ModelShelf.load(Path.of(name));
        } catch (IOException e) {
            throw new CommandFailure("the model cannot be loaded: " + e.getMessage(), e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !isOutput(file))
                    .sorted()
                    .toList();
        }
    }

    private boolean isOutput(Path file) {
        return file.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize());
    }

    private String line(Path file, FileReading.Row row, ModelCard card) {
        String path = quoted(folder.relativize(file).toString());
        String model = card.name() + "," + card.version();
        return switch (row) {
            case FileReading.Row.Assessed(double probability, boolean flagged, var region, int frame) ->
                "%s,%s,%.6f,%b,%d,%d,%d,%d,%d,%s"
                        .formatted(
                                path,
                                quoted(flagged ? card.label() : card.labelBelow()),
                                probability,
                                flagged,
                                region.x(),
                                region.y(),
                                region.width(),
                                region.height(),
                                frame,
                                model);
            case FileReading.Row.NotAssessed(var reason) ->
                path + "," + quoted("not assessed: " + reason) + ",,,,,,,," + model;
            case FileReading.Row.Unreadable(var problem) ->
                path + "," + quoted("error: " + problem) + ",,,,,,,," + model;
        };
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
