package io.dayside.workbench;

import io.dayside.dicom.file.Candidate;
import io.dayside.dicom.file.DicomFiles;
import io.dayside.dicom.file.Visitor;
import io.dayside.dicom.file.WalkLimits;
import io.dayside.workbench.FileReport.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The Markdown table of a check: a row for each file and each entry of a zip archive, then how many there were. */
final class CheckTable {

    private static final int MAX_DEPTH = 64;
    private static final long MIB = 1024L * 1024;

    /** Entries lie on the disk one at a time, so that an archive takes no more than one of them. */
    private static final WalkLimits ARCHIVE_LIMITS = new WalkLimits(10_000, 100, 512 * MIB, 4096 * MIB);

    private static final int PREAMBLE_BYTES = 128;
    private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);

    private final WorkerProcess worker;
    private final PrintWriter out;
    private final WalkLimits archiveLimits;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final List<Path> withoutObject = new ArrayList<>();

    CheckTable(WorkerProcess worker, PrintWriter out) {
        this(worker, out, ARCHIVE_LIMITS);
    }

    CheckTable(WorkerProcess worker, PrintWriter out, WalkLimits archiveLimits) {
        this.worker = worker;
        this.out = out;
        this.archiveLimits = archiveLimits;
        out.println("| file | read | written again | frames | compared |");
        out.println("|---|---|---|---|---|");
    }

    /** Adds the rows of everything below the path. */
    void add(Path path) throws IOException, InterruptedException {
        int foreignBefore = count(Outcome.FOREIGN);
        int allBefore = all();
        for (Path file : filesBelow(path)) {
            addFile(
                    file,
                    file.equals(path)
                            ? file.getFileName().toString()
                            : path.relativize(file).toString());
        }
        if (all() - allBefore == count(Outcome.FOREIGN) - foreignBefore) {
            withoutObject.add(path);
        }
    }

    private void addFile(Path file, String name) throws IOException, InterruptedException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            row(name, FileReport.foreign("no regular file"));
        } else if (isArchive(file)) {
            DicomFiles.walk(
                    file, archiveLimits, new Entries(name, file.getFileName().toString()));
        } else {
            row(name, worker.check(file));
        }
    }

    /** A DICOM file may look like an archive in its preamble. */
    private static boolean isArchive(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(PREAMBLE_BYTES + PREFIX.length);
            boolean object = start.length == PREAMBLE_BYTES + PREFIX.length
                    && Arrays.equals(start, PREAMBLE_BYTES, start.length, PREFIX, 0, PREFIX.length);
            return DicomFiles.isArchive(start) && !object;
        }
    }

    /** Unpacks one entry after the other to a file that is gone after its check. */
    private final class Entries implements Visitor {

        private final String archive;
        private final String fileName;

        Entries(String archive, String fileName) {
            this.archive = archive;
            this.fileName = fileName;
        }

        @Override
        public void candidate(Candidate entry) throws IOException {
            Path unpacked = Files.createTempFile("dayside-check", ".dcm");
            try {
                try (InputStream in = entry.open()) {
                    Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
                }
                row(named(entry.name()), worker.check(unpacked));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the check was interrupted");
            } finally {
                Files.delete(unpacked);
            }
        }

        @Override
        public void refused(String name, Refusal why) {
            row(
                    named(name),
                    FileReport.refused(why.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }

        private String named(String name) {
            return archive + name.substring(fileName.length());
        }
    }

    private void row(String name, FileReport report) {
        counts.merge(report.outcome(), 1, Integer::sum);
        out.println(report.row(name));
        out.flush();
    }

    private int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    private int all() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    void printCounts() {
        out.printf(
                "%n%d files: %d read or refused with a reason, %d different, %d failed%n",
                all(), count(Outcome.FINE) + count(Outcome.FOREIGN), count(Outcome.DIFFERENT), count(Outcome.FAILED));
        out.flush();
    }

    /** Whether every file was dealt with as its own content demands. */
    boolean isFine() {
        return count(Outcome.DIFFERENT) == 0 && count(Outcome.FAILED) == 0;
    }

    /** Of the paths those below which nothing is a DICOM object, not even a broken one. */
    List<Path> withoutObject() {
        return List.copyOf(withoutObject);
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
