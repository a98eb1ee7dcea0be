package io.dayside.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.PeerProcess;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.json.JsonWriter;
import io.dayside.dicom.model.BulkDataUris;
import io.dayside.testing.CtSlice;
import io.dayside.testing.OrthancPeer;
import io.dayside.testing.TestServices;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A hospital whose PACS is Orthanc: it sends over DIMSE and DICOMweb, searches, retrieves, and answers as we do. */
@SpringBootTest(
        classes = {PeerRooms.class, OrthancDicomWebTests.Tokens.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(180)
class OrthancDicomWebTests {

    private static final int DICOM_PORT = freePort();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String COORDINATOR = "coord.northgate";

    /** Where each of the two keeps it: retrieve URL, retrieve AE title, availability. */
    private static final Set<String> OF_THE_ARCHIVE = Set.of("00081190", "00080054", "00080056");

    @TempDir
    static Path folder;

    private static @Nullable OrthancPeer orthanc;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    static class Tokens {

        @Bean
        @Primary
        JwtDecoder tokensAreUserNames() {
            return DicomWebRooms.tokensAreUserNames();
        }
    }

    private static int freePort() {
        try {
            return PeerProcess.freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.dicom.port", () -> DICOM_PORT);
    }

    @BeforeAll
    static void start() throws Exception {
        orthanc = OrthancPeer.start(folder, "NG_PACS");
    }

    @AfterAll
    static void stop() {
        if (orthanc != null) {
            orthanc.close();
        }
    }

    private static OrthancPeer orthanc() {
        return Objects.requireNonNull(orthanc);
    }

    @BeforeEach
    void theTwoKnowEachOther() throws Exception {
        DicomWebRooms.haveLogins(jdbc, COORDINATOR, "coord.harbour");
        orthanc().empty();
        orthanc().put("/modalities/dayside", Map.of("AET", "NORTHGATE", "Host", "127.0.0.1", "Port", DICOM_PORT));
        orthanc().put("/modalities/elsewhere", Map.of("AET", "HARBOUR", "Host", "127.0.0.1", "Port", DICOM_PORT));
        connect("dayside", "northgate", COORDINATOR);
        connect("stranger", "northgate", "coord.harbour");
    }

    private void connect(String name, String hospital, String username) throws Exception {
        orthanc()
                .put(
                        "/dicom-web/servers/" + name,
                        Map.of(
                                "Url", "http://127.0.0.1:%d/dicomweb/%s".formatted(port, hospital),
                                "HttpHeaders", Map.of("Authorization", "Bearer " + username)));
    }

    @Test
    void sendsAStudyByDimse() throws Exception {
        var study = study();
        keepAtOrthanc(study);

        var sent = orthanc().post("/modalities/dayside/store", orthanc().held("studies"));

        assertThat(sent.at("/FailedInstancesCount").asInt()).isZero();
        assertHeldByUs(study);
        assertThat(orthanc().status("/modalities/elsewhere/store", orthanc().held("studies")))
                .as("another hospital's door")
                .isNotEqualTo(200);
    }

    @Test
    void sendsAStudyByDicomWeb() throws Exception {
        var study = study();
        keepAtOrthanc(study);

        var sent = orthanc()
                .post(
                        "/dicom-web/servers/dayside/stow",
                        Map.of("Resources", orthanc().held("studies"), "Synchronous", true));

        assertThat(sent.at("/InstancesCount").asInt()).isEqualTo(study.size());
        assertHeldByUs(study);
        assertThat(orthanc()
                        .status(
                                "/dicom-web/servers/stranger/stow",
                                Map.of("Resources", orthanc().held("studies"), "Synchronous", true)))
                .as("another hospital's token")
                .isNotEqualTo(200);
    }

    @Test
    void searchesOurStudies() throws Exception {
        var study = study();
        keepHere(study);
        var uid = study.getFirst().getString(Tag.StudyInstanceUID);
        var question = Map.of("Uri", "/studies", "Arguments", Map.of("StudyInstanceUID", uid));

        var found = orthanc().post("/dicom-web/servers/dayside/qido", question);

        assertThat(found).hasSize(1);
        assertThat(found.at("/0/00100010/Value").asString()).isEqualTo("Müller^Jürgen");
        assertThat(found.at("/0/00080061/Value").asString()).isEqualTo("CT");
        assertThat(found.at("/0/0020000D/Value").asString()).isEqualTo(uid);
        assertThat(orthanc().status("/dicom-web/servers/stranger/qido", question))
                .as("another hospital's token")
                .isNotEqualTo(200);
    }

    @Test
    void retrievesOurStudies() throws Exception {
        var study = study();
        keepHere(study);
        var uid = study.getFirst().getString(Tag.StudyInstanceUID);
        var wanted = Map.of("Resources", List.of(Map.of("Study", uid)), "Synchronous", true);

        orthanc().post("/dicom-web/servers/dayside/retrieve", wanted);

        var received = new TreeMap<String, Attributes>();
        for (var instance : orthanc().held("instances")) {
            var file = orthanc().bytes("/instances/" + instance + "/file");
            var dataset = DicomFile.read(new ByteArrayInputStream(file)).dataset();
            received.put(dataset.getString(Tag.SOPInstanceUID, ""), dataset);
        }
        assertThat(received).hasSameSizeAs(study);
        for (var object : study) {
            assertThat(values(received.get(object.getString(Tag.SOPInstanceUID))))
                    .isEqualTo(values(object));
        }
        orthanc().empty();
        orthanc().status("/dicom-web/servers/stranger/retrieve", wanted);
        assertThat(orthanc().held("instances")).as("another hospital's token").isEmpty();
    }

    /**
     * What only one of the two returns is allowed: Orthanc adds the study's attributes to series and instances of a named
     * study (PS3.18 10.6.3.3 lets it), we add availability, the study's description and the request's attributes.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /studies?StudyInstanceUID=%s | 00080061 00100010 00100020 00201206 00201208
            /studies/%s/series? | 00080060 0008103E 0020000E 00200011 00201209 00400244
            /studies/%s/instances? | 00080016 00080018 00200013 00280010 00280100
            /studies?StudyInstanceUID=%s&includefield=StudyDescription,PatientAge | 00081030 00101010
            /studies/%s/series?includefield=BodyPartExamined,Manufacturer | 00080070 00180015
            /studies/%s/instances?includefield=ContentDate,ImageType | 00080008 00080023
            """)
    void answersSearchesAsWeDo(String question, String atLeast) throws Exception {
        var study = study();
        keepAtOrthanc(study);
        keepHere(study);
        var asked = question.formatted(study.getFirst().getString(Tag.StudyInstanceUID));

        assertSame(orthanc().get("/dicom-web" + asked), ours(asked), atLeast.split(" "));
    }

    @Test
    void describesObjectsAsWeDo() throws Exception {
        var study = study();
        keepAtOrthanc(study);
        keepHere(study);
        var asked = "/studies/" + study.getFirst().getString(Tag.StudyInstanceUID) + "/metadata";

        var ours = ours(asked);

        assertSame(
                orthanc().get("/dicom-web" + asked),
                ours,
                ours.get(0).propertyNames().toArray(String[]::new));
    }

    /** Each match has its equal; of attributes that both return, the values are the same. */
    private static void assertSame(JsonNode theirs, JsonNode ours, String... atLeast) {
        assertThat(ours.size()).isEqualTo(theirs.size()).isPositive();
        for (var their : theirs) {
            var our = StreamSupport.stream(ours.spliterator(), false)
                    .filter(match -> sameIdentity(match, their))
                    .findFirst()
                    .orElseThrow();
            var shared = new TreeSet<>(their.propertyNames());
            shared.retainAll(our.propertyNames());
            shared.removeAll(OF_THE_ARCHIVE);
            assertThat(shared).contains(atLeast);
            for (var tag : shared) {
                assertThat(isSame(their.get(tag), our.get(tag)))
                        .as("%s: %s at Orthanc, %s at ours", tag, their.get(tag), our.get(tag))
                        .isTrue();
            }
        }
    }

    private static boolean sameIdentity(JsonNode one, JsonNode other) {
        return List.of("0020000D", "0020000E", "00080018").stream()
                .allMatch(tag -> one.path(tag).equals(other.path(tag)));
    }

    /** Numbers by value; of bulk data only that there are some, since each archive gives them its own address. */
    private static boolean isSame(JsonNode their, JsonNode our) {
        return withoutAddress(their)
                .equals(
                        (one, other) -> one.isNumber() && other.isNumber()
                                ? one.decimalValue().compareTo(other.decimalValue())
                                : one.equals(other) ? 0 : 1,
                        withoutAddress(our));
    }

    private static JsonNode withoutAddress(JsonNode attribute) {
        var copy = (ObjectNode) attribute.deepCopy();
        return copy.has("BulkDataURI") ? copy.put("BulkDataURI", "") : copy;
    }

    private static List<Attributes> study() {
        var first = CtSlice.ofNewStudy();
        var other =
                new CtSlice(first.studyUid(), UIDs.random(), UIDs.random(), first.patientId(), first.accession(), 1, 0);
        return List.of(full(first), full(first.sibling(2)), full(other).setString(Tag.SeriesNumber, VR.IS, "3"));
    }

    /** A slice that has every kind of value. */
    private static Attributes full(CtSlice slice) {
        var dataset = slice.dataset()
                .setString(Tag.PatientName, VR.PN, "Müller^Jürgen")
                .setString(Tag.ReferringPhysicianName, VR.PN, "Žižka^Jan^^Dr=漢字^太郎")
                .setString(Tag.StudyID, VR.SH, "S1")
                .setString(Tag.PatientAge, VR.AS, "056Y")
                .setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "AXIAL")
                .setString(Tag.Manufacturer, VR.LO, "Phantom & Söhne")
                .setString(Tag.ContentDate, VR.DA, "20261124")
                .setString(Tag.PerformedProcedureStepStartDate, VR.DA, "20261124")
                .setString(Tag.PerformedProcedureStepStartTime, VR.TM, "081501.5")
                .setString(Tag.TimezoneOffsetFromUTC, VR.SH, "-0500")
                .setString(Tag.ExposureTime, VR.IS, "1000")
                .setString(Tag.ImageComments, VR.LT, "")
                .setInt(Tag.SmallestImagePixelValue, VR.US, 0)
                .setString(0x00091010, VR.LO, "private")
                .setString(0x00090010, VR.LO, "DAYSIDE TEST");
        dataset.newSequence(Tag.RequestAttributesSequence)
                .addItem()
                .setString(Tag.RequestedProcedureID, VR.SH, "R-1")
                .setString(Tag.ScheduledProcedureStepID, VR.SH, "S-1");
        dataset.newSequence(Tag.ReferencedImageSequence);
        return dataset;
    }

    /** All values, pixels included, but not how lengths of sequences are encoded: DCMTK's library states them. */
    private static String values(@Nullable Attributes dataset) throws IOException {
        var json = new ByteArrayOutputStream();
        JsonWriter.write(json, Objects.requireNonNull(dataset), BulkDataUris.NONE);
        return json.toString(StandardCharsets.UTF_8);
    }

    private static byte[] file(Attributes dataset) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DicomFile.write(bytes, FileMetaInformation.of(dataset, UID.ExplicitVRLittleEndian), dataset);
        return bytes.toByteArray();
    }

    private static void keepAtOrthanc(List<Attributes> study) throws Exception {
        for (var object : study) {
            orthanc().post("/instances", file(object));
        }
    }

    private void keepHere(List<Attributes> study) throws Exception {
        for (var object : study) {
            var request = request("/studies", "application/dicom+json")
                    .header("Content-Type", "application/dicom")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(file(object)));
            send(request).expecting(200);
        }
    }

    private HttpRequest.Builder request(String path, String accept) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/dicomweb/northgate" + path))
                .header("Authorization", "Bearer " + COORDINATOR)
                .header("Accept", accept);
    }

    private static Answered send(HttpRequest.Builder request) throws Exception {
        return new Answered(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    private JsonNode ours(String path) throws Exception {
        return send(request(path, "application/dicom+json")).expecting(200).json();
    }

    private void assertHeldByUs(List<Attributes> study) throws Exception {
        for (var object : study) {
            var path = "/studies/%s/series/%s/instances/%s"
                    .formatted(
                            object.getString(Tag.StudyInstanceUID),
                            object.getString(Tag.SeriesInstanceUID),
                            object.getString(Tag.SOPInstanceUID));
            var file =
                    send(request(path, "application/dicom; transfer-syntax=*")).expecting(200);
            assertThat(values(DicomFile.read(new ByteArrayInputStream(file.body()))
                            .dataset()))
                    .isEqualTo(values(object));
        }
    }
}
