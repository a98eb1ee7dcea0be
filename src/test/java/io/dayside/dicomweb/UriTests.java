package io.dayside.dicomweb;

import static io.dayside.dicomweb.DicomWebClient.instance;
import static io.dayside.dicomweb.DicomWebClient.problem;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** WADO-URI over HTTP. */
@SpringBootTest(classes = DicomWebRooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class UriTests {

    private static final String COORDINATOR = "coord.northgate";

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

    private DicomWebClient client;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @BeforeEach
    void everybodyHasALogin() {
        client = new DicomWebClient(port, archive);
        DicomWebRooms.haveLogins(jdbc, "okafor", "meyer", COORDINATOR, "coord.harbour");
    }

    private static String wado(CtSlice slice) {
        return "/dicomweb/northgate/wado?requestType=WADO&studyUID=%s&seriesUID=%s&objectUID=%s"
                .formatted(slice.studyUid(), slice.seriesUid(), slice.sopUid());
    }

    private Answered get(String path) {
        return client.get(COORDINATOR, path, "*/*");
    }

    @Test
    void whatOneMayNotSeeDoesNotExist() {
        var slice = client.keep(CtSlice.ofNewStudy());
        var unknown = CtSlice.ofNewStudy();
        for (var more : List.of("", "&contentType=application/dicom", "&contentType=application/dicom&anonymize=yes")) {
            for (var username : List.of("meyer", "coord.harbour")) {
                assertThat(problem(client.get(username, wado(slice) + more, "*/*"), 404))
                        .isEqualTo(problem(client.get(username, wado(unknown) + more, "*/*"), 404));
            }
            problem(client.get("coord.harbour", wado(slice).replace("northgate", "harbour") + more, "*/*"), 404);
            problem(client.get("", wado(slice) + more, "*/*"), 401);
        }
        var other = client.keep(CtSlice.ofNewStudy());
        problem(get(wado(slice).replace(slice.studyUid(), other.studyUid())), 404);
        problem(get(wado(slice).replace(slice.seriesUid(), other.seriesUid())), 404);
        assertThat(retrievals(slice)).isEmpty();
    }

    @Test
    void whoHoldsTheCaseRetrievesAndIsInTheTrail() {
        var slice = client.keep(CtSlice.ofNewStudy());
        holders.give(new StudyRef(NORTHGATE, slice.studyUid()), "okafor");

        client.get("okafor", wado(slice), "*/*").expecting(200);
        client.get("okafor", wado(slice), "*/*").expecting(200);
        client.get("okafor", wado(slice) + "&contentType=application/dicom", "*/*")
                .expecting(200);
        client.get("okafor", wado(slice) + "&contentType=application/dicom&anonymize=yes", "*/*")
                .expecting(200);

        assertThat(retrievals(slice)).containsExactlyInAnyOrder("RENDERED", "OBJECTS", "DEIDENTIFIED");
    }

    @Test
    void aStillComesAsAPictureAndALoopAsAnObjectUnlessAFrameIsNamed() {
        var still = client.keep(CtSlice.ofNewStudy());
        var loop = CtSlice.ofNewStudy();
        client.keep(loop, loop(loop));

        assertThat(get(wado(still)).expecting(200).header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(get(wado(still) + "&contentType=image/png").expecting(200).header("Content-Type"))
                .isEqualTo("image/png");
        assertThat(get(wado(still) + "&contentType=image/gif,image/png")
                        .expecting(200)
                        .header("Content-Type"))
                .isEqualTo("image/png");
        assertThat(client.get(COORDINATOR, wado(still), "application/dicom")
                        .expecting(200)
                        .header("Content-Type"))
                .startsWith("application/dicom");
        assertThat(get(wado(loop)).expecting(200).header("Content-Type")).startsWith("application/dicom");
        assertThat(get(wado(loop) + "&frameNumber=2").expecting(200).header("Content-Type"))
                .isEqualTo("image/jpeg");
        problem(get(wado(loop) + "&frameNumber=4"), 404);
        problem(get(wado(still) + "&contentType=text/html"), 406);
    }

    @Test
    void windowRegionAndSizeShowWhatTheRenderedResourceShows() throws Exception {
        var slice = client.keep(CtSlice.ofNewStudy());
        var picture = wado(slice) + "&contentType=image/png&windowCenter=-992&windowWidth=64";

        var whole = png(picture);
        var part = png(picture + "&region=0.25,0.125,0.75,0.375");
        var enlarged = png(picture + "&region=0.25,0.125,0.75,0.375&columns=40");

        assertThat(get(picture).body())
                .isEqualTo(client.get(COORDINATOR, instance(slice) + "/rendered?window=-992,64,linear", "image/png")
                        .body());
        assertThat(List.of(part.getWidth(), part.getHeight())).containsExactly(4, 2);
        assertThat(grey(part, 0, 0)).isEqualTo(grey(whole, 2, 1)).isPositive();
        assertThat(grey(part, 3, 1)).isEqualTo(grey(whole, 5, 2));
        assertThat(List.of(enlarged.getWidth(), enlarged.getHeight())).containsExactly(40, 20);
        assertThat(png(picture + "&rows=4").getWidth()).isEqualTo(4);
        assertThat(png(picture + "&rows=4&columns=2").getHeight()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&requestType=WADO",
                "&region=0,0,1",
                "&region=0,0,1,1.1",
                "&region=0.5,0,0.5,1",
                "&region=-0.1,0,1,1",
                "&rows=0",
                "&rows=-1",
                "&columns=5000",
                "&columns=many",
                "&windowCenter=40",
                "&windowWidth=40",
                "&windowCenter=40&windowWidth=0",
                "&windowCenter=x&windowWidth=10",
                "&imageQuality=101",
                "&frameNumber=first",
                "&presentationUID=1.2.3",
                "&anonymize=no",
                "&contentType=image/jpeg&anonymize=yes",
                "&contentType=image/jpeg&transferSyntax=1.2.840.10008.1.2.1",
                "&contentType=application/dicom&rows=10",
                "&contentType=application/dicom&frameNumber=1"
            })
    void whatContradictsItselfIsABadRequest(String more) {
        problem(get(wado(client.keep(CtSlice.ofNewStudy())) + more), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"requestType", "studyUID", "seriesUID", "objectUID"})
    void whatIsMissingIsNamed(String parameter) {
        var path = wado(CtSlice.ofNewStudy()).replace(parameter + "=", "other=");

        assertThat(problem(get(path), 400).get("detail").asString()).contains(parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "1.2.3\u0000", "1.2\\3", "1'--", "CON", "1.2.3/4"})
    void DCM03_whatIsNoUidIsNotFound(String uid) {
        var slice = client.keep(CtSlice.ofNewStudy());
        var encoded = URLEncoder.encode(uid, StandardCharsets.UTF_8);
        for (var right : List.of(slice.studyUid(), slice.seriesUid(), slice.sopUid())) {
            problem(get(wado(slice).replace(right, encoded)), 404);
        }
        problem(get(wado(slice).replace(slice.sopUid(), "1".repeat(65))), 404);
    }

    @Test
    void anObjectComesInExplicitLittleEndianOrAsAskedFor() throws Exception {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, slice.dataset(), UID.ImplicitVRLittleEndian);
        var object = wado(slice) + "&contentType=application/dicom";

        assertThat(file(get(object)).meta().transferSyntaxUid()).isEqualTo(UID.ExplicitVRLittleEndian);
        assertThat(file(get(object + "&transferSyntax=" + UID.ImplicitVRLittleEndian))
                        .meta()
                        .transferSyntaxUid())
                .isEqualTo(UID.ImplicitVRLittleEndian);
        assertThat(get(object).header("Content-Disposition")).startsWith("attachment");
        assertThat(get(object).header("X-Content-Type-Options")).isEqualTo("nosniff");
        problem(get(object + "&transferSyntax=" + UID.JPEG2000), 406);
    }

    @ParameterizedTest
    @ValueSource(strings = {UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian, UID.DeflatedExplicitVRLittleEndian})
    void anAnonymousObjectHasItsPictureAndNothingOfThePatient(String stored) throws Exception {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, slice.dataset(), stored);

        var answer = get(wado(slice) + "&contentType=application/dicom&anonymize=yes")
                .expecting(200);

        var file = file(answer);
        assertThat(file.meta().transferSyntaxUid()).isEqualTo(UID.ExplicitVRLittleEndian);
        assertThat(file.dataset().getString(Tag.PatientIdentityRemoved)).isEqualTo("YES");
        assertThat(file.dataset().getBytes(Tag.PixelData))
                .isEqualTo(slice.dataset().getBytes(Tag.PixelData));
        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
                .doesNotContain("Phantom", "P-1", "19700131", slice.accession(), slice.sopUid(), slice.studyUid());
        assertThat(answer.response().headers().map().toString()).doesNotContain(slice.sopUid());
    }

    @Test
    void anonymousObjectsOfOneStudyStayOneStudy() throws Exception {
        var slice = client.keep(CtSlice.ofNewStudy());
        var sibling = client.keep(slice.sibling(2));
        var asked = Map.of("one", slice, "other", sibling);

        var studies = asked.values().stream()
                .map(one -> uid(get(wado(one) + "&contentType=application/dicom&anonymize=yes"), Tag.StudyInstanceUID))
                .distinct()
                .toList();

        assertThat(studies).hasSize(1).doesNotContain(slice.studyUid());
    }

    @Test
    void whatHasNamesBurnedInIsNotGivenOutAsAnonymous() {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, slice.dataset().setString(Tag.BurnedInAnnotation, VR.CS, "YES"));

        problem(get(wado(slice) + "&contentType=application/dicom&anonymize=yes"), 406);
    }

    private static Attributes loop(CtSlice slice) {
        return slice.dataset()
                .setString(Tag.NumberOfFrames, VR.IS, "3")
                .setShorts(Tag.PixelData, VR.OW, new short[3 * CtSlice.ROWS * CtSlice.COLUMNS]);
    }

    private static DicomFile file(Answered answer) throws IOException, MalformedDataset {
        return DicomFile.read(new ByteArrayInputStream(answer.expecting(200).body()));
    }

    private static String uid(Answered answer, int tag) {
        try {
            return file(answer).dataset().getString(tag, "");
        } catch (IOException | MalformedDataset e) {
            throw new AssertionError(e);
        }
    }

    private BufferedImage png(String path) throws IOException {
        return Objects.requireNonNull(
                ImageIO.read(new ByteArrayInputStream(get(path).expecting(200).body())));
    }

    private static int grey(BufferedImage picture, int x, int y) {
        return picture.getRaster().getSample(x, y, 0);
    }

    /** What is said to have been retrieved, in the hospital's trail. */
    private List<String> retrievals(CtSlice slice) {
        return TenantScope.call(
                NORTHGATE,
                () -> Objects.requireNonNull(transaction.execute(_ -> jdbc.sql("""
                        select details ->> 'what' from audit_event join audit_detail using (tenant_id, seq)
                        where tenant_id = :tenant and object = :object and action = 'IMAGES_VIEWED'""")
                        .param("tenant", NORTHGATE.code())
                        .param("object", "study:" + slice.studyUid())
                        .query(String.class)
                        .list())));
    }
}
