package io.dayside.workbench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dayside bench dicom}: the kernel beside DCMTK and GDCM, in the same run on the same files. */
@Command(
        name = "dicom",
        description =
                "Measure parsing, decoding and C-STORE of the DICOM kernel beside DCMTK and GDCM: medians, ratios.",
        mixinStandardHelpOptions = true)
public final class DicomBench implements Callable<Integer> {

    static final int SLICE_SIDE = 512;

    private static final int SLICE_BITS = 12;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--files",
            defaultValue = "200",
            description = "For parsing and storing (default ${DEFAULT-VALUE}).")
    private int count = 200;

    /** What is measured. */
    enum Part {
        PARSE,
        DECODE,
        STORE
    }

    @Option(
            names = "--only",
            description = "One of ${COMPLETION-CANDIDATES}, or several with commas; otherwise all.",
            split = ",")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("dayside-bench");
        try {
            out.println("| what | who | median | Dayside's time as a share of the other's |");
            out.println("|---|---|---|---|");
            List<Path> files =
                    BenchObjects.copies(folder, BenchObjects.picture(SLICE_SIDE, SLICE_BITS, 1), Math.max(count, 2));
            if (parts.contains(Part.PARSE)) {
                ParseBench.print(files, out);
            }
            if (parts.contains(Part.DECODE)) {
                DecodeBench.print(folder, out);
            }
            if (parts.contains(Part.STORE)) {
                new StoreBench(files, out).print();
            }
        } finally {
            delete(folder);
        }
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(DicomBench::deleteFile);
        }
        Files.delete(folder);
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
