package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.audit.Actor;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Hospitals that share an archive, on a real PostgreSQL and a real folder. */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES, verifyAutomatically = false)
@Import(FairIngestTests.Parts.class)
@Timeout(120)
class FairIngestTests {

    private static final String STAT_PATIENT = "STAT";

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        @Primary
        FixedHospitals fixedTenants() {
            return new FixedHospitals(Duration.ofSeconds(5));
        }

        @Bean
        Gate gate() {
            return new Gate();
        }

        @Bean
        StudyUrgency patientsThatCannotWait() {
            return (_, _, patientId) -> patientId.equals(STAT_PATIENT);
        }
    }

    /** Holds the first group of objects that is appended while it is closed. */
    static class Gate implements StoreSteps {

        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicInteger synced = new AtomicInteger();
        private volatile CountDownLatch held = new CountDownLatch(1);
        private volatile CountDownLatch opening = new CountDownLatch(1);

        void close() {
            held = new CountDownLatch(1);
            opening = new CountDownLatch(1);
            closed.set(true);
        }

        void open() {
            opening.countDown();
        }

        @Override
        public void reached(Step step) throws IOException {
            if (step == Step.SYNCED) {
                synced.incrementAndGet();
            }
            if (step == Step.APPENDED && closed.compareAndSet(true, false)) {
                held.countDown();
                try {
                    opening.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }
    }

    @Autowired
    private Archive archive;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private SegmentLogs logs;

    @Autowired
    private Tenants tenants;

    @Autowired
    private StorageUse use;

    @Autowired
    private Gate gate;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private TransactionTemplate transaction;

    private ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void newSenders() {
        senders = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterEach
    void openTheGate() {
        gate.open();
        senders.close();
    }

    @Test
    void whatOneHospitalHasWaitingKeepsNoneOfAnothersTenBack() throws Exception {
        gate.close();
        var bulk = send(NORTHGATE, 200, "P-1");
        gate.held.await();

        for (int i = 0; i < 10; i++) {
            var slice = CtSlice.ofNewStudy();
            assertThat(store(slice.offeredTo(HARBOUR))).isInstanceOf(StoreOutcome.Stored.class);
        }

        assertThat(bulk).as("the transfer is still held").noneMatch(Future::isDone);
        gate.open();
        for (var one : bulk) {
            assertThat(one.get()).isInstanceOf(StoreOutcome.Stored.class);
        }
    }

    @Test
    void aStatStudyIsOnDiskBeforeTheRoutineThatWaited() throws Exception {
        gate.close();
        var first = CtSlice.ofNewStudy();
        var firstOutcome = senders.submit(() -> store(first.offeredTo(NORTHGATE)));
        gate.held.await();
        var routine = slices(100, "P-1");
        var outcomes = send(NORTHGATE, routine);
        awaitWaiting(100);
        var stat = slices(5, STAT_PATIENT);
        outcomes.addAll(send(NORTHGATE, stat));
        awaitWaiting(105);
        assertThat(meters.get("dayside.archive.waiting")
                        .tag("tenant", "northgate")
                        .gauge()
                        .value())
                .isEqualTo(105);

        gate.open();
        firstOutcome.get();
        for (var one : outcomes) {
            assertThat(one.get()).isInstanceOf(StoreOutcome.Stored.class);
        }

        long lastStat = stat.stream().mapToLong(this::offsetOf).max().orElseThrow();
        assertThat(routine).allSatisfy(slice -> assertThat(offsetOf(slice)).isGreaterThan(lastStat));
    }

    @Test
    void oneSenderMayHaveSeveralObjectsKeptAtTheSameTimeWhichShareAFlush() throws Exception {
        gate.close();
        var slices = slices(8, "P-1");
        var outcomes = new ArrayList<Future<StoreOutcome>>();
        outcomes.add(receive(slices.getFirst()));
        gate.held.await();
        for (var slice : slices.subList(1, 8)) {
            outcomes.add(receive(slice));
        }
        outcomes.add(receive(slices.get(3)));
        awaitWaiting(7);
        assertThat(outcomes).as("none is on disk yet").noneMatch(Future::isDone);
        gate.synced.set(0);

        gate.open();
        for (int i = 0; i < 8; i++) {
            assertThat(outcomes.get(i).get()).isInstanceOf(StoreOutcome.Stored.class);
        }
        assertThat(outcomes.getLast().get())
                .as("the same again, while the first is being kept")
                .isInstanceOf(StoreOutcome.AlreadyHeld.class);
        assertThat(gate.synced).as("flushes of the held one and of seven").hasValue(2);
        for (var slice : slices) {
            try (var object = within(NORTHGATE, () -> opened(slice))) {
                assertThat(object.readAllBytes()).endsWith(slice.encoded());
            }
        }
    }

    private InputStream opened(CtSlice slice) {
        try {
            return archive.open(NORTHGATE, slice.sopUid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Future<StoreOutcome> receive(CtSlice slice) throws IOException {
        return Actor.call(Actor.device("TEST"), () -> archive.receive(slice.offeredTo(NORTHGATE)));
    }

    @Test
    void whatIsRefusedOrDoesNotComeWholeIsSoForWhoeverDoesNotWait() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var whole = slice.offeredTo(NORTHGATE);
        var broken = new ReceivedInstance(
                whole.tenant(),
                whole.facility(),
                whole.sender(),
                whole.sopClassUid(),
                whole.sopInstanceUid(),
                whole.transferSyntaxUid(),
                new SequenceInputStream(new ByteArrayInputStream(slice.encoded(), 0, 600), new BrokenOff()));
        assertThatThrownBy(() -> archive.receive(broken)).isInstanceOf(EOFException.class);
        assertThat(logs.of(NORTHGATE).waiting()).isZero();

        var other = new ReceivedInstance(
                whole.tenant(),
                whole.facility(),
                whole.sender(),
                whole.sopClassUid(),
                whole.sopInstanceUid() + ".1",
                whole.transferSyntaxUid(),
                whole.dataset());
        assertThat(archive.receive(other).get())
                .isEqualTo(new StoreOutcome.Refused(StoreOutcome.Reason.DATASET_MISMATCH, "(0008,0018)"));
        assertThat(receive(slice).get()).isInstanceOf(StoreOutcome.Stored.class);
    }

    private static final class BrokenOff extends InputStream {

        @Override
        public int read() throws IOException {
            throw new EOFException();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            throw new EOFException();
        }
    }

    /** Nothing tells when an object has come to wait but the number of those that do. */
    private void awaitWaiting(int count) {
        while (logs.of(NORTHGATE).waiting() < count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatIsStoredCountsAtOnceAndAUsedUpQuotaRefusesWhatIsNew() throws Exception {
        var before = CtSlice.ofNewStudy();
        store(before.offeredTo(HARBOUR));
        long stored = use.bytes(HARBOUR);
        store(before.sibling(2).offeredTo(HARBOUR));
        int size = before.sibling(2).encoded().length;
        assertThat(use.bytes(HARBOUR)).isBetween(stored + size - 4, stored + size + 4);

        ((FixedHospitals) tenants).setQuota(HARBOUR, new Hospital.Quota(use.bytes(HARBOUR), null));

        var refused = CtSlice.ofNewStudy();
        assertThat(store(refused.offeredTo(HARBOUR)))
                .isEqualTo(
                        new StoreOutcome.Refused(StoreOutcome.Reason.NOT_ADMITTED, Admission.Objection.QUOTA.words()));
        assertThat(within(HARBOUR, () -> archive.study(new StudyRef(HARBOUR, refused.studyUid()))))
                .isEmpty();
        assertThat(store(before.offeredTo(HARBOUR)))
                .as("what is held already takes no more room")
                .isInstanceOf(StoreOutcome.AlreadyHeld.class);
        assertThat(store(CtSlice.ofNewStudy().offeredTo(NORTHGATE))).isInstanceOf(StoreOutcome.Stored.class);
        ((FixedHospitals) tenants).setQuota(HARBOUR, new Hospital.Quota(Long.MAX_VALUE, null));
        assertThat(store(refused.offeredTo(HARBOUR))).isInstanceOf(StoreOutcome.Stored.class);
    }

    private List<CtSlice> slices(int count, String patient) {
        var first = CtSlice.ofNewStudy().withPatient(patient);
        return IntStream.rangeClosed(1, count).mapToObj(first::sibling).toList();
    }

    private List<Future<StoreOutcome>> send(TenantId tenant, int count, String patient) {
        return send(tenant, slices(count, patient));
    }

    private List<Future<StoreOutcome>> send(TenantId tenant, List<CtSlice> slices) {
        var outcomes = new ArrayList<Future<StoreOutcome>>();
        slices.forEach(slice -> outcomes.add(senders.submit(() -> store(slice.offeredTo(tenant)))));
        return outcomes;
    }

    private StoreOutcome store(ReceivedInstance received) throws IOException {
        return Actor.call(Actor.device("TEST"), () -> archive.store(received));
    }

    private long offsetOf(CtSlice slice) {
        return within(NORTHGATE, () -> catalogue.held(NORTHGATE, slice.sopUid()))
                .orElseThrow()
                .place()
                .offset();
    }

    private <T> T within(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }
}
