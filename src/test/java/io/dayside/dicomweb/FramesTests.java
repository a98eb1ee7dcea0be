package io.dayside.dicomweb;

import static io.dayside.dicomweb.DicomWebClient.instance;
import static io.dayside.dicomweb.DicomWebClient.problem;
import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.archive.Quarantine;
import io.dayside.archive.QuarantinedInstance;
import io.dayside.archive.Retention;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.Studies;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.ConfigurationApplied;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Frames that were read before, of which it is remembered where they lie: who may see what is asked each time. */
@SpringBootTest(classes = DicomWebRooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class FramesTests {

    private static final String COORDINATOR = "coord.northgate";
    private static final String PARTS = "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*";
    private static final String ALONE = "application/octet-stream";
    private static final Actor DECIDING = Actor.user("subject-1", "Ada Coordinator");

    @LocalServerPort
    private int port;

    @Autowired
    private Archive archive;

    @Autowired
    private Studies studies;

    @Autowired
    private Retention retention;

    @Autowired
    private Quarantine quarantine;

    @Autowired
    private CountedStatements statements;

    @Autowired
    private DicomWebRooms.Holders holders;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Value("${dayside.data-dir}")
    private Path dataDirectory;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @BeforeEach
    void everybodyHasALogin() {
        DicomWebRooms.haveLogins(jdbc, "okafor", COORDINATOR, "coord.harbour");
    }

    private DicomWebClient client() {
        return new DicomWebClient(port, archive);
    }

    /** Asked for twice, so that it is remembered where it lies. */
    private String read(CtSlice slice) {
        var frame = instance(slice) + "/frames/1";
        for (int i = 0; i < 2; i++) {
            assertThat(client().get(COORDINATOR, frame, ALONE).expecting(200).body())
                    .isEqualTo(slice.dataset().getBytes(Tag.PixelData));
        }
        return frame;
    }

    @Test
    void aFrameThatWasReadBeforeCostsOneQuestionToTheDatabase() throws Exception {
        var slice = client().keep(CtSlice.ofNewStudy());
        var frame = read(slice);
        statements.take();

        var answer = client().get(COORDINATOR, frame, PARTS).expecting(200);

        assertThat(statements.take().stream().filter(statement -> !statement.contains("rights_of")))
                .as("with its tenants")
                .hasSize(1);
        assertThat(answer.pieces().getFirst().content())
                .isEqualTo(slice.dataset().getBytes(Tag.PixelData));
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.body().length));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40})
    void framesOfALoopAreThoseThatWereStoredAlsoTheSecondTime(int frames) throws Exception {
        var pixels = new byte[frames * 512 * 256];
        new Random(frames).nextBytes(pixels);
        var slice = keptLoop(frames, pixels);

        for (int round = 0; round < 2; round++) {
            var pieces = client().get(COORDINATOR, instance(slice) + "/frames/3,1," + frames, PARTS)
                    .expecting(200)
                    .pieces();
            assertThat(pieces.get(0).content()).isEqualTo(ofFrame(pixels, 3));
            assertThat(pieces.get(1).content()).isEqualTo(ofFrame(pixels, 1));
            assertThat(pieces.get(2).content()).isEqualTo(ofFrame(pixels, frames));
        }
        problem(client().get(COORDINATOR, instance(slice) + "/frames/" + (frames + 1), ALONE), 404);
    }

    private CtSlice keptLoop(int frames, byte[] pixels) throws Exception {
        var slice = CtSlice.ofNewStudy();
        client().keep(
                        slice,
                        slice.dataset()
                                .setString(Tag.NumberOfFrames, VR.IS, Integer.toString(frames))
                                .setInt(Tag.Rows, VR.US, 256)
                                .setInt(Tag.Columns, VR.US, 256)
                                .setBytes(Tag.PixelData, VR.OW, pixels));
        return slice;
    }

    /** Another frame than the one asked for: where a loop's frames lie is only as true as all of it. */
    @Test
    void DUR17_noFrameOfALargeLoopIsGivenOutThatWasAlteredBeforeItsFirstWasRead() throws Exception {
        var slice = keptLoop(40, new byte[40 * 512 * 256]);
        flipAByteOf(slice);

        problem(client().get(COORDINATOR, instance(slice) + "/frames/1", ALONE), 500);
        problem(client().get(COORDINATOR, instance(slice) + "/frames/40", ALONE), 500);
        assertThat(damagesTold(slice)).as("told once").isEqualTo(1);
    }

    private static byte[] ofFrame(byte[] pixels, int number) {
        return Arrays.copyOfRange(pixels, (number - 1) * 512 * 256, number * 512 * 256);
    }

    @Test
    void compressedFramesOfSeveralFragmentsComeWholeAlsoTheSecondTime() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset().setString(Tag.NumberOfFrames, VR.IS, "2");
        byte[] offsets = {0, 0, 0, 0, 20, 0, 0, 0};
        dataset.setFragments(new Fragments(
                Tag.PixelData, VR.OB, offsets, List.of(new byte[] {1, 2}, new byte[] {3, 4}, new byte[] {5, 6})));
        client().keep(slice, dataset, UID.RLELossless);

        for (int round = 0; round < 2; round++) {
            var pieces = client().get(COORDINATOR, instance(slice) + "/frames/2,1", PARTS)
                    .expecting(200)
                    .pieces();
            assertThat(pieces.get(0).content()).containsExactly(5, 6);
            assertThat(pieces.get(1).content()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void DUR17_aFrameThatWasAlteredSinceItWasReadIsNotGivenOut() throws Exception {
        var slice = client().keep(CtSlice.ofNewStudy());
        var untouched = client().keep(CtSlice.ofNewStudy());
        var frame = read(slice);
        read(untouched);
        flipAByteOf(slice);

        problem(client().get(COORDINATOR, frame, ALONE), 500);
        problem(client().get(COORDINATOR, frame, PARTS), 500);
        assertThat(damagesTold(slice)).as("told once").isEqualTo(1);
        flipAByteOf(slice);
        problem(client().get(COORDINATOR, frame, ALONE), 500);
        read(untouched);
    }

    @Test
    void DUR17_aFrameThatWasAlteredBeforeItWasReadIsNotGivenOutAndTold() throws Exception {
        var slice = client().keep(CtSlice.ofNewStudy());
        flipAByteOf(slice);

        problem(client().get(COORDINATOR, instance(slice) + "/frames/1", ALONE), 500);
        assertThat(damagesTold(slice)).isEqualTo(1);
    }

    @Test
    void aDeletedStudysFramesAreGoneAtOnce() throws Exception {
        var slice = client().keep(CtSlice.ofNewStudy());
        var other = client().keep(CtSlice.ofNewStudy());
        var frame = read(slice);

        TenantScope.call(
                NORTHGATE,
                () -> Actor.call(DECIDING, () -> retention.delete(new StudyRef(NORTHGATE, slice.studyUid()), "asked")));

        problem(client().get(COORDINATOR, frame, ALONE), 404);
        read(other);
    }

    @Test
    void whatIsSetAsideIsNotGivenOutAndWhatReplacesAnObjectIsGivenOutAtOnce() throws Exception {
        var slice = client().keep(CtSlice.ofNewStudy());
        var frame = read(slice);
        var before = client().get(COORDINATOR, frame, ALONE).header("ETag");
        var other = slice.dataset().setShorts(Tag.PixelData, VR.OW, new short[CtSlice.ROWS * CtSlice.COLUMNS]);

        assertThat(offered(slice, other)).isInstanceOf(StoreOutcome.Quarantined.class);
        read(slice);
        assertThat(TenantScope.call(
                        NORTHGATE, () -> quarantine.decide(aside(slice), new Quarantine.Decision.Replace(), DECIDING)))
                .isInstanceOf(Quarantine.Outcome.Decided.class);

        var after = DicomWebClient.send(
                client().request(COORDINATOR, frame).header("Accept", ALONE).header("If-None-Match", before));
        assertThat(after.expecting(200).body()).containsOnly(0);
    }

    private StoreOutcome offered(CtSlice slice, Attributes dataset) throws IOException {
        return Actor.call(
                Actor.device("NG_CT1"),
                () -> archive.store(
                        slice.offeredTo(NORTHGATE, CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE))));
    }

    private QuarantinedInstance.Id aside(CtSlice slice) {
        return TenantScope.call(NORTHGATE, () -> studies.quarantined(1000)).stream()
                .filter(aside -> aside.sopInstanceUid().equals(slice.sopUid()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void whoLosesTheirMembershipOrTheCaseReadsNothingMore() {
        var slice = client().keep(CtSlice.ofNewStudy());
        var frame = read(slice);
        var study = new StudyRef(NORTHGATE, slice.studyUid());
        problem(client().get("okafor", frame, ALONE), 404);
        holders.give(study, "okafor");
        client().get("okafor", frame, ALONE).expecting(200);
        holders.give(study, "meyer");
        problem(client().get("okafor", frame, ALONE), 404);

        withinNorthgate("delete from membership where tenant_id = 'northgate' and username = '" + COORDINATOR + "'");
        try {
            events.publishEvent(new ConfigurationApplied(1));
            assertThat(client().get(COORDINATOR, frame, ALONE).status()).isEqualTo(403);
        } finally {
            withinNorthgate("insert into membership (tenant_id, username, role, declared_by) values ('northgate', '"
                    + COORDINATOR + "', 'COORDINATOR', 'Person')");
            events.publishEvent(new ConfigurationApplied(1));
        }
        read(slice);
    }

    @Test
    void anotherHospitalsCoordinatorFindsNothingAndReadsTheirOwnUnderTheSameIdentifiers() {
        var slice = client().keep(CtSlice.ofNewStudy());
        var frame = read(slice);
        var there = frame.replace("northgate", "harbour");

        problem(client().get("coord.harbour", frame, ALONE), 404);
        problem(client().get("coord.harbour", there, ALONE), 404);
        var dataset = slice.dataset().setShorts(Tag.PixelData, VR.OW, new short[CtSlice.ROWS * CtSlice.COLUMNS]);
        client().keep(HARBOUR, slice, dataset, UID.ExplicitVRLittleEndian);
        assertThat(client().get("coord.harbour", there, ALONE).expecting(200).body())
                .containsOnly(0);
        read(slice);
        problem(client().get(COORDINATOR, there, ALONE), 404);
    }

    @Test
    void DUR14_anObjectThatWasEvictedMeanwhileIsATemporaryFailureWhileS3IsAway() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset()
                .setInt(Tag.Rows, VR.US, 2000)
                .setInt(Tag.Columns, VR.US, 2000)
                .setBytes(Tag.PixelData, VR.OW, new byte[8_000_000]);
        client().keep(slice, dataset);
        var frame = instance(slice) + "/frames/1";
        client().get(COORDINATOR, frame, ALONE).expecting(200);

        Files.delete(dataDirectory.resolve("objects/northgate").resolve(evicted(slice)));

        problem(client().get(COORDINATOR, frame, ALONE), 503);
    }

    /** Notes that the object was copied, as if to S3, and returns its file. */
    private String evicted(CtSlice slice) {
        return withinNorthgate(() ->
                jdbc.sql("""
                insert into object_copy (tenant_id, name, bytes, sha256, verified_at)
                select tenant_id, object_name, dataset_bytes, dataset_sha256, now() from instance
                where sop_instance_uid = :sop
                returning name""").param("sop", slice.sopUid()).query(String.class).single());
    }

    private void flipAByteOf(CtSlice slice) throws IOException {
        record Place(String file, long lastByte) {}
        archive.settle(NORTHGATE);
        var place = withinNorthgate(() -> jdbc.sql("""
                select object_name, object_offset + dataset_offset + dataset_bytes - 2 as last_byte
                from instance where sop_instance_uid = :sop""")
                .param("sop", slice.sopUid())
                .query((row, _) -> new Place(row.getString("object_name"), row.getLong("last_byte")))
                .single());
        try (var file = new RandomAccessFile(
                dataDirectory.resolve("objects/northgate").resolve(place.file()).toFile(), "rw")) {
            file.seek(place.lastByte());
            int value = file.read();
            file.seek(place.lastByte());
            file.write(~value);
        }
    }

    private int damagesTold(CtSlice slice) {
        return withinNorthgate(() -> jdbc.sql("""
                select count(*) from audit_event
                where tenant_id = 'northgate' and action = 'OBJECT_DAMAGED' and object = :object""")
                .param("object", "instance:" + slice.sopUid())
                .query(Integer.class)
                .single());
    }

    private void withinNorthgate(String change) {
        withinNorthgate(() -> jdbc.sql(change).update());
    }

    private <T> T withinNorthgate(Supplier<T> work) {
        return TenantScope.call(NORTHGATE, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }
}
