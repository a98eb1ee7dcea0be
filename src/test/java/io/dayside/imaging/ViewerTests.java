package io.dayside.imaging;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dayside.archive.Archive;
import io.dayside.archive.Quarantine;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.Studies;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.frame.RealFrames;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
import tools.jackson.databind.node.ObjectNode;

/** Manifests and frames over HTTP, with the real archive below and the real logins, memberships and privileges before. */
@SpringBootTest(classes = ViewerTests.Rooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ViewerTests {

    private static final String ISSUER = "https://login.example/realms/dayside";
    private static final List<String> PEOPLE = List.of("okafor", "meyer", "coord.northgate", "coord.harbour");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int UNPROCESSABLE = 422;

    /** What {@link CtSlice} says of its patient. */
    private static final String[] PATIENT = {"Phantom", "P-1", "19700131", "1970-01-31", "ACC-"};

    @LocalServerPort
    private int port;

    @Autowired
    private Archive archive;

    @Autowired
    private Studies studies;

    @Autowired
    private Quarantine quarantine;

    @Autowired
    private PicturesOfStudy pictures;

    @Autowired
    private Holders holders;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JsonMapper json;

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
                                    "io\\.dayside\\.(?!(tenancy|audit|identity|workforce|archive|imaging)\\.|cases\\.CaseKinds|vetting\\.PracticalTest|ModuleMigrations|BackgroundWork).*"
                                            + "|.*Tests(\\$.*)?"))
    static class Rooms {

        /** Stands still, so that no hour ends between two looks. */
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

    /** Specialists see what they hold. Coordinators see everything as far as this knows: borders are not its business. */
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
    void whoHoldsTheCaseGetsTheStudyInTheOrderOfItsStack() {
        var top = CtSlice.ofNewStudy().withZ(30);
        store(NORTHGATE, top);
        store(NORTHGATE, top.sibling(2).withZ(10));
        holders.give(study(NORTHGATE, top), "okafor");

        var manifest = json(get("okafor", manifestOf(NORTHGATE, top)), 200);

        assertThat(manifest.at("/caseId").asString()).isEqualTo(top.studyUid());
        assertThat(manifest.at("/series")).hasSize(1);
        assertThat(manifest.at("/series/0/modality").asString()).isEqualTo("CT");
        assertThat(manifest.at("/series/0/instances")).hasSize(2);
        assertThat(manifest.at("/series/0/instances/0/imagePosition/2").asDouble())
                .isEqualTo(10);
        var second = manifest.at("/series/0/instances/1");
        assertThat(second.at("/sopInstanceUid").asString()).isEqualTo(top.sopUid());
        assertThat(second.at("/viewable").asBoolean()).isTrue();
        assertThat(second.at("/frames").asInt()).isEqualTo(1);
        assertThat(second.at("/rows").asInt()).isEqualTo(CtSlice.ROWS);
        assertThat(second.at("/columns").asInt()).isEqualTo(CtSlice.COLUMNS);
        assertThat(second.at("/bitsStored").asInt()).isEqualTo(12);
        assertThat(second.at("/signed").asBoolean()).isFalse();
        assertThat(second.at("/photometric").asString()).isEqualTo("MONOCHROME2");
        assertThat(second.at("/rescaleIntercept").asDouble()).isEqualTo(-1024);
        assertThat(second.at("/window/center").asDouble()).isEqualTo(40);
        assertThat(second.at("/window/width").asDouble()).isEqualTo(80);
        assertThat(second.at("/pixelSpacingMm/0").asDouble()).isEqualTo(0.5);
        assertThat(second.at("/pixelSpacingMm/1").asDouble()).isEqualTo(0.25);
        assertThat(second.at("/framesUrl").asString()).isEqualTo(framesOf(NORTHGATE, top));
    }

    @Test
    void aFrameIsTheStoredValuesAndNothingElse() {
        var slice = held("okafor");

        var frame = get("okafor", framesOf(NORTHGATE, slice) + "/1");

        assertThat(frame.statusCode()).isEqualTo(200);
        assertThat(frame.body()).isEqualTo(littleEndian(0, CtSlice.ROWS * CtSlice.COLUMNS));
        assertThat(frame.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(frame.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(frame.headers().firstValue("Cache-Control").orElse("")).contains("private");
    }

    @Test
    void aFrameThatTheBrowserHasIsSentAgainOnlyWhereItsObjectWasReplaced() throws Exception {
        var slice = held("okafor");
        var path = framesOf(NORTHGATE, slice) + "/1";
        var first = get("okafor", path);
        assertThat(first.headers().firstValue("Cache-Control").orElse(""))
                .contains("no-cache")
                .doesNotContain("immutable", "max-age");
        assertThat(getAgain("okafor", path, first).statusCode()).isEqualTo(304);
        assertThat(getAgain("meyer", path, first).statusCode())
                .as("who may not see it learns nothing by the tag")
                .isEqualTo(404);

        replace(slice, loop(slice, 500));

        var second = getAgain("okafor", path, first);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(littleEndian(500, CtSlice.ROWS * CtSlice.COLUMNS));
        assertThat(getAgain("okafor", path, second).statusCode()).isEqualTo(304);
    }

    private void replace(CtSlice slice, Attributes dataset) throws IOException {
        var encoded = CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE);
        var offered = slice.offeredTo(NORTHGATE, encoded);
        assertThat(Actor.call(Actor.device("NG_CT1"), () -> archive.store(offered)))
                .isInstanceOf(StoreOutcome.Quarantined.class);
        var aside = TenantScope.call(NORTHGATE, () -> studies.quarantined(100)).stream()
                .filter(one -> one.sopInstanceUid().equals(slice.sopUid()))
                .findFirst()
                .orElseThrow();
        var by = Actor.user(subject("coord.northgate"), "coord.northgate");
        assertThat(TenantScope.call(
                        NORTHGATE, () -> quarantine.decide(aside.id(), new Quarantine.Decision.Replace(), by)))
                .isInstanceOf(Quarantine.Outcome.Decided.class);
    }

    @Test
    void framesOfOneObjectAreToldApart() {
        var slice = CtSlice.ofNewStudy();
        store(NORTHGATE, slice, loop(slice, 0));
        holders.give(study(NORTHGATE, slice), "okafor");

        int pixels = CtSlice.ROWS * CtSlice.COLUMNS;
        assertThat(get("okafor", framesOf(NORTHGATE, slice) + "/2").body()).isEqualTo(littleEndian(pixels, pixels));
        assertThat(get("okafor", framesOf(NORTHGATE, slice) + "/1").body()).isEqualTo(littleEndian(0, pixels));
    }

    @Test
    void whoLookedIsInTheTrailOnce() {
        var slice = held("okafor");

        get("okafor", manifestOf(NORTHGATE, slice));
        get("okafor", framesOf(NORTHGATE, slice) + "/1");
        get("meyer", framesOf(NORTHGATE, slice) + "/1");

        assertThat(viewers(slice)).containsExactly("user:" + subject("okafor"));
    }

    /** Meyer has privileges at the hospital, and thus its tenant, but not this case. */
    @Test
    void toASpecialistWhoIsBarredTheStudyDoesNotExist() {
        assertNotThereFor("meyer", held("okafor"));
    }

    @Test
    void toACoordinatorOfAnotherHospitalTheStudyDoesNotExist() {
        var slice = held("okafor");

        assertNotThereFor("coord.harbour", slice);
        assertProblem(get("coord.harbour", manifestOf(HARBOUR, slice)), 404);
        assertProblem(get("coord.harbour", framesOf(HARBOUR, slice) + "/1"), 404);
        assertThat(get("coord.northgate", manifestOf(NORTHGATE, slice)).statusCode())
                .as("its own coordinator sees it")
                .isEqualTo(200);
    }

    private void assertNotThereFor(String username, CtSlice slice) {
        var unknown = CtSlice.ofNewStudy();
        assertThat(problem(get(username, manifestOf(NORTHGATE, slice)), 404))
                .isEqualTo(problem(get(username, manifestOf(NORTHGATE, unknown)), 404));
        assertThat(problem(get(username, framesOf(NORTHGATE, slice) + "/1"), 404))
                .isEqualTo(problem(get(username, framesOf(NORTHGATE, unknown) + "/1"), 404));
        assertThat(viewers(slice)).isEmpty();
    }

    /** What was opened before is kept, also the bytes of loops, but for its own hospital. */
    @Test
    void hospitalsWithTheSameUidsSeeTheirOwnPictures() {
        var slice = CtSlice.ofNewStudy();
        store(NORTHGATE, slice, loop(slice, 0));
        store(HARBOUR, slice, loop(slice, 1000).setString(Tag.WindowWidth, VR.DS, "400"));

        int pixels = CtSlice.ROWS * CtSlice.COLUMNS;
        for (int look = 1; look <= 2; look++) {
            assertThat(get("coord.northgate", framesOf(NORTHGATE, slice) + "/1").body())
                    .isEqualTo(littleEndian(0, pixels));
            assertThat(get("coord.harbour", framesOf(HARBOUR, slice) + "/1").body())
                    .isEqualTo(littleEndian(1000, pixels));
            assertThat(widthOf("coord.northgate", NORTHGATE, slice)).isEqualTo(80);
            assertThat(widthOf("coord.harbour", HARBOUR, slice)).isEqualTo(400);
        }
    }

    private double widthOf(String username, TenantId tenant, CtSlice slice) {
        return json(get(username, manifestOf(tenant, slice)), 200)
                .at("/series/0/instances/0/window/width")
                .asDouble();
    }

    @Test
    void nobodySeesAnythingWithoutLoggingIn() {
        var slice = held("okafor");

        assertProblem(get("", manifestOf(NORTHGATE, slice)), 401);
        assertProblem(get("", framesOf(NORTHGATE, slice) + "/1"), 401);
    }

    @Test
    void aLoginWithoutMembershipSeesNothing() {
        assertProblem(get("stranger", manifestOf(NORTHGATE, held("okafor"))), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "-1", "2147483647"})
    void aFrameThatTheObjectDoesNotHaveIsNotFound(String number) {
        assertProblem(get("okafor", framesOf(NORTHGATE, held("okafor")) + "/" + number), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "99999999999", "1.5"})
    void whatIsNoNumberIsABadRequest(String number) {
        assertProblem(get("okafor", framesOf(NORTHGATE, held("okafor")) + "/" + number), 400);
    }

    static Stream<Arguments> brokenPictures() {
        return Stream.of(
                Arguments.of(UID.ExplicitVRLittleEndian, (Breaking)
                        dataset -> dataset.setBytes(Tag.PixelData, VR.OW, new byte[10])),
                Arguments.of(
                        UID.ExplicitVRLittleEndian, (Breaking) dataset -> dataset.setInt(Tag.BitsStored, VR.US, 40)),
                Arguments.of(UID.ExplicitVRLittleEndian, (Breaking)
                        dataset -> dataset.setInt(Tag.Rows, VR.US, 0xFFFF).setInt(Tag.Columns, VR.US, 0xFFFF)),
                Arguments.of(UID.RLELossless, (Breaking) dataset -> encapsulated(dataset, new byte[80])),
                Arguments.of(UID.RLELossless, (Breaking) dataset -> encapsulated(dataset, RANDOM_BYTES)),
                Arguments.of(UID.JPEGBaseline8Bit, (Breaking) dataset -> encapsulated(dataset, RANDOM_BYTES)),
                Arguments.of(UID.JPEGBaseline8Bit, (Breaking) dataset ->
                        encapsulated(dataset, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9})),
                Arguments.of(
                        UID.DeflatedImageFrameCompression, (Breaking) dataset -> encapsulated(dataset, RANDOM_BYTES)));
    }

    private interface Breaking {
        Attributes of(Attributes dataset);
    }

    private static final byte[] RANDOM_BYTES =
            "Phantom^Test P-1 19700131, where the pixels of a picture should be".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @MethodSource("brokenPictures")
    void brokenPixelDataAreAProblemThatNamesNoPatient(String syntax, Breaking breaking) {
        var slice = CtSlice.ofNewStudy();
        store(NORTHGATE, slice, syntax, CtSlice.encoded(breaking.of(slice.dataset()), TransferSyntax.of(syntax)));
        holders.give(study(NORTHGATE, slice), "okafor");

        var problem = problem(get("okafor", framesOf(NORTHGATE, slice) + "/1"), UNPROCESSABLE);

        assertThat(problem.at("/detail").asString()).startsWith("The picture cannot be shown: ");
        assertThat(viewers(slice)).as("nothing was seen").isEmpty();
        assertThat(get("okafor", manifestOf(NORTHGATE, slice)).statusCode())
                .as("the rest of the study can be seen")
                .isEqualTo(200);
        assertThat(pictures(slice))
                .singleElement()
                .satisfies(picture -> assertThat(picture.isShown()).isFalse());
    }

    private List<PictureOfStudy> pictures(CtSlice slice) {
        var study = study(NORTHGATE, slice);
        return TenantScope.call(Set.of(study.tenant()), () -> pictures.of(study));
    }

    @Test
    void anObjectThatEndsAmidItsPixelsCannotBeRead() {
        var slice = CtSlice.ofNewStudy();
        var whole = slice.encoded();
        store(NORTHGATE, slice, UID.ExplicitVRLittleEndian, Arrays.copyOf(whole, whole.length - 50));
        holders.give(study(NORTHGATE, slice), "okafor");

        var problem = problem(get("okafor", framesOf(NORTHGATE, slice) + "/1"), UNPROCESSABLE);

        assertThat(problem.at("/detail").asString()).isEqualTo("The object cannot be read");
        assertThat(pictures(slice))
                .singleElement()
                .satisfies(picture -> assertThat(picture.notShown()).isEqualTo("The object cannot be read"));
        assertThat(json(get("okafor", manifestOf(NORTHGATE, slice)), 200)
                        .at("/series/0/instances/0/viewable")
                        .asBoolean())
                .as("its other frames, if it has any, are still offered")
                .isTrue();
    }

    @Test
    void aCompressionThatCannotBeDecodedIsNamed() {
        var slice = CtSlice.ofNewStudy();
        var dataset = encapsulated(slice.dataset(), RANDOM_BYTES);
        store(NORTHGATE, slice, UID.MPEG4HP41, CtSlice.encoded(dataset, TransferSyntax.of(UID.MPEG4HP41)));
        holders.give(study(NORTHGATE, slice), "okafor");

        var instance = json(get("okafor", manifestOf(NORTHGATE, slice)), 200).at("/series/0/instances/0");
        assertThat(instance.at("/viewable").asBoolean()).isFalse();
        assertThat(instance.at("/reason").asString())
                .contains("MPEG-4")
                .endsWith("cannot be shown here yet")
                .doesNotContain(PATIENT);
        var problem = problem(get("okafor", framesOf(NORTHGATE, slice) + "/1"), UNPROCESSABLE);
        assertThat(problem.at("/detail").asString()).startsWith("The picture cannot be shown: no decoder for MPEG-4");
    }

    @Test
    void realNumbersAreRoundedForDisplay() {
        var slice = CtSlice.ofNewStudy();
        float[] numbers = realNumbers(0.25f);
        store(NORTHGATE, slice, real(slice, numbers));
        holders.give(study(NORTHGATE, slice), "okafor");

        var instance = json(get("okafor", manifestOf(NORTHGATE, slice)), 200).at("/series/0/instances/0");

        assertThat(instance.at("/viewable").asBoolean()).isTrue();
        assertThat(instance.at("/rounded").asBoolean()).isTrue();
        assertThat(instance.at("/frames").asInt()).isEqualTo(2);
        assertThat(instance.at("/bitsStored").asInt()).isEqualTo(16);
        double width = instance.at("/window/width").asDouble();
        assertThat(width).as("of its own numbers, 0 to 31.75").isBetween(31.0, 32.0);
        double slope = instance.at("/rescaleSlope").asDouble();
        for (int frame = 1; frame <= 2; frame++) {
            var sent = ByteBuffer.wrap(get("okafor", framesOf(NORTHGATE, slice) + "/" + frame)
                            .body())
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < CtSlice.ROWS * CtSlice.COLUMNS; i++) {
                double shown = slope * Short.toUnsignedInt(sent.getShort())
                        + instance.at("/rescaleIntercept").asDouble();
                assertThat(shown)
                        .isCloseTo(numbers[(frame - 1) * CtSlice.ROWS * CtSlice.COLUMNS + i], within(slope * 0.51));
            }
        }
        assertProblem(get("okafor", framesOf(NORTHGATE, slice) + "/3"), 404);
        assertThat(pictures(slice))
                .singleElement()
                .satisfies(picture -> assertThat(picture.isShown()).isTrue());
    }

    @Test
    void fewerRealNumbersThanPixelsAreNoPicture() {
        var slice = CtSlice.ofNewStudy();
        store(NORTHGATE, slice, real(slice, new float[CtSlice.ROWS * CtSlice.COLUMNS + 1]));
        holders.give(study(NORTHGATE, slice), "okafor");

        var instance = json(get("okafor", manifestOf(NORTHGATE, slice)), 200).at("/series/0/instances/0");

        assertThat(instance.at("/viewable").asBoolean()).isFalse();
        assertThat(instance.at("/reason").asString()).isNotEmpty().doesNotContain(PATIENT);
        assertProblem(get("okafor", framesOf(NORTHGATE, slice) + "/1"), UNPROCESSABLE);
    }

    @Test
    void theSampleOfARealParametricMapIsShown() throws Exception {
        var file = DicomFile.read(SampleSet.file("pydicom-data/parametric_map_float.dcm"));
        var dataset = file.dataset();
        var slice = new CtSlice(
                dataset.getString(Tag.StudyInstanceUID, ""),
                dataset.getString(Tag.SeriesInstanceUID, ""),
                dataset.getString(Tag.SOPInstanceUID, ""),
                "1CT1",
                "",
                1,
                0);
        store(NORTHGATE, slice, dataset);
        holders.give(study(NORTHGATE, slice), "okafor");

        var instance = json(get("okafor", manifestOf(NORTHGATE, slice)), 200).at("/series/0/instances/0");
        assertThat(instance.at("/rounded").asBoolean()).isTrue();
        assertThat(instance.at("/window/center").asDouble()).isEqualTo(0.5);
        assertThat(instance.at("/window/width").asDouble()).isEqualTo(1);
        double slope = instance.at("/rescaleSlope").asDouble();
        var sent = ByteBuffer.wrap(
                        get("okafor", framesOf(NORTHGATE, slice) + "/1").body())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double number : RealFrames.of(file).decode(0)) {
            assertThat(slope * Short.toUnsignedInt(sent.getShort())
                            + instance.at("/rescaleIntercept").asDouble())
                    .isCloseTo(number, within(slope * 0.51));
        }
    }

    /** Two frames that count up from 0 in steps. */
    private static float[] realNumbers(float step) {
        var numbers = new float[2 * CtSlice.ROWS * CtSlice.COLUMNS];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i * step;
        }
        return numbers;
    }

    private static Attributes real(CtSlice slice, float[] numbers) {
        var cells = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            cells.putFloat(number);
        }
        var dataset = slice.dataset()
                .setString(Tag.NumberOfFrames, VR.IS, "2")
                .setInt(Tag.BitsAllocated, VR.US, 32)
                .setBytes(Tag.FloatPixelData, VR.OF, cells.array());
        for (int tag : new int[] {
            Tag.PixelData, Tag.BitsStored, Tag.HighBit, Tag.PixelRepresentation, Tag.WindowCenter, Tag.WindowWidth
        }) {
            dataset.remove(tag);
        }
        return dataset;
    }

    @Test
    void anObjectWithoutPictureSaysSo() {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset();
        dataset.remove(Tag.PixelData);
        dataset.remove(Tag.Rows);
        store(NORTHGATE, slice, dataset);
        holders.give(study(NORTHGATE, slice), "okafor");

        var manifest = json(get("okafor", manifestOf(NORTHGATE, slice)), 200);
        assertThat(manifest.at("/series/0/instances/0/reason").asString()).isEqualTo("This object holds no picture");
        assertProblem(get("okafor", framesOf(NORTHGATE, slice) + "/1"), UNPROCESSABLE);
    }

    /** A slice of a new study at Northgate, whose case that specialist holds. */
    private CtSlice held(String username) {
        var slice = CtSlice.ofNewStudy();
        store(NORTHGATE, slice);
        holders.give(study(NORTHGATE, slice), username);
        return slice;
    }

    /** Two frames of values that count up from {@code first}. */
    private static Attributes loop(CtSlice slice, int first) {
        var values = new short[2 * CtSlice.ROWS * CtSlice.COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (first + i);
        }
        return slice.dataset().setString(Tag.NumberOfFrames, VR.IS, "2").setShorts(Tag.PixelData, VR.OW, values);
    }

    private static Attributes encapsulated(Attributes dataset, byte[] fragment) {
        return dataset.setInt(Tag.BitsAllocated, VR.US, 8)
                .setInt(Tag.BitsStored, VR.US, 8)
                .setInt(Tag.HighBit, VR.US, 7)
                .setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(fragment)));
    }

    private void store(TenantId tenant, CtSlice slice) {
        store(tenant, slice, slice.dataset());
    }

    private void store(TenantId tenant, CtSlice slice, Attributes dataset) {
        var encoded = CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE);
        store(tenant, slice, dataset.getString(Tag.SOPClassUID, ""), UID.ExplicitVRLittleEndian, encoded);
    }

    private void store(TenantId tenant, CtSlice slice, String syntax, byte[] encoded) {
        store(tenant, slice, UID.CTImageStorage, syntax, encoded);
    }

    private void store(TenantId tenant, CtSlice slice, String sopClass, String syntax, byte[] encoded) {
        var received = new ReceivedInstance(
                tenant, "MAIN", "NG_CT1", sopClass, slice.sopUid(), syntax, new ByteArrayInputStream(encoded));
        try {
            assertThat(Actor.call(Actor.device("NG_CT1"), () -> archive.store(received)))
                    .isInstanceOf(StoreOutcome.Stored.class);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static StudyRef study(TenantId tenant, CtSlice slice) {
        return new StudyRef(tenant, slice.studyUid());
    }

    private static String manifestOf(TenantId tenant, CtSlice slice) {
        return "/viewer/%s/studies/%s/manifest".formatted(tenant, slice.studyUid());
    }

    private static String framesOf(TenantId tenant, CtSlice slice) {
        return "/viewer/%s/instances/%s/frames".formatted(tenant, slice.sopUid());
    }

    private static byte[] littleEndian(int first, int count) {
        var bytes = ByteBuffer.allocate(count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putShort((short) (first + i));
        }
        return bytes.array();
    }

    /** Who is said to have looked, in the hospital's trail. */
    private List<String> viewers(CtSlice slice) {
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

    private HttpResponse<byte[]> get(String username, String path) {
        return send(username, HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)));
    }

    /** As a browser asks that has the former answer. */
    private HttpResponse<byte[]> getAgain(String username, String path, HttpResponse<byte[]> former) {
        return send(
                username,
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header(
                                "If-None-Match",
                                former.headers().firstValue("ETag").orElseThrow()));
    }

    private static HttpResponse<byte[]> send(String username, HttpRequest.Builder request) {
        if (!username.isEmpty()) {
            request.header("Authorization", "Bearer " + username);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode json(HttpResponse<byte[]> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        return json.readTree(answer.body());
    }

    private void assertProblem(HttpResponse<byte[]> answer, int status) {
        assertThat(problem(answer, status).at("/status").asInt()).isEqualTo(status);
    }

    /** The problem but for the address that it names, which is the caller's own. */
    private JsonNode problem(HttpResponse<byte[]> answer, int status) {
        var body = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(body).doesNotContain(PATIENT).doesNotContain("Exception", "io.dayside");
        var problem = (ObjectNode) json.readTree(body);
        problem.remove("instance");
        return problem;
    }
}
