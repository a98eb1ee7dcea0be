package io.dayside.intake;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.UnusableQuery;
import io.dayside.audit.AuditAction;
import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.PeerProcess;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.ClientOptions;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseResponse;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.DimseServices;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StoreHandler;
import io.dayside.dicom.net.StoreRequest;
import io.dayside.dicom.net.StoreResponse;
import io.dayside.dicom.service.RetrieveRequest;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** C-MOVE and C-GET from the hospital's own archive: to whom, what, in which encoding, and what stands in the trail. */
@SpringBootTest(classes = IntakeTests.Rooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@Timeout(180)
class RetrieveTests {

    private static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;
    private static final String PATIENT_GET = UID.PatientRootQueryRetrieveInformationModelGet;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        IntakeTests.services(registry);
    }

    @Autowired
    private DicomListener dicom;

    @Autowired
    private Archive archive;

    @Autowired
    private Tenants tenants;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private RetrieveDoor door;

    @Autowired
    private RequestedObjects requested;

    @Value("${dayside.data-dir}")
    private Path data;

    @TempDir
    Path folder;

    @AfterEach
    void noDestinations() {
        configure(NORTHGATE);
        configure(HARBOUR);
    }

    private void configure(TenantId hospital, Hospital.Destination... destinations) {
        ((FixedHospitals) tenants).setDestinations(hospital, destinations);
    }

    private static Hospital.Destination destination(String aeTitle, int port) {
        return new Hospital.Destination(aeTitle, "127.0.0.1", port, List.of());
    }

    // With others' tools

    @Test
    void getscuGetsAStudyByteForByte() throws Exception {
        var slices = held(NORTHGATE, 3);

        var result = dcmtk("getscu", "+xe", "+B", "-od", folder.toString(), "-k", studyKey(slices));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertDelivered(slices);
        assertThat(trailed(NORTHGATE, AuditAction.INSTANCES_REQUESTED, slices, "C-GET", "NG_PACS", 3))
                .isEqualTo(1);
        assertThat(trailed(NORTHGATE, AuditAction.INSTANCES_SENT, slices, "C-GET", "NG_PACS", 3))
                .isEqualTo(1);
    }

    @Test
    void movescuHasAStudySentToItself() throws Exception {
        var slices = held(NORTHGATE, 3);
        int port = PeerProcess.freePort();
        configure(NORTHGATE, destination("NG_PACS", port));

        var result = dcmtk("movescu", "+xe", "+B", "+P", "" + port, "-aem", "NG_PACS", "-k", studyKey(slices));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertDelivered(slices);
    }

    @Test
    void movescuHasAStudySentToAThirdParty() throws Exception {
        var slices = held(NORTHGATE, 3);
        int port = PeerProcess.freePort();
        configure(NORTHGATE, destination("NG_WORKSTATION", port));
        var log = Files.createTempFile("storescp", ".log");

        try (var _ = PeerProcess.start(log, port, "storescp", "+xe", "+B", "-od", folder.toString(), "" + port)) {
            var result = dcmtk("movescu", "-aem", "NG_WORKSTATION", "-k", studyKey(slices));
            assertThat(result.exitCode()).as(result.output()).isZero();
        }

        assertDelivered(slices);
        assertThat(trailed(NORTHGATE, AuditAction.INSTANCES_SENT, slices, "C-MOVE", "NG_WORKSTATION", 3))
                .isEqualTo(1);
    }

    @Test
    void whatTheReceiverDoesNotTakeIsDecompressed() throws Exception {
        var slice = CtSlice.ofNewStudy();
        storeCompressed(NORTHGATE, slice);

        var result = dcmtk("getscu", "-od", folder.toString(), "-k", studyKey(List.of(slice)));

        assertThat(result.exitCode()).as(result.output()).isZero();
        var got = DicomFile.read(only(files()));
        assertThat(got.meta().transferSyntax().encapsulated()).isFalse();
        assertThat(got.dataset().getBytes(Tag.PixelData))
                .isEqualTo(slice.dataset().getBytes(Tag.PixelData));
    }

    @Test
    void whatTheReceiverTakesCompressedIsSentAsItIsStored() throws Exception {
        var slice = CtSlice.ofNewStudy();
        storeCompressed(NORTHGATE, slice);

        var result = dcmtk("getscu", "+xr", "+B", "-od", folder.toString(), "-k", studyKey(List.of(slice)));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(DicomFile.read(only(files())).meta().transferSyntax().uid()).isEqualTo(UID.RLELossless);
    }

    @Test
    void orthancAsksForAStudyAndIsSentIt() throws Exception {
        var slices = held(NORTHGATE, 3);
        int http = PeerProcess.freePort();
        int port = PeerProcess.freePort();
        configure(NORTHGATE, destination("NG_PACS", port));
        try (var _ = orthanc(http, port, "NG_PACS")) {
            var query = first(
                    "\"ID\" : \"([^\"]+)\"",
                    post(
                            http,
                            "/modalities/NORTHGATE/query",
                            "{\"Level\":\"Study\",\"Query\":{\"StudyInstanceUID\":\"%s\"}}"
                                    .formatted(slices.getFirst().studyUid())));
            post(http, "/queries/" + query + "/answers/0/retrieve", "NG_PACS");
            assertThat(get(http, "/instances?expand"))
                    .contains(slices.stream().map(CtSlice::sopUid).toList());
        }
    }

    @Test
    void orthancMovesAStudyHere() throws Exception {
        var slices = IntStream.range(0, 3).mapToObj(_ -> CtSlice.ofNewStudy()).toList();
        int http = PeerProcess.freePort();
        int port = PeerProcess.freePort();
        try (var _ = orthanc(http, port, "NG_CT1")) {
            for (var slice : slices) {
                storeAt(port, slice);
            }
            try (var pacs = DimseClient.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    "NORTHGATE",
                    "NG_CT1",
                    PresentationContext.single(MOVE, UID.ImplicitVRLittleEndian))) {
                for (var slice : slices) {
                    assertThat(pacs.move(MOVE, "NORTHGATE", study(slice), _ -> true)
                                    .status())
                            .isEqualTo(Status.Success);
                }
                pacs.release();
            }
        }
        for (var slice : slices) {
            assertThat(isHeld(NORTHGATE, slice)).isTrue();
        }
    }

    /** Orthanc as a PACS of Northgate that calls by that title. */
    private PeerProcess orthanc(int http, int port, String callingAet) throws Exception {
        var configuration = Files.writeString(folder.resolve("orthanc.json"), """
                {
                  "Name": "Pacs", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "Plugins": [],
                  "HttpPort": %2$d, "KeepAlive": false, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                  "DicomPort": %3$d, "DicomAet": "NG_CT1", "DicomCheckCalledAet": false,
                  "DicomModalities": {"NORTHGATE": {
                    "AET": "NORTHGATE", "Host": "127.0.0.1", "Port": %4$d, "LocalAet": "%5$s",
                    "AllowEcho": true, "AllowFind": true, "AllowGet": true, "AllowMove": true, "AllowStore": true}},
                  "DicomAlwaysAllowStore": true
                }
                """.formatted(
                        Files.createDirectory(folder.resolve("orthanc")), http, port, plainPort(), callingAet));
        return PeerProcess.start(folder.resolve("orthanc.log"), http, "Orthanc", configuration.toString());
    }

    private static String get(int http, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path)));
    }

    private static String post(int http, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }

    private static String first(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    // What is asked for

    @Test
    void eachLevelNamesItsObjects() throws Exception {
        var patient = "P-" + System.nanoTime();
        var first = CtSlice.ofNewStudy().withPatient(patient);
        var sameSeries = first.sibling(2);
        var otherSeries = new CtSlice(
                first.studyUid(),
                CtSlice.ofNewStudy().seriesUid(),
                CtSlice.ofNewStudy().sopUid(),
                patient,
                "A",
                1,
                0);
        var otherStudy = CtSlice.ofNewStudy().withPatient(patient);
        Stream.of(first, sameSeries, otherSeries, otherStudy).forEach(slice -> store(NORTHGATE, slice));

        assertThat(got(PATIENT_GET, keys("PATIENT").setString(Tag.PatientID, VR.LO, patient)))
                .containsExactlyInAnyOrder(
                        first.sopUid(), sameSeries.sopUid(), otherSeries.sopUid(), otherStudy.sopUid());
        assertThat(got(PATIENT_GET, study(first).setString(Tag.PatientID, VR.LO, patient)))
                .containsExactlyInAnyOrder(first.sopUid(), sameSeries.sopUid(), otherSeries.sopUid());
        assertThat(got(
                        GET,
                        keys("STUDY").setString(Tag.StudyInstanceUID, VR.UI, first.studyUid(), otherStudy.studyUid())))
                .hasSize(4);
        assertThat(got(
                        GET,
                        keys("SERIES")
                                .setString(Tag.StudyInstanceUID, VR.UI, first.studyUid())
                                .setString(Tag.SeriesInstanceUID, VR.UI, first.seriesUid())))
                .containsExactlyInAnyOrder(first.sopUid(), sameSeries.sopUid());
        assertThat(got(GET, keys("IMAGE").setString(Tag.SOPInstanceUID, VR.UI, first.sopUid(), otherStudy.sopUid())))
                .containsExactlyInAnyOrder(first.sopUid(), otherStudy.sopUid());
        assertThat(got(PATIENT_GET, study(first).setString(Tag.PatientID, VR.LO, "somebody else")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"STUDY,", "SERIES,", "IMAGE,", "PATIENT,", "PATIENT,P*", "PATIENT,P-?", "NOWHERE,P-1"})
    void withoutAUniqueKeyNothingIsRetrieved(String level, String patientId) throws Exception {
        store(NORTHGATE, CtSlice.ofNewStudy());
        var keys = keys(level);
        if (patientId != null) {
            keys.setString(Tag.PatientID, VR.LO, patientId);
        }
        assertThat(retrieve("NG_PACS", "NORTHGATE", PATIENT_GET, keys).status())
                .isEqualTo(Status.DataSetDoesNotMatchSOPClass);
    }

    @Test
    void aDamagedObjectIsRefusedAndTheOthersArrive() throws Exception {
        var slices = held(NORTHGATE, 3);
        TenantScope.run(
                NORTHGATE,
                () -> transaction.executeWithoutResult(
                        _ -> jdbc.sql("update instance set damaged_at = now() where sop_instance_uid = :sop")
                                .param("sop", slices.getFirst().sopUid())
                                .update()));

        var end = retrieve("NG_PACS", "NORTHGATE", GET, study(slices.getFirst()));

        assertThat(end.status()).isEqualTo(Status.SubOperationsWithFailures);
        assertThat(end.subOperations().completed()).isEqualTo(2);
        assertThat(end.subOperations().failed()).isEqualTo(1);
        assertThat(Objects.requireNonNull(end.dataset()).getStrings(Tag.FailedSOPInstanceUIDList))
                .containsExactly(slices.getFirst().sopUid());
        assertThat(trailed(NORTHGATE, AuditAction.INSTANCES_SENT, slices, "C-GET", "NG_PACS", 2))
                .isEqualTo(1);
    }

    @Test
    void dur17WhatWasAlteredSinceItCameIsNotSentAlsoBeforeTheScrubberComes() throws Exception {
        var slices = held(NORTHGATE, 3);
        flipAByteOf(slices.get(1));

        var end = retrieve("NG_PACS", "NORTHGATE", GET, study(slices.getFirst()));

        assertThat(end.status()).isEqualTo(Status.SubOperationsWithFailures);
        assertThat(end.subOperations().completed()).isEqualTo(2);
        assertThat(Objects.requireNonNull(end.dataset()).getStrings(Tag.FailedSOPInstanceUIDList))
                .containsExactly(slices.get(1).sopUid());
        assertThat(damagesTold(slices.get(1))).isEqualTo(1);
        retrieve("NG_PACS", "NORTHGATE", GET, study(slices.getFirst()));
        assertThat(damagesTold(slices.get(1))).as("told once").isEqualTo(1);
    }

    /** It is on its way when that shows: the receiver never has all of it. */
    @Test
    void dur17ALargeObjectThatWasAlteredNeverArrivesWhole() throws Exception {
        var large = CtSlice.ofNewStudy();
        var small = large.sibling(2);
        var dataset = large.dataset().setBytes(Tag.PixelData, VR.OW, new byte[5 * 1024 * 1024]);
        assertThat(archive.store(large.offeredTo(NORTHGATE, CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE))))
                .isInstanceOf(StoreOutcome.Stored.class);
        store(NORTHGATE, small);
        flipAByteOf(large);
        int port = PeerProcess.freePort();
        configure(NORTHGATE, destination("NG_WORKSTATION", port));
        var log = Files.createTempFile("storescp", ".log");

        try (var _ = PeerProcess.start(log, port, "storescp", "+xe", "+B", "-od", folder.toString(), "" + port)) {
            var end = move("NG_PACS", "NORTHGATE", "NG_WORKSTATION", study(large));

            assertThat(end.status()).isEqualTo(Status.SubOperationsWithFailures);
            assertThat(Objects.requireNonNull(end.dataset()).getStrings(Tag.FailedSOPInstanceUIDList))
                    .containsExactly(large.sopUid());
        }

        assertDelivered(List.of(small));
        assertThat(damagesTold(large)).isEqualTo(1);
    }

    private int damagesTold(CtSlice slice) {
        return TenantScope.call(
                NORTHGATE,
                () -> Objects.requireNonNull(transaction.execute(_ -> jdbc.sql("""
                        select count(*) from audit_event
                        where tenant_id = 'northgate' and action = 'OBJECT_DAMAGED' and object = :object""")
                        .param("object", "instance:" + slice.sopUid())
                        .query(Integer.class)
                        .single())));
    }

    /** One byte of the stored pixel data is another now. */
    private void flipAByteOf(CtSlice slice) throws IOException {
        record Place(String file, long lastByte) {}
        archive.settle(NORTHGATE);
        var place = TenantScope.call(
                NORTHGATE,
                () -> Objects.requireNonNull(transaction.execute(_ -> jdbc.sql("""
                        select object_name, object_offset + dataset_offset + dataset_bytes - 2 as last_byte
                        from instance where tenant_id = 'northgate' and sop_instance_uid = :sop""")
                        .param("sop", slice.sopUid())
                        .query((row, _) -> new Place(row.getString("object_name"), row.getLong("last_byte")))
                        .single())));
        try (var file = FileChannel.open(
                data.resolve("objects/northgate").resolve(place.file()),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            file.read(one, place.lastByte());
            one.put(0, (byte) ~one.get(0)).rewind();
            file.write(one, place.lastByte());
        }
    }

    // Who asks, and who receives

    @Test
    void whoMayNotRetrieveIsToldSoAndItIsInTheTrail() throws Exception {
        var slices = held(NORTHGATE, 1);
        int before = refused(NORTHGATE);

        assertThat(retrieve("NG_CT1", "NORTHGATE", GET, study(slices.getFirst()))
                        .status())
                .isEqualTo(Status.NotAuthorized);
        assertThat(move("NG_CT1", "NORTHGATE", "NG_CT1", study(slices.getFirst()))
                        .status())
                .isEqualTo(Status.NotAuthorized);

        assertThat(refused(NORTHGATE)).isEqualTo(before + 2);
    }

    @Test
    void whoAsksForWhatIsNotThereIsInTheTrailToo() throws Exception {
        var nothing = CtSlice.ofNewStudy();
        int before = inVain();

        assertThat(retrieve("NG_PACS", "NORTHGATE", GET, study(nothing)).status())
                .isEqualTo(Status.Success);

        assertThat(inVain()).isEqualTo(before + 1);
    }

    private int inVain() {
        return count(NORTHGATE, """
                select count(*) from audit_event join audit_detail using (tenant_id, seq)
                where tenant_id = :tenant and action = 'INSTANCES_REQUESTED' and object = 'archive:retrieve'
                      and details ->> 'by' = 'C-GET' and details ->> 'level' = 'STUDY'
                      and details ->> 'instances' = '0'""");
    }

    @Test
    void whatLeftIsInTheTrailAlsoWhenThePermissionWasTakenMeanwhile() throws Exception {
        var slices = held(NORTHGATE, 2);
        var request = new RetrieveRequest(
                new AssociationInfo(
                        "NORTHGATE", "NO_LONGER", new InetSocketAddress(InetAddress.getLoopbackAddress(), 104)),
                GET,
                "NO_LONGER",
                study(slices.getFirst()));
        var objects = TenantScope.call(NORTHGATE, () -> transaction.execute(_ -> found(slices)));
        int refused = refused(NORTHGATE);

        door.ended(
                request,
                Objects.requireNonNull(objects),
                Set.of(slices.getFirst().sopUid()));

        assertThat(trailed(NORTHGATE, AuditAction.INSTANCES_SENT, slices, "C-GET", "NO_LONGER", 1))
                .isEqualTo(1);
        assertThat(refused(NORTHGATE)).isEqualTo(refused);
    }

    private List<ArchivedObject> found(List<CtSlice> slices) {
        try {
            return requested.find(NORTHGATE, GET, study(slices.getFirst()));
        } catch (DimseFailure | UnusableQuery e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anotherHospitalsStudyIsNothingToRetrieve() throws Exception {
        var slices = held(NORTHGATE, 2);

        for (var model : List.of(GET, PATIENT_GET)) {
            var end = retrieve("HC_PACS", "HARBOUR", model, study(slices.getFirst()));
            assertThat(end.status()).isEqualTo(Status.Success);
            assertThat(end.subOperations().completed()).isZero();
        }
        assertThat(retrieve(
                                "HC_PACS",
                                "HARBOUR",
                                GET,
                                keys("IMAGE")
                                        .setString(
                                                Tag.SOPInstanceUID,
                                                VR.UI,
                                                slices.getFirst().sopUid()))
                        .subOperations()
                        .completed())
                .isZero();
        var received = new Received();
        try (var pacs = received.serve()) {
            configure(HARBOUR, destination("HC_PACS", pacs.port()));
            var end = move("HC_PACS", "HARBOUR", "HC_PACS", study(slices.getFirst()));
            assertThat(end.status()).isEqualTo(Status.Success);
            assertThat(List.of(
                            end.subOperations().completed(),
                            end.subOperations().failed(),
                            end.subOperations().remaining()))
                    .containsOnly(0);
        }
        assertThat(received.calls).isEmpty();
    }

    @Test
    void anotherHospitalsDestinationIsUnknown() throws Exception {
        var slices = held(NORTHGATE, 1);
        var received = new Received();
        try (var workstation = received.serve()) {
            configure(HARBOUR, destination("HC_WORKSTATION", workstation.port()));
            int before = refused(NORTHGATE);

            for (var title : List.of("HC_WORKSTATION", "NOWHERE", "HARBOUR", "NORTHGATE", "")) {
                assertThat(move("NG_PACS", "NORTHGATE", title, study(slices.getFirst()))
                                .status())
                        .as(title)
                        .isEqualTo(Status.MoveDestinationUnknown);
            }
            assertThat(refused(NORTHGATE)).isEqualTo(before + 5);
        }
        assertThat(received.calls).isEmpty();
    }

    @Test
    void aDestinationOutOfReachIsSaidToBe() throws Exception {
        var slices = held(NORTHGATE, 2);
        configure(NORTHGATE, destination("NG_WORKSTATION", PeerProcess.freePort()));

        assertThat(move("NG_PACS", "NORTHGATE", "NG_WORKSTATION", study(slices.getFirst()))
                        .status())
                .isEqualTo(Status.UnableToPerformSubOperations);

        assertThat(trailed(NORTHGATE, AuditAction.INSTANCES_REQUESTED, slices, "C-MOVE", "NG_WORKSTATION", 2))
                .isEqualTo(1);
        assertThat(trailed(NORTHGATE, AuditAction.INSTANCES_SENT, slices, "C-MOVE", "NG_WORKSTATION", 0))
                .isEqualTo(1);
    }

    /** Each hospital's certificate is one that our side trusts. */
    @ParameterizedTest
    @CsvSource({"northgate, 2", "harbour, 0"})
    void overTlsOnlyTheConfiguredCertificateReceives(String proving, int arriving) throws Exception {
        var slices = held(NORTHGATE, 2);
        var received = new Received();
        try (var workstation = DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                DimseOptions.DEFAULT,
                IntakeTests.CERTIFICATES.context(proving, "dayside"),
                _ -> new AssociationPolicy.Accepted(),
                DimseServices.of(DimseServices.storage(received)))) {
            configure(
                    NORTHGATE,
                    new Hospital.Destination(
                            "NG_WORKSTATION",
                            "127.0.0.1",
                            workstation.port(),
                            List.of(IntakeTests.digest("northgate"))));
            move("NG_PACS", "NORTHGATE", "NG_WORKSTATION", study(slices.getFirst()));
        }
        assertThat(received.calls).hasSize(arriving);
    }

    // What peers do

    /** Takes everything, and remembers what. */
    private static final class Received implements StoreHandler {

        final Set<String> calls = ConcurrentHashMap.newKeySet();

        @Override
        public StoreResponse store(StoreRequest request) throws IOException {
            request.dataset().readAllBytes();
            calls.add(request.sopInstanceUid());
            return StoreResponse.SUCCESS;
        }

        DimseServer serve() throws IOException {
            return DimseServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    DimseOptions.DEFAULT,
                    _ -> new AssociationPolicy.Accepted(),
                    DimseServices.of(DimseServices.storage(this)));
        }
    }

    private Set<String> got(String model, Attributes keys) throws Exception {
        var received = new Received();
        assertThat(retrieve("NG_PACS", "NORTHGATE", model, keys, received).status())
                .isEqualTo(Status.Success);
        return received.calls;
    }

    private DimseResponse retrieve(String callingAet, String calledAet, String model, Attributes keys)
            throws IOException {
        return retrieve(callingAet, calledAet, model, keys, new Received());
    }

    private DimseResponse retrieve(
            String callingAet, String calledAet, String model, Attributes keys, StoreHandler receiver)
            throws IOException {
        var contexts = PresentationContext.forEach(Map.of(
                model, Set.of(UID.ImplicitVRLittleEndian), UID.CTImageStorage, Set.of(UID.ExplicitVRLittleEndian)));
        try (var client = DimseClient.connect(
                here(),
                callingAet,
                calledAet,
                contexts,
                ClientOptions.DEFAULT.withLongestWait(PATIENCE).asProviderOf(UID.CTImageStorage))) {
            var end = client.get(model, keys, receiver, _ -> true);
            client.release();
            return end;
        }
    }

    private DimseResponse move(String callingAet, String calledAet, String destination, Attributes keys)
            throws IOException {
        var contexts = PresentationContext.single(MOVE, UID.ImplicitVRLittleEndian);
        try (var client = DimseClient.connect(here(), callingAet, calledAet, contexts, PATIENCE)) {
            var end = client.move(MOVE, destination, keys, _ -> true);
            client.release();
            return end;
        }
    }

    private InetSocketAddress here() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), plainPort());
    }

    private int plainPort() {
        return dicom.ports().getFirst();
    }

    private Dcmtk.Result dcmtk(String tool, String... options) throws Exception {
        var line = new ArrayList<>(List.of("-S", "-aet", "NG_PACS", "-aec", "NORTHGATE"));
        line.addAll(Arrays.asList(options));
        line.addAll(List.of("-k", "QueryRetrieveLevel=STUDY", "localhost", Integer.toString(plainPort())));
        return Dcmtk.runIn(folder, tool, line.toArray(String[]::new));
    }

    private static String studyKey(List<CtSlice> slices) {
        return "StudyInstanceUID=" + slices.getFirst().studyUid();
    }

    private static Attributes keys(String level) {
        return new Attributes().setString(Tag.QueryRetrieveLevel, VR.CS, level);
    }

    private static Attributes study(CtSlice slice) {
        return keys("STUDY").setString(Tag.StudyInstanceUID, VR.UI, slice.studyUid());
    }

    private static void storeAt(int port, CtSlice slice) throws IOException {
        try (var client = DimseClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                "NG_CT2",
                "NG_CT1",
                PresentationContext.single(UID.CTImageStorage, UID.ExplicitVRLittleEndian))) {
            assertThat(client.store(UID.CTImageStorage, slice.sopUid(), UID.ExplicitVRLittleEndian, slice.encoded()))
                    .isEqualTo(StoreResponse.SUCCESS);
            client.release();
        }
    }

    // What the archive holds

    private List<CtSlice> held(TenantId tenant, int count) {
        var first = CtSlice.ofNewStudy();
        var slices = Stream.concat(
                        Stream.of(first), IntStream.rangeClosed(2, count).mapToObj(first::sibling))
                .toList();
        slices.forEach(slice -> store(tenant, slice));
        return slices;
    }

    private void store(TenantId tenant, CtSlice slice) {
        try {
            assertThat(archive.store(slice.offeredTo(tenant))).isInstanceOf(StoreOutcome.Stored.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The slice's pixels as literal runs of RLE, PS3.5 G.3: high bytes, then low ones. */
    private void storeCompressed(TenantId tenant, CtSlice slice) throws IOException {
        int pixels = CtSlice.ROWS * CtSlice.COLUMNS;
        var frame = ByteBuffer.allocate(64 + 2 * (pixels + 2)).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(2).putInt(64).putInt(64 + pixels + 2).position(64);
        frame.put((byte) (pixels - 1)).put(new byte[pixels]).put((byte) 0);
        frame.put((byte) (pixels - 1));
        IntStream.range(0, pixels).forEach(i -> frame.put((byte) i));
        var dataset = slice.dataset();
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(frame.array())));
        var offered = new ReceivedInstance(
                tenant,
                "MAIN",
                "NG_CT1",
                UID.CTImageStorage,
                slice.sopUid(),
                UID.RLELossless,
                new ByteArrayInputStream(CtSlice.encoded(dataset, TransferSyntax.of(UID.RLELossless))));
        assertThat(archive.store(offered)).isInstanceOf(StoreOutcome.Stored.class);
    }

    private boolean isHeld(TenantId tenant, CtSlice slice) {
        try {
            return TenantScope.call(tenant, () -> archive.open(tenant, slice.sopUid()))
                            .readAllBytes()
                            .length
                    > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Path only(List<Path> files) {
        assertThat(files).hasSize(1);
        return files.getFirst();
    }

    private void assertDelivered(List<CtSlice> slices) throws Exception {
        Map<String, byte[]> got = new HashMap<>();
        for (var file : files()) {
            try (var in = Files.newInputStream(file)) {
                var opened = DicomFile.openDataset(in);
                got.put(
                        Objects.requireNonNull(opened.meta()).mediaStorageSopInstanceUid(),
                        opened.bytes().readAllBytes());
            }
        }
        var sent = slices.stream().collect(Collectors.toMap(CtSlice::sopUid, CtSlice::encoded));
        assertThat(got).containsOnlyKeys(sent.keySet());
        got.forEach((sop, bytes) -> assertThat(bytes).isEqualTo(sent.get(sop)));
    }

    // The trail

    private int trailed(
            TenantId tenant, AuditAction action, List<CtSlice> slices, String by, String to, int instances) {
        return count(tenant, """
                select count(*) from audit_event join audit_detail using (tenant_id, seq)
                where tenant_id = :tenant and action = '%s' and object = 'study:%s' and details ->> 'by' = '%s'
                      and details ->> 'to' = '%s' and details ->> 'instances' = '%d'""".formatted(action, slices.getFirst().studyUid(), by, to, instances));
    }

    private int refused(TenantId tenant) {
        return count(tenant, """
                select count(*) from audit_event
                where tenant_id = :tenant and action = 'ACCESS_REFUSED' and object = 'archive:retrieve'""");
    }

    private int count(TenantId tenant, String sql) {
        return TenantScope.call(
                tenant,
                () -> Objects.requireNonNull(transaction.execute(_ -> jdbc.sql(sql)
                        .param("tenant", tenant.code())
                        .query(Integer.class)
                        .single())));
    }
}
