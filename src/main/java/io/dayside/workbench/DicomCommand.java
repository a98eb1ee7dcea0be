package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.DaysideCommand;
import io.dayside.workbench.FileReport.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the kernel does with other people's files. */
@Command(
        name = "dicom",
        description =
                "Look at DICOM files as the kernel sees them (dicom check), or take the identity out of one (dicom deidentify).",
        mixinStandardHelpOptions = true)
public final class DicomCommand implements DaysideCommand {

    private static final int MAX_DEPTH = 64;
    private static final int HEAP_PER_PIXEL_DATA = 4;
    private static final long MIB = 1024L * 1024;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: ./dayside dicom check FOLDER, or deidentify IN OUT");
    }

    @Command(
            name = "check",
            description = "Print a Markdown table of every file below the folders: read fully, or refused and where;"
                    + " written again byte for byte, or what differs and why; frames decoded, or why not.",
            footer = "Exit code 0 if every file was dealt with as its own content demands, else 1.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "Folders or files.") List<Path> paths,
            @Option(names = "--compare", description = "Compare samples with DCMTK's and GDCM's decoders.")
                    boolean compare,
            @Option(
                            names = "--deadline",
                            paramLabel = "SECONDS",
                            defaultValue = "60",
                            description = "For one file (default ${DEFAULT-VALUE}).")
                    int deadlineSeconds,
            @Option(
                            names = "--heap",
                            paramLabel = "MIB",
                            defaultValue = "1024",
                            description =
                                    "Memory for one file; pixel data may be a quarter (default ${DEFAULT-VALUE}).")
                    int heapMib)
            throws Exception {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new CommandFailure(path + " is not there");
            }
            if (filesBelow(path).isEmpty()) {
                throw new CommandFailure("no DICOM file found in " + path);
            }
        }
        if (deadlineSeconds < 1 || heapMib < 64) {
            throw new CommandFailure("--deadline is at least 1 s, --heap at least 64 MiB");
        }
        Duration deadline = Duration.ofSeconds(deadlineSeconds);
        try (WorkerProcess worker =
                new WorkerProcess(heapMib, heapMib * MIB / HEAP_PER_PIXEL_DATA, compare, deadline)) {
            return table(paths, worker);
        }
    }

    @Command(
            name = "deidentify",
            description =
                    "Write a file without the patient's identity: the basic profile of PS3.15 Annex E with options.",
            mixinStandardHelpOptions = true)
    int deidentify(
            @Parameters(paramLabel = "IN", description = "A DICOM file.") Path in,
            @Parameters(paramLabel = "OUT", description = "The file to write; it must not exist.") Path out,
            @Option(
                            names = "--secret",
                            paramLabel = "FILE",
                            required = true,
                            description = "At least 16 bytes; the same file gives the same UIDs, patients and dates.")
                    Path secret,
            @Option(
                            names = "--profile",
                            paramLabel = "OPTION",
                            split = ",",
                            description = "Options such as retain-uids, retain-modified-dates, clean-descriptors.")
                    List<String> options,
            @Option(
                            names = "--black-out",
                            paramLabel = "LEFT,TOP,COLUMNS,ROWS",
                            description = "A region of every frame, in pixels from 0.")
                    List<String> regions)
            throws Exception {
        new Deidentification(in, out, secret)
                .run(options == null ? List.of() : options, regions == null ? List.of() : regions);
        return 0;
    }

    @Command(
            name = "conformance",
            description = "Print the tables of the conformance statement that the code itself knows, as Markdown.",
            mixinStandardHelpOptions = true)
    int conformance() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ConformanceTables.markdown());
        out.flush();
        return 0;
    }

    private int table(List<Path> paths, WorkerProcess worker) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("| file | read | written again | frames | compared |");
        out.println("|---|---|---|---|---|");
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Path path : paths) {
            for (Path file : filesBelow(path)) {
                FileReport report = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        ? worker.check(file)
                        : FileReport.refused("no regular file");
                counts.merge(report.outcome(), 1, Integer::sum);
                out.println(report.row(
                        file.equals(path)
                                ? file.getFileName().toString()
                                : path.relativize(file).toString()));
                out.flush();
            }
        }
        out.printf(
                "%n%d files: %d read or refused with a reason, %d different, %d failed%n",
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                counts.getOrDefault(Outcome.FINE, 0),
                counts.getOrDefault(Outcome.DIFFERENT, 0),
                counts.getOrDefault(Outcome.FAILED, 0));
        out.flush();
        return counts.getOrDefault(Outcome.FINE, 0)
                        == counts.values().stream().mapToInt(Integer::intValue).sum()
                ? 0
                : 1;
    }

    /** Everything but folders, by name; links are not followed, folders that cannot be read are left out. */
    private static List<Path> filesBelow(Path start) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(start, Set.<FileVisitOption>of(), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException exception) {
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }
}
