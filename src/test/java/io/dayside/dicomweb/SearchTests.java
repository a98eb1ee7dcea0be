package io.dayside.dicomweb;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.xml.XmlReader;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.imaging.StudyAccess;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Searching over HTTP, with the real archive below and the real logins, memberships and privileges before. */
@SpringBootTest(classes = SearchTests.Rooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SearchTests {

    private static final String ISSUER = "https://login.example/realms/dayside";
    private static final List<String> PEOPLE = List.of("okafor", "meyer", "coord.northgate", "coord.harbour");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger TESTS = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private Archive archive;

    @Autowired
    private Holders holders;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JsonMapper json;

    private String patient = "";

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    /** This room with those it stands on, and {@code workforce}, which says where specialists are privileged. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = "io.dayside",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern =
                                    "io\\.dayside\\.(?!(tenancy|audit|identity|workforce|archive|imaging|dicomweb)\\.|cases\\.CaseKinds|vetting\\.PracticalTest|ModuleMigrations|BackgroundWork).*"
                                            + "|.*Tests(\\$.*)?|.*\\.DicomWebRooms(\\$.*)?"))
    static class Rooms {

        @Bean
        Clock clock() {
            return Clock.fixed(Instant.parse("2026-11-24T08:15:00Z"), ZoneOffset.UTC);
        }

        @Bean
        Holders holders() {
            return new Holders();
        }

        /** A bearer's token is a user name. What makes a real one valid is tested where tokens are read. */
        @Bean
        @Primary
        JwtDecoder tokensAreUserNames() {
            return token -> Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .issuer(ISSUER)
                    .subject(subject(token))
                    .build();
        }
    }

    /** Specialists see what they hold, coordinators everything: borders are not its business. */
    static class Holders implements StudyAccess {

        private final Map<StudyRef, String> holders = new ConcurrentHashMap<>();

        void give(StudyRef study, String username) {
            holders.put(study, username);
        }

        @Override
        public boolean mayView(Caller caller, StudyRef study) {
            return caller.is(Role.COORDINATOR) || caller.username().equals(holders.get(study));
        }
    }

    @BeforeEach
    void everybodyHasALogin() {
        patient = "WEB-" + TESTS.incrementAndGet();
        for (var username : PEOPLE) {
            jdbc.sql("""
                    insert into login (issuer, subject, username) values (:issuer, :subject, :username)
                    on conflict do nothing""")
                    .param("issuer", ISSUER)
                    .param("subject", subject(username))
                    .param("username", username)
                    .update();
        }
    }

    private static String subject(String username) {
        return "subject-of-" + username;
    }

    @Test
    void studiesAreReturnedAsTheStandardListsThem() {
        var slice = store(NORTHGATE, data -> data.setString(Tag.AdmittingDiagnosesDescription, VR.LO, "fall"));

        var found = get("coord.northgate", "/dicomweb/northgate/studies?PatientID=" + patient);

        assertThat(found.headers().firstValue("Content-Type")).contains("application/dicom+json");
        assertThat(found.headers().firstValue("Warning")).isEmpty();
        var study = only(found);
        assertThat(study.at("/0020000D/Value/0").asString()).isEqualTo(slice.studyUid());
        assertThat(study.at("/00080020/Value/0").asString()).isEqualTo("20261124");
        assertThat(study.at("/00080061/Value/0").asString()).isEqualTo("CT");
        assertThat(study.at("/00100010/Value/0/Alphabetic").asString()).isEqualTo("Phantom^Test");
        assertThat(study.at("/00201208/Value/0").asInt()).isEqualTo(1);
        assertThat(study.at("/00080056/Value/0").asString()).isEqualTo("ONLINE");
        assertThat(study.at("/00200010/vr").asString()).as("without value").isEqualTo("SH");
        assertThat(study.at("/00081190/Value/0").asString())
                .isEqualTo("http://localhost:" + port + "/dicomweb/northgate/studies/" + slice.studyUid());
        assertThat(study.has("00081080")).as("only where asked for").isFalse();
        assertThat(study.has("0020000E")).as("of the level below").isFalse();
    }

    @Test
    void includefieldAddsWhatItNames() {
        store(
                NORTHGATE,
                data -> data.setString(Tag.AdmittingDiagnosesDescription, VR.LO, "fall")
                        .setString(Tag.PatientSize, VR.DS, "1.75"));
        var path = "/dicomweb/northgate/studies?00100020=" + patient + "&includefield=";
        assertThat(only(get("coord.northgate", path + "AdmittingDiagnosesDescription,00100030"))
                        .at("/00081080/Value/0")
                        .asString())
                .isEqualTo("fall");
        var all = only(get("coord.northgate", path + "all"));
        assertThat(all.has("00081080")).isTrue();
        assertThat(all.at("/00101020/Value/0").asDouble()).isEqualTo(1.75);
    }

    @Test
    void theLevelsBelowAreFoundByPathAndByParameter() {
        var slice = store(
                NORTHGATE,
                data -> data.newSequence(Tag.RequestAttributesSequence)
                        .addItem()
                        .setString(Tag.ScheduledProcedureStepID, VR.SH, "SPS-1"));
        var study = "/dicomweb/northgate/studies/" + slice.studyUid();
        var series = study + "/series/" + slice.seriesUid();

        var ofStudy = only(get("coord.northgate", study + "/series"));
        assertThat(ofStudy.at("/0020000E/Value/0").asString()).isEqualTo(slice.seriesUid());
        assertThat(ofStudy.at("/00081190/Value/0").asString()).endsWith(series);
        assertThat(ofStudy.has("00100010"))
                .as("the path says which study it is")
                .isFalse();

        var anywhere = only(get(
                "coord.northgate",
                "/dicomweb/northgate/series?PatientID=" + patient
                        + "&RequestAttributesSequence.ScheduledProcedureStepID=SPS-1"));
        assertThat(anywhere.at("/0020000E/Value/0").asString()).isEqualTo(slice.seriesUid());
        assertThat(anywhere.has("00100010"))
                .as("nothing says which study it is")
                .isTrue();
        assertThat(matches(get(
                        "coord.northgate",
                        "/dicomweb/northgate/series?PatientID=" + patient
                                + "&RequestAttributesSequence.ScheduledProcedureStepID=SPS-2")))
                .isEmpty();

        for (var path : List.of(
                series + "/instances",
                study + "/instances",
                "/dicomweb/northgate/instances?SOPInstanceUID=" + slice.sopUid())) {
            var instance = only(get("coord.northgate", path));
            assertThat(instance.at("/00080018/Value/0").asString()).isEqualTo(slice.sopUid());
            assertThat(instance.at("/00280010/Value/0").asInt()).isEqualTo(CtSlice.ROWS);
            assertThat(instance.at("/00081190/Value/0").asString()).endsWith(series + "/instances/" + slice.sopUid());
        }
    }

    @Test
    void xmlComesInPartsWhereAskedFor() throws Exception {
        store(NORTHGATE, data -> data.setString(Tag.PatientName, VR.PN, "Müller^Jörg"));
        store(NORTHGATE, _ -> {});
        var found = get(
                "coord.northgate",
                "/dicomweb/northgate/studies?PatientID=" + patient,
                "multipart/related; type=\"application/dicom+xml\", application/dicom+json;q=0.5");
        assertThat(found.statusCode()).isEqualTo(200);
        var type = found.headers().firstValue("Content-Type").orElseThrow();
        assertThat(type).startsWith("multipart/related").contains("type=\"application/dicom+xml\"");
        var parts = new String(found.body(), StandardCharsets.UTF_8)
                .split("--" + type.replaceAll(".*boundary=\"?([^\";]+).*", "$1"), -1);
        assertThat(parts).hasSize(4);
        assertThat(parts[3]).isEqualTo("--\r\n");
        var names = Stream.of(parts[1], parts[2]).map(SearchTests::nameOf).toList();
        assertThat(names).containsExactlyInAnyOrder("Müller^Jörg", "Phantom^Test");
    }

    private static String nameOf(String part) {
        try {
            var body = part.substring(part.indexOf("\r\n\r\n") + 4);
            return XmlReader.read(new ByteArrayInputStream(body.strip().getBytes(StandardCharsets.UTF_8)))
                    .attributes()
                    .getString(Tag.PatientName, "");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html | 406",
                "application/dicom+xml | 406",
                "multipart/related; type=\"application/dicom\" | 406",
                "nonsense | 406",
                "application/json | 200",
                "*/* | 200",
            })
    void whatIsNotAcceptableIsSaid(String accept, int status) {
        var found = get("coord.northgate", "/dicomweb/northgate/studies?PatientID=" + patient, accept);
        assertThat(found.statusCode()).isEqualTo(status);
    }

    @Test
    void nothingFoundIsAnEmptyList() {
        var found = get("coord.northgate", "/dicomweb/northgate/studies?PatientID=NOBODY");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(new String(found.body(), StandardCharsets.UTF_8)).isEqualTo("[]");
    }

    @Test
    void pagesFollowEachOtherAndWarnThatThereIsMore() {
        for (int day = 1; day <= 3; day++) {
            var date = "2026110" + day;
            store(NORTHGATE, data -> data.setString(Tag.StudyDate, VR.DA, date));
        }
        var path = "/dicomweb/northgate/studies?PatientID=" + patient + "&limit=2&offset=";
        var first = get("coord.northgate", path + 0);
        var second = get("coord.northgate", path + 2);
        assertThat(first.headers().firstValue("Warning").orElse("")).startsWith("299 ");
        assertThat(second.headers().firstValue("Warning")).isEmpty();
        assertThat(Stream.of(first, second)
                        .flatMap(page -> matches(page).valueStream())
                        .map(study -> study.at("/00080020/Value/0").asString()))
                .containsExactly("20261103", "20261102", "20261101");
    }

    @Test
    void namesMatchBySoundWhereAskedFor() {
        store(NORTHGATE, data -> data.setString(Tag.PatientName, VR.PN, "Müller^Jörg"));
        var path = "/dicomweb/northgate/studies?PatientID=" + patient + "&PatientName=miller&fuzzymatching=";
        assertThat(matches(get("coord.northgate", path + "false"))).isEmpty();
        assertThat(matches(get("coord.northgate", path + "true"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nonsense=secret",
                "12345=secret",
                "limit=0",
                "limit=secret",
                "offset=-1",
                "offset=2000000000",
                "fuzzymatching=secret",
                "includefield=secret",
                "StudyDate=secret",
                "StudyTime=secret",
                "StudyInstanceUID=secret",
                "PatientSize=secret",
                "PatientID=secret%00",
                "PatientID=secret&PatientID=secret",
                "PatientID=secret&00100020=secret",
                "RequestAttributesSequence=secret",
                "PatientID.StudyID=secret",
                "%27;drop%20table%20study=secret",
            })
    void whatIsWrongIsSaidWithoutTheValue(String parameter) {
        assertProblem(get("coord.northgate", "/dicomweb/northgate/studies?" + parameter), 400);
    }

    @Test
    void anAttributeThatIsNotMatchedAtThisLevelIsNamedInAWarning() {
        store(NORTHGATE, _ -> {});
        var found = get("coord.northgate", "/dicomweb/northgate/studies?PatientID=" + patient + "&WindowCenter=secret");
        assertThat(matches(found)).hasSize(1);
        assertThat(found.headers().firstValue("Warning").orElse(""))
                .contains("WindowCenter")
                .doesNotContain("secret");
    }

    @Test
    void hostileQueriesEndInBoundedAnswers() {
        store(NORTHGATE, _ -> {});
        for (var value : List.of("*", "***", "?*?*?*", "' or '1'='1", "\\", "%", "_")) {
            var found = get(
                    "coord.northgate",
                    "/dicomweb/northgate/instances?limit=5&PatientName="
                            + URLEncoder.encode(value, StandardCharsets.UTF_8));
            assertThat(matches(found)).as(value).hasSizeLessThanOrEqualTo(5);
        }
        var many = IntStream.range(0, 10_000).mapToObj(i -> "1." + i).toList();
        var tooMany = get("coord.northgate", "/dicomweb/northgate/studies?StudyInstanceUID=" + String.join(",", many));
        assertThat(tooMany.statusCode()).isBetween(400, 431);
        var tooLong = get("coord.northgate", "/dicomweb/northgate/studies?PatientName=" + "x".repeat(3000));
        assertThat(tooLong.statusCode()).isEqualTo(413);
    }

    @Test
    void nobodySearchesAcrossTheBorder() {
        var slice = store(NORTHGATE, _ -> {});
        for (var path : List.of(
                "studies?PatientID=" + patient,
                "series?PatientID=" + patient,
                "instances?PatientID=" + patient,
                "studies/" + slice.studyUid() + "/series")) {
            assertProblem(get("coord.harbour", "/dicomweb/northgate/" + path), 404);
            assertThat(matches(get("coord.harbour", "/dicomweb/harbour/" + path)))
                    .as(path)
                    .isEmpty();
            assertThat(matches(get("coord.northgate", "/dicomweb/northgate/" + path)))
                    .as(path)
                    .hasSize(1);
        }
        assertProblem(get("", "/dicomweb/northgate/studies"), 401);
        assertProblem(get("stranger", "/dicomweb/northgate/studies"), 403);
        assertThat(matches(get("coord.harbour", "/dicomweb/" + HARBOUR + "/studies?PatientID=" + patient)))
                .isEmpty();
    }

    @Test
    void aSpecialistSearchesWithinWhatSheHolds() {
        var held = store(NORTHGATE, _ -> {});
        var other = store(NORTHGATE, _ -> {});
        holders.give(new StudyRef(NORTHGATE, held.studyUid()), "okafor");

        assertProblem(get("okafor", "/dicomweb/northgate/studies?PatientID=" + patient), 403);
        var both = get(
                "okafor", "/dicomweb/northgate/studies?StudyInstanceUID=" + held.studyUid() + "," + other.studyUid());
        assertThat(only(both).at("/0020000D/Value/0").asString()).isEqualTo(held.studyUid());
        assertThat(matches(get("okafor", "/dicomweb/northgate/studies/" + held.studyUid() + "/instances")))
                .hasSize(1);
        assertThat(matches(get("okafor", "/dicomweb/northgate/studies/" + other.studyUid() + "/instances")))
                .isEmpty();
        assertThat(matches(get("meyer", "/dicomweb/northgate/studies/" + held.studyUid() + "/instances")))
                .isEmpty();
    }

    @Test
    void whoSearchedByWhatIsInTheTrailWithoutTheValues() {
        get("coord.northgate", "/dicomweb/northgate/series?PatientID=" + patient + "&PatientName=Phantom");
        var details = TenantScope.call(
                NORTHGATE,
                () -> Objects.requireNonNull(transaction.execute(_ -> jdbc.sql("""
                        select actor_id || ' ' || object || ' ' || details::text
                        from audit_event join audit_detail using (tenant_id, seq)
                        where tenant_id = :tenant and action = 'ARCHIVE_SEARCHED' order by seq desc limit 1""")
                        .param("tenant", NORTHGATE.code())
                        .query(String.class)
                        .single())));
        assertThat(details)
                .contains(subject("coord.northgate"), "archive:series", "PatientName, PatientID")
                .doesNotContain(patient, "Phantom");
    }

    private CtSlice store(TenantId tenant, Consumer<Attributes> changes) {
        var slice = CtSlice.ofNewStudy().withPatient(patient);
        var dataset = slice.dataset();
        changes.accept(dataset);
        var received = slice.offeredTo(tenant, CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE));
        try {
            assertThat(Actor.call(Actor.device("NG_CT1"), () -> archive.store(received)))
                    .isInstanceOf(StoreOutcome.Stored.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return slice;
    }

    private HttpResponse<byte[]> get(String username, String path) {
        return get(username, path, "");
    }

    private HttpResponse<byte[]> get(String username, String path, String accept) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (!username.isEmpty()) {
            request.header("Authorization", "Bearer " + username);
        }
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode matches(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return json.readTree(answer.body());
    }

    private JsonNode only(HttpResponse<byte[]> answer) {
        var matches = matches(answer);
        assertThat(matches).hasSize(1);
        return matches.get(0);
    }

    private void assertProblem(HttpResponse<byte[]> answer, int status) {
        var body = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = json.readTree(body);
        assertThat(problem.at("/detail").asString()).doesNotContain("secret");
        assertThat(body).doesNotContain("Exception", "io.dayside");
    }
}
