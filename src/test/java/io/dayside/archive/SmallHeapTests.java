package io.dayside.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.DicomInput;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.file.Candidate;
import io.dayside.dicom.file.DicomFiles;
import io.dayside.dicom.file.ManyEntries;
import io.dayside.dicom.file.Visitor;
import io.dayside.tenancy.TenantId;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What claims to be far larger than it is, read by another JVM whose whole heap is the 64 MiB by which a heap may grow: it
 * would end for want of memory.
 */
class SmallHeapTests {

    private static final String HEAP = "-Xmx64m";
    private static final int MIB = 1024 * 1024;
    private static final int BOMB_MIB = 2048;

    @TempDir
    Path folder;

    @Test
    void dcm06ADeflatedDatasetOfTwoGibibytesIsRefusedWithinTheHeap() throws Exception {
        var bomb = folder.resolve("bomb.dcm");
        try (var out = new DeflaterOutputStream(
                new BufferedOutputStream(Files.newOutputStream(bomb)), new Deflater(Deflater.BEST_SPEED, true))) {
            out.write(pixelData(BOMB_MIB * (long) MIB - 2));
            zeros(out, BOMB_MIB);
        }
        assertThat(Files.size(bomb)).isLessThan(16L * MIB);

        assertThat(said("DEFLATED", bomb)).containsExactly("inflated data set, byte 268435456");
    }

    @Test
    void dcm05ArchivesThatClaimMoreThanTheyHoldAreRefusedWithinTheHeap() throws Exception {
        var bombs = folder.resolve("bombs.zip");
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(bombs)))) {
            zip.putNextEntry(new ZipEntry("bomb"));
            zeros(zip, BOMB_MIB / 2);
            zip.putNextEntry(new ZipEntry("good"));
            zip.write(new byte[5]);
        }
        assertThat(said("FILES", bombs)).containsExactly("TOO_LARGE bombs.zip!/bomb", "5 bombs.zip!/good");

        var many = Files.write(folder.resolve("million.zip"), ManyEntries.zip(1_000_000));
        assertThat(said("FILES", many)).containsExactly("TOO_MANY million.zip");
    }

    /** PS3.5 7.1.2: tag, VR, two reserved bytes, length. */
    private static byte[] pixelData(long length) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (Tag.PixelData >>> 16))
                .putShort((short) Tag.PixelData)
                .put(new byte[] {'O', 'W', 0, 0})
                .putInt((int) length)
                .array();
    }

    private static void zeros(OutputStream out, int mebibytes) throws IOException {
        var zeros = new byte[MIB];
        for (int i = 0; i < mebibytes; i++) {
            out.write(zeros);
        }
    }

    private static List<String> said(String kind, Path file) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        kind,
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            var lines = process.inputReader().lines().toList();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as("%s", lines).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the other JVM runs. */
    static final class SmallHeap {

        private static final TenantId TENANT = new TenantId("northgate");

        private SmallHeap() {}

        static void main(String[] args) throws Exception {
            var file = Path.of(args[1]);
            if (args[0].equals("DEFLATED")) {
                receive(file);
            } else {
                var seen = new Seen();
                DicomFiles.walk(file, seen);
                seen.lines.forEach(System.out::println);
            }
        }

        /** As an object is received by whatever way. */
        private static void receive(Path file) throws Exception {
            var own = file.resolveSibling("arriving");
            try (var object = new IncomingObject(
                            new ChunkPool(8),
                            TENANT,
                            () -> new OwnFile(own, file.resolveSibling("."), "objects/own", StoreSteps.UNOBSERVED));
                    var in = new BufferedInputStream(Files.newInputStream(file))) {
                object.writeMeta(new byte[8]);
                var dataset = object.keeping(in);
                var _ = new DicomInput(dataset, TransferSyntax.DEFLATED, HeaderReader.LIMITS)
                        .readDatasetUntil(Tag.FloatPixelData);
                dataset.transferTo(OutputStream.nullOutputStream());
                Inflation.check(object, HeaderReader.LIMITS.maxInflatedBytes());
                System.out.println("taken");
            } catch (Unacceptable e) {
                System.out.println(e.outcome().where());
            }
        }
    }

    private static final class Seen implements Visitor {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void candidate(Candidate candidate) throws IOException {
            try (var in = candidate.open()) {
                lines.add(in.transferTo(OutputStream.nullOutputStream()) + " " + candidate.name());
            }
        }

        @Override
        public void refused(String name, Refusal why) {
            lines.add(why + " " + name);
        }
    }
}
