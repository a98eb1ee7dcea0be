package io.dayside.dicomweb;

import static io.dayside.dicomweb.DicomWebClient.STUDIES;
import static io.dayside.dicomweb.DicomWebClient.instance;
import static io.dayside.dicomweb.DicomWebClient.multipart;
import static io.dayside.dicomweb.DicomWebClient.problem;
import static io.dayside.dicomweb.DicomWebClient.series;
import static io.dayside.dicomweb.DicomWebClient.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.Status;
import io.dayside.dicomweb.DicomWebClient.Part;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Senders and callers that mean harm. */
@SpringBootTest(classes = DicomWebRooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HostileDicomWebTests {

    private static final String COORDINATOR = "coord.northgate";
    private static final String DICOM = "application/dicom";
    private static final int PREAMBLE_BYTES = 128;

    @Autowired
    private ServletWebServerApplicationContext context;

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
        DicomWebRooms.haveLogins(jdbc, COORDINATOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MZ\u0090\u0000",
                "\u007fELF\u0002",
                "#!/bin/sh\n",
                "<html><script>alert(1)</script>",
                "II*\u0000"
            })
    void DCM17_whatAnObjectHidesInItsPreambleIsNotGivenOut(String hidden) throws Exception {
        var slice = CtSlice.ofNewStudy();
        var file = file(slice.dataset(), slice.sopUid());
        var bytes = hidden.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, file, 0, bytes.length);
        client.post(COORDINATOR, STUDIES, DICOM, file).expecting(200);

        var wado =
                "/dicomweb/northgate/wado?requestType=WADO&contentType=application/dicom&studyUID=%s&seriesUID=%s&objectUID=%s"
                        .formatted(slice.studyUid(), slice.seriesUid(), slice.sopUid());
        for (var alone : List.of(
                client.get(COORDINATOR, instance(slice), "application/dicom; transfer-syntax=*"),
                client.get(COORDINATOR, instance(slice), DICOM),
                client.get(COORDINATOR, wado, "*/*"))) {
            assertThat(preamble(alone.expecting(200).body())).containsOnly(0);
            assertThat(alone.header("Content-Type")).startsWith(DICOM);
            assertThat(alone.header("Content-Disposition")).startsWith("attachment;");
            assertThat(alone.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
        var parts = client.get(COORDINATOR, study(slice), "multipart/related; type=\"application/dicom\"");
        assertThat(preamble(parts.expecting(200).pieces().getFirst().content())).containsOnly(0);
        assertThat(parts.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private static byte[] preamble(byte[] file) {
        return Arrays.copyOf(file, PREAMBLE_BYTES);
    }

    /** Memory outside the heap, taken before anybody has said who they are. */
    @Test
    void DCM13_connectionsThatSayNothingTakeNoMoreThanTheMemorySetAsideForThem() {
        var server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
        var connector = server.getTomcat().getConnector();
        long each = property(connector, "socket.appReadBufSize") + property(connector, "socket.appWriteBufSize");
        assertThat(each).isEqualTo(128 * 1024);
        assertThat(each * property(connector, "maxConnections")).isBetween(1L, 128L * 1024 * 1024);
    }

    private static long property(Connector connector, String name) {
        return Long.parseLong(String.valueOf(connector.getProperty(name)));
    }

    @Test
    void DCM17_aPageHiddenInBulkDataIsNoPage() {
        var slice = CtSlice.ofNewStudy();
        var page = "<html><script>alert(1)</script>".repeat(100).getBytes(StandardCharsets.US_ASCII);
        client.keep(slice, slice.dataset().setBytes(Tag.EncapsulatedDocument, VR.OB, page));

        var answer = client.get(COORDINATOR, instance(slice) + "/bulkdata/00420011", "*/*")
                .expecting(200);

        assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Disposition")).startsWith("attachment");
    }

    /** Three hundred kilobytes that become three hundred megabytes. */
    @Test
    void DCM06_aDeflatedObjectThatGrowsBeyondTheLimitIsAFailureAndTheNextIsStored() throws Exception {
        var bomb = CtSlice.ofNewStudy();
        var good = CtSlice.ofNewStudy();

        var answer = client.store(
                        COORDINATOR,
                        STUDIES,
                        DICOM,
                        multipart(part(bomb(bomb)), part(file(good.dataset(), good.sopUid()))))
                .expecting(202);

        assertThat(answer.json().at("/00081198/Value/0/00081155/Value/0").asString())
                .isEqualTo(bomb.sopUid());
        assertThat(answer.json().at("/00081198/Value/0/00081197/Value/0").asInt())
                .isEqualTo(Status.CannotUnderstand);
        problem(client.get(COORDINATOR, study(bomb), "*/*"), 404);
        client.get(COORDINATOR, study(good), "*/*").expecting(200);
    }

    private static byte[] bomb(CtSlice slice) throws IOException {
        var file = new ByteArrayOutputStream();
        DicomFile.writeMeta(
                file, FileMetaInformation.of(UID.CTImageStorage, slice.sopUid(), UID.DeflatedExplicitVRLittleEndian));
        int zeros = 300 << 20;
        var dataset = slice.dataset();
        dataset.remove(Tag.PixelData);
        try (var deflated = new DeflaterOutputStream(file, new Deflater(Deflater.BEST_SPEED, true), 1 << 16)) {
            deflated.write(CtSlice.encoded(dataset, io.dayside.dicom.data.TransferSyntax.EXPLICIT_LITTLE));
            deflated.write(ByteBuffer.allocate(12)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 0x7FE0)
                    .putShort((short) 0x0010)
                    .put((byte) 'O')
                    .put((byte) 'W')
                    .putShort((short) 0)
                    .putInt(zeros)
                    .array());
            var piece = new byte[1 << 20];
            for (int left = zeros; left > 0; left -= piece.length) {
                deflated.write(piece);
            }
        }
        return file.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2f..%2f..%2fetc%2fpasswd",
                "..;/..;/etc",
                "%00",
                "1.2.3%00",
                "1.2%5c3",
                "%2fetc%2fpasswd",
                "CON",
                "1.2..3",
                "1'%20or%20'1'='1",
                "11111111111111111111111111111111111111111111111111111111111111111"
            })
    void DCM03_whatIsNoUidInAnAddressFindsNothing(String evil) throws Exception {
        var slice = client.keep(CtSlice.ofNewStudy());
        var before = tree();
        var paths = new ArrayList<String>();
        for (var right : List.of(slice.studyUid(), slice.seriesUid(), slice.sopUid())) {
            for (var path : List.of(
                    instance(slice),
                    instance(slice) + "/metadata",
                    instance(slice) + "/frames/1",
                    instance(slice) + "/rendered",
                    instance(slice) + "/thumbnail",
                    instance(slice) + "/bulkdata/7FE00010")) {
                paths.add(path.replace(right, evil));
            }
        }
        paths.add(series(slice).replace(slice.seriesUid(), evil) + "/instances");
        paths.add(instance(slice) + "/frames/" + evil);
        paths.add(instance(slice) + "/bulkdata/" + evil);
        paths.add(study(slice).replace("northgate", evil));

        for (var path : paths) {
            var answer = client.get(COORDINATOR, path, "*/*");
            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.text()).doesNotContain("Exception", "io.dayside", "root:");
        }
        assertThat(tree()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../../evil", "/tmp/evil", "1.2/3", "1.2\u00003", "evil", "1.2..3"})
    void DCM03_anObjectWhoseIdentifiersAreNoneIsAFailureAndNamesNoFile(String evil) throws Exception {
        for (int tag : new int[] {Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPClassUID}) {
            var slice = CtSlice.ofNewStudy();
            var dataset = slice.dataset().setBytes(tag, VR.UI, evil.getBytes(StandardCharsets.US_ASCII));
            var sopUid = tag == Tag.SOPInstanceUID ? evil : slice.sopUid();

            var answer = client.store(COORDINATOR, STUDIES, DICOM, multipart(part(file(dataset, sopUid))));

            assertThat(answer.expecting(409).json().toString()).contains("00081197");
        }
        assertThat(tree()).noneMatch(file -> file.contains("evil"));
    }

    /** All of the data directory, and what lies beside it and above it. */
    private Set<String> tree() throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.walk(data)) {
            files.map(Path::toString).forEach(names::add);
        }
        for (var above : List.of("..", "../..", "../../..")) {
            try (var files = Files.list(data.resolve(above))) {
                files.map(Path::toString).forEach(names::add);
            }
        }
        return names;
    }

    private static Part part(byte[] file) {
        return new Part(DICOM, "", file);
    }

    private static byte[] file(Attributes dataset, String sopUid) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DicomFile.write(bytes, FileMetaInformation.of(UID.CTImageStorage, sopUid, UID.ExplicitVRLittleEndian), dataset);
        return bytes.toByteArray();
    }
}
