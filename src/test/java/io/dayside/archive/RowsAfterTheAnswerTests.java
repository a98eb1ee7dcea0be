package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was acknowledged before its row was written is found, kept apart and never lost. */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES, verifyAutomatically = false)
@Import(RowsAfterTheAnswerTests.Parts.class)
@Timeout(120)
class RowsAfterTheAnswerTests {

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
        SlowIndex slowIndex() {
            return new SlowIndex();
        }
    }

    /** Holds rows back before they are committed, or lets them fail as a database that is gone does. */
    static class SlowIndex implements StoreSteps {

        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean gone;
        private final AtomicInteger synced = new AtomicInteger();

        void hold() {
            gate = new CountDownLatch(1);
        }

        void goOn() {
            gone = false;
            gate.countDown();
        }

        @Override
        public void reached(Step step) throws IOException {
            if (step == Step.SYNCED) {
                synced.incrementAndGet();
            }
            if (step != Step.INDEXED) {
                return;
            }
            if (gone) {
                throw new DataAccessResourceFailureException("the database is gone");
            }
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @Autowired
    private Archive archive;

    @Autowired
    private ArchiveSearch search;

    @Autowired
    private Studies studies;

    @Autowired
    private SlowIndex slowIndex;

    @Autowired
    private SegmentLogs logs;

    @Autowired
    private IndexTails tails;

    @Autowired
    private TailIndexer tailIndexer;

    @Autowired
    private GroupIndexer indexer;

    @Autowired
    private ObjectStore objects;

    @Value("${dayside.data-dir}")
    private Path dataDirectory;

    @Autowired
    private InstanceIndex index;

    @Autowired
    private HeaderReader headers;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private ObjectProvider<StoreSteps> steps;

    @Autowired
    private Scheduler scheduler;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void onlyTheTestWorks() {
        scheduler.pause();
    }

    @AfterEach
    void everyRowIsWritten() throws IOException {
        slowIndex.goOn();
        logs.settle();
        tails.note();
    }

    @Test
    void aNewInstanceOfAKnownStudyIsAnsweredBeforeItsRowIsThere() throws Exception {
        var first = CtSlice.ofNewStudy();
        store(first);
        slowIndex.hold();
        var second = first.sibling(2);
        assertThat(store(second)).isEqualTo(new StoreOutcome.Stored(ref(first), second.sopUid()));
        assertThat(rows(first)).isEqualTo(1);

        slowIndex.goOn();
        assertThat(instances(first)).isEqualTo(2);
        assertThat(rows(first)).isEqualTo(2);
    }

    @Test
    void theFirstInstanceOfAStudyWaitsForItsRow() throws Exception {
        var slice = CtSlice.ofNewStudy();
        slowIndex.hold();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sending = threads.submit(() -> store(slice));
            while (logs.of(NORTHGATE).waiting() > 0 || rowsUnderWay() == 0) {
                Thread.onSpinWait();
            }
            assertThat(sending.isDone()).isFalse();
            slowIndex.goOn();
            assertThat(sending.get()).isInstanceOf(StoreOutcome.Stored.class);
        }
        assertThat(rows(slice)).isEqualTo(1);
    }

    /** Sessions of the database that hold rows which are not committed. */
    private int rowsUnderWay() {
        return TenantScope.call(
                NORTHGATE,
                () -> Objects.requireNonNull(transaction.execute(
                        _ -> jdbc.sql("""
                                select count(*) from pg_locks
                                where relation = 'instance'::regclass and mode = 'RowExclusiveLock'""").query(Integer.class).single())));
    }

    @Test
    void whoeverAsksAfterTheAnswerFindsIt() throws Exception {
        var first = CtSlice.ofNewStudy();
        for (int number = 1; number <= 60; number++) {
            var slice = first.sibling(number);
            store(slice);
            assertThat(instances(first)).isEqualTo(number);
            assertThat(TenantScope.call(NORTHGATE, () -> studies.instance(NORTHGATE, slice.sopUid())))
                    .isPresent();
            open(slice);
        }
    }

    @Test
    void searchFindsWhatWasJustAnswered() throws Exception {
        var first = CtSlice.ofNewStudy();
        store(first);
        for (int number = 2; number <= 10; number++) {
            store(first.sibling(number));
            var keys = new Attributes().setString(Tag.StudyInstanceUID, VR.UI, first.studyUid());
            var query = new ArchiveQuery(NORTHGATE, SearchLevel.INSTANCE, keys, false, false, 0, 100);
            assertThat(TenantScope.call(NORTHGATE, () -> search.search(query)).matches())
                    .hasSize(number);
        }
    }

    @Test
    void theSameContentRightAfterIsHeldAndOtherContentIsKeptAside() throws Exception {
        var first = CtSlice.ofNewStudy();
        store(first);
        for (int number = 2; number <= 30; number++) {
            var slice = first.sibling(number);
            assertThat(store(slice)).isInstanceOf(StoreOutcome.Stored.class);
            assertThat(store(slice)).isEqualTo(new StoreOutcome.AlreadyHeld(ref(first), slice.sopUid()));
            assertThat(store(slice.withNumber(1_000 + number)))
                    .isEqualTo(new StoreOutcome.Quarantined(Reason.OTHER_CONTENT_UNDER_SAME_UID));
        }
        assertThat(instances(first)).isEqualTo(30);
    }

    @Test
    void anotherPatientsInstanceIsNeverAnsweredAsStored() throws Exception {
        var first = CtSlice.ofNewStudy();
        store(first);
        assertThat(store(first.sibling(2).withPatient("P-2")))
                .isEqualTo(new StoreOutcome.Quarantined(Reason.STUDY_OF_ANOTHER_PATIENT));
    }

    @Test
    void otherContentThatAnotherNodeIndexedMeanwhileLeavesBoth() throws Exception {
        var first = CtSlice.ofNewStudy();
        store(first);
        var mine = first.sibling(2);
        var elsewhere = new GroupIndexer(index, new RecentStudies(), transactions, steps);
        elsewhere.index(NORTHGATE, List.of(indexable(mine.withNumber(77), "segments/of-another-node.seg")));

        assertThat(store(mine)).isEqualTo(new StoreOutcome.Stored(ref(first), mine.sopUid()));
        logs.settle();
        assertThat(rows(first)).isEqualTo(2);
        assertThat(TenantScope.call(NORTHGATE, () -> studies.quarantined(100)))
                .filteredOn(kept -> kept.sopInstanceUid().equals(mine.sopUid()))
                .singleElement()
                .satisfies(kept -> assertThat(kept.sha256()).isEqualTo(sha256(mine)));
        forget(first);
    }

    /** Its object lies on no disk of this test. */
    private void forget(CtSlice slice) {
        logs.settle();
        TenantScope.call(
                NORTHGATE,
                () -> transaction.execute(
                        _ -> jdbc.sql("delete from instance where object_name = 'segments/of-another-node.seg'")
                                .update()));
        assertThat(rows(slice)).isEqualTo(1);
    }

    @Test
    void aRowThatTheDatabaseCouldNotTakeIsWrittenWhenItCan() throws Exception {
        var first = CtSlice.ofNewStudy();
        store(first);
        logs.settle();
        tails.note();
        slowIndex.gone = true;
        var owed = first.sibling(2);
        assertThat(store(owed)).isInstanceOf(StoreOutcome.Stored.class);
        logs.settle();
        assertThat(rows(first)).isEqualTo(1);
        assertThatThrownBy(tails::note).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(store(first.sibling(3)))
                .as("nothing more is promised of a study whose rows do not come")
                .isEqualTo(new StoreOutcome.Refused(Reason.OUT_OF_RESOURCES, "archive"));

        slowIndex.gone = false;
        var after = CtSlice.ofNewStudy();
        store(after);
        logs.settle();
        tails.note();
        assertThat(rows(first))
                .as("what came later does not hide it, and what was refused has its row too")
                .isEqualTo(3);
        open(owed);
        open(after);
    }

    @Test
    void whatWasAcknowledgedStaysThoughNobodyCanBeAskedToWriteItsRow() throws Exception {
        var first = CtSlice.ofNewStudy();
        store(first);
        var slice = first.sibling(2);
        var log = new SegmentLog(
                NORTHGATE, objects, indexer, StoreSteps.UNOBSERVED, 1 << 20, new FairTurns(1, Runnable::run), _ -> {
                    throw new RejectedExecutionException("shutting down");
                });
        try (var incoming = objects.begin(NORTHGATE)) {
            var arrival = surelyNew(slice, incoming);
            log.add(arrival);
            assertThat(arrival.await().outcome()).isInstanceOf(StoreOutcome.Stored.class);
        }
        assertThat(rows(first)).isEqualTo(1);
        var tail = log.tails().getFirst();
        assertThat(tail.owedRows()).isEqualTo(1);
        tailIndexer.index(NORTHGATE, tail.segment(), tail.indexedBytes());
        assertThat(rows(first)).isEqualTo(2);
        open(slice);
    }

    private Arrival surelyNew(CtSlice slice, IncomingObject incoming) throws Exception {
        var received = slice.offeredTo(NORTHGATE);
        incoming.writeMeta(new byte[0]);
        var dataset = incoming.keeping(received.dataset());
        var header = headers.read(dataset, TransferSyntax.EXPLICIT_LITTLE);
        dataset.transferTo(OutputStream.nullOutputStream());
        var described = headers.describe(header, SegmentRecord.Envelope.of(received), NORTHGATE);
        return Arrival.of(received, described, incoming, Instant.now().truncatedTo(ChronoUnit.MICROS), false, true);
    }

    @Test
    void aHospitalWhoseOwedRowsCannotBeWrittenKeepsNoOthersTailFromBeingNoted() throws Exception {
        var first = CtSlice.ofNewStudy();
        store(first);
        logs.settle();
        slowIndex.gone = true;
        store(first.sibling(2));
        logs.settle();
        slowIndex.gone = false;
        var segments = dataDirectory.resolve("objects/northgate/segments");
        var elsewhere = dataDirectory.resolve("elsewhere");
        Files.move(segments, elsewhere);
        SegmentTail harbour;
        try {
            Actor.call(
                    Actor.device("HC_CT1"),
                    () -> archive.store(CtSlice.ofNewStudy().offeredTo(HARBOUR)));
            harbour = logs.of(HARBOUR).tails().getLast();
            while (harbour.indexedBytes() == 0) {
                // A tail advances just after the sender was answered.
                Thread.onSpinWait();
            }
            assertThatThrownBy(tails::note).isInstanceOf(IOException.class);
        } finally {
            Files.move(elsewhere, segments);
        }
        assertThat(harbour.notedBytes()).isPositive().isEqualTo(harbour.indexedBytes());
        assertThat(rows(first)).isEqualTo(1);

        tails.note();
        assertThat(rows(first)).isEqualTo(2);
    }

    @Test
    void nothingIsNotedBehindARowThatIsOwed() throws Exception {
        var tail = new SegmentTail(NORTHGATE, "segments/a.seg");
        tail.indexedUpTo(100);
        tail.oweRow();
        tail.indexedUpTo(300);
        tail.finishAt(300);
        assertThat(tail.indexedBytes()).isEqualTo(100);
        assertThat(tail.finished()).isFalse();

        int owed = tail.owedRows();
        tail.oweRow();
        tail.givenRowsUpTo(300, owed);
        assertThat(tail.indexedBytes()).as("another came meanwhile").isEqualTo(100);

        tail.givenRowsUpTo(300, tail.owedRows());
        assertThat(tail.indexedBytes()).isEqualTo(300);
        assertThat(tail.finished()).isTrue();
    }

    @Test
    void sendersWaitForTheIndexWhenItDoesNotKeepUp() throws Exception {
        var first = CtSlice.ofNewStudy();
        store(first);
        slowIndex.hold();
        int answered = 0;
        while (logs.of(NORTHGATE).mayOweMore()) {
            store(first.sibling(2 + answered));
            answered++;
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int before = slowIndex.synced.get();
            var sending = threads.submit(() -> store(first.sibling(100_000)));
            while (slowIndex.synced.get() == before) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> sending.get(300, TimeUnit.MILLISECONDS))
                    .as("durable, and not answered")
                    .isInstanceOf(TimeoutException.class);
            slowIndex.goOn();
            assertThat(sending.get()).isInstanceOf(StoreOutcome.Stored.class);
        }
        assertThat(rows(first)).as("in the order of their coming").isEqualTo(answered + 2);
    }

    @Test
    void nobodyWaitsForAnotherHospitalsRows() throws Exception {
        var first = CtSlice.ofNewStudy();
        store(first);
        slowIndex.hold();
        store(first.sibling(2));
        assertThat(TenantScope.call(HARBOUR, () -> studies.newest(null, 10))).isNotNull();
        assertThat(rows(first)).as("still held back").isEqualTo(1);
    }

    @Test
    void aPriorThatIsSentIsOfTheFacilityThatSentIt() throws Exception {
        var fetched = CtSlice.ofNewStudy();
        storeAs(fetched, "OTHER", ReceivedInstance.PRIOR_SENDER);
        storeAs(fetched.sibling(2), "OTHER", ReceivedInstance.PRIOR_SENDER);
        assertThat(study(fetched).facility()).isEqualTo("OTHER");

        storeAs(fetched, "MAIN", "NG_CT1");
        assertThat(study(fetched).facility()).isEqualTo("MAIN");
        assertThat(study(fetched).sender()).isEqualTo("NG_CT1");
    }

    @Test
    void aPriorThatIsSentWithFurtherImagesIsOfTheFacilityThatSentThem() throws Exception {
        var fetched = CtSlice.ofNewStudy();
        storeAs(fetched, "OTHER", ReceivedInstance.PRIOR_SENDER);
        storeAs(fetched.sibling(2), "MAIN", "NG_CT1");
        assertThat(study(fetched).facility()).isEqualTo("MAIN");

        storeAs(fetched.sibling(3), "OTHER", ReceivedInstance.PRIOR_SENDER);
        assertThat(study(fetched).facility()).as("and stays so").isEqualTo("MAIN");
        assertThat(study(fetched).sender()).isEqualTo("NG_CT1");
    }

    private ArchivedStudy study(CtSlice slice) {
        return TenantScope.call(NORTHGATE, () -> archive.study(ref(slice))).orElseThrow();
    }

    private StoreOutcome storeAs(CtSlice slice, String facility, String sender) throws IOException {
        return Actor.call(
                Actor.device("NG_CT1"),
                () -> archive.store(new ReceivedInstance(
                        NORTHGATE,
                        facility,
                        sender,
                        UID.CTImageStorage,
                        slice.sopUid(),
                        UID.ExplicitVRLittleEndian,
                        new ByteArrayInputStream(slice.encoded()))));
    }

    private StoreOutcome store(CtSlice slice) throws IOException {
        return storeAs(slice, "MAIN", "NG_CT1");
    }

    private void open(CtSlice slice) throws IOException {
        try (var object = TenantScope.call(NORTHGATE, () -> archive.open(NORTHGATE, slice.sopUid()))) {
            assertThat(object.readAllBytes()).endsWith(slice.encoded());
        } catch (NoSuchFileException e) {
            throw new AssertionError("not found: " + slice.number(), e);
        }
    }

    private int instances(CtSlice slice) {
        return study(slice).instances();
    }

    /** As the database has them now, whatever is still to come. */
    private int rows(CtSlice slice) {
        return TenantScope.call(
                NORTHGATE,
                () -> Objects.requireNonNull(transaction.execute(
                        _ -> jdbc.sql("select count(*) from instance where study_instance_uid = :study")
                                .param("study", slice.studyUid())
                                .query(Integer.class)
                                .single())));
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
                        new Placement(file, 64, 0, encoded.length),
                        MessageDigest.getInstance("SHA-256").digest(encoded)),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                Actor.device("NG_CT1"));
    }

    private static String sha256(CtSlice slice) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(slice.encoded()));
    }

    private static StudyRef ref(CtSlice slice) {
        return new StudyRef(NORTHGATE, slice.studyUid());
    }
}
