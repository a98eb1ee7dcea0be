package io.dayside.intake.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.file.ManyEntries;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Media that somebody made to do harm: nothing leaves the work folder, the rest is taken, the report lists it. */
@SpringBootTest(classes = RoomsForUploadTests.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(180)
class HostileUploadTests {

    private static final int MIB = 1024 * 1024;

    /** In every name that tries to lead somewhere. */
    private static final String MARK = "leads-out-";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Value("${dayside.data-dir}")
    private Path dataDirectory;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.uploads.free-space", () -> "1MB");
        registry.add("dayside.uploads.file-size", () -> "256MB");
    }

    @BeforeEach
    void theCoordinatorHasALogin() {
        RoomsForUploadTests.haveLogins(jdbc, "coord.northgate");
    }

    @Test
    void DCM04_namesInAZipThatLeadOutAreRefusedAndTheRestIsTaken() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var content = Media.file(CtSlice.ofNewStudy());
        var entries = new LinkedHashMap<String, byte[]>();
        for (var name : escaping()) {
            entries.put(name, content);
        }
        entries.put("IMAGES/IM1", Media.file(slice));
        entries.put("images/im1", content);
        var before = tree();

        var report = reportOf("medium.zip", Media.zip(entries));

        assertThat(counts(report)).containsExactly(1, escaping().size() + 1, 0);
        assertThat(notes(report))
                .containsAll(escaping().stream()
                        .map(name -> "medium.zip!/" + ShownName.of(name)
                                + ": Its name leads out of the folder or archive it is in")
                        .toList())
                .contains("medium.zip!/images/im1: A second file of the same name in one archive");
        assertNothingOutside(before);
    }

    @Test
    void DCM04_namesOfFilesThatLeadOutBecomeNoPaths() throws Exception {
        var before = tree();
        var upload = coordinator().begin();
        var slice = CtSlice.ofNewStudy();
        int number = 1;
        for (var name : escaping()) {
            coordinator().add(upload, name, Media.file(slice.sibling(number++)));
        }
        coordinator().add(upload, "CD/IM1", Media.file(slice));
        coordinator().add(upload, "cd/im1", Media.file(slice.sibling(number)));

        var report = coordinator().reportOf(upload);

        assertThat(counts(report))
                .as("they are names, no more")
                .containsExactly(escaping().size() + 2, 0, 0);
        assertNothingOutside(before);
    }

    @Test
    void DCM04_twoEntriesOfOneNameAreOneAndAListedRefusal() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("IM1", Media.file(slice));
        entries.put("IM2", Media.file(slice.sibling(2)));
        var zip = replaced(Media.zip(entries), "IM2", "IM1");

        var report = reportOf("twins.zip", zip);

        assertThat(counts(report)).containsExactly(1, 1, 0);
        assertThat(notes(report)).containsExactly("twins.zip!/IM1: A second file of the same name in one archive");
    }

    @Test
    void DCM04_aLinkInAZipIsNotFollowed() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var target = dataDirectory.resolve(MARK + "secret");
        Files.createDirectories(dataDirectory);
        Files.write(target, Media.file(CtSlice.ofNewStudy()));
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("link", target.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
        entries.put("IM1", Media.file(slice));

        var report = reportOf("links.zip", asLink(Media.zip(entries), "link"));

        assertThat(counts(report)).containsExactly(1, 0, 1);
        Files.delete(target);
    }

    @Test
    void DCM04_aDirectoryThatNamesFilesElsewhereIsListedAndTheRestIsTaken() throws Exception {
        var before = tree();
        var slice = CtSlice.ofNewStudy();
        var upload = coordinator().begin();
        coordinator().add(upload, "CD/DICOMDIR", Media.directory("../../" + MARK + "1", "//etc/passwd", "IMAGES/IM1"));
        coordinator().add(upload, "CD/IMAGES/IM1", Media.file(slice));
        coordinator().add(upload, MARK + "1", Media.file(slice.sibling(2)));

        var report = coordinator().reportOf(upload);

        assertThat(counts(report)).containsExactly(2, 2, 1);
        assertThat(notes(report))
                .hasSize(2)
                .allSatisfy(note -> assertThat(note).endsWith("Its name leads out of the folder or archive it is in"));
        assertNothingOutside(before);
    }

    @Test
    void DCM05_aBombOfRatio1000StopsByWhatReallyComesOut() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("bomb", bomb(48 * MIB));
        entries.put("IM1", Media.file(slice));
        var zip = Media.zip(entries);
        assertThat(48L * MIB / zip.length).as("ratio").isGreaterThan(900);

        var report = reportOf("bomb.zip", zip);

        assertThat(counts(report)).containsExactly(1, 1, 0);
        assertThat(notes(report)).containsExactly("bomb.zip!/bomb: It is larger than can be taken when it is unpacked");
    }

    @Test
    void DCM05_sizesThatAZipStatesAreNotBelieved() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("bomb", bomb(48 * MIB));
        entries.put("IM1", Media.file(slice));

        var report = reportOf("forged.zip", withForgedSizes(Media.zip(entries), "bomb"));

        assertThat(report.path("standing").path("ending").asString("")).isEqualTo("FINISHED");
        assertThat(report.path("standing").path("refused").asInt()).isEqualTo(1);
        assertThat(counts(report).getFirst()).as("nothing of the bomb").isLessThanOrEqualTo(1);
        nextRequestIsServed();
    }

    @Test
    void DCM05_aMillionEntriesAreRefusedBeforeTheyAreRead() throws Exception {
        var report = reportOf("million.zip", ManyEntries.zip(1_000_000));

        assertThat(counts(report)).containsExactly(0, 1, 0);
        assertThat(notes(report))
                .singleElement()
                .asString()
                .startsWith("million.zip: The archive holds too many files");
        nextRequestIsServed();
    }

    @Test
    void DCM05_anArchiveInAnArchiveIsNotOpened() throws Exception {
        var inner = Media.zip(Map.of("IM1", Media.file(CtSlice.ofNewStudy())));

        var report = reportOf("outer.zip", Media.zipOfStored("inner.zip", inner));

        assertThat(counts(report)).containsExactly(0, 1, 0);
        assertThat(notes(report))
                .containsExactly("outer.zip!/inner.zip: An archive inside an archive; unpack it and bring its content");
    }

    @Test
    void DCM05_aCompressedBodyIsRefused() throws Exception {
        var upload = coordinator().begin();
        var file = announced(upload, 10 * MIB);
        var body = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(body)) {
            zipped.write(new byte[10 * MIB]);
        }

        var answer = coordinator()
                .send(coordinator()
                        .patch(file, 0)
                        .header("Content-Encoding", "gzip")
                        .method("PATCH", BodyPublishers.ofByteArray(body.toByteArray())));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(coordinator().offset(file)).isZero();
    }

    @Test
    void DCM05_aLengthOf4GigabytesWithoutABodyIsAnsweredAtOnce() throws Exception {
        var upload = coordinator().begin();
        var file = announced(upload, MIB);

        try (var silent = coordinator().sendAndFallSilent(file, 0, 4L * 1024 * MIB, new byte[0])) {
            assertThat(Uploader.answered(silent)).contains("413");
        }

        assertThat(coordinator().offset(file)).isZero();
        nextRequestIsServed();
    }

    @Test
    void DCM05_aBodyWithoutALengthStopsWhereTheFileEnds() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var content = Media.file(slice);
        var upload = coordinator().begin();
        var file = announced(upload, content.length);
        InputStream more =
                new SequenceInputStream(new ByteArrayInputStream(content), new ByteArrayInputStream(new byte[8 * MIB]));

        try {
            var answer = coordinator()
                    .send(coordinator().patch(file, 0).method("PATCH", BodyPublishers.ofInputStream(() -> more)));
            assertThat(answer.statusCode()).isEqualTo(413);
        } catch (java.io.UncheckedIOException _) {
            // The server hangs up while the sender still sends.
        }

        var report = coordinator().reportOf(upload);
        assertThat(counts(report)).containsExactly(1, 0, 0);
        assertThat(report.path("standing").path("receivedBytes").asLong()).isEqualTo(content.length);
    }

    @Test
    void DCM06_aDeflatedObjectThatBecomesGigabytesIsRefused() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var report = reportOf("deflated.dcm", deflatedBomb(300 * MIB));

        assertThat(counts(report)).containsExactly(0, 1, 0);
        assertThat(notes(report)).singleElement().asString().startsWith("deflated.dcm: ");
        assertThat(counts(reportOf("good.dcm", Media.file(slice)))).containsExactly(1, 0, 0);
    }

    @Test
    void WEB01_namesComeBackAsTheyAreOrWithoutWhatCannotBeShown() throws Exception {
        var names = List.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "{{constructor.constructor('alert(1)')()}}",
                "' or 1=1 --",
                "\u202Egnp.exe",
                "Müller Ænne 山田.dcm");
        var cut = new byte[600];
        System.arraycopy(Media.file(CtSlice.ofNewStudy()), 0, cut, 0, cut.length);
        var upload = coordinator().begin();
        for (var name : names) {
            coordinator().add(upload, name, cut);
        }
        coordinator().add(upload, "nul\u0000and\u0007bell", cut);
        coordinator().add(upload, "x".repeat(5000), cut);

        var report = coordinator().reportOf(upload);

        var shown = report.path("notes")
                .valueStream()
                .map(note -> note.path("name").asString(""))
                .toList();
        assertThat(shown)
                .containsAll(names)
                .contains("nul\uFFFDand\uFFFDbell", "x".repeat(1000))
                .hasSize(8);
    }

    private static List<String> escaping() {
        return List.of(
                "../" + MARK + "1",
                "../../../../" + MARK + "2",
                "a/../../" + MARK + "3",
                "/tmp/" + MARK + "4",
                "..\\..\\" + MARK + "5",
                "C:\\" + MARK + "6",
                "\\\\host\\share\\" + MARK + "7");
    }

    private Uploader coordinator() {
        return new Uploader(port, "coord.northgate");
    }

    private JsonNode reportOf(String name, byte[] content) throws InterruptedException {
        var upload = coordinator().begin();
        var file = announced(upload, name, content.length);
        assertThat(coordinator().append(file, 0, content).statusCode()).isEqualTo(204);
        return coordinator().reportOf(upload);
    }

    private String announced(String upload, long bytes) {
        return announced(upload, "file", bytes);
    }

    private String announced(String upload, String name, long bytes) {
        return coordinator()
                .tryAdd(upload, name, bytes, new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private void nextRequestIsServed() throws Exception {
        assertThat(counts(reportOf("next.dcm", Media.file(CtSlice.ofNewStudy()))))
                .containsExactly(1, 0, 0);
    }

    /** Stored, refused, skipped. */
    private static List<Integer> counts(JsonNode report) {
        var standing = report.path("standing");
        return List.of(
                standing.path("stored").asInt(),
                standing.path("refused").asInt(),
                standing.path("skipped").asInt());
    }

    private static List<String> notes(JsonNode report) {
        return report.path("notes")
                .valueStream()
                .map(note ->
                        note.path("name").asString("") + ": " + note.path("why").asString(""))
                .toList();
    }

    /** Every path near the data directory, and where names tried to lead, but not what the archive itself writes. */
    private Set<String> tree() throws IOException {
        var paths = new TreeSet<String>();
        try (var near = Files.walk(dataDirectory.toAbsolutePath().getParent())) {
            near.map(Path::toString).filter(path -> !path.contains("/objects/")).forEach(paths::add);
        }
        for (var folder : List.of(Path.of("/tmp"), Path.of("/"), Path.of("").toAbsolutePath())) {
            try (var children = Files.list(folder)) {
                children.map(Path::toString).filter(path -> path.contains(MARK)).forEach(paths::add);
            }
        }
        return paths;
    }

    private void assertNothingOutside(Set<String> before) throws IOException {
        var work = dataDirectory.toAbsolutePath().resolve("uploads").toString();
        var own = Set.of(dataDirectory.toAbsolutePath().resolve("objects").toString());
        var added = tree().stream()
                .filter(path -> !before.contains(path) && !path.startsWith(work) && !own.contains(path))
                .collect(Collectors.toSet());
        assertThat(added).isEmpty();
        try (var all = Files.walk(dataDirectory)) {
            assertThat(all.map(Path::toString)).noneMatch(path -> path.contains(MARK));
        }
    }

    /** Begins as an object and goes on as zeros. */
    private static byte[] bomb(int bytes) {
        var bomb = new byte[bytes];
        var start = Media.file(
                CtSlice.ofNewStudy().dataset().setBytes(Tag.PixelData, VR.OW, new byte[40 * MIB]),
                UID.ExplicitVRLittleEndian);
        System.arraycopy(start, 0, bomb, 0, Math.min(start.length, bytes));
        return bomb;
    }

    private static byte[] deflatedBomb(int bytes) throws IOException {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset();
        var file = new ByteArrayOutputStream();
        var meta = io.dayside.dicom.data.FileMetaInformation.of(dataset, UID.DeflatedExplicitVRLittleEndian);
        io.dayside.dicom.data.DicomFile.writeMeta(file, meta);
        dataset.remove(Tag.PixelData);
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (var deflated = new DeflaterOutputStream(file, deflater)) {
            deflated.write(CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE));
            // (7FE0,0010) OW of so many bytes
            deflated.write(new byte[] {(byte) 0xE0, 0x7F, 0x10, 0, 'O', 'W', 0, 0});
            for (int shift = 0; shift < 32; shift += 8) {
                deflated.write(bytes >>> shift);
            }
            for (int i = 0; i < bytes; i += MIB) {
                deflated.write(new byte[MIB]);
            }
        }
        deflater.end();
        return file.toByteArray();
    }

    private static byte[] replaced(byte[] zip, String name, String other) {
        var text = new String(zip, StandardCharsets.ISO_8859_1);
        return text.replace(name, other).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Says of an entry in the central directory that it was made on Unix and is a symbolic link. */
    private static byte[] asLink(byte[] zip, String name) {
        int at = centralEntry(zip, name);
        zip[at + 5] = 3;
        zip[at + 40] = (byte) 0xFF;
        zip[at + 41] = (byte) 0xA1;
        return zip;
    }

    /** Says of an entry that its one kilobyte becomes one kilobyte. */
    private static byte[] withForgedSizes(byte[] zip, String name) {
        int at = centralEntry(zip, name);
        for (int i = 24; i < 28; i++) {
            zip[at + i] = (byte) (i == 25 ? 4 : 0);
        }
        return zip;
    }

    private static int centralEntry(byte[] zip, String name) {
        var text = new String(zip, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf("PK\u0001\u0002"); at >= 0; at = text.indexOf("PK\u0001\u0002", at + 1)) {
            if (text.startsWith(name, at + 46)) {
                return at;
            }
        }
        throw new IllegalStateException("no entry " + name);
    }
}
