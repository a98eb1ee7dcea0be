package io.dayside.intake;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.dicom.PeerProcess;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.DimseServices;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.service.CommitmentHandler;
import io.dayside.dicom.service.CommitmentRequest;
import io.dayside.dicom.service.CommitmentResult;
import io.dayside.dicom.service.CommitmentResult.Failure;
import io.dayside.dicom.service.CommitmentService;
import io.dayside.dicom.service.ReferencedInstance;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Storage commitment as its senders see it: what is answered for, over which association, and after how long. */
@Timeout(240)
class StorageCommitmentTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, Object> properties = new HashMap<>();
    private final BlockingQueue<CommitmentRequested> requested = new LinkedBlockingQueue<>();
    private ConfigurableApplicationContext dayside = new StaticApplicationContext();

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        IntakeTests.services((name, value) -> properties.put(name, value.get()));
        properties.put("dayside.archive.segment-size", "64MB");
        dayside = run();
    }

    private ConfigurableApplicationContext run() {
        ApplicationListener<PayloadApplicationEvent<?>> listener = event -> {
            if (event.getPayload() instanceof CommitmentRequested payload) {
                requested.add(payload);
            }
        };
        return new SpringApplicationBuilder(IntakeTests.Rooms.class)
                .web(WebApplicationType.NONE)
                .listeners(listener)
                .properties(properties)
                .run();
    }

    @AfterEach
    void stop() {
        dayside.close();
    }

    private <T> T bean(Class<T> type) {
        return dayside.getBean(type);
    }

    // DUR-05

    @Test
    void dur05TheSenderThatWasAwayIsToldExactlyWhatIsMissingOrDamagedAlsoAfterARestart() throws Exception {
        var slices = slices(990);
        slices.forEach(this::store);
        var large = CtSlice.ofNewStudy();
        storeLarge(large);
        var altered = List.of(large, slices.get(0), slices.get(77), slices.get(500), slices.get(988));
        for (var slice : altered) {
            flipAByteOf(slice);
        }
        var missing = slices(10);
        var all = new ArrayList<>(slices.subList(0, 989));
        all.add(large);
        all.addAll(500, missing);
        var request = new CommitmentRequest(
                UIDs.random(), all.stream().map(this::reference).toList());
        assertThat(request.instances()).hasSize(1000);
        int port = PeerProcess.freePort();
        configure(NORTHGATE, new Hospital.Destination("NG_CT1", "127.0.0.1", port, List.of()));

        assertThat(ask("NG_CT1", "NORTHGATE", request)).isEqualTo(Status.Success);
        awaitAfterPauses(() -> tries(request) >= 2);
        dayside.close();
        dayside = run();
        configure(NORTHGATE, new Hospital.Destination("NG_CT1", "127.0.0.1", port, List.of()));
        int before = tries(request);
        awaitAfterPauses(() -> tries(request) > before);
        var sender = new Waiting();
        try (var _ = sender.listen(port)) {
            awaitAfterPauses(() -> !sender.results.isEmpty());
            var result = sender.await();

            assertThat(result.transactionUid()).isEqualTo(request.transactionUid());
            var failures = new ArrayList<Failure>();
            missing.forEach(slice -> failures.add(new Failure(reference(slice), Failure.NoSuchObjectInstance)));
            altered.forEach(slice -> failures.add(new Failure(reference(slice), Failure.ProcessingFailure)));
            assertThat(result.failures()).containsExactlyInAnyOrderElementsOf(failures);
            var safe = new ArrayList<>(all);
            safe.removeAll(missing);
            safe.removeAll(altered);
            assertThat(safe).hasSize(985);
            assertThat(result.committed())
                    .containsExactlyElementsOf(
                            safe.stream().map(this::reference).toList());
            await(() -> state(request).equals("REPORTED"));
        }
        assertThat(sender.results).as("told once").isEmpty();
        assertThat(trailed(NORTHGATE, AuditAction.COMMITMENT_REPORTED, request)).isEqualTo(1);
        for (var slice : altered) {
            assertThat(count("select count(*) from audit_event where tenant_id = :tenant and action ="
                            + " 'OBJECT_DAMAGED' and object = 'instance:" + slice.sopUid() + "'"))
                    .as("found once")
                    .isEqualTo(1);
        }
    }

    /** One byte of the stored pixel data is another now. */
    private void flipAByteOf(CtSlice slice) throws IOException {
        record Place(String name, long lastByte) {}
        var place = inTransaction(
                NORTHGATE,
                () -> bean(JdbcClient.class)
                        .sql("""
                        select object_name, object_offset + dataset_offset + dataset_bytes - 2 as last_byte
                        from instance where tenant_id = 'northgate' and sop_instance_uid = :sop""")
                        .param("sop", slice.sopUid())
                        .query((row, _) -> new Place(row.getString("object_name"), row.getLong("last_byte")))
                        .single());
        var data = Path.of(String.valueOf(properties.get("dayside.data-dir")));
        try (var file = FileChannel.open(
                data.resolve("objects/northgate").resolve(place.name()),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            file.read(one, place.lastByte());
            one.put(0, (byte) ~one.get(0)).rewind();
            file.write(one, place.lastByte());
        }
    }

    /** PS3.4 J.3.3: a failure of its own, not of the whole transaction. */
    @Test
    void dur05AReferenceThatIsNoUidFailsAlone() throws Exception {
        var slices = slices(2);
        slices.forEach(this::store);
        var mistyped = new ReferencedInstance(UID.CTImageStorage, "1.2.840.007");
        var request = new CommitmentRequest(
                UIDs.random(), List.of(reference(slices.get(0)), mistyped, reference(slices.get(1))));
        var sender = new Waiting();
        try (var client = call("NG_CT1", "NORTHGATE")) {
            assertThat(ask(client, request)).isEqualTo(Status.Success);
            client.serveOne(DimseServices.of(new CommitmentService(sender)));
            client.release();
        }

        var result = sender.await();

        assertThat(result.failures()).containsExactly(new Failure(mistyped, Failure.NoSuchObjectInstance));
        assertThat(result.committed()).containsExactly(reference(slices.get(0)), reference(slices.get(1)));
    }

    // Over which association

    @Test
    void whoWaitsIsToldOverTheSameAssociation() throws Exception {
        var slices = slices(3);
        slices.forEach(this::store);
        var request = request(slices);
        var sender = new Waiting();
        try (var client = call("NG_CT1", "NORTHGATE")) {
            assertThat(ask(client, request)).isEqualTo(Status.Success);
            client.serveOne(DimseServices.of(new CommitmentService(sender)));
            client.release();
        }
        assertThat(sender.await())
                .isEqualTo(new CommitmentResult(request.transactionUid(), request.instances(), List.of()));
        await(() -> state(request).equals("REPORTED"));
        assertThat(trailed(NORTHGATE, AuditAction.COMMITMENT_REQUESTED, request))
                .isEqualTo(1);
    }

    @Test
    void orthancIsToldByAnAssociationOfOurs() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice);
        int http = PeerProcess.freePort();
        int port = PeerProcess.freePort();
        configure(NORTHGATE, new Hospital.Destination("NG_CT1", "127.0.0.1", port, List.of()));
        var configuration = Files.writeString(folder.resolve("orthanc.json"), """
                {
                  "Name": "Pacs", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "Plugins": [],
                  "HttpPort": %2$d, "KeepAlive": false, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                  "DicomPort": %3$d, "DicomAet": "NG_CT1",
                  "DicomModalities": {"NORTHGATE": {
                    "AET": "NORTHGATE", "Host": "127.0.0.1", "Port": %4$d, "AllowStorageCommitment": true}}
                }
                """.formatted(
                        Files.createDirectory(folder.resolve("orthanc")), http, port, dicomPort()));
        try (var _ = PeerProcess.start(folder.resolve("orthanc.log"), http, "Orthanc", configuration.toString())) {
            var asked = http(HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + http + "/modalities/NORTHGATE/storage-commitment"))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"DicomInstances\":[[\"%s\",\"%s\"],[\"%s\",\"1.2.3\"]]}"
                                    .formatted(UID.CTImageStorage, slice.sopUid(), UID.CTImageStorage))));
            var id = Pattern.compile("\"ID\" : \"([^\"]+)\"").matcher(asked);
            assertThat(id.find()).as(asked).isTrue();
            var report = URI.create("http://127.0.0.1:" + http + "/storage-commitment/" + id.group(1));
            await(() -> !http(HttpRequest.newBuilder(report)).contains("Pending"));
            var told = http(HttpRequest.newBuilder(report));
            assertThat(told).contains("\"Status\" : \"Failure\"").contains("1.2.3");
            assertThat(told.substring(told.indexOf("\"Success\""))).contains(slice.sopUid());
        }
    }

    private static String http(HttpRequest.Builder request) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSenderThatRefusesTheReportIsGivenUpAndNotAskedForEver() throws Exception {
        var refusing = new Waiting() {
            @Override
            public void reported(AssociationInfo association, CommitmentResult result) throws IOException {
                super.reported(association, result);
                throw new DimseFailure(Status.ProcessingFailure, "not now");
            }
        };
        var request = request(slices(1));
        int port = PeerProcess.freePort();
        configure(NORTHGATE, new Hospital.Destination("NG_CT1", "127.0.0.1", port, List.of()));
        try (var _ = refusing.listen(port)) {
            ask("NG_CT1", "NORTHGATE", request);
            awaitAfterPauses(() -> state(request).equals("GIVEN_UP"));
        }
        assertThat(refusing.results).hasSize(CommitmentReport.MOST_REFUSALS);
        assertThat(trailed(NORTHGATE, AuditAction.COMMITMENT_REPORTED, request)).isEqualTo(1);
    }

    @Test
    void aSenderThatLetsCallsHangHoldsOneThreadHoweverManyReportsWaitForIt() throws Exception {
        var requests = IntStream.range(0, 12).mapToObj(_ -> request(slices(1))).toList();
        try (var hanging = new HangingPeer()) {
            configure(NORTHGATE, new Hospital.Destination("NG_CT1", "127.0.0.1", hanging.port(), List.of()));
            for (var request : requests) {
                ask("NG_CT1", "NORTHGATE", request);
            }
            await(() -> hanging.open() == 1);
            for (var request : requests) {
                byNewAssociation(request);
            }
            var old = requests.getLast();
            assertThat(inTransaction(
                            NORTHGATE,
                            () -> bean(JdbcClient.class)
                                    .sql("update commitment set requested_at = requested_at - interval '8 days'"
                                            + " where tenant_id = 'northgate' and transaction_uid = :transaction")
                                    .param("transaction", old.transactionUid())
                                    .update()))
                    .isEqualTo(1);
            assertThat(byNewAssociation(old)).as("the sender had 7 days").isEmpty();
            assertThat(state(old)).isEqualTo("GIVEN_UP");
            assertThat(hanging.mostOpen()).isEqualTo(1);
        }
    }

    private Optional<Duration> byNewAssociation(CommitmentRequest request) {
        var commitment = inTransaction(
                NORTHGATE,
                () -> bean(CommitmentRows.class)
                        .find(NORTHGATE, "NG_CT1", request.transactionUid())
                        .orElseThrow());
        return TenantScope.call(
                NORTHGATE,
                () -> Actor.call(
                        Actor.system("intake"),
                        () -> bean(CommitmentReport.class).byNewAssociation(NORTHGATE, commitment.id())));
    }

    /** Takes connections and never says a word. */
    private static class HangingPeer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger mostOpen = new AtomicInteger();

        HangingPeer() throws IOException {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        var connection = socket.accept();
                        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
                        Thread.ofVirtual().start(() -> hang(connection));
                    }
                } catch (IOException _) {
                    // The test has ended.
                }
            });
        }

        private void hang(Socket connection) {
            try (connection) {
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException _) {
                // The caller has had enough.
            }
            open.decrementAndGet();
        }

        int port() {
            return socket.getLocalPort();
        }

        int open() {
            return open.get();
        }

        int mostOpen() {
            return mostOpen.get();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aSenderThatTakesTheReportAndClosesWithoutReleaseIsToldOnce() throws Exception {
        var slices = slices(1);
        slices.forEach(this::store);
        var request = request(slices);
        var sender = new Waiting();
        int port = PeerProcess.freePort();
        try (var _ = sender.listen(port);
                var abrupt = new EndsAtRelease(port)) {
            configure(NORTHGATE, new Hospital.Destination("NG_CT1", "127.0.0.1", abrupt.port(), List.of()));
            ask("NG_CT1", "NORTHGATE", request);
            sender.await();
            await(() -> tries(request) == 1);
            assertThat(state(request)).isEqualTo("REPORTED");
        }
        assertThat(sender.results).isEmpty();
    }

    /** Passes on what comes, PDU by PDU, until a release is asked for: then it closes. */
    private static class EndsAtRelease implements AutoCloseable {

        private static final int HEADER_BYTES = 6;
        private static final int RELEASE_RQ = 5;

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        EndsAtRelease(int to) throws IOException {
            Thread.ofVirtual().start(() -> {
                try (var near = socket.accept();
                        var far = new Socket(InetAddress.getLoopbackAddress(), to)) {
                    Thread.ofVirtual().start(() -> passBack(far, near));
                    passOn(near, far);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private static void passOn(Socket near, Socket far) throws IOException {
            var in = new DataInputStream(near.getInputStream());
            while (true) {
                var header = in.readNBytes(HEADER_BYTES);
                if (header.length < HEADER_BYTES || header[0] == RELEASE_RQ) {
                    return;
                }
                far.getOutputStream().write(header);
                far.getOutputStream()
                        .write(in.readNBytes(ByteBuffer.wrap(header).getInt(2)));
            }
        }

        private static void passBack(Socket far, Socket near) {
            try {
                far.getInputStream().transferTo(near.getOutputStream());
            } catch (IOException _) {
                // Both are closed.
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void pausesGrowUpToTenMinutes() {
        assertThat(IntStream.rangeClosed(1, 10)
                        .mapToObj(CommitmentTask::pauseAfter)
                        .map(Duration::toSeconds))
                .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 600L, 600L, 600L);
    }

    // What is asked for

    @Test
    void theStudiesThatItIsAboutAreAnnounced() throws Exception {
        var first = CtSlice.ofNewStudy();
        var second = CtSlice.ofNewStudy();
        List.of(first, second).forEach(this::store);

        ask("NG_CT1", "NORTHGATE", request(List.of(first, second, CtSlice.ofNewStudy())));

        assertThat(List.of(requested.take().study(), requested.take().study()))
                .containsExactlyInAnyOrder(
                        new StudyRef(NORTHGATE, first.studyUid()), new StudyRef(NORTHGATE, second.studyUid()));
        assertThat(requested).isEmpty();
    }

    @Test
    void aRequestForVeryManyStudiesAnnouncesNoneAndIsAnsweredForAllTheSame() throws Exception {
        var slices = Stream.generate(CtSlice::ofNewStudy)
                .limit(CommitmentDoor.MOST_ANNOUNCED_STUDIES + 1)
                .toList();
        slices.forEach(this::store);

        assertThat(told("NG_CT1", "NORTHGATE", request(slices)).committed()).hasSize(slices.size());
        assertThat(requested).isEmpty();
    }

    @Test
    void anObjectOfAnotherClassIsNotAnsweredFor() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice);
        var wrong = new ReferencedInstance(UID.MRImageStorage, slice.sopUid());

        assertThat(told("NG_CT1", "NORTHGATE", new CommitmentRequest(UIDs.random(), List.of(wrong)))
                        .failures())
                .containsExactly(new Failure(wrong, Failure.ClassInstanceConflict));
    }

    @Test
    void anotherHospitalsObjectIsNone() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(slice);

        assertThat(told("HC_CT1", "HARBOUR", request(List.of(slice))).failures())
                .containsExactly(new Failure(reference(slice), Failure.NoSuchObjectInstance));
        assertThat(requested).as("nor is its study announced").isEmpty();
        assertThat(TenantScope.call(
                        HARBOUR,
                        () -> inTransaction(
                                HARBOUR,
                                () -> bean(JdbcClient.class)
                                        .sql("select count(*) from commitment where tenant_id = 'northgate'")
                                        .query(Integer.class)
                                        .single())))
                .isZero();
    }

    @Test
    void whoMayNotStoreIsNotAnsweredFor() throws Exception {
        assertThat(ask("NG_PACS", "NORTHGATE", request(slices(1)))).isEqualTo(Status.NotAuthorized);
    }

    @Test
    void aTransactionThatIsRepeatedHasOneReportAndAnotherUnderItsUidIsRefused() throws Exception {
        var slices = slices(2);
        slices.forEach(this::store);
        var request = request(slices);

        assertThat(ask("NG_CT1", "NORTHGATE", request)).isEqualTo(Status.Success);
        assertThat(ask("NG_CT1", "NORTHGATE", request)).isEqualTo(Status.Success);
        assertThat(ask(
                        "NG_CT1",
                        "NORTHGATE",
                        new CommitmentRequest(
                                request.transactionUid(), request.instances().subList(0, 1))))
                .isEqualTo(Status.ProcessingFailure);

        assertThat(trailed(NORTHGATE, AuditAction.COMMITMENT_REQUESTED, request))
                .isEqualTo(1);
        var sender = new Waiting();
        int port = PeerProcess.freePort();
        try (var _ = sender.listen(port)) {
            configure(NORTHGATE, new Hospital.Destination("NG_CT1", "127.0.0.1", port, List.of()));
            assertThat(sender.await().committed()).isEqualTo(request.instances());
            await(() -> state(request).equals("REPORTED"));
        }
        assertThat(sender.results).isEmpty();
    }

    // What senders do

    /** A sender that keeps the reports it gets. */
    private static class Waiting implements CommitmentHandler {

        final BlockingQueue<CommitmentResult> results = new LinkedBlockingQueue<>();

        @Override
        public void requested(AssociationInfo association, CommitmentRequest request) {
            throw new AssertionError("nobody asks a modality for commitment");
        }

        @Override
        public void reported(AssociationInfo association, CommitmentResult result) throws IOException {
            results.add(result);
        }

        CommitmentResult await() throws InterruptedException {
            return Objects.requireNonNull(
                    results.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the sender was not told");
        }

        DimseServer listen(int port) throws IOException {
            return DimseServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    DimseOptions.DEFAULT,
                    _ -> new AssociationPolicy.Accepted(),
                    DimseServices.of(new CommitmentService(this)));
        }
    }

    private CommitmentResult told(String callingAet, String calledAet, CommitmentRequest request) throws Exception {
        var sender = new Waiting();
        try (var client = call(callingAet, calledAet)) {
            assertThat(ask(client, request)).isEqualTo(Status.Success);
            client.serveOne(DimseServices.of(new CommitmentService(sender)));
            client.release();
        }
        return sender.await();
    }

    private int ask(String callingAet, String calledAet, CommitmentRequest request) throws IOException {
        try (var client = call(callingAet, calledAet)) {
            int status = ask(client, request);
            client.release();
            return status;
        }
    }

    private static int ask(DimseClient client, CommitmentRequest request) throws IOException {
        return client.action(
                        UID.StorageCommitmentPushModel,
                        UID.StorageCommitmentPushModelInstance,
                        CommitmentRequest.ActionType,
                        request.toAttributes())
                .status();
    }

    private DimseClient call(String callingAet, String calledAet) throws IOException {
        return DimseClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), dicomPort()),
                callingAet,
                calledAet,
                PresentationContext.single(UID.StorageCommitmentPushModel, UID.ImplicitVRLittleEndian),
                PATIENCE);
    }

    private int dicomPort() {
        return bean(DicomListener.class).ports().getFirst();
    }

    private CommitmentRequest request(List<CtSlice> slices) {
        return new CommitmentRequest(
                UIDs.random(), slices.stream().map(this::reference).toList());
    }

    private ReferencedInstance reference(CtSlice slice) {
        return new ReferencedInstance(UID.CTImageStorage, slice.sopUid());
    }

    // What is there

    private void configure(TenantId hospital, Hospital.Destination... destinations) {
        ((FixedHospitals) bean(Tenants.class)).setDestinations(hospital, destinations);
    }

    private static List<CtSlice> slices(int count) {
        var first = CtSlice.ofNewStudy();
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> number == 1 ? first : first.sibling(number))
                .toList();
    }

    private void store(CtSlice slice) {
        store(slice.offeredTo(NORTHGATE));
    }

    /** So large that it has a file of its own. */
    private void storeLarge(CtSlice slice) {
        var dataset = slice.dataset().setBytes(Tag.PixelData, VR.OW, new byte[5 * 1024 * 1024]);
        store(slice.offeredTo(NORTHGATE, CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE)));
    }

    private void store(ReceivedInstance offered) {
        try {
            assertThat(bean(Archive.class).store(offered)).isInstanceOf(StoreOutcome.Stored.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int tries(CommitmentRequest request) {
        return count("select coalesce(max(tries), 0) from commitment where tenant_id = :tenant and transaction_uid = '"
                + request.transactionUid() + "'");
    }

    private String state(CommitmentRequest request) {
        return inTransaction(
                NORTHGATE,
                () -> bean(JdbcClient.class)
                        .sql(
                                "select state from commitment where tenant_id = 'northgate' and transaction_uid = :transaction")
                        .param("transaction", request.transactionUid())
                        .query(String.class)
                        .single());
    }

    private int trailed(TenantId tenant, AuditAction action, CommitmentRequest request) {
        assertThat(tenant).isEqualTo(NORTHGATE);
        return count("select count(*) from audit_event where tenant_id = :tenant and action = '" + action
                + "' and object = 'commitment:" + request.transactionUid() + "'");
    }

    private int count(String sql) {
        return inTransaction(
                NORTHGATE,
                () -> bean(JdbcClient.class)
                        .sql(sql)
                        .param("tenant", NORTHGATE.code())
                        .query(Integer.class)
                        .single());
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(
                tenant,
                () -> Objects.requireNonNull(bean(TransactionTemplate.class).execute(_ -> work.get())));
    }

    /** As {@link #await}, but what waits for its next try, for minutes at last, has it at once. */
    private void awaitAfterPauses(Supplier<Boolean> condition) throws InterruptedException {
        await(() -> {
            endPauses();
            return condition.get();
        });
    }

    private void endPauses() {
        inTransaction(
                NORTHGATE,
                () -> bean(JdbcClient.class)
                        .sql("update scheduled_tasks set execution_time = now() where task_name = 'report-commitment'"
                                + " and not picked and execution_time > now()")
                        .update());
    }

    private static void await(Supplier<Boolean> condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos() * 2;
        while (!condition.get()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.sleep(100);
        }
    }
}
