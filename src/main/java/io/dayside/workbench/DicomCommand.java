package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.DaysideCommand;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
                "Look at DICOM files as the kernel sees them (dicom check), take the identity out of one (dicom deidentify),"
                        + " or print the tables of the conformance statement (dicom conformance).",
        mixinStandardHelpOptions = true)
public final class DicomCommand implements DaysideCommand {

    private static final int HEAP_PER_PIXEL_DATA = 4;
    private static final long MIB = 1024L * 1024;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: ./dayside dicom check FOLDER, deidentify IN OUT, or conformance");
    }

    @Command(
            name = "check",
            description =
                    "Print a Markdown table of every file below the folders and in zip archives: read fully, or refused and where;"
                            + " written again byte for byte, or what differs and why; frames decoded, or why not.",
            footer =
                    "Exit code 0 if every file was dealt with as its own content demands and each folder has a DICOM file, else 1.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "Folders, files or zip archives.")
                    List<Path> paths,
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
        }
        if (deadlineSeconds < 1 || heapMib < 64) {
            throw new CommandFailure("--deadline is at least 1 s, --heap at least 64 MiB");
        }
        Duration deadline = Duration.ofSeconds(deadlineSeconds);
        try (WorkerProcess worker =
                new WorkerProcess(heapMib, heapMib * MIB / HEAP_PER_PIXEL_DATA, compare, deadline)) {
            CheckTable table = new CheckTable(worker, spec.commandLine().getOut());
            for (Path path : paths) {
                table.add(path);
            }
            table.printCounts();
            for (Path path : table.withoutObject()) {
                throw new CommandFailure("no DICOM file found in " + path);
            }
            return table.isFine() ? 0 : 1;
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
}
