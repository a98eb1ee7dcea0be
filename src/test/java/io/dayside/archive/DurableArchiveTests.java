package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.archive.StoreSteps.Step;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The archive on a real PostgreSQL and a real folder. */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES, verifyAutomatically = false)
@Import(DurableArchiveTests.Parts.class)
class DurableArchiveTests {

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        @Primary
        Tenants fixedTenants() {
            return new FixedHospitals(Duration.ofSeconds(5));
        }

        @Bean
        FailingSteps failingSteps() {
            return new FailingSteps();
        }

        @Bean
        Announcements announcements() {
            return new Announcements();
        }
    }

    /** Breaks off at a chosen step, as a full disk or a crash does. */
    static class FailingSteps implements StoreSteps {

        private volatile @Nullable Step failing;

        void failAt(Step step) {
            failing = step;
        }

        void failNever() {
            failing = null;
        }

        @Override
        public void reached(Step step) throws IOException {
            if (step == failing) {
                throw new IOException("No space left on device");
            }
        }
    }

    static class Announcements {

        final List<InstancesStored> events = Collections.synchronizedList(new ArrayList<>());

        @EventListener
        void on(InstancesStored event) {
            events.add(event);
        }
    }

    @Autowired
    private Archive archive;

    @Autowired
    private Studies studies;

    @Autowired
    private ObjectStore objects;

    @Autowired
    private InstanceIndex index;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private ObjectProvider<StoreSteps> stepsProvider;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private Retention retention;

    @Autowired
    private Eraser eraser;

    @Autowired
    private TailIndexer tails;

    @Autowired
    private IndexTails notes;

    @Autowired
    private RecentStudies recent;

    @Autowired
    private SegmentLogs logs;

    @Autowired
    private GroupIndexer indexer;

    @Autowired
    private HeaderReader headers;

    @Autowired
    private FailingSteps steps;

    @Autowired
    private Announcements announcements;

    @Autowired
    private Scheduler scheduler;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Value("${dayside.data-dir}")
    private Path dataDirectory;

    /** Otherwise it may erase or scrub what a test is about to. */
    @BeforeEach
    void onlyTheTestWorks() {
        scheduler.pause();
    }

    @AfterEach
    void nothingFails() {
        steps.failNever();
    }

    @Test
    void keepsTheDataSetAsReceivedBehindOurOwnMetaInformation() throws Exception {
        var slice = CtSlice.ofNewStudy();
        assertThat(store(slice.offeredTo(NORTHGATE))).isEqualTo(stored(slice));

        try (var object = open(NORTHGATE, slice.sopUid())) {
            var bytes = object.readAllBytes();
            var file = DicomFile.read(new ByteArrayInputStream(bytes));
            assertThat(Arrays.copyOfRange(bytes, 0, 128)).containsOnly(0);
            assertThat(Arrays.copyOfRange(bytes, bytes.length - slice.encoded().length, bytes.length))
                    .isEqualTo(slice.encoded());
            assertThat(file.meta().mediaStorageSopInstanceUid()).isEqualTo(slice.sopUid());
            assertThat(file.meta().transferSyntaxUid()).isEqualTo(UID.ExplicitVRLittleEndian);
            assertThat(file.warnings()).isEmpty();
        }
    }

    @Test
    void describesTheStudyByItsInstances() throws Exception {
        var first = CtSlice.ofNewStudy();
        store(first.offeredTo(NORTHGATE));
        store(first.sibling(2).offeredTo(NORTHGATE));

        var study = within(NORTHGATE, () -> archive.study(ref(first))).orElseThrow();
        assertThat(study.patientId()).isEqualTo("P-1");
        assertThat(study.patientName()).isEqualTo("Phantom^Test");
        assertThat(study.patientBirthDate()).isEqualTo("1970-01-31");
        assertThat(study.accessionNumber()).isEqualTo(first.accession());
        assertThat(study.modality()).isEqualTo("CT");
        assertThat(study.bodyPartExamined()).isEqualTo("HEAD");
        assertThat(study.series()).isEqualTo(1);
        assertThat(study.instances()).isEqualTo(2);
        assertThat(study.studyInstant()).as("08:15 in New York").isEqualTo("2026-11-24T13:15:00Z");
    }

    @Test
    void theSameContentAgainIsAlreadyHeldAndLeavesOneObject() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice.offeredTo(NORTHGATE));
        var before = tree();
        for (int i = 0; i < 5; i++) {
            assertThat(store(slice.offeredTo(NORTHGATE)))
                    .isEqualTo(new StoreOutcome.AlreadyHeld(ref(slice), slice.sopUid()));
        }
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void otherContentUnderTheSameUidIsQuarantinedAndBothAreKept() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice.offeredTo(NORTHGATE));
        int before = objectsOf(NORTHGATE);
        var other = slice.withNumber(99);
        for (int i = 0; i < 3; i++) {
            assertThat(store(other.offeredTo(NORTHGATE)))
                    .isEqualTo(new StoreOutcome.Quarantined(Reason.OTHER_CONTENT_UNDER_SAME_UID));
        }
        assertThat(objectsOf(NORTHGATE)).isEqualTo(before + 1);
        assertThat(instanceNumbers(slice)).containsExactly(1);
        assertThat(quarantined(NORTHGATE))
                .filteredOn(held -> held.sopInstanceUid().equals(slice.sopUid()))
                .hasSize(1);
        assertThat(auditedRefusals(slice.sopUid())).isEqualTo(1);
    }

    @Test
    void aStudyOfAnotherPatientIsQuarantined() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice.offeredTo(NORTHGATE));
        var intruder = slice.sibling(2).withPatient("P-2");
        assertThat(store(intruder.offeredTo(NORTHGATE)))
                .isEqualTo(new StoreOutcome.Quarantined(Reason.STUDY_OF_ANOTHER_PATIENT));
        assertThat(instanceNumbers(slice)).containsExactly(1);
        assertThatThrownBy(() -> open(NORTHGATE, intruder.sopUid())).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void quarantineLeavesNoEmptyStudyBehind() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice.offeredTo(NORTHGATE));
        var sameUidElsewhere = new CtSlice(UIDs.random(), UIDs.random(), slice.sopUid(), "P-3", "", 1, 0);
        assertThat(store(sameUidElsewhere.offeredTo(NORTHGATE))).isInstanceOf(StoreOutcome.Quarantined.class);
        assertThat(within(NORTHGATE, () -> archive.study(ref(sameUidElsewhere))))
                .isEmpty();
    }

    @Test
    void twoTenantsHoldTheSameUidsApart() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice.offeredTo(NORTHGATE));
        assertThat(within(HARBOUR, () -> archive.study(ref(slice)))).isEmpty();
        assertThat(within(HARBOUR, () -> studies.newest(null, 100)))
                .noneMatch(study -> study.ref().tenant().equals(NORTHGATE));
        assertThatThrownBy(() -> open(HARBOUR, slice.sopUid())).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> within(HARBOUR, () -> archive.open(NORTHGATE, slice.sopUid())))
                .isInstanceOf(NoSuchFileException.class);

        assertThat(store(slice.withPatient("P-9").offeredTo(HARBOUR))).isInstanceOf(StoreOutcome.Stored.class);
        assertThat(within(NORTHGATE, () -> archive.study(ref(slice)))
                        .orElseThrow()
                        .patientId())
                .isEqualTo("P-1");
    }

    @Test
    void aStackIsOrderedAlongItsNormal() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice.withZ(30).offeredTo(NORTHGATE));
        store(slice.sibling(2).withZ(10).offeredTo(NORTHGATE));
        store(slice.sibling(3).withZ(20).offeredTo(NORTHGATE));
        assertThat(instanceNumbers(slice)).containsExactly(2, 3, 1);
    }

    @Test
    void pagesOfStudiesFollowEachOther() throws Exception {
        var slices = IntStream.range(0, 5).mapToObj(_ -> CtSlice.ofNewStudy()).toList();
        for (var slice : slices) {
            store(slice.offeredTo(HARBOUR));
        }
        var firstPage = within(HARBOUR, () -> studies.newest(null, 2));
        var secondPage = within(HARBOUR, () -> studies.newest(firstPage.getLast(), 2));
        assertThat(Stream.concat(firstPage.stream(), secondPage.stream())
                        .map(study -> study.ref().studyInstanceUid()))
                .containsExactly(
                        slices.get(4).studyUid(),
                        slices.get(3).studyUid(),
                        slices.get(2).studyUid(),
                        slices.get(1).studyUid());
    }

    @Test
    void dur07SixteenSendersOfOneNewStudyMakeOneStudy() throws Exception {
        for (int round = 0; round < 500; round++) {
            var first = CtSlice.ofNewStudy();
            var slices = IntStream.rangeClosed(1, 16).mapToObj(first::sibling).toList();
            announcements.events.clear();
            var outcomes = atOnce(slices.stream()
                    .<Callable<StoreOutcome>>map(slice -> () -> store(slice.offeredTo(NORTHGATE)))
                    .toList());
            assertThat(outcomes).allMatch(StoreOutcome.Stored.class::isInstance);
            assertThat(within(NORTHGATE, () -> archive.study(ref(first)))
                            .orElseThrow()
                            .instances())
                    .isEqualTo(16);
            assertThat(announcements.events.stream().filter(InstancesStored::firstOfStudy))
                    .hasSize(1);
        }
    }

    @Test
    void dur08EightSendersOfOneInstanceAHundredTimesLeaveOneObject() throws Exception {
        var slice = CtSlice.ofNewStudy();
        int before = objectsOf(NORTHGATE);
        var outcomes = atOnce(Collections.<Callable<List<StoreOutcome>>>nCopies(8, () -> {
                    var own = new ArrayList<StoreOutcome>();
                    for (int time = 0; time < 100; time++) {
                        own.add(store(slice.offeredTo(NORTHGATE)));
                        open(NORTHGATE, slice.sopUid()).close();
                    }
                    return own;
                }))
                .stream()
                .flatMap(List::stream)
                .toList();
        assertThat(outcomes.stream().filter(StoreOutcome.Stored.class::isInstance))
                .hasSize(1);
        assertThat(outcomes.stream().filter(StoreOutcome.AlreadyHeld.class::isInstance))
                .hasSize(799);
        assertThat(objectsOf(NORTHGATE)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEGUN", "RECEIVED", "APPENDED", "SYNCED", "INDEXED"})
    void aFailureBeforeTheCommitShowsNothingAndTheNextAttemptSucceeds(Step step) throws Exception {
        var slice = CtSlice.ofNewStudy();
        steps.failAt(step);
        assertThat(store(slice.offeredTo(NORTHGATE)))
                .isEqualTo(new StoreOutcome.Refused(Reason.OUT_OF_RESOURCES, "archive"));
        assertThat(within(NORTHGATE, () -> archive.study(ref(slice)))).isEmpty();
        assertThat(incoming()).isEmpty();

        steps.failNever();
        assertThat(store(slice.offeredTo(NORTHGATE))).isEqualTo(stored(slice));
        open(NORTHGATE, slice.sopUid()).close();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEGUN", "RECEIVED", "SYNCED", "RENAMED", "DIRECTORY_SYNCED", "INDEXED"})
    void aFailureOnALargeObjectsWayShowsNothingAndTheNextAttemptSucceeds(Step step) throws Exception {
        var slice = CtSlice.ofNewStudy();
        var large = largerThanMemoryAllows(slice);
        steps.failAt(step);
        assertThat(store(slice.offeredTo(NORTHGATE, large)))
                .isEqualTo(new StoreOutcome.Refused(Reason.OUT_OF_RESOURCES, "archive"));
        assertThat(within(NORTHGATE, () -> archive.study(ref(slice)))).isEmpty();
        assertThat(incoming()).isEmpty();

        steps.failNever();
        assertThat(store(slice.offeredTo(NORTHGATE, large))).isEqualTo(stored(slice));
        try (var object = open(NORTHGATE, slice.sopUid())) {
            assertThat(object.readAllBytes()).endsWith(large);
        }
    }

    @Test
    void aLargeObjectHasAFileOfItsOwn() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var large = largerThanMemoryAllows(slice);
        int inSegments = objectsOf(NORTHGATE);
        assertThat(store(slice.offeredTo(NORTHGATE, large))).isEqualTo(stored(slice));
        var files = tree();
        assertThat(store(slice.offeredTo(NORTHGATE, large))).isInstanceOf(StoreOutcome.AlreadyHeld.class);
        assertThat(objectsOf(NORTHGATE)).isEqualTo(inSegments);
        assertThat(tree()).isEqualTo(files);
        assertThat(incoming()).isEmpty();
    }

    private static byte[] largerThanMemoryAllows(CtSlice slice) {
        int bytes = IncomingObject.MOST_CHUNKS * ChunkPool.CHUNK_BYTES;
        return CtSlice.encoded(
                slice.dataset().setBytes(Tag.PixelData, VR.OW, new byte[bytes]), TransferSyntax.EXPLICIT_LITTLE);
    }

    @Test
    void whatTheIndexForgotIsIndexedAgainFromTheSegments() throws Exception {
        var first = CtSlice.ofNewStudy();
        var slices = IntStream.rangeClosed(1, 5).mapToObj(first::sibling).toList();
        for (var slice : slices) {
            store(slice.offeredTo(HARBOUR));
        }
        var quarantined = slices.getFirst().withNumber(77);
        store(quarantined.offeredTo(HARBOUR));
        var before = rowsOf(HARBOUR);
        forgetRows(HARBOUR);
        assertThat(rowsOf(HARBOUR)).isEmpty();

        for (int round = 0; round < 2; round++) {
            for (var segment : objects.files().segments(HARBOUR)) {
                tails.index(HARBOUR, segment, 0);
            }
            assertThat(rowsOf(HARBOUR)).isEqualTo(before);
        }
        try (var object = open(HARBOUR, slices.get(3).sopUid())) {
            assertThat(object.readAllBytes()).endsWith(slices.get(3).encoded());
        }
        assertThat(quarantined(HARBOUR)).anyMatch(held -> held.sopInstanceUid().equals(quarantined.sopUid()));
    }

    /** A restart must not read again all that came since the last note. */
    @Test
    void whatHasItsRowIsNotReadAgainFromTheSegments() throws Exception {
        var first = CtSlice.ofNewStudy();
        var slices = IntStream.rangeClosed(1, 3).mapToObj(first::sibling).toList();
        for (var slice : slices) {
            store(slice.offeredTo(HARBOUR));
        }
        logs.settle();
        var known = placeOf(slices.get(1));
        var forgotten = placeOf(slices.get(2));
        assertThat(forgotten.file()).as("behind it in one segment").isEqualTo(known.file());
        within(
                HARBOUR,
                () -> transaction.execute(_ -> jdbc.sql("delete from instance where sop_instance_uid = :sop")
                        .param("sop", slices.get(2).sopUid())
                        .update()));
        try (var segment = FileChannel.open(
                objects.files().path(HARBOUR, known.file()), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var byteBefore = ByteBuffer.allocate(1);
            segment.read(byteBefore, known.offset());
            segment.write(ByteBuffer.wrap(new byte[] {99}), known.offset());
            try {
                tails.index(HARBOUR, known.file(), 0);
            } finally {
                segment.write(byteBefore.flip(), known.offset());
            }
        }
        assertThat(placeOf(slices.get(2))).isEqualTo(forgotten);
    }

    private Placement placeOf(CtSlice slice) {
        return within(HARBOUR, () -> catalogue.held(HARBOUR, slice.sopUid()))
                .orElseThrow()
                .place();
    }

    /** Every row but what an audit or a clock would make different each time. */
    private List<String> rowsOf(TenantId tenant) {
        return within(
                tenant,
                () -> transaction.execute(_ -> Stream.of("study", "series", "instance", "quarantined_instance")
                        .flatMap(table -> jdbc
                                .sql("select to_jsonb(t)::text from " + table + " t order by 1")
                                .query(String.class)
                                .list()
                                .stream())
                        .toList()));
    }

    private void forgetRows(TenantId tenant) {
        logs.settle();
        within(
                tenant,
                () -> transaction.execute(_ -> {
                    Stream.of("quarantined_instance", "instance", "series", "study")
                            .forEach(table -> jdbc.sql("delete from " + table).update());
                    return true;
                }));
        recent.forgetAll();
    }

    @Test
    void whatTheDatabaseWillNeverTakeDoesNotKeepTheOthersOut() throws Exception {
        var first = CtSlice.ofNewStudy();
        var poison = first.sibling(2);
        store(first.offeredTo(HARBOUR));
        store(poison.offeredTo(HARBOUR));
        store(first.sibling(3).offeredTo(HARBOUR));
        forgetRows(HARBOUR);
        var refusing = new GroupIndexer(index, recent, transactions, stepsProvider) {
            @Override
            List<InstanceIndex.Recorded> index(TenantId tenant, List<Indexable> objects) throws IOException {
                if (objects.stream()
                        .anyMatch(one -> one.header().sopInstanceUid().equals(poison.sopUid()))) {
                    throw new DataIntegrityViolationException("refused");
                }
                return super.index(tenant, objects);
            }
        };
        var patient = new TailIndexer(objects, headers, refusing, jdbc, transactions);
        for (var segment : objects.files().segments(HARBOUR)) {
            patient.index(HARBOUR, segment, 0);
        }
        var study = new StudyRef(HARBOUR, first.studyUid());
        assertThat(within(HARBOUR, () -> archive.study(study)).orElseThrow().instances())
                .isEqualTo(2);
    }

    @Test
    void aRestartedDatabaseIsToldAgainWhatItMayHaveForgotten() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice.offeredTo(HARBOUR));
        notes.note();
        var later = slice.sibling(2);
        store(later.offeredTo(HARBOUR));
        crash();
        within(
                HARBOUR,
                () -> transaction.execute(_ -> jdbc.sql("delete from instance where sop_instance_uid = :sop")
                        .param("sop", later.sopUid())
                        .update()));
        assertThatThrownBy(() -> open(HARBOUR, later.sopUid())).isInstanceOf(NoSuchFileException.class);

        notes.note();
        open(HARBOUR, later.sopUid()).close();
    }

    @Test
    void aDeletedStudyIsGoneFromIndexAndDiskAndLeavesItsProof() throws Exception {
        var first = CtSlice.ofNewStudy();
        var neighbour = CtSlice.ofNewStudy();
        store(first.offeredTo(NORTHGATE));
        store(neighbour.offeredTo(NORTHGATE));
        assertThat(store(first.withNumber(66).offeredTo(NORTHGATE))).isInstanceOf(StoreOutcome.Quarantined.class);
        var small = within(NORTHGATE, () -> catalogue.held(NORTHGATE, first.sopUid()))
                .orElseThrow()
                .place();

        var deleted = within(
                NORTHGATE,
                () -> Actor.call(
                        Actor.user("c", "Coordinator"), () -> retention.delete(ref(first), "sent by mistake")));
        assertThat(deleted.instances()).as("one of them set aside").isEqualTo(2);
        assertThat(quarantined(NORTHGATE))
                .noneMatch(held -> held.sopInstanceUid().equals(first.sopUid()));
        assertThat(deleted.manifestSha256()).matches("[0-9a-f]{64}");
        assertThat(within(NORTHGATE, () -> archive.study(ref(first)))).isEmpty();
        assertThatThrownBy(() -> open(NORTHGATE, first.sopUid())).isInstanceOf(NoSuchFileException.class);

        for (var segment : objects.files().segments(NORTHGATE)) {
            tails.index(NORTHGATE, segment, 0);
        }
        assertThat(within(NORTHGATE, () -> archive.study(ref(first))))
                .as("an index written again does not bring it back")
                .isEmpty();

        assertThat(eraser.erase(NORTHGATE)).isEqualTo(2);
        try (var bytes = objects.open(NORTHGATE, small)) {
            assertThat(bytes.readAllBytes()).containsOnly(0);
        }
        for (var segment : objects.files().segments(NORTHGATE)) {
            tails.index(NORTHGATE, segment, 0);
        }
        assertThat(within(NORTHGATE, () -> archive.study(ref(first)))).isEmpty();
        try (var object = open(NORTHGATE, neighbour.sopUid())) {
            assertThat(object.readAllBytes()).endsWith(neighbour.encoded());
        }
        assertThat(within(NORTHGATE, () -> retention.deletions(ref(first))))
                .singleElement()
                .satisfies(proof -> {
                    assertThat(proof.manifestSha256()).isEqualTo(deleted.manifestSha256());
                    assertThat(proof.erasedAt()).isNotNull();
                });
        assertThat(store(first.offeredTo(NORTHGATE))).as("it may come again").isEqualTo(stored(first));
    }

    @Test
    void theFileOfADeletedLargeObjectIsRemoved() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice.offeredTo(NORTHGATE, largerThanMemoryAllows(slice)));
        var file = objects.files()
                .path(
                        NORTHGATE,
                        within(NORTHGATE, () -> catalogue.held(NORTHGATE, slice.sopUid()))
                                .orElseThrow()
                                .place()
                                .file());
        assertThat(file).exists();
        within(NORTHGATE, () -> Actor.call(Actor.user("c", "Coordinator"), () -> retention.delete(ref(slice), "test")));
        eraser.erase(NORTHGATE);
        assertThat(file).doesNotExist();
    }

    @Test
    void web06AHeldStudyIsNotDeletedAndDoesNotOutliveItsRule() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice.offeredTo(NORTHGATE));
        var inElevenYears = Instant.now().plus(Duration.ofDays(11 * 366));
        within(
                NORTHGATE,
                () -> transaction.execute(
                        _ -> jdbc.sql("insert into retention_rule (tenant_id, keep_years) values ('northgate', 10)")
                                .update()));
        assertThat(outlived(inElevenYears)).contains(ref(slice));
        assertThat(outlived(Instant.now().plus(Duration.ofDays(9 * 365)))).doesNotContain(ref(slice));

        asCoordinator(() -> retention.placeHold(ref(slice), "court order"));
        assertThat(outlived(inElevenYears)).doesNotContain(ref(slice));
        assertThatThrownBy(() -> within(
                        NORTHGATE,
                        () -> Actor.call(Actor.user("c", "Coordinator"), () -> retention.delete(ref(slice), "test"))))
                .isInstanceOf(StudyKept.class);
        open(NORTHGATE, slice.sopUid()).close();

        asCoordinator(
                () -> assertThat(retention.liftHold(ref(slice), "case closed")).isTrue());
        assertThat(outlived(inElevenYears)).contains(ref(slice));
        assertThat(within(HARBOUR, () -> retention.outlived(NORTHGATE, inElevenYears, 1000)))
                .isEmpty();
    }

    private List<StudyRef> outlived(Instant now) {
        return within(NORTHGATE, () -> retention.outlived(NORTHGATE, now, 1000));
    }

    private static void asCoordinator(Runnable work) {
        TenantScope.run(NORTHGATE, () -> Actor.run(Actor.user("c", "Coordinator"), work));
    }

    @Test
    void whatThisProcessRemembersOfAStudyDoesNotHinderItsReturnAfterACrashOfTheDatabase() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice.offeredTo(HARBOUR));
        crash();
        within(
                HARBOUR,
                () -> transaction.execute(_ -> Stream.of("instance", "series", "study")
                        .map(table -> jdbc.sql("delete from " + table + " where study_instance_uid = :study")
                                .param("study", slice.studyUid())
                                .update())
                        .toList()));

        notes.note();
        open(HARBOUR, slice.sopUid()).close();
    }

    @Test
    void nothingIsNotedOnceTheDatabaseHasCrashed() throws Exception {
        store(CtSlice.ofNewStudy().offeredTo(HARBOUR));
        notes.note();
        crash();
        assertThat(notes.write(HARBOUR, "segments/never.seg", 1)).isFalse();
        Integer noted = within(
                HARBOUR,
                () -> transaction.execute(
                        _ -> jdbc.sql("select count(*) from segment where name = 'segments/never.seg'")
                                .query(Integer.class)
                                .single()));
        assertThat(noted).isZero();
        notes.note();
    }

    /** What crash recovery does to an unlogged table. */
    private void crash() {
        logs.settle();
        within(
                HARBOUR,
                () -> transaction.execute(
                        _ -> jdbc.sql("delete from crash_witness").update()));
    }

    @Test
    void anObjectWhoseCommitWasNotHeardOfIsStillTheOneThatTheRowNames() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var once = indexable(slice, "ab/once.dcm");
        assertThat(indexer.index(NORTHGATE, List.of(once)).getFirst().adopted()).isTrue();
        assertThat(indexer.index(NORTHGATE, List.of(once)).getFirst().adopted())
                .as("its file must not be removed")
                .isTrue();
        var another = indexable(slice, "ab/another.dcm");
        assertThat(indexer.index(NORTHGATE, List.of(another)).getFirst().adopted())
                .isFalse();

        var other = indexable(slice.withNumber(99), "ab/other.dcm");
        assertThat(indexer.index(NORTHGATE, List.of(other)).getFirst().adopted())
                .isTrue();
        assertThat(indexer.index(NORTHGATE, List.of(other)).getFirst().adopted())
                .as("nor the file of one in quarantine")
                .isTrue();
        within(
                NORTHGATE,
                () -> transaction.execute(_ -> Stream.of("instance", "quarantined_instance")
                        .map(table -> jdbc.sql("delete from " + table + " where sop_instance_uid = :sop")
                                .param("sop", slice.sopUid())
                                .update())
                        .toList()));
        recent.forgetAll();
    }

    private Indexable indexable(CtSlice slice, String file) throws Exception {
        var encoded = slice.encoded();
        var header = headers.read(new ByteArrayInputStream(encoded), TransferSyntax.EXPLICIT_LITTLE);
        var envelope = SegmentRecord.Envelope.of(slice.offeredTo(NORTHGATE));
        return new Indexable(
                NORTHGATE,
                "MAIN",
                "NG_CT1",
                UID.ExplicitVRLittleEndian,
                headers.describe(header, envelope, NORTHGATE),
                new StoredObject(
                        new Placement(file, 0, 0, encoded.length),
                        MessageDigest.getInstance("SHA-256").digest(encoded)),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                Actor.device("NG_CT1"));
    }

    @Test
    void dur17AFlippedByteIsFoundAndNeverServedUntilItIsWholeAgain() throws Exception {
        var first = CtSlice.ofNewStudy();
        var slices = IntStream.rangeClosed(1, 6).mapToObj(first::sibling).toList();
        for (var slice : slices) {
            store(slice.offeredTo(NORTHGATE));
        }
        var scrubber = new Scrubber(objects.files()::open, jdbc, transaction);
        assertThat(scrubbed(scrubber)).isEmpty();

        var victim = slices.get(2).sopUid();
        flipLastByte(victim);
        assertThat(scrubbed(scrubber)).singleElement().satisfies(damage -> {
            assertThat(damage.sopInstanceUid()).isEqualTo(victim);
            assertThat(damage.problem()).isEqualTo(Scrubber.Problem.ALTERED);
            assertThat(damage.newlyFound()).isTrue();
        });
        assertThatThrownBy(() -> open(NORTHGATE, victim)).isInstanceOf(DamagedObject.class);
        open(NORTHGATE, slices.get(3).sopUid()).close();
        assertThat(scrubbed(scrubber))
                .singleElement()
                .satisfies(damage -> assertThat(damage.newlyFound()).isFalse());

        flipLastByte(victim);
        assertThat(scrubbed(scrubber)).isEmpty();
        open(NORTHGATE, victim).close();
    }

    private static List<Scrubber.Damage> scrubbed(Scrubber scrubber) {
        return within(NORTHGATE, () -> scrubber.scrub(NORTHGATE, (_, _) -> {})).damaged();
    }

    private void flipLastByte(String sopUid) throws IOException {
        var place = within(NORTHGATE, () -> catalogue.held(NORTHGATE, sopUid))
                .orElseThrow()
                .place();
        try (var file = new RandomAccessFile(
                objects.files().path(NORTHGATE, place.file()).toFile(), "rw")) {
            long last = place.offset() + place.bytes() - 1;
            file.seek(last);
            int value = file.read();
            file.seek(last);
            file.write(value ^ 1);
        }
    }

    @Test
    void aFailureAfterTheCommitLosesNothing() throws Exception {
        var slice = CtSlice.ofNewStudy();
        steps.failAt(Step.COMMITTED);
        assertThat(store(slice.offeredTo(NORTHGATE))).isInstanceOf(StoreOutcome.Refused.class);
        steps.failNever();
        open(NORTHGATE, slice.sopUid()).close();
        assertThat(store(slice.offeredTo(NORTHGATE))).isInstanceOf(StoreOutcome.AlreadyHeld.class);
    }

    @Test
    void leftoversOfAnInterruptedReceptionAreRemovedAtStart() throws Exception {
        store(CtSlice.ofNewStudy().offeredTo(NORTHGATE));
        var before = tree();
        var leftover = dataDirectory.resolve("objects/northgate/incoming/half");
        Files.createDirectories(leftover.getParent());
        Files.writeString(leftover, "half an object");
        new ObjectStore(dataDirectory, 1, StoreSteps.UNOBSERVED);
        assertThat(leftover).doesNotExist();
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void aBrokenConnectionLeavesNothing() {
        var slice = CtSlice.ofNewStudy();
        var cut = new BrokenOff(new ByteArrayInputStream(slice.encoded()), 60);
        var received = new ReceivedInstance(
                NORTHGATE, "MAIN", "NG_CT1", UID.CTImageStorage, slice.sopUid(), UID.ExplicitVRLittleEndian, cut);
        assertThatThrownBy(() -> store(received)).isInstanceOf(IOException.class);
        assertThat(incoming()).isEmpty();
    }

    /** A connection that is reset after some bytes. */
    private static final class BrokenOff extends FilterInputStream {

        private int left;

        BrokenOff(InputStream in, int left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("connection reset");
            }
            int count = super.read(bytes, offset, Math.min(left, length));
            left -= count;
            return count;
        }
    }

    static Stream<String> hostileUids() {
        return Stream.of(
                "../../../../etc/passwd",
                "/etc/passwd",
                "..\\..\\windows",
                "1.2.3/../../4",
                "1.2\u00003",
                "CON",
                "1".repeat(65),
                "1..2",
                "");
    }

    @ParameterizedTest
    @MethodSource("hostileUids")
    void hostileUidsAreRefusedAndTouchNoFile(String uid) throws Exception {
        store(CtSlice.ofNewStudy().offeredTo(NORTHGATE));
        var before = tree();
        for (int tag : new int[] {Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID, Tag.SOPClassUID}) {
            var slice = CtSlice.ofNewStudy();
            var dataset = slice.dataset().setBytes(tag, VR.UI, uid.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            var encoded = CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE);
            assertThat(store(slice.offeredTo(NORTHGATE, encoded))).isInstanceOf(StoreOutcome.Refused.class);
        }
        var announced = new ReceivedInstance(
                NORTHGATE,
                "MAIN",
                "NG_CT1",
                UID.CTImageStorage,
                uid,
                UID.ExplicitVRLittleEndian,
                new ByteArrayInputStream(CtSlice.ofNewStudy().encoded()));
        assertThat(store(announced)).isInstanceOf(StoreOutcome.Refused.class);
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void whatContradictsItsAnnouncementIsRefused() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var other = slice.sibling(2);
        assertThat(store(slice.offeredTo(NORTHGATE, other.encoded())))
                .isEqualTo(new StoreOutcome.Refused(Reason.DATASET_MISMATCH, "(0008,0018)"));
    }

    @Test
    void aMissingStudyUidIsNamed() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset();
        dataset.remove(Tag.StudyInstanceUID);
        var encoded = CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE);
        assertThat(store(slice.offeredTo(NORTHGATE, encoded)))
                .isEqualTo(new StoreOutcome.Refused(Reason.MISSING_IDENTIFIER, "(0020,000D)"));
    }

    @Test
    void malformedBytesAreRefusedWithTheirPlace() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var encoded = Arrays.copyOf(slice.encoded(), 60);
        assertThat(store(slice.offeredTo(NORTHGATE, encoded)))
                .isInstanceOfSatisfying(StoreOutcome.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.MALFORMED);
                    assertThat(refused.where()).contains("byte");
                });
        assertThat(auditedRefusals(slice.sopUid())).isEqualTo(1);
    }

    @Test
    void aDeflationBombIsRefused() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset().setBytes(Tag.PixelData, VR.OW, new byte[300 * 1024 * 1024]);
        var encoded = CtSlice.encoded(dataset, TransferSyntax.DEFLATED);
        assertThat(encoded.length).isLessThan(1024 * 1024);
        var received = new ReceivedInstance(
                NORTHGATE,
                "MAIN",
                "NG_CT1",
                UID.CTImageStorage,
                slice.sopUid(),
                UID.DeflatedExplicitVRLittleEndian,
                new ByteArrayInputStream(encoded));
        assertThat(store(received))
                .isInstanceOfSatisfying(
                        StoreOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.MALFORMED));
    }

    @Test
    void controlCharactersInTextsDoNotStopAnInstance() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset().setBytes(Tag.StudyDescription, VR.LO, new byte[] {'a', 0, 'b', 0});
        var encoded = CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE);
        assertThat(store(slice.offeredTo(NORTHGATE, encoded))).isEqualTo(stored(slice));
        assertThat(within(NORTHGATE, () -> archive.study(ref(slice)))
                        .orElseThrow()
                        .studyDescription())
                .isEqualTo("a b");
    }

    private StoreOutcome store(ReceivedInstance received) throws IOException {
        return Actor.call(Actor.device("NG_CT1"), () -> archive.store(received));
    }

    private InputStream open(TenantId tenant, String sopUid) throws IOException {
        return TenantScope.call(tenant, () -> archive.open(tenant, sopUid));
    }

    private List<Integer> instanceNumbers(CtSlice slice) {
        return within(NORTHGATE, () -> archive.instances(ref(slice))).stream()
                .map(ArchivedInstance::instanceNumber)
                .toList();
    }

    private List<QuarantinedInstance> quarantined(TenantId tenant) {
        return within(tenant, () -> studies.quarantined(100));
    }

    private int auditedRefusals(String sopUid) {
        return within(
                NORTHGATE,
                () -> transaction.execute(_ -> jdbc.sql("""
                select count(*) from audit_event where action = 'INSTANCE_REFUSED' and object = :object""")
                        .param("object", "instance:" + sopUid)
                        .query(Integer.class)
                        .single()));
    }

    private static <T, X extends Throwable> T within(TenantId tenant, ScopedValue.CallableOp<T, X> work) throws X {
        return TenantScope.call(tenant, work);
    }

    private static StudyRef ref(CtSlice slice) {
        return new StudyRef(NORTHGATE, slice.studyUid());
    }

    private static StoreOutcome stored(CtSlice slice) {
        return new StoreOutcome.Stored(ref(slice), slice.sopUid());
    }

    /** Files and their sizes, also beside the own folder; not the trails of other contexts, which write when they like. */
    private Map<Path, Long> tree() throws IOException {
        try (var files = Files.walk(dataDirectory.toAbsolutePath().getParent())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.resolveSibling("").endsWith("trail"))
                    .collect(
                            Collectors.toMap(file -> file, file -> file.toFile().length()));
        }
    }

    /** How many objects lie in a tenant's segments. */
    private int objectsOf(TenantId tenant) throws IOException {
        int count = 0;
        for (var segment : objects.files().segments(tenant)) {
            try (var reader = objects.reader(tenant, segment)) {
                while (reader.next().isPresent()) {
                    count++;
                }
            }
        }
        return count;
    }

    private List<Path> incoming() {
        var folder = dataDirectory.resolve("objects/northgate/incoming");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        var barrier = new CyclicBarrier(calls.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = calls.stream()
                    .map(call -> threads.submit(() -> {
                        barrier.await();
                        return call.call();
                    }))
                    .toList();
            var outcomes = new ArrayList<T>();
            for (var future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        }
    }

    @Test
    void anEmptyDataSetIsRefused() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var encoded = CtSlice.encoded(new Attributes(), TransferSyntax.EXPLICIT_LITTLE);
        assertThat(store(slice.offeredTo(NORTHGATE, encoded))).isInstanceOf(StoreOutcome.Refused.class);
    }
}
