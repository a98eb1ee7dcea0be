package io.dayside.workbench;

import io.dayside.dicom.data.DicomFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Headers without pixel data: ours, DCMTK's, and a bare read of the same bytes. Files lie in the page cache. */
final class ParseBench {

    private static final int WARM_UPS = 40;
    private static final int ROUNDS = 9;

    /** A run over each file that many times more than another run shows what one file takes. */
    private static final int DUMPS = 5;

    private ParseBench() {}

    static void print(List<Path> files, PrintWriter out) throws Exception {
        long pixelBytes = 2L * DicomBench.SLICE_SIDE * DicomBench.SLICE_SIDE;
        int headerBytes = (int) (Files.size(files.getFirst()) - pixelBytes);
        Medians.seconds(WARM_UPS, 1, () -> parse(files));
        double[] seconds = Medians.inTurns(
                1,
                ROUNDS,
                List.of(
                        () -> readBytes(files, headerBytes),
                        () -> parse(files),
                        () -> Rival.run(dump(files, 1)),
                        () -> Rival.run(dump(files, 1 + DUMPS))));
        double bare = seconds[0] / files.size();
        double ours = seconds[1] / files.size();
        double rival = (seconds[3] - seconds[2]) / files.size() / DUMPS;
        row(out, "bare read of the header's bytes", bare, headerBytes, Medians.share(ours, bare));
        row(out, "Dayside `DicomFile.readHeader`", ours, headerBytes, allocated(files));
        if (Rival.isInstalled("dcmdump")) {
            row(out, "DCMTK `dcmdump`", rival, headerBytes, Medians.share(ours, rival));
        }
    }

    private static String allocated(List<Path> files) throws Exception {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        parse(files);
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / files.size();
        return "(%.1f KiB allocated for one)".formatted(bytes / 1024.0);
    }

    private static void row(PrintWriter out, String what, double seconds, int bytes, String note) {
        out.printf(
                "| parse %,d bytes | %s | %.1f µs, %.0f MB/s | %s |%n",
                bytes, what, seconds * 1e6, bytes / seconds / 1e6, note);
        out.flush();
    }

    private static List<String> dump(List<Path> files, int times) {
        List<String> command = new ArrayList<>(List.of("dcmdump", "-q", "+P", "0008,0018"));
        for (int i = 0; i < times; i++) {
            files.forEach(file -> command.add(file.toString()));
        }
        return command;
    }

    private static void parse(List<Path> files) throws Exception {
        for (Path file : files) {
            DicomFile.readHeader(file);
        }
    }

    private static void readBytes(List<Path> files, int bytes) throws IOException {
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                in.readNBytes(new byte[bytes], 0, bytes);
            }
        }
    }
}
