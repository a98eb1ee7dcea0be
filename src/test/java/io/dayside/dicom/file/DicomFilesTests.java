package io.dayside.dicom.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomFilesTests {

    @TempDir
    Path folder;

    private final Map<String, Integer> found = new LinkedHashMap<>();
    private final Map<String, Visitor.Refusal> refused = new LinkedHashMap<>();

    private final Visitor visitor = new Visitor() {
        @Override
        public void candidate(Candidate candidate) throws IOException {
            try (InputStream in = candidate.open()) {
                found.put(candidate.name(), in.readAllBytes().length);
            }
        }

        @Override
        public void refused(String name, Refusal why) {
            refused.put(name, why);
        }
    };

    @Test
    void foldersAreWalkedInOrder() throws IOException {
        Files.createDirectories(folder.resolve("b"));
        Files.write(folder.resolve("b/2"), new byte[2]);
        Files.write(folder.resolve("a"), new byte[1]);
        DicomFiles.walk(folder, visitor);
        assertThat(found).containsExactly(Map.entry("a", 1), Map.entry("b/2", 2));
    }

    @Test
    void dcm04LinksAreRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/hostname"));
        DicomFiles.walk(folder, visitor);
        assertThat(refused).containsEntry("link", Visitor.Refusal.UNREADABLE);
        assertThat(found).isEmpty();
    }

    @Test
    void archivesAreWalkedWithoutUnpacking() throws IOException {
        zip("study.zip", Map.of("IM1", new byte[10]));
        DicomFiles.walk(folder, visitor);
        assertThat(found).containsExactly(Map.entry("study.zip!/IM1", 10));
    }

    @Test
    void dcm04EscapingAndTwinNamesAreRefusedAndTheRestIsRead() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String name : new String[] {"../out", "/etc/x", "a/../../b", "C:\\x", "IM1", "im1", "ok"}) {
            entries.put(name, new byte[3]);
        }
        Path zip = zip("bad.zip", entries);
        DicomFiles.walk(zip, visitor);
        assertThat(found).containsOnlyKeys("bad.zip!/IM1", "bad.zip!/ok");
        assertThat(refused)
                .containsEntry("bad.zip!/../out", Visitor.Refusal.ESCAPING_NAME)
                .containsEntry("bad.zip!//etc/x", Visitor.Refusal.ESCAPING_NAME)
                .containsEntry("bad.zip!/a/../../b", Visitor.Refusal.ESCAPING_NAME)
                .containsEntry("bad.zip!/C:\\x", Visitor.Refusal.ESCAPING_NAME)
                .containsEntry("bad.zip!/im1", Visitor.Refusal.DUPLICATE_NAME);
    }

    @Test
    void dcm05BombsStopAtTheRatioAndTheNextEntryIsRead() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("bomb", new byte[8 * 1024 * 1024]);
        entries.put("good", new byte[5]);
        DicomFiles.walk(zip("bomb.zip", entries), visitor);
        assertThat(refused).containsEntry("bomb.zip!/bomb", Visitor.Refusal.TOO_LARGE);
        assertThat(found).containsExactly(Map.entry("bomb.zip!/good", 5));
    }

    @Test
    void dcm05ArchivesInArchivesAndTooManyEntriesAreRefused() throws IOException {
        Path inner = zip("inner.zip", Map.of("x", new byte[1]));
        Path outer = zip("outer.zip", Map.of("inner.zip", Files.readAllBytes(inner)));
        DicomFiles.walk(outer, visitor);
        assertThat(refused).containsEntry("outer.zip!/inner.zip", Visitor.Refusal.NESTED_ARCHIVE);
        DicomFiles.walk(
                zip("many.zip", Map.of("a", new byte[1], "b", new byte[1], "c", new byte[1])),
                new WalkLimits(2, 100, 1000, 1000),
                visitor);
        assertThat(refused).containsEntry("many.zip", Visitor.Refusal.TOO_MANY);
    }

    @Test
    void dcm05ADirectoryOfAMillionEntriesIsNotEvenOpened() throws IOException {
        Path zip = folder.resolve("million.zip");
        Files.write(zip, ManyEntries.zip(1_000_000));
        DicomFiles.walk(zip, visitor);
        assertThat(refused).containsExactly(Map.entry("million.zip", Visitor.Refusal.TOO_MANY));
        assertThat(found).isEmpty();

        Files.write(zip, ManyEntries.zip(10));
        DicomFiles.walk(zip, visitor);
        assertThat(found).as("of the same making, but few").hasSize(10);
    }

    @Test
    void dcm05AllEntriesTogetherStopAtTheRatioToTheArchive() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("small", new byte[10]);
        for (int i = 0; i < 90; i++) {
            entries.put("half a bomb " + i, new byte[1024 * 1024]);
        }
        DicomFiles.walk(zip("many-bombs.zip", entries), visitor);
        assertThat(found.values().stream().mapToInt(Integer::intValue).sum())
                .as("64 MiB, and 100 times the archive of less than 110 KB")
                .isLessThan(76 * 1024 * 1024);
        assertThat(refused).containsEntry("many-bombs.zip!/half a bomb 89", Visitor.Refusal.TOO_LARGE);
    }

    @Test
    void namesOfOldPackersDoNotMakeAnArchiveUnreadable() throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("old.zip"));
                ZipOutputStream zip = new ZipOutputStream(out, Charset.forName("IBM437"))) {
            zip.putNextEntry(new ZipEntry("Müller"));
        }
        DicomFiles.walk(folder.resolve("old.zip"), visitor);
        assertThat(found).containsOnlyKeys("old.zip!/Müller");
    }

    @Test
    void damagedArchivesAreReported() throws IOException {
        Path file =
                Files.write(folder.resolve("x.zip"), "PK\003\004 and no more".getBytes(StandardCharsets.ISO_8859_1));
        DicomFiles.walk(file, visitor);
        assertThat(refused).containsEntry("x.zip", Visitor.Refusal.BROKEN_ARCHIVE);
    }

    @Test
    void dcm04DirectoryRecordsThatLeadOutAreRefused() throws IOException {
        Attributes directory = new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.MediaStorageDirectoryStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, UIDs.random());
        var records = directory.newSequence(Tag.DirectoryRecordSequence);
        records.addItem().setString(Tag.ReferencedFileID, VR.CS, "..", "SECRET");
        records.addItem().setString(Tag.ReferencedFileID, VR.CS, "IMAGES", "IM1");
        records.addItem().setString(Tag.ReferencedFileID, VR.CS, "IMAGES", "GONE");
        Files.createDirectories(folder.resolve("IMAGES"));
        Files.write(folder.resolve("IMAGES/IM1"), new byte[4]);
        Path file = folder.resolve("DICOMDIR");
        DicomFile.write(file, FileMetaInformation.of(directory, UID.ExplicitVRLittleEndian), directory);
        DicomFiles.walk(file, visitor);
        assertThat(found).containsExactly(Map.entry("IMAGES/IM1", 4));
        assertThat(refused)
                .containsEntry("../SECRET", Visitor.Refusal.ESCAPING_NAME)
                .containsEntry("IMAGES/GONE", Visitor.Refusal.MISSING);
    }

    @Test
    void fileSetsOfOthersAreFound() throws IOException {
        DicomFiles.walk(SampleSet.file("pydicom/fileset/DICOMDIR"), visitor);
        assertThat(found).hasSize(31);
        assertThat(refused).isEmpty();
    }

    private Path zip(String name, Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }
}
