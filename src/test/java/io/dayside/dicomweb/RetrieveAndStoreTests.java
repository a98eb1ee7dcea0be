package io.dayside.dicomweb;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.web.MediaRange;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** DICOMweb over HTTP, with the real archive below and the real logins and memberships before. */
@SpringBootTest(classes = DicomWebRooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RetrieveAndStoreTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String COORDINATOR = "coord.northgate";
    private static final String AS_STORED = "multipart/related; type=\"application/dicom\"; transfer-syntax=*";
    private static final String BOUNDARY = "the-boundary";

    /** What {@link CtSlice} says of its patient. */
    private static final String[] PATIENT = {"Phantom", "P-1", "19700131", "1970-01-31", "ACC-"};

    @LocalServerPort
    private int port;

    @Autowired
    private Archive archive;

    @Autowired
    private DicomWebRooms.Holders holders;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JsonMapper json;

    @Autowired
    private MeterRegistry meters;

    @Value("${dayside.data-dir}")
    private Path dataDirectory;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @BeforeEach
    void everybodyHasALogin() {
        DicomWebRooms.haveLogins(jdbc, "okafor", "meyer", COORDINATOR, "coord.harbour");
    }

    @Test
    void DCM03_aStudyComesBackAsItWasStored() throws Exception {
        var one = stored();
        var two = one.sibling(2);
        keep(NORTHGATE, two, UID.ExplicitVRLittleEndian, two.encoded());

        var answer = get(COORDINATOR, studyOf(one), AS_STORED).expecting(200);

        var pieces = answer.pieces();
        assertThat(pieces).hasSize(2);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).contains("private");
        assertThat(MediaRange.of(answer.header("Content-Type")).parameter("type"))
                .isEqualTo("application/dicom");
        assertThat(pieces.getFirst().type())
                .isEqualTo("application/dicom; transfer-syntax=" + UID.ExplicitVRLittleEndian);
        assertThat(datasetOf(pieces.get(0).content())).isEqualTo(one.encoded());
        assertThat(datasetOf(pieces.get(1).content())).isEqualTo(two.encoded());
    }

    @Test
    void oneInstanceComesWithoutBeingAPartWhereThatIsAccepted() throws Exception {
        var slice = stored();

        var answer = get(COORDINATOR, instanceOf(slice), "application/dicom; transfer-syntax=*")
                .expecting(200);

        assertThat(datasetOf(answer.body())).isEqualTo(slice.encoded());
        assertThat(answer.header("Content-Disposition")).contains(slice.sopUid() + ".dcm");
        assertThat(get(COORDINATOR, seriesOf(slice), AS_STORED).expecting(200).pieces())
                .hasSize(1);
        assertThat(get(COORDINATOR, instanceOf(slice) + "?accept=application/dicom", "image/png")
                        .expecting(200)
                        .header("Content-Type"))
                .startsWith("application/dicom");
    }

    @Test
    void whoHasAnObjectAlreadyIsNotSentItAgain() {
        var slice = stored();
        var tag = get(COORDINATOR, instanceOf(slice), AS_STORED).header("ETag");

        var request = request(COORDINATOR, instanceOf(slice)).header("Accept", AS_STORED);
        assertThat(send(request.header("If-None-Match", tag)).status()).isEqualTo(304);
        var any = request(COORDINATOR, instanceOf(slice)).header("Accept", AS_STORED);
        assertThat(send(any.header("If-None-Match", "*")).status())
                .as("whichever it is")
                .isEqualTo(304);
    }

    /** More than the sockets between take, so that it is being sent while its first byte is read. */
    @Test
    void whatAnObjectIsConvertedInStaysReservedUntilItHasBeenSent() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset()
                .setInt(Tag.Rows, VR.US, 4096)
                .setInt(Tag.Columns, VR.US, 4096)
                .setBytes(Tag.PixelData, VR.OW, new byte[4096 * 4096 * 2]);
        keep(
                NORTHGATE,
                slice,
                UID.ImplicitVRLittleEndian,
                CtSlice.encoded(dataset, TransferSyntax.of(UID.ImplicitVRLittleEndian)));
        for (var accepted : List.of("application/dicom", "multipart/related; type=\"application/dicom\"")) {
            var request = request(COORDINATOR, instanceOf(slice)).header("Accept", accepted);
            var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                assertThat(body.read()).isNotNegative();
                assertThat(reserved()).isGreaterThanOrEqualTo(64);
                assertThat(body.transferTo(OutputStream.nullOutputStream())).isGreaterThan(4096 * 4096 * 2);
            }
            for (int i = 0; i < 300 && reserved() > 0; i++) {
                Thread.sleep(100);
            }
            assertThat(reserved()).isZero();
        }
    }

    private double reserved() {
        return meters.get("dayside.conversions.reserved").gauge().value();
    }

    @ParameterizedTest
    @ValueSource(strings = {UID.ImplicitVRLittleEndian, UID.ExplicitVRBigEndian, UID.RLELossless})
    void DCM05_whatIsStoredOtherwiseComesInExplicitLittleEndianUnlessAsStored(String syntax) throws Exception {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset();
        if (syntax.equals(UID.RLELossless)) {
            compressed(dataset);
        }
        var encoded = CtSlice.encoded(dataset, TransferSyntax.of(syntax));
        keep(NORTHGATE, slice, syntax, encoded);

        var file = DicomFile.read(new ByteArrayInputStream(get(COORDINATOR, instanceOf(slice), "application/dicom")
                .expecting(200)
                .body()));
        assertThat(file.meta().transferSyntaxUid()).isEqualTo(UID.ExplicitVRLittleEndian);
        assertThat(file.dataset().getBytes(Tag.PixelData)).isEqualTo(pixels());
        assertThat(datasetOf(get(COORDINATOR, instanceOf(slice), AS_STORED)
                        .expecting(200)
                        .pieces()
                        .getFirst()
                        .content()))
                .isEqualTo(encoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.4.90",
                "application/zip",
                "image/png"
            })
    void whatCannotBeGivenIsNotAcceptable(String accept) {
        assertProblem(get(COORDINATOR, instanceOf(stored()), accept), 406);
    }

    @Test
    void metadataAreReadWithoutPixelsAndSayWhereThoseAre() throws Exception {
        var slice = stored();

        var answer = get(COORDINATOR, studyOf(slice) + "/metadata", "application/dicom+json")
                .expecting(200);

        assertThat(answer.header("Content-Type")).startsWith("application/dicom+json");
        var instance = answer.json().get(0);
        assertThat(instance.at("/00080018/Value/0").asString()).isEqualTo(slice.sopUid());
        assertThat(instance.at("/00100010/Value/0/Alphabetic").asString()).isEqualTo("Phantom^Test");
        var uri = URI.create(instance.at("/7FE00010/BulkDataURI").asString());
        assertThat(uri.getPath()).isEqualTo(instanceOf(slice) + "/bulkdata/7FE00010");
        assertThat(get(COORDINATOR, uri.getPath(), "application/octet-stream")
                        .expecting(200)
                        .body())
                .isEqualTo(pixels());
        assertThat(get(COORDINATOR, uri.getPath(), "multipart/related; type=\"application/octet-stream\"")
                        .expecting(200)
                        .pieces()
                        .getFirst()
                        .content())
                .isEqualTo(pixels());
    }

    @Test
    void metadataComeAsXmlToo() throws Exception {
        var slice = stored();

        var parts = get(COORDINATOR, seriesOf(slice) + "/metadata", "multipart/related; type=application/dicom+xml")
                .expecting(200)
                .pieces();
        var alone = get(COORDINATOR, instanceOf(slice) + "/metadata", "application/dicom+xml")
                .expecting(200);

        assertThat(parts).hasSize(1);
        assertThat(new String(parts.getFirst().content(), StandardCharsets.UTF_8))
                .contains("NativeDicomModel", slice.sopUid(), "/bulkdata/7FE00010");
        assertThat(alone.text()).contains("NativeDicomModel", slice.sopUid());
    }

    @Test
    void nestedBulkDataAreFoundByItemAndTag() {
        var slice = CtSlice.ofNewStudy();
        var waveform = new byte[5000];
        Arrays.fill(waveform, (byte) 7);
        var dataset = slice.dataset();
        dataset.newSequence(0x54000100).addItem().setBytes(0x54001010, VR.OW, waveform);
        keep(NORTHGATE, slice, UID.ExplicitVRLittleEndian, CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE));

        var metadata = get(COORDINATOR, instanceOf(slice) + "/metadata", "application/dicom+json");

        var uri = URI.create(
                metadata.json().at("/0/54000100/Value/0/54001010/BulkDataURI").asString());
        assertThat(uri.getPath()).endsWith("/bulkdata/54000100/1/54001010");
        assertThat(get(COORDINATOR, uri.getPath(), "*/*").expecting(200).body()).isEqualTo(waveform);
        assertProblem(get(COORDINATOR, uri.getPath().replace("/1/", "/2/"), "*/*"), 404);
        assertProblem(get(COORDINATOR, instanceOf(slice) + "/bulkdata/00102000", "*/*"), 404);
    }

    @Test
    void framesComeInTheOrderAskedFor() throws Exception {
        var slice = CtSlice.ofNewStudy();
        keep(
                NORTHGATE,
                slice,
                UID.ExplicitVRLittleEndian,
                CtSlice.encoded(loop(slice), TransferSyntax.EXPLICIT_LITTLE));
        int pixels = CtSlice.ROWS * CtSlice.COLUMNS;

        var pieces = get(
                        COORDINATOR,
                        instanceOf(slice) + "/frames/3,1,3",
                        "multipart/related; type=application/octet-stream; transfer-syntax=*")
                .expecting(200)
                .pieces();
        var alone = get(COORDINATOR, instanceOf(slice) + "/frames/2", "application/octet-stream")
                .expecting(200);

        assertThat(pieces).hasSize(3);
        assertThat(pieces.get(0).content()).isEqualTo(littleEndian(2 * pixels, pixels));
        assertThat(pieces.get(1).content()).isEqualTo(littleEndian(0, pixels));
        assertThat(pieces.get(2).content()).isEqualTo(littleEndian(2 * pixels, pixels));
        assertThat(alone.body()).isEqualTo(littleEndian(pixels, pixels));
        assertProblem(get(COORDINATOR, instanceOf(slice) + "/frames/4", "*/*"), 404);
        assertProblem(get(COORDINATOR, instanceOf(slice) + "/frames/0", "*/*"), 404);
        assertProblem(get(COORDINATOR, instanceOf(slice) + "/frames/1,x", "*/*"), 400);
        assertProblem(get(COORDINATOR, instanceOf(slice) + "/frames/1,2", "application/octet-stream"), 406);
    }

    @Test
    void compressedFramesComeAsStoredOrDecoded() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset();
        var compressed = compressed(dataset);
        keep(NORTHGATE, slice, UID.RLELossless, CtSlice.encoded(dataset, TransferSyntax.of(UID.RLELossless)));
        var frame = instanceOf(slice) + "/frames/1";

        var rle = get(COORDINATOR, frame, "image/x-dicom-rle").expecting(200);
        var viewer = get(COORDINATOR, frame, "multipart/related; type=application/octet-stream; transfer-syntax=*")
                .expecting(200)
                .pieces()
                .getFirst();

        assertThat(rle.body()).isEqualTo(compressed);
        assertThat(rle.header("Content-Type")).isEqualTo("image/x-dicom-rle; transfer-syntax=" + UID.RLELossless);
        assertThat(viewer.content()).isEqualTo(compressed);
        assertThat(viewer.type()).endsWith("transfer-syntax=" + UID.RLELossless);
        assertThat(get(COORDINATOR, frame, "application/octet-stream")
                        .expecting(200)
                        .body())
                .isEqualTo(pixels());
        assertProblem(get(COORDINATOR, frame, "image/jls"), 406);
    }

    @Test
    void whatOneMayNotSeeDoesNotExist() {
        var slice = stored();
        var unknown = CtSlice.ofNewStudy();
        for (var path : List.of(
                studyOf(slice),
                seriesOf(slice),
                instanceOf(slice),
                studyOf(slice) + "/metadata",
                instanceOf(slice) + "/frames/1",
                instanceOf(slice) + "/bulkdata/7FE00010")) {
            var random = path.replace(slice.studyUid(), unknown.studyUid())
                    .replace(slice.seriesUid(), unknown.seriesUid())
                    .replace(slice.sopUid(), unknown.sopUid());
            for (var username : List.of("meyer", "coord.harbour")) {
                assertThat(problem(get(username, path, "*/*"), 404))
                        .as(path)
                        .isEqualTo(problem(get(username, random, "*/*"), 404));
            }
            assertProblem(get("coord.harbour", path.replace("northgate", "harbour"), "*/*"), 404);
            assertProblem(get("", path, "*/*"), 401);
        }
        assertThat(retrievals(slice)).isEmpty();
    }

    @Test
    void anInstanceIsNotFoundBelowAnotherStudy() {
        var slice = stored();
        var other = stored();

        assertProblem(get(COORDINATOR, instanceOf(slice).replace(slice.studyUid(), other.studyUid()), "*/*"), 404);
        assertProblem(get(COORDINATOR, instanceOf(slice).replace(slice.seriesUid(), other.seriesUid()), "*/*"), 404);
    }

    @Test
    void DUR14_anObjectThatIsOnlyInS3WhileS3IsAwayIsATemporaryFailure() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset().setBytes(Tag.PixelData, VR.OW, new byte[5_000_000]);
        keep(NORTHGATE, slice, UID.ExplicitVRLittleEndian, CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE));
        Files.delete(dataDirectory.resolve("objects/northgate").resolve(evicted(slice)));

        for (var path : List.of(instanceOf(slice), instanceOf(slice) + "/frames/1", studyOf(slice) + "/metadata")) {
            var answer = get(COORDINATOR, path, "*/*");
            assertProblem(answer, 503);
            assertThat(answer.header("Retry-After")).as("ask again").isNotEmpty();
        }
        assertProblem(get("coord.harbour", instanceOf(slice), "*/*"), 404);
    }

    @Test
    void DUR17_whatWasAlteredSinceItCameIsNotGivenOutAlsoBeforeTheScrubberComes() throws Exception {
        var slice = stored();
        var untouched = stored();
        flipAByteOf(slice);

        assertProblem(get(COORDINATOR, instanceOf(slice), AS_STORED), 500);
        assertProblem(get(COORDINATOR, instanceOf(slice), AS_STORED), 500);
        get(COORDINATOR, instanceOf(untouched), AS_STORED).expecting(200);
        assertThat(damagesTold(slice)).as("told once").isEqualTo(1);
    }

    @Test
    void DUR17_theAnswerWithALargeObjectThatWasAlteredBreaksOff() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset().setBytes(Tag.PixelData, VR.OW, new byte[5_000_000]);
        keep(NORTHGATE, slice, UID.ExplicitVRLittleEndian, CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE));
        flipAByteOf(slice);

        assertThatThrownBy(() -> get(COORDINATOR, instanceOf(slice), AS_STORED))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(damagesTold(slice)).isEqualTo(1);
        assertProblem(get(COORDINATOR, instanceOf(slice), AS_STORED), 500);
    }

    private void flipAByteOf(CtSlice slice) throws IOException {
        record Place(String file, long lastByte) {}
        archive.settle(NORTHGATE);
        var place = TenantScope.call(
                NORTHGATE,
                () -> transaction.execute(_ -> jdbc.sql("""
                        select object_name, object_offset + dataset_offset + dataset_bytes - 2 as last_byte
                        from instance where sop_instance_uid = :sop""")
                        .param("sop", slice.sopUid())
                        .query((row, _) -> new Place(row.getString("object_name"), row.getLong("last_byte")))
                        .single()));
        try (var file = new RandomAccessFile(
                dataDirectory.resolve("objects/northgate").resolve(place.file()).toFile(), "rw")) {
            file.seek(place.lastByte());
            int value = file.read();
            file.seek(place.lastByte());
            file.write(~value);
        }
    }

    private Integer damagesTold(CtSlice slice) {
        return TenantScope.call(
                NORTHGATE,
                () -> transaction.execute(_ -> jdbc.sql("""
                        select count(*) from audit_event
                        where tenant_id = 'northgate' and action = 'OBJECT_DAMAGED' and object = :object""")
                        .param("object", "instance:" + slice.sopUid())
                        .query(Integer.class)
                        .single()));
    }

    /** Notes that the object was copied, as if to S3, and returns its file. */
    private String evicted(CtSlice slice) {
        return TenantScope.call(
                NORTHGATE,
                () -> transaction.execute(_ -> jdbc.sql("""
                        insert into object_copy (tenant_id, name, bytes, sha256, verified_at)
                        select tenant_id, object_name, dataset_bytes, dataset_sha256, now() from instance
                        where sop_instance_uid = :sop
                        returning name""")
                        .param("sop", slice.sopUid())
                        .query(String.class)
                        .single()));
    }

    @Test
    void whoHoldsTheCaseRetrievesAndIsInTheTrail() {
        var slice = stored();
        holders.give(new StudyRef(NORTHGATE, slice.studyUid()), "okafor");

        get("okafor", studyOf(slice), AS_STORED).expecting(200);
        get("okafor", studyOf(slice), AS_STORED).expecting(200);
        get("okafor", instanceOf(slice) + "/frames/1", "*/*").expecting(200);
        get("okafor", instanceOf(slice) + "/frames/1", "application/octet-stream")
                .expecting(200);

        var by = "user:" + DicomWebRooms.subject("okafor");
        assertThat(retrievals(slice)).as("objects each time, frames once").containsExactly(by, by, by);
    }

    @Test
    void DCM17_aPart10ObjectIsStoredByItsMetaInformationAndWithoutItsPreamble() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var file = file(slice);
        Arrays.fill(file, 0, 128, (byte) 'X');

        var answer = post(COORDINATOR, "/dicomweb/northgate/studies", "application/dicom", file)
                .expecting(200);

        assertThat(answer.header("Content-Type")).startsWith("application/dicom+json");
        var reference = answer.json().at("/00081199/Value/0");
        assertThat(reference.at("/00081150/Value/0").asString()).isEqualTo(UID.CTImageStorage);
        assertThat(reference.at("/00081155/Value/0").asString()).isEqualTo(slice.sopUid());
        assertThat(reference.at("/00081190/Value/0").asString()).endsWith(instanceOf(slice));
        var kept = get(COORDINATOR, instanceOf(slice), "application/dicom; transfer-syntax=*")
                .body();
        assertThat(Arrays.copyOf(kept, 128)).containsOnly(0);
        assertThat(datasetOf(kept)).isEqualTo(slice.encoded());
        post(COORDINATOR, "/dicomweb/northgate/studies", "application/dicom", file)
                .expecting(200);
    }

    @Test
    void DUR02_ofGoodAndBadPartsTheGoodAreKeptAndTheBadNamed() throws Exception {
        var good = CtSlice.ofNewStudy();
        var other = good.sibling(2);
        var truncated = good.sibling(3);
        var whole = file(truncated);
        var body = multipart(
                file(good),
                "no DICOM at all".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOf(whole, 500),
                file(other));

        var answer = stow(COORDINATOR, "/dicomweb/northgate/studies", body).expecting(202);

        assertThat(answer.json().at("/00081199/Value")).hasSize(2);
        assertThat(answer.json().at("/00081198/Value")).hasSize(1);
        assertThat(answer.json().at("/00081198/Value/0/00081155/Value/0").asString())
                .isEqualTo(truncated.sopUid());
        assertThat(answer.json().at("/00081198/Value/0/00081197/Value/0").asInt())
                .isEqualTo(Status.CannotUnderstand);
        assertThat(answer.json().at("/0008119A/Value")).hasSize(1);
        assertThat(answer.text()).doesNotContain(PATIENT);
        assertThat(get(COORDINATOR, studyOf(good), AS_STORED).pieces()).hasSize(2);
    }

    @Test
    void whatIsOfAnotherStudyThanTheAddressIsNotStored() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var other = CtSlice.ofNewStudy();

        var answer = stow(COORDINATOR, studyOf(slice), multipart(file(slice), file(other)))
                .expecting(202);

        assertThat(answer.json().at("/00081199/Value/0/00081155/Value/0").asString())
                .isEqualTo(slice.sopUid());
        assertThat(answer.json().at("/00081198/Value/0/00081155/Value/0").asString())
                .isEqualTo(other.sopUid());
        assertProblem(get(COORDINATOR, studyOf(other), "*/*"), 404);
        stow(COORDINATOR, studyOf(slice), multipart(file(other))).expecting(409);
    }

    @Test
    void whatContradictsWhatIsHeldIsKeptAsideWithAWarning() throws Exception {
        var slice = stored();
        var changed = slice.dataset().setString(Tag.SeriesDescription, VR.LO, "changed");

        var answer = stow(COORDINATOR, "/dicomweb/northgate/studies", multipart(file(slice, changed)))
                .expecting(202);

        assertThat(answer.json().at("/00081199/Value/0/00081196/Value/0").asInt())
                .isEqualTo(0xB000);
        assertThat(datasetOf(get(COORDINATOR, instanceOf(slice), AS_STORED)
                        .pieces()
                        .getFirst()
                        .content()))
                .isEqualTo(slice.encoded());
    }

    @Test
    void onlyACoordinatorStoresAndOnlyForTheirOwnHospital() throws Exception {
        var body = multipart(file(CtSlice.ofNewStudy()));

        assertProblem(stow("okafor", "/dicomweb/northgate/studies", body), 403);
        assertProblem(stow("coord.harbour", "/dicomweb/northgate/studies", body), 404);
        assertProblem(stow(COORDINATOR, "/dicomweb/harbour/studies", body), 404);
        assertProblem(stow("", "/dicomweb/northgate/studies", body), 401);
    }

    @Test
    void theSameUidsAtTwoHospitalsAreTwoStudies() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var there = slice.dataset().setString(Tag.SeriesDescription, VR.LO, "harbour");
        stow(COORDINATOR, "/dicomweb/northgate/studies", multipart(file(slice))).expecting(200);
        stow("coord.harbour", "/dicomweb/harbour/studies", multipart(file(slice, there)))
                .expecting(200);

        var metadata = get("coord.harbour", studyOf(slice).replace("northgate", HARBOUR.code()) + "/metadata", "*/*");
        assertThat(metadata.json().at("/0/0008103E/Value/0").asString()).isEqualTo("harbour");
        assertThat(get(COORDINATOR, studyOf(slice) + "/metadata", "*/*")
                        .json()
                        .at("/0/0008103E/Value/0")
                        .asString())
                .isEqualTo("axial");
    }

    @Test
    void DCM06_aBodyThatBreaksOffIsABadRequestAndNothingOfItsLastPartIsKept() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var body = multipart(file(slice));

        assertProblem(
                stow(
                        COORDINATOR,
                        "/dicomweb/northgate/studies",
                        Arrays.copyOf(body, body.length - BOUNDARY.length() - 6)),
                400);
        assertProblem(get(COORDINATOR, studyOf(slice), "*/*"), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no boundary at all",
                "--the-boundary--\r\n",
                "--the-boundary\r\nno field\r\n\r\nx\r\n--the-boundary--",
                "--the-boundaryX\r\n\r\nx\r\n--the-boundary--"
            })
    void DCM06_whatIsNoMultipartIsABadRequest(String body) {
        assertProblem(stow(COORDINATOR, "/dicomweb/northgate/studies", body.getBytes(StandardCharsets.US_ASCII)), 400);
    }

    @Test
    void DCM06_aGiantHeaderOfAPartIsABadRequest() {
        var body = "--the-boundary\r\nX: " + "x".repeat(1_000_000) + "\r\n\r\n\r\n--the-boundary--";

        assertProblem(stow(COORDINATOR, "/dicomweb/northgate/studies", body.getBytes(StandardCharsets.US_ASCII)), 400);
    }

    @Test
    void DCM06_compressedBodiesAreRefusedUnread() {
        var request = request(COORDINATOR, "/dicomweb/northgate/studies")
                .header("Content-Type", "application/dicom")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {0x1F, (byte) 0x8B}));

        assertProblem(send(request), 415);
        assertProblem(post(COORDINATOR, "/dicomweb/northgate/studies", "application/zip", new byte[4]), 415);
    }

    @Test
    void theAnswerComesAsXmlWhereThatIsAccepted() throws Exception {
        var request = request(COORDINATOR, "/dicomweb/northgate/studies")
                .header("Content-Type", "application/dicom")
                .header("Accept", "application/dicom+xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file(CtSlice.ofNewStudy())));

        assertThat(send(request).expecting(200).text()).contains("NativeDicomModel", "ReferencedSOPSequence");
    }

    /** A slice of a new study at Northgate. */
    private CtSlice stored() {
        var slice = CtSlice.ofNewStudy();
        keep(NORTHGATE, slice, UID.ExplicitVRLittleEndian, slice.encoded());
        return slice;
    }

    private void keep(TenantId tenant, CtSlice slice, String syntax, byte[] encoded) {
        var received = new ReceivedInstance(
                tenant,
                "MAIN",
                "NG_CT1",
                UID.CTImageStorage,
                slice.sopUid(),
                syntax,
                new ByteArrayInputStream(encoded));
        try {
            assertThat(Actor.call(Actor.device("NG_CT1"), () -> archive.store(received)))
                    .isInstanceOf(StoreOutcome.Stored.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] file(CtSlice slice) throws Exception {
        return file(slice, slice.dataset());
    }

    private static byte[] file(CtSlice slice, Attributes dataset) throws Exception {
        var bytes = new ByteArrayOutputStream();
        var meta = FileMetaInformation.of(UID.CTImageStorage, slice.sopUid(), UID.ExplicitVRLittleEndian);
        DicomFile.write(bytes, meta, dataset);
        return bytes.toByteArray();
    }

    private static byte[] datasetOf(byte[] file) throws Exception {
        try {
            return DicomFile.openDataset(new ByteArrayInputStream(file)).bytes().readAllBytes();
        } catch (io.dayside.dicom.data.MalformedDataset e) {
            throw new IOException(e);
        }
    }

    private static byte[] multipart(byte[]... files) {
        var body = new ByteArrayOutputStream();
        for (var file : files) {
            body.writeBytes(("\r\n--" + BOUNDARY + "\r\nContent-Type: application/dicom\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(file);
        }
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    /** Three frames of values that count up. */
    private static Attributes loop(CtSlice slice) {
        var values = new short[3 * CtSlice.ROWS * CtSlice.COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) i;
        }
        return slice.dataset().setString(Tag.NumberOfFrames, VR.IS, "3").setShorts(Tag.PixelData, VR.OW, values);
    }

    /** Puts the same pixels as RLE, PS3.5 Annex G: high bytes, all zero, then low bytes as they are. */
    private static byte[] compressed(Attributes dataset) {
        int pixels = CtSlice.ROWS * CtSlice.COLUMNS;
        var frame = ByteBuffer.allocate(64 + 2 + 1 + pixels + 1).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(2).putInt(64).putInt(66).position(64);
        frame.put((byte) (1 - pixels)).put((byte) 0);
        frame.put((byte) (pixels - 1));
        for (int i = 0; i < pixels; i++) {
            frame.put((byte) i);
        }
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(frame.array())));
        return frame.array();
    }

    private static byte[] pixels() {
        return littleEndian(0, CtSlice.ROWS * CtSlice.COLUMNS);
    }

    private static byte[] littleEndian(int first, int count) {
        var bytes = ByteBuffer.allocate(count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putShort((short) (first + i));
        }
        return bytes.array();
    }

    private static String studyOf(CtSlice slice) {
        return "/dicomweb/northgate/studies/" + slice.studyUid();
    }

    private static String seriesOf(CtSlice slice) {
        return studyOf(slice) + "/series/" + slice.seriesUid();
    }

    private static String instanceOf(CtSlice slice) {
        return seriesOf(slice) + "/instances/" + slice.sopUid();
    }

    /** Who is said to have retrieved, in the hospital's trail. */
    private List<String> retrievals(CtSlice slice) {
        return TenantScope.call(
                NORTHGATE,
                () -> Objects.requireNonNull(transaction.execute(_ -> jdbc.sql("""
                        select actor_id from audit_event
                        where tenant_id = :tenant and object = :object and action = 'IMAGES_VIEWED'""")
                        .param("tenant", NORTHGATE.code())
                        .param("object", "study:" + slice.studyUid())
                        .query(String.class)
                        .list())));
    }

    private HttpRequest.Builder request(String username, String path) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return username.isEmpty() ? request : request.header("Authorization", "Bearer " + username);
    }

    private Answered get(String username, String path, String accept) {
        return send(request(username, path).header("Accept", accept));
    }

    private Answered post(String username, String path, String type, byte[] body) {
        return send(request(username, path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private Answered stow(String username, String path, byte[] body) {
        var type = "multipart/related; type=\"application/dicom\"; boundary=" + BOUNDARY;
        return post(username, path, type, body);
    }

    private static Answered send(HttpRequest.Builder request) {
        try {
            return new Answered(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void assertProblem(Answered answer, int status) {
        assertThat(problem(answer, status).at("/status").asInt()).isEqualTo(status);
    }

    /** The problem but for the address that it names, which is the caller's own. */
    private JsonNode problem(Answered answer, int status) {
        answer.expecting(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text()).doesNotContain(PATIENT).doesNotContain("Exception", "io.dayside");
        var problem = (ObjectNode) json.readTree(answer.body());
        problem.remove("instance");
        return problem;
    }
}
