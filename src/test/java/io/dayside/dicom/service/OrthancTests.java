package io.dayside.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.PeerProcess;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.ClientOptions;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Orthanc as sender, receiver, user and provider of queries, and both sides of storage commitment. */
@Timeout(180)
class OrthancTests {

    private static final MemoryArchive ARCHIVE = new MemoryArchive();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static @Nullable DimseServer server;
    private static @Nullable PeerProcess orthanc;
    private static int httpPort;

    @BeforeAll
    static void start() throws Exception {
        DimseServer ours = ARCHIVE.serve();
        server = ours;
        httpPort = PeerProcess.freePort();
        int dicomPort = PeerProcess.freePort();
        Path storage = Files.createDirectory(folder.resolve("storage"));
        Path configuration = Files.writeString(
                folder.resolve("orthanc.json"), """
                {
                  "Name": "Peer", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "Plugins": [],
                  "HttpPort": %2$d, "KeepAlive": false, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                  "DicomPort": %3$d, "DicomAet": "ORTHANC", "DicomCheckCalledAet": false,
                  "DicomModalities": {"DAYSIDE": {
                    "AET": "DAYSIDE", "Host": "127.0.0.1", "Port": %4$d,
                    "AllowEcho": true, "AllowFind": true, "AllowFindWorklist": true, "AllowGet": true,
                    "AllowMove": true, "AllowStore": true, "AllowStorageCommitment": true}}
                }
                """.formatted(storage, httpPort, dicomPort, ours.port()));
        orthanc = PeerProcess.start(folder.resolve("orthanc.log"), httpPort, "Orthanc", configuration.toString());
        ARCHIVE.destinations.put(
                "ORTHANC",
                new MoveDestination(
                        "ORTHANC",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), dicomPort),
                        ClientOptions.DEFAULT));
    }

    @AfterAll
    static void stop() {
        if (orthanc != null) {
            orthanc.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void empty() throws Exception {
        ARCHIVE.clear();
        for (String patient : matches("\"([0-9a-f-]{44})\"", get("/patients"))) {
            HTTP.send(request("/patients/" + patient).DELETE().build(), HttpResponse.BodyHandlers.discarding());
        }
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path));
    }

    private static String get(String path) throws Exception {
        return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String post(String path, String body) throws Exception {
        HttpResponse<String> response = HTTP.send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return response.body();
    }

    /** First groups of all matches. */
    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static DimseClient connect(List<PresentationContext> contexts, ClientOptions options) throws IOException {
        MoveDestination address = Objects.requireNonNull(ARCHIVE.destinations.get("ORTHANC"));
        return DimseClient.connect(address.address(), "DAYSIDE", "ORTHANC", contexts, options);
    }

    /** Objects in all syntaxes that both sides know; Orthanc keeps none that belongs to no study. */
    private static List<MemoryArchive.Held> samples() throws Exception {
        MemoryArchive samples = new MemoryArchive();
        for (Map.Entry<String, Path> sample : Synthetic.samplePerSyntax().entrySet()) {
            if (!Set.of(UID.HTJ2KLossless, UID.DeflatedImageFrameCompression).contains(sample.getKey())) {
                samples.add(sample.getValue());
            }
        }
        return samples.objects().stream()
                .filter(object -> object.header().containsValue(Tag.StudyInstanceUID))
                .toList();
    }

    private static void send(List<MemoryArchive.Held> objects) throws IOException {
        try (DimseClient client =
                connect(ContextBatch.divide(objects).getFirst().contexts(), ClientOptions.DEFAULT)) {
            assertThat(DcmtkServersTests.sendAll(client, objects)).containsOnly(Status.Success);
            client.release();
        }
    }

    @Test
    void takesEverySyntaxFromUsAndSendsItBackUnchanged() throws Exception {
        List<MemoryArchive.Held> samples = samples();
        assertThat(samples.size()).isEqualTo(12);
        send(samples);
        List<String> kept = matches("\"([0-9a-f-]{44})\"", get("/instances"));
        assertThat(kept).hasSameSizeAs(samples);
        for (String instance : kept) {
            post("/modalities/DAYSIDE/store", instance);
        }
        for (MemoryArchive.Held sample : samples) {
            MemoryArchive.Held returned = ARCHIVE.get(sample.sopInstanceUid());
            assertThat(returned.transferSyntaxUid()).isEqualTo(sample.transferSyntaxUid());
            SameDataset.assertSame(
                    Files.write(folder.resolve("sent.dcm"), sample.toFile()),
                    Files.write(folder.resolve("returned.dcm"), returned.toFile()));
        }
    }

    @Test
    void isQueriedAndRetrievedFrom() throws Exception {
        List<MemoryArchive.Held> hospital = Synthetic.hospital();
        send(hospital);
        try (DimseClient client =
                connect(DcmtkServersTests.contexts(), ClientOptions.DEFAULT.asProviderOf(UID.CTImageStorage))) {
            DcmtkServersTests.assertFound(client);
            Attributes study = DcmtkServersTests.keys("STUDY").setString(Tag.StudyInstanceUID, VR.UI, "1.2.3.2.2");
            assertThat(client.move(UID.StudyRootQueryRetrieveInformationModelMove, "DAYSIDE", study, _ -> true)
                            .status())
                    .isEqualTo(Status.Success);
            assertThat(ARCHIVE.objects().size()).isEqualTo(6);
            MemoryArchive got = new MemoryArchive();
            assertThat(client.get(UID.StudyRootQueryRetrieveInformationModelGet, study, got, _ -> true)
                            .status())
                    .isEqualTo(Status.Success);
            assertThat(got.objects().size()).isEqualTo(6);
            client.release();
        }
    }

    @Test
    void queriesUsAndRetrievesFromUs() throws Exception {
        Synthetic.hospital().forEach(ARCHIVE::add);
        post("/modalities/DAYSIDE/echo", "{}");
        String query = first(
                "\"ID\" : \"([^\"]+)\"",
                post("/modalities/DAYSIDE/query", "{\"Level\":\"Study\",\"Query\":{\"PatientName\":\"Test*\"}}"));
        assertThat(matches("\"(\\d+)\"", get("/queries/" + query + "/answers"))).containsExactly("0", "1");
        assertThat(get("/queries/" + query + "/answers/1/content?simplify")).contains("1.2.3.1.2");
        post("/queries/" + query + "/answers/1/retrieve", "ORTHANC");
        assertThat(matches("\"([0-9a-f-]{44})\"", get("/instances"))).hasSize(6);
        assertThat(get("/studies?expand")).contains("1.2.3.1.2").doesNotContain("1.2.3.1.1");
    }

    @Test
    void asksUsForCommitmentAndIsToldByAnAssociationOfOurs() throws Exception {
        MemoryArchive.Held held = Synthetic.hospital().getFirst();
        ARCHIVE.add(held);
        String transaction = first(
                "\"ID\" : \"([^\"]+)\"",
                post(
                        "/modalities/DAYSIDE/storage-commitment",
                        "{\"DicomInstances\":[[\"%s\",\"%s\"],[\"%s\",\"1.2.3.4.5\"]]}"
                                .formatted(held.sopClassUid(), held.sopInstanceUid(), held.sopClassUid())));
        CommitmentRequest request = ARCHIVE.commitmentRequests.poll(60, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        assertThat(request.transactionUid()).isEqualTo(transaction);
        assertThat(get("/storage-commitment/" + transaction)).contains("Pending");
        try (DimseClient client = connect(
                PresentationContext.single(UID.StorageCommitmentPushModel, UID.ImplicitVRLittleEndian),
                ClientOptions.DEFAULT.asProviderOf(UID.StorageCommitmentPushModel))) {
            assertThat(ARCHIVE.judge(request).report(client)).isEqualTo(Status.Success);
            client.release();
        }
        String report = get("/storage-commitment/" + transaction);
        assertThat(report).contains("\"Status\" : \"Failure\"").contains("1.2.3.4.5");
        assertThat(report.substring(report.indexOf("\"Success\""))).contains(held.sopInstanceUid());
    }

    @Test
    void isAskedForCommitmentAndTellsUsByAnAssociationOfItsOwn() throws Exception {
        List<MemoryArchive.Held> sent = Synthetic.hospital().subList(0, 2);
        send(sent);
        List<ReferencedInstance> instances = new ArrayList<>();
        sent.forEach(object -> instances.add(new ReferencedInstance(object.sopClassUid(), object.sopInstanceUid())));
        ReferencedInstance lost = new ReferencedInstance(UID.CTImageStorage, "1.2.3.4.5");
        instances.add(lost);
        CommitmentRequest request = new CommitmentRequest(UIDs.random(), instances);
        try (DimseClient client = connect(
                PresentationContext.single(UID.StorageCommitmentPushModel, UID.ImplicitVRLittleEndian),
                ClientOptions.DEFAULT)) {
            assertThat(client.action(
                                    UID.StorageCommitmentPushModel,
                                    UID.StorageCommitmentPushModelInstance,
                                    CommitmentRequest.ActionType,
                                    request.toAttributes())
                            .status())
                    .isEqualTo(Status.Success);
            client.release();
        }
        CommitmentResult result = ARCHIVE.commitmentResults.poll(60, TimeUnit.SECONDS);
        assertThat(result).isNotNull();
        assertThat(result.transactionUid()).isEqualTo(request.transactionUid());
        assertThat(result.committed()).containsExactlyInAnyOrderElementsOf(instances.subList(0, 2));
        assertThat(result.failures())
                .containsExactly(new CommitmentResult.Failure(lost, CommitmentResult.Failure.NoSuchObjectInstance));
    }
}
