package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.file.WalkLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class DicomCheckTests {

    private static final long MIB = 1024L * 1024;
    private static final int PREAMBLE_BYTES = 128;

    /** In the central directory of a zip archive. */
    private static final int COMPRESSED_SIZE_AT = 20;

    @TempDir
    private Path folder;

    private byte[] wellFormed = new byte[0];

    @BeforeEach
    void makeObject() throws IOException {
        Attributes dataset = new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, "2.25.7")
                .setString(Tag.PatientName, VR.PN, "Secret^One")
                .setInt(Tag.Rows, VR.US, 4)
                .setInt(Tag.Columns, VR.US, 4)
                .setInt(Tag.BitsAllocated, VR.US, 8)
                .setInt(Tag.BitsStored, VR.US, 8)
                .setInt(Tag.HighBit, VR.US, 7)
                .setBytes(Tag.PixelData, VR.OB, new byte[16]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomFile.write(out, FileMetaInformation.of(dataset, UID.ExplicitVRLittleEndian), dataset);
        wellFormed = out.toByteArray();
    }

    private record Run(int exit, String table) {}

    private Run check(String... options) {
        StringWriter text = new StringWriter();
        CommandLine command = new CommandLine(new DicomCommand()).setOut(new PrintWriter(text));
        String[] arguments = new String[options.length + 2];
        arguments[0] = "check";
        arguments[1] = folder.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return new Run(command.execute(arguments), text.toString());
    }

    @Test
    void wellFormedFileIsReadWrittenAndDecoded() throws IOException {
        Files.write(folder.resolve("a|b"), wellFormed);
        Run run = check();
        assertThat(run.table()).contains("| a\\|b | fully | byte-exact | 1 decoded, Explicit VR Little Endian |  |");
        assertThat(run.table()).contains("1 files: 1 read or refused with a reason, 0 different, 0 failed");
        assertThat(run.exit()).isZero();
    }

    @Test
    void anEmptyFolderIsNoSuccess() throws IOException {
        StringWriter err = new StringWriter();
        Path empty = Files.createDirectories(folder.resolve("a/b"));
        int exit = new CommandLine(new DicomCommand())
                .setErr(new PrintWriter(err, true))
                .execute("check", empty.toString());
        assertThat(exit).isNotZero();
        assertThat(err.toString()).contains("no DICOM file found in " + empty);
    }

    @Test
    void aFolderOfOtherFilesIsNoSuccess() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "Nothing in here is an object of DICOM.");
        Files.createFile(folder.resolve("empty"));
        Run run = check();
        assertThat(run.table()).contains("| notes.txt | refused: NOT_DICOM").contains("2 files: 2 read or refused");
        assertThat(run.exit()).isNotZero();
        Files.write(folder.resolve("object"), wellFormed);
        assertThat(check().exit()).isZero();
    }

    @Test
    void entriesOfAnArchiveAreCheckedLikeFiles() throws IOException {
        Path sub = Files.createDirectories(folder.resolve("disc"));
        Files.write(sub.resolve("study.zip"), zipOf(Map.of("a/1", wellFormed, "../2", wellFormed)));
        Run run = check();
        assertThat(run.table())
                .contains("| disc/study.zip!/a/1 | fully | byte-exact | 1 decoded, Explicit VR Little Endian |  |")
                .contains("| disc/study.zip!/../2 | refused: escaping name |")
                .contains("2 files: 2 read or refused with a reason, 0 different, 0 failed");
        assertThat(run.exit()).isZero();
    }

    @Test
    void anArchiveOfOtherFilesIsNoSuccess() throws IOException {
        Files.write(
                folder.resolve("study.zip"),
                zipOf(Map.of("notes", "No object of DICOM.".getBytes(StandardCharsets.US_ASCII))));
        assertThat(check().exit()).isNotZero();
    }

    @Test
    void entriesThatUnpackToTooMuchAreRefusedAndTheRestIsChecked() throws IOException {
        int megabytes = 30;
        Files.write(
                folder.resolve("bomb.zip"),
                zipOf(Map.of("bomb", new byte[megabytes * (int) MIB], "object", wellFormed)));
        Run run = check();
        assertThat(run.table())
                .contains("| bomb.zip!/bomb | refused: too large |")
                .contains("| bomb.zip!/object | fully | byte-exact |");
        assertThat(run.exit()).isZero();
    }

    @Test
    void anArchiveAsAWholeHasABound() throws Exception {
        Path archive = folder.resolve("study.zip");
        Files.write(archive, zipOf(Map.of("1", wellFormed, "2", wellFormed, "3", wellFormed)));
        StringWriter text = new StringWriter();
        try (WorkerProcess worker = new WorkerProcess(64, MIB, false, Duration.ofSeconds(60))) {
            WalkLimits two = new WalkLimits(10, 100, MIB, 2L * wellFormed.length);
            new CheckTable(worker, new PrintWriter(text), two).add(archive);
        }
        assertThat(text.toString().lines().filter(line -> line.contains("byte-exact")))
                .hasSize(2);
        assertThat(text.toString().lines().filter(line -> line.contains("refused: too large")))
                .hasSize(1);
    }

    @Test
    void entryThatEndsEarlyIsRefusedAndTheRestIsChecked() throws IOException {
        byte[] archive = zipOf(Map.of("1", wellFormed, "2", wellFormed));
        int directory = lastIndexOf(archive, new byte[] {'P', 'K', 1, 2});
        archive[directory + COMPRESSED_SIZE_AT] = (byte) (archive[directory + COMPRESSED_SIZE_AT] - 40);
        Files.write(folder.resolve("cut.zip"), archive);
        Run run = check();
        assertThat(run.table()).contains("refused: broken archive").contains("byte-exact");
        assertThat(run.exit()).isZero();
    }

    @Test
    void objectThatStartsLikeAnArchiveIsAnObject() throws IOException {
        byte[] bytes = wellFormed.clone();
        System.arraycopy(new byte[] {'P', 'K', 3, 4}, 0, bytes, 0, 4);
        Files.write(folder.resolve("polyglot"), bytes);
        assertThat(check().table()).contains("| polyglot | fully | preamble zeroed | 1 decoded");
    }

    private static byte[] zipOf(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static int lastIndexOf(byte[] bytes, byte[] wanted) {
        int at = bytes.length - wanted.length;
        while (!Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
            at--;
        }
        return at;
    }

    @Test
    void dcm17PreambleIsSaidToBeZeroed() throws IOException {
        byte[] bytes = wellFormed.clone();
        bytes[0] = 'M';
        bytes[1] = 'Z';
        Files.write(folder.resolve("polyglot"), bytes);
        assertThat(check().table()).contains("| polyglot | fully | preamble zeroed | 1 decoded");
    }

    @Test
    void oddLengthIsSaidToBePadded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(wellFormed, 0, wellFormed.length - 28);
        bytes.writeBytes(new byte[] {(byte) 0xE0, 0x7F, 0x10, 0, 'O', 'B', 0, 0, 15, 0, 0, 0});
        bytes.writeBytes(new byte[15]);
        Files.write(folder.resolve("odd"), bytes.toByteArray());
        assertThat(check().table()).contains("odd length padded at (7FE0,0010)");
    }

    @Test
    void truncatedFileIsRefusedWithPlaceAndWithoutValue() throws IOException {
        Files.write(folder.resolve("cut"), Arrays.copyOf(wellFormed, wellFormed.length - 20));
        Run run = check();
        assertThat(run.table()).containsPattern("\\| cut \\| refused: TRUNCATED at \\(7FE0,0010\\), byte \\d+ ");
        assertThat(run.table()).doesNotContain("Secret");
        assertThat(run.exit()).isZero();
    }

    @Test
    void dcm18ThousandsOfDamagedAndRandomFilesAreAllDealtWith() throws IOException {
        Random random = new Random(20261124);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = wellFormed.clone();
            for (int change = 0; change <= random.nextInt(6); change++) {
                bytes[PREAMBLE_BYTES + random.nextInt(bytes.length - PREAMBLE_BYTES)] = (byte) random.nextInt();
            }
            Path sub = Files.createDirectories(folder.resolve("d" + i % 40));
            if (i % 4 == 0) {
                bytes = new byte[random.nextInt(4_000)];
                random.nextBytes(bytes);
            }
            Files.write(sub.resolve("f" + i), bytes);
        }
        Run run = check("--heap", "128");
        assertThat(run.table()).contains("2000 files: ").contains(" 0 different, 0 failed");
    }

    @Test
    void dcm07HugeFilesAreRefusedWithinTheHeap() throws IOException {
        Path file = Files.write(folder.resolve("huge"), wellFormed);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(wellFormed.length - 20);
            bytes.write(new byte[] {0, 0, 0, (byte) 0xF0});
            bytes.setLength(5L << 30);
        }
        Files.write(folder.resolve("small"), wellFormed);
        Run run = check("--heap", "64");
        assertThat(run.table()).contains("| huge | refused: BULK_TOO_LARGE at (7FE0,0010)");
        assertThat(run.table()).contains("| small | fully | byte-exact ");
        assertThat(run.exit()).isZero();
    }

    @Test
    void whatTakesTooMuchMemoryOrTimeEndsItsProcessAndNotTheCommand() throws Exception {
        Path small = Files.write(folder.resolve("small"), wellFormed);
        Path large = Files.write(folder.resolve("large"), wellFormed);
        try (RandomAccessFile bytes = new RandomAccessFile(large.toFile(), "rw")) {
            bytes.seek(wellFormed.length - 20);
            bytes.write(new byte[] {0, 0, 0, 0x10});
            bytes.setLength(wellFormed.length - 16 + 256 * MIB);
        }
        try (WorkerProcess worker = new WorkerProcess(64, 1024 * MIB, false, Duration.ofSeconds(60))) {
            assertThat(worker.check(large)).isEqualTo(FileReport.failed("out of memory"));
            assertThat(worker.check(small).read()).isEqualTo("fully");
        }
        try (WorkerProcess worker = new WorkerProcess(64, MIB, false, Duration.ZERO)) {
            assertThat(worker.check(small)).isEqualTo(FileReport.failed("not done after 0 s"));
        }
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Files.createFile(folder.resolve("target")));
        assertThat(check().table()).contains("| link | refused: no regular file |");
    }

    @Test
    void everySampleIsAsItShouldBe() {
        StringWriter text = new StringWriter();
        int exit = new CommandLine(new DicomCommand())
                .setOut(new PrintWriter(text))
                .execute("check", "--compare", SampleSet.folder().toString());
        assertThat(text.toString().lines().filter(line -> line.contains("**")).toList())
                .allMatch(line -> line.contains("equal to "));
        assertThat(exit).isZero();
    }
}
