package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The archive on a disk that is full, read-only or without power. Nothing of it is timed. */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES, verifyAutomatically = false)
@Import(DiskFailureTests.Parts.class)
@Timeout(900)
class DiskFailureTests {

    /** Small, so that a few senders fill several. */
    private static final DataSize SEGMENT = DataSize.ofKilobytes(64);

    private static final int SENDERS = 4;

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
    }

    @Autowired
    private InstanceIndex index;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private GroupIndexer indexer;

    @Autowired
    private HeaderReader headers;

    @Autowired
    private RecentStudies recent;

    @Autowired
    private ObjectCopies copies;

    @Autowired
    private Clock clock;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private ObjectProvider<StoreSteps> steps;

    @Autowired
    private ObjectProvider<FetchedFiles> fetchedFiles;

    @Autowired
    private ObjectProvider<FetchedBlocks> fetchedBlocks;

    @Autowired
    private ObjectProvider<MeterRegistry> meters;

    @Autowired
    private ObjectProvider<StudyUrgency> urgency;

    @Autowired
    private Admission admission;

    @Autowired
    private StorageUse use;

    @Autowired
    private Scheduler scheduler;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @TempDir
    private Path folder;

    private final List<Node> nodes = Collections.synchronizedList(new ArrayList<>());

    /** An archive on a disk of its own, over the database of all. */
    private final class Node {

        private final ObjectStore objects;
        private final SegmentLogs logs;
        private final ObjectReader reader;
        private final DurableArchive archive;
        private final IndexTails tails;

        Node(Path dataDirectory) throws IOException {
            objects = new ObjectStore(dataDirectory, 8, StoreSteps.UNOBSERVED);
            logs = new SegmentLogs(objects, indexer, steps, meters, SEGMENT);
            reader = new ObjectReader(objects, copies, fetchedFiles, fetchedBlocks, clock);
            archive = new DurableArchive(
                    objects,
                    reader,
                    index,
                    catalogue,
                    logs,
                    headers,
                    recent,
                    transactions,
                    clock,
                    steps,
                    urgency,
                    admission,
                    use);
            tails = new IndexTails(
                    objects,
                    logs,
                    new TailIndexer(objects, headers, indexer, jdbc, transactions),
                    recent,
                    jdbc,
                    transactions);
            nodes.add(this);
        }

        StoreOutcome store(CtSlice slice, byte[] encoded) throws IOException {
            return Actor.call(Actor.device("HC_CT1"), () -> archive.store(slice.offeredTo(HARBOUR, encoded)));
        }

        byte[] read(String sopUid) throws IOException {
            logs.settle();
            try (InputStream object = TenantScope.call(HARBOUR, () -> archive.open(HARBOUR, sopUid))) {
                return object.readAllBytes();
            }
        }
    }

    @BeforeEach
    void onlyTheTestWorks() {
        scheduler.pause();
    }

    @AfterEach
    void forgetEverything() {
        query(() -> {
            Stream.of("quarantined_instance", "instance", "series", "study", "segment", "object_copy")
                    .forEach(table -> jdbc.sql("delete from " + table).update());
            return true;
        });
        recent.forgetAll();
        nodes.forEach(node -> node.logs.destroy());
        nodes.clear();
    }

    @Test
    void DUR04_fiftyPowerCutsLoseNothingThatWasAcknowledged() throws Exception {
        int acknowledged = 0;
        int unheard = 0;
        for (int seed = 1; seed <= 50; seed++) {
            var round = cutPower(seed);
            acknowledged += round.acknowledged();
            unheard += round.sent() - round.acknowledged();
            forgetEverything();
        }
        assertThat(acknowledged).as("acknowledged before the cuts").isGreaterThan(200);
        assertThat(unheard).as("under way at the cuts").isGreaterThan(50);
    }

    private record Round(int sent, int acknowledged) {}

    private Round cutPower(int seed) throws Exception {
        var chance = new Random(seed);
        var disk = new FailingDisk(Files.createDirectories(folder.resolve("disk-" + seed)));
        var image = Files.createDirectories(folder.resolve("image-" + seed));
        var node = new Node(disk.folder());
        var sent = new ConcurrentHashMap<String, byte[]>();
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        var left = new AtomicReference<List<String>>();
        disk.cutPowerAfter(chance.nextInt(10, 200), () -> {
            left.set(List.copyOf(acknowledged));
            disk.writeImage(image, new Random(seed));
        });
        sendUntilTheDiskFails(node, chance, sent, acknowledged);
        assertThat(left.get()).as("seed %d: the power was cut", seed).isNotNull();

        forgetWhatTheDatabaseDidNotSync();
        recent.forgetAll();
        var restarted = new Node(image);
        restarted.tails.start();
        restarted.tails.stop();
        for (var uid : left.get()) {
            assertThat(restarted.read(uid)).as("seed %d", seed).endsWith(sent.get(uid));
        }
        everyRowHasItsWholeObject(restarted, sent);
        return new Round(sent.size(), left.get().size());
    }

    private void sendUntilTheDiskFails(Node node, Random chance, Map<String, byte[]> sent, Set<String> acknowledged)
            throws Exception {
        var work = new ArrayList<Callable<Boolean>>();
        for (int sender = 0; sender < SENDERS; sender++) {
            var own = new Random(chance.nextLong());
            work.add(() -> {
                var study = CtSlice.ofNewStudy();
                boolean whole = true;
                for (int number = 1; whole; number++) {
                    var slice = study.sibling(number);
                    var encoded = own.nextInt(12) == 0 ? large(slice) : slice.encoded();
                    sent.put(slice.sopUid(), encoded);
                    whole = node.store(slice, encoded) instanceof StoreOutcome.Stored;
                    if (whole) {
                        acknowledged.add(slice.sopUid());
                    }
                    if (own.nextInt(4) == 0) {
                        noteUnlessThePowerIsCut(node);
                    }
                }
                return true;
            });
        }
        try (var threads = Executors.newFixedThreadPool(SENDERS)) {
            for (Future<Boolean> done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }

    private static void noteUnlessThePowerIsCut(Node node) {
        try {
            node.tails.note();
        } catch (IOException _) {
            // The next object is refused, and with it the sender ends.
        }
    }

    /** Too large to arrive in memory. */
    private static byte[] large(CtSlice slice) {
        int bytes = IncomingObject.MOST_CHUNKS * ChunkPool.CHUNK_BYTES;
        return CtSlice.encoded(
                slice.dataset().setBytes(Tag.PixelData, VR.OW, new byte[bytes]), TransferSyntax.EXPLICIT_LITTLE);
    }

    /** Rows of objects in segments are committed without waiting for the database's disk; behind the last note all go. */
    private void forgetWhatTheDatabaseDidNotSync() {
        query(() -> {
            jdbc.sql("""
                    delete from instance
                    where object_offset > 0
                          and object_offset >= coalesce((select indexed_bytes from segment
                                                         where segment.tenant_id = instance.tenant_id
                                                               and segment.name = instance.object_name), 0)""").update();
            jdbc.sql("""
                    delete from series where not exists (
                        select from instance where instance.tenant_id = series.tenant_id
                                                   and instance.series_instance_uid = series.series_instance_uid)""").update();
            return jdbc.sql("""
                    delete from study where not exists (
                        select from series where series.tenant_id = study.tenant_id
                                                 and series.study_instance_uid = study.study_instance_uid)""").update();
        });
    }

    private void everyRowHasItsWholeObject(Node node, Map<String, byte[]> sent) throws IOException {
        var rows = query(() -> jdbc.sql("select sop_instance_uid from instance")
                .query(String.class)
                .list());
        for (var uid : rows) {
            assertThat(node.read(uid)).endsWith(sent.get(uid));
        }
        Integer kept = query(() -> jdbc.sql("select count(*) from quarantined_instance")
                .query(Integer.class)
                .single());
        assertThat(kept).isZero();
    }

    @Test
    void DUR14_aFullDiskRefusesForATimeAndLosesNothing() throws Exception {
        var disk = new FailingDisk(folder);
        var node = new Node(disk.folder());
        var sent = new ConcurrentHashMap<String, byte[]>();
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        for (int round = 0; round < 6; round++) {
            disk.setRoomBytes(20_000 + 7_001L * round);
            sendUntilTheDiskFails(node, new Random(round), sent, acknowledged);
            refusesForATime(node, CtSlice.ofNewStudy());
            everyRowHasItsWholeObject(node, sent);

            disk.setRoomBytes(Long.MAX_VALUE);
            var slice = CtSlice.ofNewStudy();
            sent.put(slice.sopUid(), slice.encoded());
            assertThat(node.store(slice, slice.encoded()))
                    .as("by itself, when there is room")
                    .isInstanceOf(StoreOutcome.Stored.class);
        }
        assertThat(acknowledged).isNotEmpty();
        for (var uid : acknowledged) {
            assertThat(node.read(uid)).endsWith(sent.get(uid));
        }
        nothingIsLeftHalf(node, sent);
    }

    @Test
    void DUR14_aDiskThatBecameReadOnlyRefusesForATimeAndLosesNothing() throws Exception {
        var disk = new FailingDisk(folder);
        var node = new Node(disk.folder());
        var sent = new ConcurrentHashMap<String, byte[]>();
        var study = CtSlice.ofNewStudy();
        for (int number = 1; number <= 3; number++) {
            var slice = study.sibling(number);
            sent.put(slice.sopUid(), slice.encoded());
            assertThat(node.store(slice, slice.encoded())).isInstanceOf(StoreOutcome.Stored.class);
            disk.setReadOnly(true);
            refusesForATime(node, study.sibling(100 + number));
            everyRowHasItsWholeObject(node, sent);
            disk.setReadOnly(false);
        }
        assertThat(query(() -> jdbc.sql("select count(*) from instance")
                        .query(Integer.class)
                        .single()))
                .isEqualTo(3);
        nothingIsLeftHalf(node, sent);
    }

    private void refusesForATime(Node node, CtSlice slice) throws IOException {
        for (var encoded : List.of(slice.encoded(), large(slice))) {
            assertThat(node.store(slice, encoded))
                    .isEqualTo(new StoreOutcome.Refused(Reason.OUT_OF_RESOURCES, "archive"));
        }
        assertThat(TenantScope.call(HARBOUR, () -> catalogue.held(HARBOUR, slice.sopUid())))
                .isEmpty();
    }

    /** Neither now nor when all is indexed again from what the segments hold. */
    private void nothingIsLeftHalf(Node node, Map<String, byte[]> sent) throws IOException {
        assertThat(ObjectFiles.children(node.objects.files().folder(HARBOUR).resolve(ObjectFiles.INCOMING)))
                .isEmpty();
        query(() -> jdbc.sql("delete from segment").update());
        node.tails.start();
        node.tails.stop();
        everyRowHasItsWholeObject(node, sent);
    }

    private interface Query<T> {
        T run();
    }

    /** Sees the rows of what was acknowledged. */
    private <T> T query(Query<T> query) {
        List.copyOf(nodes).forEach(node -> node.logs.settle());
        return TenantScope.call(HARBOUR, () -> Objects.requireNonNull(transaction.execute(_ -> query.run())));
    }
}
