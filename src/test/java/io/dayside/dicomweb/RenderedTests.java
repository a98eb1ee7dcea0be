package io.dayside.dicomweb;

import static io.dayside.dicomweb.DicomWebClient.instance;
import static io.dayside.dicomweb.DicomWebClient.problem;
import static io.dayside.dicomweb.DicomWebClient.series;
import static io.dayside.dicomweb.DicomWebClient.study;
import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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

/** Pictures and thumbnails over HTTP. */
@SpringBootTest(classes = DicomWebRooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RenderedTests {

    private static final String COORDINATOR = "coord.northgate";
    private static final String PNG_PARTS = "multipart/related; type=\"image/png\"";

    /** Stored values 0 to 63 of {@link CtSlice}, from black to white. */
    private static final String FULL_WINDOW = "window=-992.5,63,linear-exact";

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

    private static List<String> paths(CtSlice slice) {
        return List.of(
                study(slice) + "/rendered",
                series(slice) + "/rendered",
                instance(slice) + "/rendered",
                instance(slice) + "/frames/1/rendered",
                study(slice) + "/thumbnail",
                series(slice) + "/thumbnail",
                instance(slice) + "/thumbnail",
                instance(slice) + "/frames/1/thumbnail");
    }

    @Test
    void whatOneMayNotSeeDoesNotExist() {
        var slice = client.keep(CtSlice.ofNewStudy());
        var unknown = CtSlice.ofNewStudy();
        for (var path : paths(slice)) {
            var random = path.replace(slice.studyUid(), unknown.studyUid())
                    .replace(slice.seriesUid(), unknown.seriesUid())
                    .replace(slice.sopUid(), unknown.sopUid());
            for (var username : List.of("meyer", "coord.harbour")) {
                assertThat(problem(client.get(username, path, "*/*"), 404))
                        .as(path)
                        .isEqualTo(problem(client.get(username, random, "*/*"), 404));
            }
            problem(client.get("coord.harbour", path.replace("northgate", "harbour"), "*/*"), 404);
            problem(client.get("", path, "*/*"), 401);
        }
        assertThat(retrievals(slice)).isEmpty();
    }

    @Test
    void theSameUidsAtTwoHospitalsAreTwoPictures() throws Exception {
        var slice = client.keep(CtSlice.ofNewStudy());
        var there = slice.dataset().setShorts(Tag.PixelData, VR.OW, new short[CtSlice.ROWS * CtSlice.COLUMNS]);
        client.keep(HARBOUR, slice, there, UID.ExplicitVRLittleEndian);
        var path = instance(slice) + "/rendered?" + FULL_WINDOW;

        var here = png(COORDINATOR, path);
        var harbour = png("coord.harbour", path.replace("northgate", "harbour"));

        assertThat(grey(here, 7, 7)).isEqualTo(255);
        assertThat(grey(harbour, 7, 7)).isZero();
    }

    @Test
    void whoHoldsTheCaseSeesPicturesAndIsInTheTrail() {
        var slice = client.keep(CtSlice.ofNewStudy());
        holders.give(new StudyRef(NORTHGATE, slice.studyUid()), "okafor");

        paths(slice).forEach(path -> client.get("okafor", path, "*/*").expecting(200));

        assertThat(retrievals(slice)).as("once an hour").containsExactly("user:" + DicomWebRooms.subject("okafor"));
    }

    @Test
    void aPictureIsJpegUnlessPngIsAskedFor() throws Exception {
        var slice = client.keep(CtSlice.ofNewStudy());
        for (var accept : List.of("*/*", "image/*", "image/jpeg", "image/png;q=0.5, image/jpeg")) {
            var answer = client.get(COORDINATOR, instance(slice) + "/rendered", accept)
                    .expecting(200);
            assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
            assertThat(picture(answer.body()).getWidth()).isEqualTo(CtSlice.COLUMNS);
        }
        assertThat(client.get(COORDINATOR, instance(slice) + "/rendered?accept=image/png", "*/*")
                        .expecting(200)
                        .header("Content-Type"))
                .isEqualTo("image/png");
        problem(client.get(COORDINATOR, instance(slice) + "/rendered", "image/gif"), 406);
        problem(client.get(COORDINATOR, instance(slice) + "/rendered", "application/dicom"), 406);
    }

    @Test
    void aChosenWindowAppliesToModalityUnits() throws Exception {
        var slice = client.keep(CtSlice.ofNewStudy());

        var linear = png(COORDINATOR, instance(slice) + "/rendered?" + FULL_WINDOW);
        var own = png(COORDINATOR, instance(slice) + "/rendered");

        for (int value = 0; value < 64; value++) {
            assertThat(grey(linear, value % 8, value / 8)).isEqualTo(Math.round(value * 255 / 63f));
            assertThat(grey(own, value % 8, value / 8))
                    .as("far below its own window")
                    .isZero();
        }
        assertThat(grey(png(COORDINATOR, instance(slice) + "/rendered?window=-992.5,30,sigmoid"), 0, 0))
                .isEqualTo((int) Math.round(255 / (1 + Math.exp(4 * 31.5 / 30))));
        assertThat(grey(png(COORDINATOR, instance(slice) + "/rendered?window=-1000,1,linear"), 7, 2))
                .isZero();
        assertThat(grey(png(COORDINATOR, instance(slice) + "/rendered?window=-1000,1,linear"), 0, 3))
                .isEqualTo(255);
    }

    @Test
    void monochrome1IsSeenInverted() throws Exception {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, slice.dataset().setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1"));

        var picture = png(COORDINATOR, instance(slice) + "/rendered?" + FULL_WINDOW);

        assertThat(grey(picture, 0, 0)).isEqualTo(255);
        assertThat(grey(picture, 7, 7)).isZero();
    }

    @Test
    void aViewportGivesThePartAskedForAsLargeAsFits() throws Exception {
        var slice = client.keep(CtSlice.ofNewStudy());
        var base = instance(slice) + "/rendered?" + FULL_WINDOW + "&viewport=";

        assertThat(png(COORDINATOR, base + "16,4").getWidth())
                .as("keeps its proportions")
                .isEqualTo(4);
        var part = png(COORDINATOR, base + "4,2,2,1,4,2");
        var flipped = png(COORDINATOR, base + "4,2,2,1,-4,-2");

        assertThat(List.of(part.getWidth(), part.getHeight())).containsExactly(4, 2);
        for (int x = 0; x < 4; x++) {
            for (int y = 0; y < 2; y++) {
                assertThat(grey(part, x, y)).isEqualTo(Math.round(((y + 1) * 8 + x + 2) * 255 / 63f));
                assertThat(grey(flipped, 3 - x, 1 - y)).isEqualTo(grey(part, x, y));
            }
        }
        assertThat(png(COORDINATOR, base + "100,100,4,4").getWidth()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "viewport=0,10",
                "viewport=10",
                "viewport=10,4097",
                "viewport=99999999999,1",
                "viewport=10,10,8,0",
                "viewport=10,10,1,1,8,8",
                "viewport=10,10,0,0,NaN,1",
                "viewport=10,10,0,0,0,0",
                "viewport=10,10,0,0,1,1,1",
                "viewport=10,-10",
                "window=1,2",
                "window=1,0,linear",
                "window=1,0.5,linear",
                "window=x,2,linear",
                "window=1,2,cubic",
                "window=1,1E999,linear",
                "quality=0",
                "quality=101",
                "quality=high",
                "annotation=everything"
            })
    void whatCannotBeUnderstoodIsABadRequest(String query) {
        var slice = client.keep(CtSlice.ofNewStudy());

        problem(client.get(COORDINATOR, instance(slice) + "/rendered?" + query, "image/png"), 400);
    }

    @Test
    void lessQualityTakesFewerBytes() {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, noise(slice, 256));

        int good = client.get(COORDINATOR, instance(slice) + "/rendered?quality=95", "image/jpeg")
                .body()
                .length;
        int poor = client.get(COORDINATOR, instance(slice) + "/rendered?quality=10", "image/jpeg")
                .body()
                .length;

        assertThat(poor).isLessThan(good / 2);
    }

    @Test
    void annotationsAreNotDrawnWhichTheAnswerSays() {
        var slice = client.keep(CtSlice.ofNewStudy());

        var answer = client.get(COORDINATOR, instance(slice) + "/rendered?annotation=patient,technique", "image/png")
                .expecting(200);

        assertThat(answer.header("Warning")).startsWith("299 dayside: ").contains("annotation");
        assertThat(answer.body())
                .isEqualTo(client.get(COORDINATOR, instance(slice) + "/rendered", "image/png")
                        .body());
    }

    @Test
    void framesComeAsPartsInTheOrderAskedFor() throws Exception {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, loop(slice, 3));
        var frames = instance(slice) + "/frames/";

        var pieces = client.get(COORDINATOR, frames + "3,1,3/rendered?window=500,1000,linear-exact", PNG_PARTS)
                .expecting(200)
                .pieces();

        assertThat(pieces)
                .hasSize(3)
                .allSatisfy(piece -> assertThat(piece.type()).isEqualTo("image/png"));
        assertThat(grey(picture(pieces.get(0).content()), 0, 0))
                .isEqualTo(grey(picture(pieces.get(2).content()), 0, 0));
        assertThat(grey(picture(pieces.get(0).content()), 0, 0))
                .isGreaterThan(grey(picture(pieces.get(1).content()), 0, 0));
        assertThat(pieces.get(1).part().field("content-location")).endsWith(frames + "1/rendered");
        assertThat(client.get(COORDINATOR, frames + "2/rendered", "image/png")
                        .expecting(200)
                        .header("Content-Type"))
                .isEqualTo("image/png");
        problem(client.get(COORDINATOR, frames + "4/rendered", "*/*"), 404);
        problem(client.get(COORDINATOR, frames + "0/rendered", "*/*"), 404);
        problem(client.get(COORDINATOR, frames + "x/rendered", "*/*"), 400);
        problem(client.get(COORDINATOR, frames + "1,2/rendered", "image/png"), 406);
        problem(client.get(COORDINATOR, frames + "1" + ",1".repeat(500) + "/rendered", "*/*"), 413);
    }

    @Test
    void aLoopIsSeenByItsRepresentativeFrameOrTheMiddleOne() throws Exception {
        var middle = CtSlice.ofNewStudy();
        client.keep(middle, loop(middle, 5));
        var named = CtSlice.ofNewStudy();
        client.keep(named, loop(named, 5).setInt(Tag.RepresentativeFrameNumber, VR.US, 5));

        assertThat(rendered(instance(middle) + "/rendered"))
                .isEqualTo(rendered(instance(middle) + "/frames/3/rendered"));
        assertThat(rendered(instance(named) + "/rendered")).isEqualTo(rendered(instance(named) + "/frames/5/rendered"));
        assertThat(rendered(instance(named) + "/rendered"))
                .isNotEqualTo(rendered(instance(named) + "/frames/3/rendered"));
    }

    private byte[] rendered(String path) {
        return client.get(COORDINATOR, path + "?window=500,1000,linear-exact", "image/png")
                .expecting(200)
                .body();
    }

    @Test
    void ofAStudyEachPictureComesAndWhatHoldsNoneIsLeftOut() throws Exception {
        var one = client.keep(CtSlice.ofNewStudy());
        client.keep(one.sibling(2));
        assertThat(client.get(COORDINATOR, study(one) + "/rendered", PNG_PARTS)
                        .expecting(200)
                        .pieces())
                .hasSize(2);
        var document = one.sibling(3);
        client.keep(document, withoutPicture(document));

        assertThat(client.get(COORDINATOR, series(one) + "/rendered", "*/*")
                        .expecting(206)
                        .pieces())
                .hasSize(2)
                .allSatisfy(piece -> assertThat(piece.type()).isEqualTo("image/jpeg"));
        problem(client.get(COORDINATOR, study(one) + "/rendered", "image/jpeg"), 406);
    }

    private static Attributes broken(CtSlice slice) {
        return slice.dataset().setShorts(Tag.PixelData, VR.OW, new short[10]);
    }

    @Test
    void aBrokenObjectIsLeftOutOfItsStudysPicturesWhereverItStands() throws Exception {
        var firstOfStudy = CtSlice.ofNewStudy();
        var slices = List.of(firstOfStudy, firstOfStudy.sibling(2), firstOfStudy.sibling(3), firstOfStudy.sibling(4));
        for (var slice : slices) {
            client.keep(slice, slices.indexOf(slice) % 2 == 0 ? broken(slice) : noise(slice, 300));
        }
        var answer =
                client.get(COORDINATOR, study(firstOfStudy) + "/rendered", "multipart/related; type=\"image/png\"");

        assertThat(answer.pieces()).hasSize(2);
        problem(client.get(COORDINATOR, instance(slices.getFirst()) + "/rendered", "image/png"), 422);
    }

    @Test
    void whereNoneOfAStudyCanBeRenderedThatIsSaid() {
        var slice = CtSlice.ofNewStudy();
        var other = slice.sibling(2);
        List.of(slice, other).forEach(one -> client.keep(one, broken(one)));

        problem(client.get(COORDINATOR, study(slice) + "/rendered", "multipart/related; type=\"image/png\""), 422);
        problem(client.get(COORDINATOR, study(slice) + "/thumbnail", "image/png"), 422);
    }

    @Test
    void aThumbnailIsOfTheNextSeriesWhereTheLargestCannotBeRendered() throws Exception {
        var good = CtSlice.ofNewStudy();
        client.keep(good, noise(good, 300));
        var first = CtSlice.ofNewStudy();
        for (var slice : List.of(first, first.sibling(2))) {
            client.keep(slice, broken(slice).setString(Tag.StudyInstanceUID, VR.UI, good.studyUid()));
        }

        assertThat(client.get(COORDINATOR, study(good) + "/thumbnail", "image/png")
                        .expecting(200)
                        .body())
                .isEqualTo(client.get(COORDINATOR, instance(good) + "/thumbnail", "image/png")
                        .expecting(200)
                        .body());
    }

    @Test
    void whatHoldsNoPictureIsNotAcceptable() {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, withoutPicture(slice));

        for (var path : List.of(study(slice), series(slice), instance(slice), instance(slice) + "/frames/1")) {
            assertThat(problem(client.get(COORDINATOR, path + "/rendered", "*/*"), 406)
                            .get("detail")
                            .asString())
                    .contains("picture");
        }
        problem(client.get(COORDINATOR, study(slice) + "/thumbnail", "*/*"), 404);
    }

    @Test
    void videoIsNotRendered() {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset()
                .setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(new byte[] {0, 0, 1, 0})));
        client.keep(slice, dataset, UID.MPEG4HP41);

        assertThat(problem(client.get(COORDINATOR, instance(slice) + "/rendered", "*/*"), 406)
                        .get("detail")
                        .asString())
                .contains("compressed");
    }

    @Test
    void DCM10_aPictureShorterThanItSaysIsRefusedAndShowsNothing() {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, slice.dataset().setShorts(Tag.PixelData, VR.OW, new short[10]));

        problem(client.get(COORDINATOR, instance(slice) + "/rendered", "*/*"), 422);
    }

    @Test
    void DCM11_aPictureBeyondTheLimitIsRefusedUnread() {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, slice.dataset().setInt(Tag.Rows, VR.US, 60_000).setInt(Tag.Columns, VR.US, 60_000));

        assertThat(problem(client.get(COORDINATOR, instance(slice) + "/rendered", "*/*"), 406)
                        .get("detail")
                        .asString())
                .contains("48,000,000 pixels");
    }

    @Test
    void palettesAndColoursKeepTheirColours() throws Exception {
        var rgb = CtSlice.ofNewStudy();
        client.keep(rgb, colour(rgb, "RGB", 200, 100, 50));
        var ybr = CtSlice.ofNewStudy();
        client.keep(ybr, colour(ybr, "YBR_FULL", 124, 86, 182));
        var palette = CtSlice.ofNewStudy();
        client.keep(palette, palette(palette));

        assertThat(colours(png(COORDINATOR, instance(rgb) + "/rendered"))).containsExactly(200, 100, 50);
        assertThat(colours(png(COORDINATOR, instance(ybr) + "/rendered"))).containsExactly(200, 100, 50);
        assertThat(colours(png(COORDINATOR, instance(palette) + "/rendered"))).containsExactly(10, 20, 30);
    }

    @Test
    void aThumbnailIsSmallAndOfTheMiddleOfTheLargestSeries() throws Exception {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, noise(slice, 300));
        var other = slice.sibling(2);
        client.keep(other, noise(other, 300));

        var thumbnail = png(COORDINATOR, study(slice) + "/thumbnail");

        assertThat(List.of(thumbnail.getWidth(), thumbnail.getHeight())).containsExactly(128, 128);
        assertThat(png(COORDINATOR, study(slice) + "/thumbnail?viewport=64,32").getWidth())
                .isEqualTo(32);
        assertThat(client.get(COORDINATOR, study(slice) + "/thumbnail", "image/png")
                        .body())
                .isEqualTo(client.get(COORDINATOR, instance(slice) + "/thumbnail", "image/png")
                        .body());
        problem(client.get(COORDINATOR, study(slice) + "/thumbnail?viewport=x", "image/png"), 400);
    }

    @Test
    void whoHasAPictureAlreadyIsNotSentItAgain() {
        var slice = client.keep(CtSlice.ofNewStudy());
        var path = instance(slice) + "/rendered";
        var tag = client.get(COORDINATOR, path, "image/png").header("ETag");

        var again = client.request(COORDINATOR, path).header("Accept", "image/png");
        assertThat(DicomWebClient.send(again.header("If-None-Match", tag)).status())
                .isEqualTo(304);
        var oneOfSeveral = client.request(COORDINATOR, path).header("Accept", "image/png");
        assertThat(DicomWebClient.send(oneOfSeveral.header("If-None-Match", "\"other\", W/" + tag))
                        .status())
                .isEqualTo(304);
        assertThat(client.get(COORDINATOR, path + "?quality=50", "image/jpeg").header("ETag"))
                .isNotEqualTo(client.get(COORDINATOR, path + "?quality=51", "image/jpeg")
                        .header("ETag"));
    }

    @Test
    void ofManyWhoAskAtOnceEachIsAnswered() throws Exception {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, noise(slice, 200));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.rangeClosed(1, 60)
                    .mapToObj(quality -> callers.submit(() -> client.get(
                                    COORDINATOR, instance(slice) + "/rendered?quality=" + quality, "image/jpeg")
                            .status()))
                    .toList();
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
    }

    @Test
    void theDescriptionOfTheApiNamesAddressesAndParameters() {
        var paths = client.get(COORDINATOR, "/api/docs", "*/*")
                .expecting(200)
                .json()
                .get("paths");

        var rendered = paths.get("/dicomweb/{tenant}/studies/{study}/series/{series}/rendered")
                .at("/get/parameters");
        assertThat(rendered.findValuesAsString("name"))
                .containsExactly("tenant", "study", "series", "viewport", "window", "quality");
        for (var path : paths.propertyNames()) {
            if (path.startsWith("/dicomweb/")) {
                var named = paths.get(path).findValuesAsString("name");
                assertThat(path.replaceAll("[^{]*\\{([a-z]+)}[^{]*", "$1 ").split(" "))
                        .as(path)
                        .allSatisfy(variable -> assertThat(named).contains(variable));
            }
        }
    }

    private static Attributes loop(CtSlice slice, int frames) {
        var values = new short[frames * CtSlice.ROWS * CtSlice.COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) i;
        }
        return slice.dataset()
                .setString(Tag.NumberOfFrames, VR.IS, Integer.toString(frames))
                .setString(Tag.RescaleIntercept, VR.DS, "0")
                .setShorts(Tag.PixelData, VR.OW, values);
    }

    private static Attributes noise(CtSlice slice, int side) {
        var values = new short[side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (i * 7919 % 4096);
        }
        return slice.dataset()
                .setInt(Tag.Rows, VR.US, side)
                .setInt(Tag.Columns, VR.US, side)
                .setString(Tag.WindowCenter, VR.DS, "1024")
                .setString(Tag.WindowWidth, VR.DS, "4096")
                .setShorts(Tag.PixelData, VR.OW, values);
    }

    private static Attributes withoutPicture(CtSlice slice) {
        var dataset = slice.dataset();
        for (int tag : new int[] {Tag.PixelData, Tag.Rows, Tag.Columns, Tag.BitsAllocated}) {
            dataset.remove(tag);
        }
        return dataset;
    }

    /** The window is that of whole numbers in senders' habit: from 0 to 1. */
    @Test
    void realNumbersAreRenderedThroughTheirWindow() throws Exception {
        var slice = CtSlice.ofNewStudy();
        client.keep(slice, realNumbers(slice));
        var path = instance(slice) + "/rendered";

        var own = png(COORDINATOR, path);
        assertThat(grey(own, 0, 0)).isZero();
        assertThat(grey(own, 0, 4)).isBetween(127, 131);
        assertThat(grey(own, 7, 7)).isEqualTo(255);
        var chosen = png(COORDINATOR, path + "?window=0.25,0.5,linear-exact");
        assertThat(grey(chosen, 0, 4)).isEqualTo(255);
        assertThat(picture(client.get(COORDINATOR, instance(slice) + "/thumbnail", "image/png")
                                .expecting(200)
                                .body())
                        .getWidth())
                .isEqualTo(128);
    }

    private static Attributes realNumbers(CtSlice slice) {
        var cells = ByteBuffer.allocate(CtSlice.ROWS * CtSlice.COLUMNS * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < CtSlice.ROWS * CtSlice.COLUMNS; i++) {
            cells.putDouble(i / 63.0);
        }
        var dataset = slice.dataset()
                .setInt(Tag.BitsAllocated, VR.US, 64)
                .setString(Tag.WindowCenter, VR.DS, "0.5")
                .setString(Tag.WindowWidth, VR.DS, "1")
                .setBytes(Tag.DoubleFloatPixelData, VR.OD, cells.array());
        for (int tag : new int[] {Tag.PixelData, Tag.BitsStored, Tag.HighBit, Tag.PixelRepresentation}) {
            dataset.remove(tag);
        }
        return dataset;
    }

    private static Attributes colour(CtSlice slice, String photometric, int first, int second, int third) {
        var values = new byte[CtSlice.ROWS * CtSlice.COLUMNS * 3];
        for (int i = 0; i < values.length; i += 3) {
            values[i] = (byte) first;
            values[i + 1] = (byte) second;
            values[i + 2] = (byte) third;
        }
        return eightBits(slice.dataset())
                .setInt(Tag.SamplesPerPixel, VR.US, 3)
                .setInt(Tag.PlanarConfiguration, VR.US, 0)
                .setString(Tag.PhotometricInterpretation, VR.CS, photometric)
                .setBytes(Tag.PixelData, VR.OB, values);
    }

    private static Attributes palette(CtSlice slice) {
        var dataset = eightBits(slice.dataset())
                .setString(Tag.PhotometricInterpretation, VR.CS, "PALETTE COLOR")
                .setBytes(Tag.PixelData, VR.OB, new byte[CtSlice.ROWS * CtSlice.COLUMNS]);
        int[] descriptors = {
            Tag.RedPaletteColorLookupTableDescriptor,
            Tag.GreenPaletteColorLookupTableDescriptor,
            Tag.BluePaletteColorLookupTableDescriptor
        };
        int[] tables = {
            Tag.RedPaletteColorLookupTableData,
            Tag.GreenPaletteColorLookupTableData,
            Tag.BluePaletteColorLookupTableData
        };
        for (int i = 0; i < 3; i++) {
            dataset.setInt(descriptors[i], VR.US, 2, 0, 16).setShorts(tables[i], VR.OW, new short[] {
                (short) (((i + 1) * 10) << 8), 0
            });
        }
        return dataset;
    }

    private static Attributes eightBits(Attributes dataset) {
        return dataset.setInt(Tag.BitsAllocated, VR.US, 8)
                .setInt(Tag.BitsStored, VR.US, 8)
                .setInt(Tag.HighBit, VR.US, 7);
    }

    private BufferedImage png(String username, String path) throws IOException {
        return picture(client.get(username, path, "image/png").expecting(200).body());
    }

    private static BufferedImage picture(byte[] encoded) throws IOException {
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(encoded)));
    }

    private static int grey(BufferedImage picture, int x, int y) {
        return picture.getRaster().getSample(x, y, 0);
    }

    private static List<Integer> colours(BufferedImage picture) {
        int rgb = picture.getRGB(3, 3);
        return IntStream.of(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF)
                .boxed()
                .toList();
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
}
