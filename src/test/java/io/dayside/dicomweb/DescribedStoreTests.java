package io.dayside.dicomweb;

import static io.dayside.dicomweb.DicomWebClient.STUDIES;
import static io.dayside.dicomweb.DicomWebClient.ascii;
import static io.dayside.dicomweb.DicomWebClient.instance;
import static io.dayside.dicomweb.DicomWebClient.multipart;
import static io.dayside.dicomweb.DicomWebClient.problem;
import static io.dayside.dicomweb.DicomWebClient.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.json.JsonWriter;
import io.dayside.dicom.model.BulkDataUris;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.xml.XmlWriter;
import io.dayside.dicomweb.DicomWebClient.Part;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Storing of descriptions in JSON and XML with bulk data beside them. */
@SpringBootTest(classes = DicomWebRooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DescribedStoreTests {

    private static final String COORDINATOR = "coord.northgate";
    private static final String JSON = "application/dicom+json";
    private static final String XML = "application/dicom+xml";
    private static final String OCTETS = "application/octet-stream";

    @LocalServerPort
    private int port;

    @Value("${dayside.data-dir}")
    private Path data;

    @Autowired
    private Archive archive;

    @Autowired
    private JdbcClient jdbc;

    private DicomWebClient client;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @BeforeEach
    void everybodyHasALogin() {
        client = new DicomWebClient(port, archive);
        DicomWebRooms.haveLogins(jdbc, "okafor", COORDINATOR, "coord.harbour");
    }

    @Test
    void onlyACoordinatorStoresAndOnlyForTheirOwnHospital() {
        var slice = CtSlice.ofNewStudy();
        var body = multipart(json(slice.dataset(), "bulk/1"), bulk("bulk/1", pixels(slice)));

        problem(client.store("okafor", STUDIES, JSON, body), 403);
        problem(client.store("coord.harbour", STUDIES, JSON, body), 404);
        problem(client.store(COORDINATOR, "/dicomweb/harbour/studies", JSON, body), 404);
        problem(client.store("", STUDIES, JSON, body), 401);
        problem(client.get(COORDINATOR, study(slice), "*/*"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, XML})
    void aDescriptionAndItsPixelsBecomeTheObject(String type) {
        var slice = CtSlice.ofNewStudy();

        var answer = store(type, described(type, slice.dataset(), "bulk/1"), bulk("bulk/1", pixels(slice)))
                .expecting(200);

        assertThat(answer.json().at("/00081199/Value/0/00081155/Value/0").asString())
                .isEqualTo(slice.sopUid());
        assertThat(client.get(COORDINATOR, instance(slice) + "/frames/1", OCTETS)
                        .expecting(200)
                        .body())
                .isEqualTo(pixels(slice));
        var metadata =
                client.get(COORDINATOR, instance(slice) + "/metadata", JSON).json();
        assertThat(metadata.at("/0/00100010/Value/0/Alphabetic").asString()).isEqualTo("Phantom^Test");
        assertThat(metadata.at("/0/00281050/Value/0").asDouble()).isEqualTo(40);
        store(type, described(type, slice.dataset(), "bulk/1"), bulk("bulk/1", pixels(slice)))
                .expecting(200);
    }

    /** As they are given out, descriptions and bulk data are taken in again, here by another hospital. */
    @Test
    void whatIsGivenOutIsTakenInAgain() {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset();
        var waveform = new byte[5001];
        dataset.newSequence(0x54000100).addItem().setBytes(0x54001010, VR.OW, waveform);
        client.keep(slice, dataset);
        var metadata = client.get(COORDINATOR, study(slice) + "/metadata", JSON);
        var parts = new ArrayList<Part>();
        parts.add(new Part(JSON, "", metadata.body()));
        for (var address : metadata.json().findValuesAsString("BulkDataURI")) {
            parts.add(bulk(
                    address,
                    client.get(COORDINATOR, URI.create(address).getPath(), OCTETS)
                            .expecting(200)
                            .body()));
        }
        assertThat(parts).hasSize(3);

        client.store("coord.harbour", "/dicomweb/harbour/studies", JSON, multipart(parts.toArray(Part[]::new)))
                .expecting(200);

        var there = client.get("coord.harbour", study(slice).replace("northgate", "harbour") + "/metadata", JSON);
        assertThat(withoutAddresses(there.json())).isEqualTo(withoutAddresses(metadata.json()));
    }

    private static String withoutAddresses(JsonNode metadata) {
        return metadata.toString().replaceAll("\"http[^\"]*/dicomweb/[a-z]+/", "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "image/x-dicom-rle, 1.2.840.10008.1.2.5",
        "image/dicom-rle, 1.2.840.10008.1.2.5",
        "image/jls, 1.2.840.10008.1.2.4.80",
        "image/jp2, 1.2.840.10008.1.2.4.90",
        "image/jp2; transfer-syntax=1.2.840.10008.1.2.4.91, 1.2.840.10008.1.2.4.91",
        "image/jphc, 1.2.840.10008.1.2.4.201",
        "image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70, 1.2.840.10008.1.2.4.70",
        "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.5, 1.2.840.10008.1.2.5",
        "video/mp4, 1.2.840.10008.1.2.4.102"
    })
    void theMediaTypeSaysInWhichSyntaxCompressedPixelsAre(String type, String syntax) {
        var slice = CtSlice.ofNewStudy();
        byte[] stream = {1, 2, 3, 4, 5};

        store(JSON, json(slice.dataset(), "b"), new Part(type, "b", stream)).expecting(200);

        var object = client.get(COORDINATOR, instance(slice), "application/dicom; transfer-syntax=*")
                .expecting(200);
        assertThat(object.header("Content-Type")).isEqualTo("application/dicom; transfer-syntax=" + syntax);
        var given = client.get(COORDINATOR, instance(slice) + "/frames/1", "*/*; transfer-syntax=*")
                .expecting(200)
                .body();
        assertThat(given).startsWith(stream).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/gif",
                "image/jpeg",
                "text/html",
                "image/jp2; transfer-syntax=1.2.840.10008.1.2.5",
                "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.2",
                "application/octet-stream; transfer-syntax=1.2.3.4"
            })
    void pixelsOfUnknownFormAreAFailureWithItsOwnReason(String type) {
        var slice = CtSlice.ofNewStudy();

        var answer = store(JSON, json(slice.dataset(), "b"), new Part(type, "b", new byte[10]));

        assertThat(reason(answer.expecting(409), "00081198")).isEqualTo(0xC122);
        problem(client.get(COORDINATOR, study(slice), "*/*"), 404);
    }

    @Test
    void aJpegIsStoredAsWhatItsOwnHeaderSays() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var jpeg = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY), "jpeg", jpeg);

        store(JSON, json(eightBits(slice.dataset()), "b"), new Part("image/jpeg", "b", jpeg.toByteArray()))
                .expecting(200);

        assertThat(client.get(COORDINATOR, instance(slice), "application/dicom; transfer-syntax=*")
                        .header("Content-Type"))
                .endsWith(UID.JPEGBaseline8Bit);
        var picture = client.get(COORDINATOR, instance(slice) + "/rendered", "image/png")
                .expecting(200)
                .body();
        assertThat(Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(picture)))
                        .getWidth())
                .isEqualTo(8);
    }

    @Test
    void aLoopHasAPartForEachFrame() {
        var slice = CtSlice.ofNewStudy();
        var loop = slice.dataset().setString(Tag.NumberOfFrames, VR.IS, "3");
        var parts = new ArrayList<>(List.of(json(loop, "b")));
        for (int frame = 1; frame <= 3; frame++) {
            parts.add(new Part("image/jp2", "b", new byte[] {(byte) 0xFF, 0x4F, (byte) frame, 0}));
        }
        var tooFew = CtSlice.ofNewStudy();

        store(JSON, parts.toArray(Part[]::new)).expecting(200);

        assertThat(client.get(COORDINATOR, instance(slice) + "/frames/3", "*/*; transfer-syntax=*")
                        .expecting(200)
                        .body())
                .containsExactly(0xFF, 0x4F, 3, 0);
        var answer = store(
                JSON,
                json(tooFew.dataset().setString(Tag.NumberOfFrames, VR.IS, "3"), "b"),
                parts.get(1),
                parts.get(2));
        assertThat(reason(answer.expecting(409), "00081198")).isEqualTo(0xC001);
    }

    @Test
    void DUR02_aMissingPartFailsItsObjectAloneAndAPartTooManyIsReported() {
        var good = CtSlice.ofNewStudy();
        var lacking = good.sibling(2);
        var other = good.sibling(3);
        var documents = new Part(
                JSON,
                "",
                ("[" + text(json(good.dataset(), "a")) + "," + text(json(lacking.dataset(), "never came")) + ","
                                + text(json(other.dataset(), "c")) + "]")
                        .getBytes(StandardCharsets.UTF_8));

        var answer = store(
                        JSON,
                        documents,
                        bulk("a", pixels(good)),
                        bulk("c", pixels(other)),
                        bulk("nobody asked", new byte[9]),
                        bulk("", new byte[9]))
                .expecting(202);

        assertThat(answer.json().at("/00081199/Value")).hasSize(2);
        assertThat(answer.json().at("/00081198/Value")).hasSize(1);
        assertThat(answer.json().at("/00081198/Value/0/00081155/Value/0").asString())
                .isEqualTo(lacking.sopUid());
        assertThat(reason(answer, "00081198")).isEqualTo(0xC001);
        assertThat(answer.json().at("/0008119A/Value")).hasSize(2);
        assertThat(reason(answer, "0008119A")).isEqualTo(0xC002);
        assertThat(client.get(COORDINATOR, study(good) + "/metadata", JSON).json())
                .hasSize(2);
    }

    @Test
    void DUR02_aDocumentThatBreaksOffKeepsWhatCameBeforeAndSaysSo() {
        var good = CtSlice.ofNewStudy();
        var document = "[" + text(json(good.dataset(), "a")) + ", {\"00080018\": {\"vr\": \"UI\", \"Value\": [17";

        var answer = store(JSON, new Part(JSON, "", document.getBytes(StandardCharsets.UTF_8)), bulk("a", pixels(good)))
                .expecting(202);

        assertThat(answer.json().at("/00081199/Value")).hasSize(1);
        assertThat(reason(answer, "0008119A")).isEqualTo(Status.CannotUnderstand);
        assertThat(answer.text()).doesNotContain("Phantom");
    }

    @Test
    void aDescriptionWithoutBulkDataIsAnObjectToo() {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset();
        dataset.remove(Tag.PixelData);

        store(XML, new Part(XML, "", xml(dataset, BulkDataUris.NONE))).expecting(200);
        store(JSON, new Part(JSON, "", json(slice.sibling(2).dataset(), BulkDataUris.NONE)))
                .expecting(200);

        assertThat(client.get(COORDINATOR, study(slice) + "/metadata", JSON).json())
                .hasSize(2);
    }

    @Test
    void pixelsWithoutTheirDescriptionAreAFailure() {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset();
        dataset.remove(Tag.Rows);

        var answer = store(JSON, json(dataset, "b"), bulk("b", pixels(slice))).expecting(409);

        assertThat(reason(answer, "00081198")).isEqualTo(Status.DataSetDoesNotMatchSOPClass);
    }

    @Test
    void WEB03_noAddressOfBulkDataIsEverFollowed() throws Exception {
        var hits = new AtomicInteger();
        var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var listening = Thread.ofVirtual().start(() -> count(listener, hits));
        try (listener) {
            var here = "http://127.0.0.1:" + listener.getLocalPort() + "/bulk";
            for (var address : List.of(
                    here,
                    "//127.0.0.1:" + listener.getLocalPort() + "/bulk",
                    "ftp://localhost:" + listener.getLocalPort() + "/bulk",
                    "jar:" + here + "!/x",
                    "file:///etc/hostname")) {
                for (var type : List.of(JSON, XML)) {
                    var slice = CtSlice.ofNewStudy();
                    var answer = store(type, described(type, slice.dataset(), address))
                            .expecting(409);
                    assertThat(reason(answer, "00081198")).isEqualTo(0xC001);
                    problem(client.get(COORDINATOR, study(slice), "*/*"), 404);
                }
            }
            var slice = CtSlice.ofNewStudy();
            var external = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + here + "\">]>"
                    + text(new Part(XML, "", xml(slice.dataset(), BulkDataUris.NONE)));
            store(XML, new Part(XML, "", external.getBytes(StandardCharsets.UTF_8)))
                    .expecting(409);
            // The same address as the name of a part that came is only a name.
            store(JSON, json(slice.dataset(), here), bulk(here, pixels(slice))).expecting(200);
            client.get(COORDINATOR, instance(slice) + "/rendered", "*/*").expecting(200);
        }
        listening.join();
        assertThat(hits).hasValue(0);
    }

    private static void count(ServerSocket listener, AtomicInteger hits) {
        while (!listener.isClosed()) {
            try (var _ = listener.accept()) {
                hits.incrementAndGet();
            } catch (IOException _) {
                return;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../evil", "/etc/evil", "1.2\\3", "1.2\u00003", "evil", "1.2..3"})
    void DCM03_identifiersThatAreNoneAreRefusedAndNameNoFile(String evil) throws Exception {
        for (int tag : new int[] {Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPClassUID}) {
            var slice = CtSlice.ofNewStudy();
            var document = text(json(slice.dataset(), "../../evil"))
                    .replaceFirst(
                            "(\"%08X\":\\{\"vr\":\"UI\",\"Value\":\\[)\"[^\"]*\"".formatted(tag),
                            "$1" + quoted(evil).replace("\\", "\\\\"));
            var answer = store(
                    JSON,
                    new Part(JSON, "", document.getBytes(StandardCharsets.UTF_8)),
                    bulk("../../evil", pixels(slice)));

            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        }
        try (var files = Files.walk(data)) {
            assertThat(files.filter(file -> file.getFileName().toString().contains("evil")))
                    .isEmpty();
        }
    }

    private static String quoted(String text) {
        return tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(text);
    }

    @Test
    void nothingOfARequestStaysInTheSpool() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(JSON, json(slice.dataset(), "b"), bulk("b", pixels(slice))).expecting(200);
        problem(store(JSON, bulk("b", pixels(slice))), 400);
        var whole = multipart(json(slice.dataset(), "b"), bulk("b", pixels(slice)));
        problem(client.store(COORDINATOR, STUDIES, JSON, java.util.Arrays.copyOf(whole, whole.length - 20)), 400);

        try (var left = Files.walk(data.resolve("spool"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void otherKindsOfPartsAreNotTaken() {
        problem(client.store(COORDINATOR, STUDIES, "application/json", ascii("x")), 415);
        problem(client.post(COORDINATOR, STUDIES, JSON, ascii("[]")), 415);
    }

    private Answered store(String type, Part... parts) {
        return client.store(COORDINATOR, STUDIES, type, multipart(parts));
    }

    private static int reason(Answered answer, String sequence) {
        return answer.json().at("/" + sequence + "/Value/0/00081197/Value/0").asInt();
    }

    private static Part bulk(String location, byte[] content) {
        return new Part(OCTETS, location, content);
    }

    private static byte[] pixels(CtSlice slice) {
        return Objects.requireNonNull(slice.dataset().getBytes(Tag.PixelData));
    }

    private static Attributes eightBits(Attributes dataset) {
        return dataset.setInt(Tag.BitsAllocated, VR.US, 8)
                .setInt(Tag.BitsStored, VR.US, 8)
                .setInt(Tag.HighBit, VR.US, 7);
    }

    private static Part described(String type, Attributes dataset, String pixels) {
        return type.equals(JSON) ? json(dataset, pixels) : new Part(XML, "", xml(dataset, at(pixels)));
    }

    private static Part json(Attributes dataset, String pixels) {
        return new Part(JSON, "", json(dataset, at(pixels)));
    }

    private static BulkDataUris at(String pixels) {
        return (_, element) -> element.tag() == Tag.PixelData ? pixels : null;
    }

    private static byte[] json(Attributes dataset, BulkDataUris uris) {
        return written(out -> JsonWriter.write(out, dataset, uris));
    }

    private static byte[] xml(Attributes dataset, BulkDataUris uris) {
        return written(out -> XmlWriter.write(out, dataset, uris));
    }

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String text(Part part) {
        return new String(part.content(), StandardCharsets.UTF_8);
    }
}
