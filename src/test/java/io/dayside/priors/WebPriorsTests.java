package io.dayside.priors;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.audit.AuditAction;
import io.dayside.dicom.PeerProcess;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.TestCertificates;
import io.dayside.priors.WebPacsDouble.Part;
import io.dayside.tenancy.InvalidConfiguration;
import io.dayside.testing.CtSlice;
import io.dayside.testing.OrthancPeer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Priors by DICOMweb: from Orthanc, and from servers that are away, secured or hostile. */
@SpringBootTest(classes = PriorsRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@Timeout(240)
class WebPriorsTests extends PriorsStand {

    private static final String SECRET = "tok-en_123";

    @TempDir
    private static Path certificateFolder;

    private static TestCertificates certificates;

    @Autowired
    private WebCalls calls;

    @Autowired
    private PacsSecrets secrets;

    @Value("${dayside.data-dir}")
    private Path data = Path.of("");

    private final WebPacsDouble pacs = new WebPacsDouble();

    /** Where nobody may be sent. */
    private final WebPacsDouble trap = new WebPacsDouble();

    private final String patient = "P-" + System.nanoTime();
    private final PacsObject prior = PacsObject.earlier(patient, "20250301", "CT", "CT head");
    private final CtSlice study = CtSlice.ofNewStudy().withPatient(patient);

    @BeforeAll
    static void certificatesOfPacs() throws Exception {
        if (certificates == null) {
            certificates = TestCertificates.make(certificateFolder, "dayside", "localhost", "other");
        }
    }

    @DynamicPropertySource
    static void tls(DynamicPropertyRegistry registry) throws Exception {
        certificatesOfPacs();
        var bundle = "spring.ssl.bundle.pem.dicom.";
        registry.add(
                bundle + "keystore.certificate",
                () -> certificates.pem("dayside").toString());
        registry.add(
                bundle + "keystore.private-key",
                () -> certificates.keyPem("dayside").toString());
        registry.add(bundle + "truststore.certificate", () -> pemOfBoth().toString());
    }

    private static Path pemOfBoth() {
        try {
            return certificates.pemOf("localhost", "other");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        pacs.start();
        trap.start();
    }

    @AfterEach
    void nobodyElseWasCalled() throws IOException {
        assertThat(trap.requests())
                .as("calls to an address that is not configured")
                .isEmpty();
        pacs.close();
        trap.close();
        Files.deleteIfExists(secretFile());
    }

    private void keepSecret(String secret) throws IOException {
        Files.createDirectories(secretFile().getParent());
        Files.writeString(secretFile(), secret);
    }

    private Path secretFile() {
        return data.resolve("secrets/pacs-northgate");
    }

    private void ask(URI base) {
        ask(new PacsAddress.Web(base, PacsAddress.Login.NONE, List.of()));
    }

    private void ask(PacsAddress.Web address) {
        within(NORTHGATE, () -> {
            rules.keep(NORTHGATE, new PriorsRule(address, 3, 5));
            return true;
        });
    }

    private Prior.State stateOfPrior() {
        return within(NORTHGATE, () -> priors.of(ref(study))).getFirst().state();
    }

    private PriorsObstacle obstacle() throws InterruptedException {
        await(() -> trailed(AuditAction.PRIORS_MISSED, study.studyUid()) == 1);
        return within(NORTHGATE, () -> rows.search(ref(study)).orElseThrow().obstacle())
                .orElseThrow();
    }

    // Orthanc

    @Test
    void whatMattersIsFetchedFromOrthanc() throws Exception {
        var mrHead = PacsObject.earlier(patient, "20240301", "MR", "MRI brain");
        try (var orthanc = OrthancPeer.start(folder, "NG_PACS")) {
            for (var object : List.of(
                    prior,
                    prior.sibling(),
                    mrHead,
                    PacsObject.earlier(patient, "20240302", "CT", "CT thorax"),
                    PacsObject.earlier(patient, "20100301", "CT", "CT head"),
                    PacsObject.earlier(patient + "X", "20250301", "CT", "CT head"))) {
                orthanc.post("/instances", object.file());
            }
            ask(orthanc.dicomWeb());
            sendToRead(study);
            await(() -> searchState(study).equals("DONE"));
        }
        assertThat(within(NORTHGATE, () -> priors.of(ref(study))))
                .extracting(found -> found.ref().studyInstanceUid(), Prior::modality, Prior::region, Prior::state)
                .containsExactly(
                        tuple(prior.study(), "CT", "HEAD", Prior.State.THERE),
                        tuple(mrHead.study(), "MR", "HEAD", Prior.State.THERE));
        assertThat(held(prior.study())).isEqualTo(2);
        assertThat(held(mrHead.study())).isEqualTo(1);
        assertThat(trailed(AuditAction.PRIORS_FETCHED, prior.study())).isEqualTo(1);
        assertThat(within(HARBOUR, () -> priors.of(ref(study)))).isEmpty();
        var overview = within(NORTHGATE, () -> priors.overview(ref(study)));
        assertThat(overview.progress()).isEqualTo(PriorsOverview.Progress.DONE);
        assertThat(overview.obstacle()).isEmpty();
        assertThat(overview.entries()).hasSize(2).allMatch(PriorsOverview.Entry::held);
        assertThat(within(HARBOUR, () -> priors.overview(ref(study))))
                .isEqualTo(new PriorsOverview(PriorsOverview.Progress.NOT_ASKED, Optional.empty(), List.of()));

        await(() -> completed.studies.contains(ref(study)));
        assertThat(completed.studies).extracting(ref -> ref.studyInstanceUid()).doesNotContain(prior.study());
    }

    @Test
    void aPacsThatIsAwayIsAskedAgain() throws Exception {
        ask(URI.create("http://127.0.0.1:" + PeerProcess.freePort() + "/dicom-web"));
        sendToRead(study);
        assertThat(obstacle()).isEqualTo(PriorsObstacle.UNREACHABLE);
        assertThat(within(NORTHGATE, () -> priors.overview(ref(study))))
                .isEqualTo(new PriorsOverview(
                        PriorsOverview.Progress.UNDER_WAY, Optional.of(PriorsObstacle.UNREACHABLE), List.of()));
        await(() -> completed.studies.contains(ref(study)));

        pacs.finds(prior).gives(prior);
        ask(pacs.base());
        await(() -> searchState(study).equals("DONE"));
        assertThat(held(prior.study())).isEqualTo(1);
    }

    // Who we are, and who they are

    @Test
    void aTokenFromTheSecretsIsShown() throws Exception {
        pacs.finds(prior).gives(prior).wants("Bearer " + SECRET);
        keepSecret(SECRET + "\n");
        ask(new PacsAddress.Web(pacs.base(), PacsAddress.Login.BEARER, List.of()));
        sendToRead(study);
        await(() -> searchState(study).equals("DONE"));
        assertThat(stateOfPrior()).isEqualTo(Prior.State.THERE);
    }

    @Test
    void aNameAndPasswordAreShown() throws Exception {
        var credentials = Base64.getEncoder().encodeToString("dayside:pässword".getBytes(StandardCharsets.UTF_8));
        pacs.finds(prior).gives(prior).wants("Basic " + credentials);
        keepSecret("dayside:pässword");
        ask(new PacsAddress.Web(pacs.base(), PacsAddress.Login.BASIC, List.of()));
        sendToRead(study);
        await(() -> searchState(study).equals("DONE"));
    }

    @Test
    void withoutASecretNobodyIsCalled() throws Exception {
        ask(new PacsAddress.Web(pacs.base(), PacsAddress.Login.BEARER, List.of()));
        sendToRead(study);
        assertThat(obstacle()).isEqualTo(PriorsObstacle.NOT_SET_UP);
        assertThat(pacs.requests()).isEmpty();
    }

    @Test
    void whoIsLetInNowhereIsToldSo() throws Exception {
        pacs.finds(prior).wants("Bearer other");
        ask(pacs.base());
        sendToRead(study);
        assertThat(obstacle()).isEqualTo(PriorsObstacle.REFUSED);
    }

    @Test
    void aHospitalsSecretIsItsOwn() throws Exception {
        keepSecret(SECRET);
        assertThat(secrets.authorization(NORTHGATE, PacsAddress.Login.BEARER)).isEqualTo("Bearer " + SECRET);
        assertThat(catchThrowableOfType(
                        PriorsMissed.class, () -> secrets.authorization(HARBOUR, PacsAddress.Login.BEARER)))
                .hasMessageContaining("harbour")
                .hasMessageNotContaining(SECRET);
        keepSecret(SECRET + "\nX-Other: header");
        assertThat(catchThrowableOfType(
                        PriorsMissed.class, () -> secrets.authorization(NORTHGATE, PacsAddress.Login.BEARER)))
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void overTlsItHasToProveAConfiguredCertificate() throws Exception {
        try (var secured = new WebPacsDouble()) {
            secured.finds(prior).gives(prior).startTls(certificates.context("localhost"));
            var limits = new WebCalls.Limits(1_000_000, Duration.ofMinutes(1));
            for (var refused : List.of(List.<String>of(), List.of(digest("other")))) {
                var address = new PacsAddress.Web(secured.base(), PacsAddress.Login.NONE, refused);
                assertThat(catchThrowableOfType(
                                SSLException.class, () -> calls.get(NORTHGATE, address, "/studies", "*/*", limits)))
                        .isNotNull();
            }
            assertThat(secured.requests()).isEmpty();

            ask(new PacsAddress.Web(secured.base(), PacsAddress.Login.NONE, List.of(digest("localhost"))));
            sendToRead(study);
            await(() -> searchState(study).equals("DONE"));
            assertThat(stateOfPrior()).isEqualTo(Prior.State.THERE);
        }
    }

    private static String digest(String name) throws Exception {
        var encoded = certificates.certificate(name).getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    }

    // Hostile servers, DCM-16 and WEB-03

    @Test
    void dcm16WhatWasNotAskedForIsNotKept() throws Exception {
        var otherStudy = PacsObject.earlier(patient, "20250302", "CT", "CT head");
        pacs.finds(prior)
                .finds(PacsObject.earlier("P-OTHER", "20250301", "CT", "CT head"))
                .finds(prior.with(Tag.StudyInstanceUID, VR.UI, "../../etc"))
                .finds(prior.with(Tag.StudyDate, VR.DA, "tomorrow"))
                .gives(prior.ofPatient("P-OTHER").sibling())
                .gives(otherStudy)
                .gives(new Part("application/dicom", "no DICOM".getBytes(StandardCharsets.US_ASCII)))
                .gives(prior);
        ask(pacs.base());
        sendToRead(study);
        await(() -> searchState(study).equals("DONE"));

        assertThat(within(NORTHGATE, () -> priors.of(ref(study))))
                .extracting(found -> found.ref().studyInstanceUid(), Prior::state)
                .containsExactly(tuple(prior.study(), Prior.State.INCOMPLETE));
        assertThat(held(prior.study())).as("the one that was asked for").isEqualTo(1);
        assertThat(held(otherStudy.study())).isZero();
        assertThat(pacs.requests()).allMatch(request -> request.contains("/dicom-web/studies"));
    }

    /** The PACS names it a study of the patient, and what it gives is another's. */
    @Test
    void aPriorOfAnotherPatientCannotBeLookedAt() throws Exception {
        var others = prior.ofPatient("P-OTHER");
        assertThat(store("NG_CT1", others)).isInstanceOf(StoreOutcome.Stored.class);
        pacs.finds(prior).gives(others);
        ask(pacs.base());
        sendToRead(study);
        await(() -> searchState(study).equals("DONE"));
        assertThat(within(NORTHGATE, () -> priors.overview(ref(study))).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.held()).isFalse());
        assertThat(within(NORTHGATE, () -> priors.studiesWith(new StudyRef(NORTHGATE, prior.study()))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void web03ARedirectIsNotFollowed(int status) throws Exception {
        pacs.answers((exchange, _) -> {
            exchange.getResponseHeaders().set("Location", trap.base() + "/studies");
            exchange.sendResponseHeaders(status, -1);
        });
        ask(pacs.base());
        sendToRead(study);
        assertThat(obstacle()).isEqualTo(PriorsObstacle.BROKEN);
    }

    @Test
    void web03BulkDataElsewhereAreLeftThere() throws Exception {
        pacs.answers((exchange, path) -> {
            if (path.equals("/studies")) {
                respond(exchange, "application/dicom+json", """
                        [{"0020000D": {"vr": "UI", "Value": ["%s"]}, "00100020": {"vr": "LO", "Value": ["%s"]},
                          "00080020": {"vr": "DA", "Value": ["20250301"]}, "00080061": {"vr": "CS", "Value": ["CT"]},
                          "00081030": {"vr": "LO", "BulkDataURI": "%s/description"},
                          "00081190": {"vr": "UR", "Value": ["%s/studies/1"]}}]""".formatted(
                                prior.study(), patient, trap.base(), trap.base()));
            } else {
                pacs.sendParts(exchange, List.of(new Part("application/dicom", prior.file())), true);
            }
        });
        ask(pacs.base());
        sendToRead(study);
        await(() -> searchState(study).equals("DONE"));
        assertThat(held(prior.study())).isEqualTo(1);
    }

    @Test
    void dcm16AnswersWithoutEndAreCutOff() throws Exception {
        var mostOfOneAnswer = new AtomicLong();
        pacs.answers((exchange, _) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/dicom+json");
            exchange.sendResponseHeaders(200, 0);
            var match = WebPacsDouble.json(prior.with(Tag.StudyInstanceUID, VR.UI, UIDs.random()));
            var piece = (match + ",").repeat(100).getBytes(StandardCharsets.UTF_8);
            try (var body = exchange.getResponseBody()) {
                body.write('[');
                for (long sent = piece.length; ; sent += piece.length) {
                    body.write(piece);
                    mostOfOneAnswer.accumulateAndGet(sent, Math::max);
                }
            }
        });
        ask(pacs.base());
        sendToRead(study);
        assertThat(obstacle()).isEqualTo(PriorsObstacle.BROKEN);
        await(() -> mostOfOneAnswer.get() > 0);
        assertThat(mostOfOneAnswer.get()).isLessThan(64L * 1024 * 1024);
        await(() -> completed.studies.contains(ref(study)));
    }

    @Test
    void dcm16BodiesAreBoundedInSizeAndTime() throws Exception {
        pacs.answers((exchange, _) -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[1000]);
                    body.flush();
                }
            }
        });
        var address = new PacsAddress.Web(pacs.base(), PacsAddress.Login.NONE, List.of());
        var large = new WebCalls.Limits(100_000, Duration.ofHours(1));
        try (var answer = calls.get(NORTHGATE, address, "/studies", "*/*", large)) {
            assertThat(catchThrowableOfType(
                            PriorsMissed.class, () -> answer.body().readAllBytes()))
                    .hasMessage("the answer is larger than can be taken");
        }
        var slow = new WebCalls.Limits(Long.MAX_VALUE, Duration.ofMillis(200));
        try (var answer = calls.get(NORTHGATE, address, "/studies", "*/*", slow)) {
            assertThat(catchThrowableOfType(
                            PriorsMissed.class, () -> answer.body().transferTo(OutputStream.nullOutputStream())))
                    .hasMessage("the answer takes too long");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/dicom", "multipart/related; type=\"application/dicom\"", ""})
    void whatIsNotDicomwebIsSaidToBeBroken(String type) throws Exception {
        pacs.finds(prior).answersObjects((exchange, _) -> respond(exchange, type, "<html>Log in</html>"));
        ask(pacs.base());
        sendToRead(study);
        assertThat(obstacle()).isEqualTo(PriorsObstacle.BROKEN);
        assertThat(stateOfPrior()).isEqualTo(Prior.State.WANTED);
    }

    @Test
    void aBodyThatBreaksOffIsFetchedAgainAndWhatCameIsKept() throws Exception {
        var whole = new AtomicBoolean();
        var second = prior.sibling();
        pacs.finds(prior).answersObjects((exchange, _) -> {
            var parts =
                    List.of(new Part("application/dicom", prior.file()), new Part("application/dicom", second.file()));
            pacs.sendParts(exchange, parts, whole.get());
        });
        ask(pacs.base());
        sendToRead(study);
        assertThat(obstacle()).isEqualTo(PriorsObstacle.BROKEN);
        assertThat(stateOfPrior()).isEqualTo(Prior.State.WANTED);
        assertThat(held(prior.study())).isEqualTo(1);

        whole.set(true);
        await(() -> searchState(study).equals("DONE"));
        assertThat(stateOfPrior()).isEqualTo(Prior.State.THERE);
        assertThat(held(prior.study())).isEqualTo(2);
    }

    private static void respond(HttpExchange exchange, String type, String text) throws IOException {
        if (!type.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    // Configuration

    @Test
    void theConfigurationNamesAnAddressAndNoSecret() throws Exception {
        var files = Files.createDirectory(folder.resolve("config"));
        Files.copy(Path.of("tenant-config/northgate.yaml"), files.resolve("northgate.yaml"));
        var document = files.resolve("priors.yaml");
        Files.writeString(document, """
                kind: Priors
                hospital: northgate
                dicomweb: {address: "https://pacs.northgate.example:8443/dicom-web/", login: BEARER}
                most: 3
                years: 5
                """);
        assertThat(configuration.plan(files))
                .contains("hospital northgate: priors come from https://pacs.northgate.example:8443/dicom-web,"
                        + " 3 at most, of 5 years");
        configuration.apply(files);
        var address = new PacsAddress.Web(
                URI.create("https://pacs.northgate.example:8443/dicom-web"), PacsAddress.Login.BEARER, List.of());
        assertThat(within(NORTHGATE, () -> rules.of(NORTHGATE))).hasValue(new PriorsRule(address, 3, 5));
        assertThat(within(HARBOUR, () -> rules.of(NORTHGATE))).isEmpty();
        assertThat(configuration.plan(files)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://pacs.northgate.example/dicom-web",
                "http://localhost.northgate.example/",
                "https://user:password@pacs.northgate.example/",
                "https://pacs.northgate.example/?token=1",
                "https://pacs.northgate.example/#x",
                "ftp://127.0.0.1/",
                "file:///etc/passwd",
                "https:///studies",
                "pacs.northgate.example"
            })
    void anAddressThatIsNoneOrUnprotectedIsRefused(String address) throws Exception {
        var files = Files.createDirectory(folder.resolve("config"));
        Files.copy(Path.of("tenant-config/northgate.yaml"), files.resolve("northgate.yaml"));
        Files.writeString(
                files.resolve("priors.yaml"),
                "kind: Priors\nhospital: northgate\ndicomweb: {address: \"%s\"}\nmost: 3\nyears: 5\n"
                        .formatted(address));
        assertThat(catchThrowableOfType(InvalidConfiguration.class, () -> configuration.plan(files))
                        .problems())
                .containsExactly("priors.yaml document 1: dicomweb.address: must be an https address without user,"
                        + " query and fragment, or http on this machine");
    }
}
