package io.dayside.intake.upload;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
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
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Uploads over HTTP, with the real archive below and the real logins and memberships before. */
@SpringBootTest(classes = RoomsForUploadTests.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(90)
class UploadTests {

    private static final byte[] README = "Start viewer.exe".getBytes(StandardCharsets.US_ASCII);
    private static final long MIB = 1024 * 1024;

    @LocalServerPort
    private int port;

    @Autowired
    private Archive archive;

    @Autowired
    private UploadImports imports;

    @Autowired
    private UploadExpiry expiry;

    @Autowired
    private RoomsForUploadTests.Disk disk;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Value("${dayside.data-dir}")
    private Path dataDirectory;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.uploads.tenant-size", () -> "64MB");
        registry.add("dayside.uploads.file-size", () -> "32MB");
        registry.add("dayside.uploads.files", () -> "40");
        registry.add("dayside.uploads.open", () -> "100");
        registry.add("dayside.uploads.free-space", () -> "1MB");
    }

    @BeforeEach
    void everybodyHasALogin() {
        within(NORTHGATE, """
                insert into person (username, display_name) values ('second.northgate', 'Second Coordinator')
                on conflict do nothing""");
        within(NORTHGATE, """
                insert into membership (tenant_id, username, role, declared_by)
                values ('northgate', 'second.northgate', 'COORDINATOR', 'test') on conflict do nothing""");
        RoomsForUploadTests.haveLogins(jdbc, "coord.northgate", "coord.harbour", "okafor", "second.northgate");
    }

    @Test
    void whatAFolderHoldsBecomesStudiesAndWhatIsNoDicomIsCounted() throws Exception {
        var first = CtSlice.ofNewStudy();
        var other = CtSlice.ofNewStudy();
        var upload = coordinator().begin();
        coordinator().add(upload, "CD/IMAGES/IM1", Media.file(first));
        coordinator().add(upload, "CD/IMAGES/IM2", Media.file(first.sibling(2)));
        coordinator().add(upload, "CD/IMAGES/IM3", Media.file(other));
        coordinator().add(upload, "CD/README.TXT", README);
        coordinator().add(upload, "CD/AUTORUN.INF", "[autorun]".getBytes(StandardCharsets.US_ASCII));
        coordinator().add(upload, "CD/empty", new byte[0]);

        var report = coordinator().reportOf(upload);

        var standing = report.path("standing");
        assertThat(standing.path("ending").asString("")).isEqualTo("FINISHED");
        assertThat(counts(standing)).containsExactly(6, 3, 0, 0, 0, 3);
        assertThat(coordinator().report(upload + "/standing"))
                .as("alone, for those who ask again and again")
                .isEqualTo(standing);
        assertThat(report.path("notes")).isEmpty();
        var study = study(report, first);
        assertThat(study.path("patientName").asString("")).isEqualTo("Phantom^Test");
        assertThat(study.path("date").asString("")).isEqualTo("2026-11-24");
        assertThat(study.path("modality").asString("")).isEqualTo("CT");
        assertThat(study.path("instances").asInt()).isEqualTo(2);
        assertThat(study(report, other).path("brought").asInt()).isEqualTo(1);
        var held = held(first);
        assertThat(held.sender()).isEqualTo("upload");
        assertThat(held.facility()).isEqualTo("NGM");
        assertThat(bytesLeft(NORTHGATE, upload)).isFalse();
    }

    @Test
    void theTrailSaysWhoBroughtHowManyAndWhichStudies() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var upload = coordinator().begin();
        coordinator().add(upload, "Mueller^Anna.dcm", Media.file(slice));
        coordinator().add(upload, "README", README);
        coordinator().reportOf(upload);

        var entry = trail(upload);

        assertThat(entry).hasSize(1);
        assertThat(entry.getFirst())
                .contains("user:subject-of-coord.northgate")
                .contains("FINISHED", slice.studyUid())
                .doesNotContain("Mueller", "Phantom", "P-1");
    }

    @Test
    void theFacilityIsTheOneThatIsChosen() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var begun = coordinator()
                .send(coordinator().json("/api/uploads", "{\"hospital\": \"northgate\", \"facility\": \"NGJ\"}"));
        var upload = begun.headers().firstValue("Location").orElseThrow();
        coordinator().add(upload, "IM1", Media.file(slice));
        coordinator().reportOf(upload);

        assertThat(held(slice).facility()).isEqualTo("NGJ");
        var unknown = coordinator()
                .send(coordinator().json("/api/uploads", "{\"hospital\": \"northgate\", \"facility\": \"HCL\"}"));
        assertProblem(unknown, 400);
    }

    @Test
    void aConnectionThatBreaksLeavesWhatCameAndTheRestIsSentAlone() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var file = Media.file(slice);
        int half = file.length / 2;
        var upload = coordinator().begin();
        var address = coordinator()
                .tryAdd(upload, "IM1", file.length, new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();

        try (var broken = coordinator().sendAndFallSilent(address, 0, file.length, Arrays.copyOf(file, half))) {
            awaitBytes(upload, half);
            assertProblem(coordinator().append(address, 0, file), 423);
            broken.shutdownOutput();
            assertThat(Uploader.answered(broken)).startsWith("HTTP/1.1 4");
        }

        assertThat(coordinator().offset(address)).isEqualTo(half);
        assertProblem(coordinator().append(address, 0, file), 409);
        assertProblem(coordinator().finish(upload), 409);
        var rest = coordinator().append(address, half, Arrays.copyOfRange(file, half, file.length));
        assertThat(rest.statusCode()).isEqualTo(204);
        assertThat(rest.headers().firstValue("Upload-Offset")).contains("" + file.length);
        assertThat(study(coordinator().reportOf(upload), slice)
                        .path("instances")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aFileChosenAgainIsTheOneThatIsThere() {
        var file = Media.file(CtSlice.ofNewStudy());
        var upload = coordinator().begin();
        var address = coordinator().add(upload, "CD/IM1", file);

        var again = coordinator().tryAdd(upload, "CD/IM1", file.length, new byte[0]);

        assertThat(again.headers().firstValue("Location")).contains(address);
        assertThat(again.headers().firstValue("Upload-Offset")).contains("" + file.length);
        assertThat(coordinator().report(upload).path("standing").path("files").asInt())
                .isEqualTo(1);
        assertThat(coordinator()
                        .tryAdd(upload, "CD/im1", file.length, new byte[0])
                        .headers()
                        .firstValue("Location"))
                .isNotEqualTo(java.util.Optional.of(address));
    }

    @Test
    void whatWasWholeWhenTheServerEndedGoesIntoTheArchiveWhenItIsThereAgain() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var file = Media.file(slice);
        var upload = coordinator().begin();
        coordinator().tryAdd(upload, "IM1", file.length, new byte[0]);
        var folder = Files.createDirectories(folder(NORTHGATE, upload));
        Files.write(folder.resolve("1"), file);
        within(
                NORTHGATE,
                "update upload_file set state = 'WHOLE', received_bytes = bytes where state = 'ARRIVING' and"
                        + " upload_id = '" + id(upload) + "'");

        imports.goOn();

        assertThat(counts(coordinator().reportOf(upload).path("standing"))).containsExactly(1, 1, 0, 0, 0, 0);
        assertThat(held(slice).instances()).isEqualTo(1);
    }

    @Test
    void bytesBeyondWhatWasNotedDoNotCount() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var file = Media.file(slice);
        var upload = coordinator().begin();
        var address = coordinator()
                .tryAdd(upload, "IM1", file.length, new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();
        coordinator().append(address, 0, Arrays.copyOf(file, 100));
        Files.write(folder(NORTHGATE, upload).resolve("1"), new byte[300]);
        Files.write(
                folder(NORTHGATE, upload).resolve("1"),
                Arrays.copyOf(file, 100),
                java.nio.file.StandardOpenOption.WRITE);

        coordinator().append(address, 100, Arrays.copyOfRange(file, 100, file.length));

        assertThat(counts(coordinator().reportOf(upload).path("standing"))).containsExactly(1, 1, 0, 0, 0, 0);
    }

    @Test
    void ISO02_anothersUploadDoesNotExist() throws Exception {
        var upload = coordinator().begin();
        var file = coordinator().add(upload, "IM1", Media.file(CtSlice.ofNewStudy()));
        var random = "/api/uploads/northgate/" + UUID.randomUUID();

        for (var stranger : List.of(as("coord.harbour"), as("second.northgate"))) {
            var unknown = stranger.get(random);
            assertProblem(unknown, 404);
            assertThat(stranger.get(upload).body().replace(upload, random)).isEqualTo(unknown.body());
            assertProblem(stranger.get(upload + "/files"), 404);
            assertProblem(stranger.get(upload + "/standing"), 404);
            assertProblem(stranger.finish(upload), 404);
            assertProblem(stranger.delete(upload), 404);
            assertProblem(stranger.delete(file), 404);
            assertProblem(stranger.append(file, 0, README), 404);
            assertProblem(stranger.tryAdd(upload, "IM2", 3, new byte[0]), 404);
            assertThat(stranger.send(stranger.tus(file).HEAD()).statusCode()).isEqualTo(404);
            assertThat(stranger.list().toString()).doesNotContain(id(upload));
        }
        assertProblem(
                as("coord.harbour").send(as("coord.harbour").json("/api/uploads", "{\"hospital\": \"northgate\"}")),
                404);
        assertProblem(as("okafor").get(upload), 403);
        assertProblem(as("okafor").send(as("okafor").json("/api/uploads", "{\"hospital\": \"northgate\"}")), 403);
        var moved = upload.replace("northgate", "harbour");
        assertProblem(as("coord.harbour").get(moved), 404);
        assertThat(coordinator().report(upload).path("standing").path("files").asInt())
                .isEqualTo(1);
    }

    @Test
    void ISO03_theRowsOfAnotherHospitalAreNotSeenEvenWhenAQueryForgetsTheFilter() {
        var upload = coordinator().begin();
        coordinator().add(upload, "IM1", Media.file(CtSlice.ofNewStudy()));

        for (var table : List.of("upload", "upload_file", "upload_note", "upload_study")) {
            var foreign = TenantScope.call(
                    HARBOUR,
                    () -> transaction.execute(
                            _ -> jdbc.sql("select count(*) from " + table + " where tenant_id <> 'harbour'")
                                    .query(Integer.class)
                                    .single()));
            assertThat(foreign).as(table).isZero();
        }
    }

    @Test
    void aBrowsersSessionCannotBeMadeToUploadFromElsewhere() {
        var request = java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://localhost:" + port + "/api/uploads"))
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"hospital\": \"northgate\"}"));

        assertProblem(coordinator().send(request), 403);
    }

    @Test
    void whatContradictsIsKeptAsideAndSaid() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var contradicting = slice.withZ(7);
        var ofAnother = slice.sibling(2).withPatient("P-2");
        var upload = coordinator().begin();
        coordinator().add(upload, "a", Media.file(slice));
        coordinator().add(upload, "b", Media.file(contradicting));
        coordinator().add(upload, "c", Media.file(ofAnother));
        coordinator().add(upload, "d", Media.file(slice));

        var report = coordinator().reportOf(upload);

        assertThat(counts(report.path("standing"))).containsExactly(4, 1, 1, 2, 0, 0);
        assertThat(notes(report))
                .containsExactly(
                        "b: A different picture under a number that is already taken",
                        "c: A picture for a study that belongs to another patient");
        assertThat(report.path("notes").get(0).path("keptAside").asBoolean()).isTrue();
    }

    @Test
    void aDamagedFileIsRefusedWithWordsAndTheOthersAreTaken() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var cut = Arrays.copyOf(Media.file(CtSlice.ofNewStudy()), 600);
        var unidentified = CtSlice.ofNewStudy().dataset();
        unidentified.remove(Tag.StudyInstanceUID);
        var upload = coordinator().begin();
        coordinator().add(upload, "cut.dcm", cut);
        coordinator().add(upload, "nobody.dcm", Media.file(unidentified, UID.ExplicitVRLittleEndian));
        coordinator().add(upload, "good.dcm", Media.file(slice));

        var report = coordinator().reportOf(upload);

        assertThat(counts(report.path("standing"))).containsExactly(3, 1, 0, 0, 2, 0);
        assertThat(notes(report))
                .containsExactly(
                        "cut.dcm: The file ends too early",
                        "nobody.dcm: The object does not say which study, series or picture it is");
    }

    @Test
    void aZipIsTakenAsAFolderIs() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var upload = coordinator().begin();
        coordinator()
                .add(
                        upload,
                        "study.zip",
                        Media.zip(Map.of(
                                "IM1", Media.file(slice),
                                "IM2", Media.file(slice.sibling(2)),
                                "DICOMDIR", Media.directory("IM1", "IM2"),
                                "README", README)));

        var report = coordinator().reportOf(upload);

        assertThat(counts(report.path("standing"))).containsExactly(1, 2, 0, 0, 0, 2);
        assertThat(study(report, slice).path("instances").asInt()).isEqualTo(2);
        assertThat(report.path("notes")).isEmpty();
    }

    @Test
    void whatAMediumsDirectoryNamesAndNobodyBroughtIsSaid() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var upload = coordinator().begin();
        coordinator().add(upload, "CD/DICOMDIR", Media.directory("IMAGES/IM1", "IMAGES/IM2"));
        coordinator().add(upload, "CD/images/im1", Media.file(slice));

        var report = coordinator().reportOf(upload);

        assertThat(counts(report.path("standing"))).containsExactly(2, 1, 0, 0, 1, 1);
        assertThat(notes(report)).singleElement().asString().startsWith("IMAGES/IM2: The medium's directory");
    }

    @Test
    void aHospitalsRoomForUploadsIsBoundedAndFreeAgainAfterwards() throws Exception {
        var harbour = as("coord.harbour");
        var upload = harbour.begin("harbour");
        harbour.tryAdd(upload, "one", 32 * MIB, new byte[0]);
        var second = harbour.tryAdd(upload, "two", 32 * MIB, new byte[0]);
        assertThat(second.statusCode()).isEqualTo(201);

        assertProblem(harbour.tryAdd(upload, "three", 1, new byte[0]), 507);
        assertThat(coordinator()
                        .tryAdd(coordinator().begin(), "one", 32 * MIB, new byte[0])
                        .statusCode())
                .as("another hospital has its own room")
                .isEqualTo(201);
        assertThat(harbour.delete(second.headers().firstValue("Location").orElseThrow())
                        .statusCode())
                .isEqualTo(204);
        assertThat(harbour.tryAdd(upload, "three", 1, new byte[0]).statusCode()).isEqualTo(201);
        harbour.delete(upload);
        assertThat(harbour.awaitEnd(upload).path("standing").path("ending").asString(""))
                .isEqualTo("GIVEN_UP");
        assertThat(harbour.tryAdd(harbour.begin("harbour"), "whole", 32 * MIB, new byte[0])
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void bytesThatComeLeaveTheDiskToOthersWhateverWasAnnounced() throws Exception {
        var content = new byte[(int) FileArrival.NOTED_EACH + 1024];
        var upload = coordinator().begin();
        var file = coordinator()
                .tryAdd(upload, "large", content.length, new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();
        var asked = new AtomicInteger();
        disk.says(_ -> asked.getAndIncrement() == 0 ? 2 * FileArrival.NOTED_EACH : MIB);
        try {
            assertProblem(coordinator().append(file, 0, content), 507);
        } finally {
            disk.says(LongUnaryOperator.identity());
        }

        assertThat(coordinator().offset(file)).as("what came is kept").isEqualTo(FileArrival.NOTED_EACH);
        var rest = Arrays.copyOfRange(content, (int) FileArrival.NOTED_EACH, content.length);
        assertThat(coordinator().append(file, FileArrival.NOTED_EACH, rest).statusCode())
                .isEqualTo(204);
        coordinator().delete(upload);
    }

    @Test
    void onlyWhatIsCalledAsADirectoryIsKeptUntilTheEnd() throws Exception {
        var upload = coordinator().begin();
        coordinator().add(upload, "CD/DICOMDIR", Media.directory("IM1"));
        coordinator().add(upload, "CD/IM7", Media.directory("IM1"));
        while (filesLeft(NORTHGATE, upload).contains("2")) {
            Thread.sleep(20);
        }

        assertThat(filesLeft(NORTHGATE, upload)).containsExactly("1");
        coordinator().delete(upload);
    }

    @Test
    void filesAreBoundedInSizeAndNumber() {
        var upload = coordinator().begin();
        assertProblem(coordinator().tryAdd(upload, "large", 32 * MIB + 1, new byte[0]), 413);
        for (int i = 0; i < 40; i++) {
            coordinator().tryAdd(upload, "file " + i, 1, new byte[0]);
        }
        assertProblem(coordinator().tryAdd(upload, "one more", 1, new byte[0]), 413);
    }

    @Test
    void whoeverGivesUpLosesWhatIsNotYetInTheArchive() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var upload = coordinator().begin();
        coordinator().add(upload, "whole", Media.file(slice));
        coordinator().tryAdd(upload, "half", 100, README);
        awaitImported(upload, 1);

        assertThat(coordinator().delete(upload).statusCode()).isEqualTo(204);
        var report = coordinator().awaitEnd(upload);

        assertThat(report.path("standing").path("ending").asString("")).isEqualTo("GIVEN_UP");
        assertThat(held(slice).instances()).isEqualTo(1);
        assertThat(bytesLeft(NORTHGATE, upload)).isFalse();
        assertThat(trail(upload)).singleElement().asString().contains("GIVEN_UP");
        assertProblem(coordinator().tryAdd(upload, "late", 1, new byte[0]), 409);
    }

    @Test
    void whoeverGivesUpAnUploadThatWaitsForItsTurnStopsIt() throws Exception {
        var turns = imports.turns(NORTHGATE);
        turns.acquire(2);
        try {
            var slice = CtSlice.ofNewStudy();
            var upload = coordinator().begin();
            coordinator().add(upload, "of-the-wrong-patient.zip", Media.zip(Map.of("IM1", Media.file(slice))));

            assertThat(coordinator().delete(upload).statusCode()).isEqualTo(204);
            var report = coordinator().awaitEnd(upload);

            assertThat(report.path("standing").path("ending").asString("")).isEqualTo("GIVEN_UP");
            assertThat(report.path("standing").path("stored").asInt()).isZero();
            turns.release(2);
            coordinator().reportOf(next(Media.file(CtSlice.ofNewStudy())));
            assertThat(TenantScope.call(NORTHGATE, () -> archive.study(new StudyRef(NORTHGATE, slice.studyUid()))))
                    .as("nor does it come when there is room")
                    .isEmpty();
            turns.acquire(2);
        } finally {
            turns.release(2);
        }
    }

    private String next(byte[] content) {
        var upload = coordinator().begin();
        coordinator().add(upload, "next", content);
        return upload;
    }

    @Test
    void dur10ADefectNeitherKeepsTheOtherFilesNorTheUploadFromItsEnd() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var upload = coordinator().begin();
        var half = new byte[] {1, 2};
        assertThat(coordinator().tryAdd(upload, "CD/DICOMDIR", 4, half).statusCode())
                .isEqualTo(201);
        coordinator().add(upload, "CD/IM1", Media.file(slice));
        awaitImported(upload, 1);
        var turns = imports.turns(NORTHGATE);
        turns.acquire(2);
        try {
            assertThat(coordinator().append(upload + "/files/1", 2, half).statusCode())
                    .isEqualTo(204);
            disk.failsAt(number -> number == 1);
        } finally {
            turns.release(2);
        }
        try {
            var report = coordinator().reportOf(upload);

            assertThat(counts(report.path("standing"))).containsExactly(2, 1, 0, 0, 1, 0);
            assertThat(notes(report)).containsExactly("CD/DICOMDIR: It could not be read");
        } finally {
            disk.failsAt(_ -> false);
        }
    }

    @Test
    void aFileIsNotLeftOutWhileItsBytesCome() throws Exception {
        var upload = coordinator().begin();
        var content = new byte[1000];
        var file = coordinator()
                .tryAdd(upload, "IM1", 3000, content)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        try (var sending = coordinator().sendAndFallSilent(file, 1000, 2000, content)) {
            awaitOnDisk(upload, 2000);

            assertProblem(coordinator().delete(file), 423);

            sending.getOutputStream().write(content);
            assertThat(Uploader.answered(sending)).contains(" 204");
        }
    }

    @Test
    void bytesThatComeAfterTheUploadWasGivenUpAreRefused() throws Exception {
        var upload = coordinator().begin();
        var content = new byte[1000];
        var file = coordinator()
                .tryAdd(upload, "IM1", 3000, content)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        try (var sending = coordinator().sendAndFallSilent(file, 1000, 2000, content)) {
            awaitOnDisk(upload, 2000);

            assertThat(coordinator().delete(upload).statusCode()).isEqualTo(204);

            sending.getOutputStream().write(content);
            assertThat(Uploader.answered(sending)).contains(" 409");
        }
        coordinator().awaitEnd(upload);
    }

    /** Of the upload's first file. */
    private void awaitOnDisk(String upload, long bytes) throws IOException, InterruptedException {
        var file = folder(NORTHGATE, upload).resolve("1");
        while (Files.size(file) < bytes) {
            Thread.sleep(20);
        }
    }

    @Test
    void whatNobodyGoesOnWithExpiresAndReportsAreForgotten() throws Exception {
        var upload = coordinator().begin();
        coordinator().tryAdd(upload, "half", 100, README);
        var young = coordinator().begin();
        coordinator().tryAdd(young, "half", 100, README);
        within(NORTHGATE, "update upload set touched_at = now() - interval '25 hours' where id = '" + id(upload) + "'");

        expiry.cleanUp();

        assertThat(coordinator()
                        .awaitEnd(upload)
                        .path("standing")
                        .path("ending")
                        .asString(""))
                .isEqualTo("EXPIRED");
        assertThat(bytesLeft(NORTHGATE, upload)).isFalse();
        assertThat(bytesLeft(NORTHGATE, young)).isTrue();
        assertThat(trail(upload)).singleElement().asString().contains("EXPIRED", "system:");

        within(NORTHGATE, "update upload set touched_at = now() - interval '8 days' where id = '" + id(upload) + "'");
        var orphan = folder(NORTHGATE, "/api/uploads/northgate/" + UUID.randomUUID());
        Files.createDirectories(orphan);
        Files.write(orphan.resolve("1"), README);
        var stray = folder(NORTHGATE, "/api/uploads/northgate/0-what-others-left");
        Files.createDirectories(stray);
        expiry.cleanUp();
        assertProblem(coordinator().get(upload), 404);
        assertThat(orphan).as("also beside what is not ours").doesNotExist();
        Files.delete(stray);
        assertThat(coordinator().report(young).path("standing").path("state").asString(""))
                .isEqualTo("OPEN");
    }

    @Test
    void callsThatMakeNoSenseAreAnsweredWithWhy() {
        var upload = coordinator().begin();
        var file = coordinator()
                .tryAdd(upload, "IM1", 10, new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();

        assertProblem(
                coordinator().send(coordinator().request(upload + "/files").POST(BodyPublishers.noBody())), 412);
        assertProblem(coordinator().send(coordinator().tus(upload + "/files").POST(BodyPublishers.noBody())), 400);
        assertProblem(
                coordinator()
                        .send(coordinator()
                                .tus(upload + "/files")
                                .header("Upload-Length", "3")
                                .header("Upload-Metadata", "filename %%%")
                                .POST(BodyPublishers.noBody())),
                400);
        assertProblem(coordinator().tryAdd(upload, "minus", -1, new byte[0]), 400);
        assertProblem(
                coordinator()
                        .send(coordinator()
                                .tus(file)
                                .header("Upload-Offset", "0")
                                .method("PATCH", BodyPublishers.ofByteArray(README))),
                415);
        assertProblem(coordinator().append(upload + "/files/77", 0, README), 404);
        assertProblem(coordinator().append(upload + "/files/x", 0, README), 404);
        assertProblem(coordinator().append(file, 0, README), 413);
        assertProblem(coordinator().send(coordinator().json("/api/uploads", "{}")), 400);
        assertProblem(coordinator().send(coordinator().json("/api/uploads", "[")), 400);
        assertThat(coordinator()
                        .send(coordinator().request(upload + "/files").method("OPTIONS", BodyPublishers.noBody()))
                        .headers()
                        .firstValue("Tus-Version"))
                .contains("1.0.0");
    }

    private Uploader coordinator() {
        return as("coord.northgate");
    }

    private Uploader as(String username) {
        return new Uploader(port, username);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    /** Files, stored, held before, kept aside, refused, skipped. */
    private static List<Integer> counts(JsonNode standing) {
        return List.of("files", "stored", "heldBefore", "keptAside", "refused", "skipped").stream()
                .map(name -> standing.path(name).asInt())
                .toList();
    }

    private static List<String> notes(JsonNode report) {
        return report.path("notes")
                .valueStream()
                .map(note ->
                        note.path("name").asString("") + ": " + note.path("why").asString(""))
                .toList();
    }

    private static JsonNode study(JsonNode report, CtSlice slice) {
        return report.path("studies")
                .valueStream()
                .filter(study -> study.path("studyInstanceUid").asString("").equals(slice.studyUid()))
                .findFirst()
                .orElseThrow();
    }

    private io.dayside.archive.ArchivedStudy held(CtSlice slice) {
        return TenantScope.call(NORTHGATE, () -> archive.study(new StudyRef(NORTHGATE, slice.studyUid())))
                .orElseThrow();
    }

    private void awaitBytes(String upload, long bytes) throws IOException, InterruptedException {
        var file = folder(NORTHGATE, upload).resolve("1");
        while (!Files.exists(file) || Files.size(file) < bytes) {
            Thread.sleep(20);
        }
    }

    private void awaitImported(String upload, int files) throws InterruptedException {
        while (coordinator().report(upload).path("standing").path("imported").asInt() < files) {
            Thread.sleep(20);
        }
    }

    private static String id(String upload) {
        return upload.substring(upload.lastIndexOf('/') + 1);
    }

    private Path folder(TenantId tenant, String upload) {
        return dataDirectory.resolve("uploads").resolve(tenant.code()).resolve(id(upload));
    }

    private List<String> filesLeft(TenantId tenant, String upload) throws IOException {
        try (var files = Files.list(folder(tenant, upload))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private boolean bytesLeft(TenantId tenant, String upload) {
        return Files.exists(folder(tenant, upload));
    }

    private List<String> trail(String upload) {
        return Objects.requireNonNull(TenantScope.call(
                NORTHGATE,
                () -> transaction.execute(_ -> jdbc.sql("""
                        select actor_id || ' ' || detail.details as said from audit_event event
                        join audit_detail detail using (tenant_id, seq) where object = 'upload:' || :id""")
                        .param("id", id(upload))
                        .query((row, _) -> row.getString("said"))
                        .list())));
    }

    private void within(TenantId tenant, String sql) {
        TenantScope.run(
                tenant,
                () -> transaction.executeWithoutResult(_ -> jdbc.sql(sql).update()));
    }
}
