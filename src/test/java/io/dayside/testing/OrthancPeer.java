package io.dayside.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.PeerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orthanc with its DICOMweb plugin in a hospital's place, asked through its own REST API. */
public final class OrthancPeer implements AutoCloseable {

    private static final Path PLUGIN = Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final PeerProcess process;

    private OrthancPeer(PeerProcess process) {
        this.process = process;
    }

    /** @param aeTitle by which it calls, on whose port nobody has to call back */
    public static OrthancPeer start(Path folder, String aeTitle) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(PLUGIN), "orthanc-dicomweb is not installed");
        int port = PeerProcess.freePort();
        var configuration = Files.writeString(folder.resolve("orthanc.json"), """
                {
                  "Name": "Hospital", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "Plugins": ["%2$s"],
                  "HttpPort": %3$d, "KeepAlive": false, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                  "DicomPort": %4$d, "DicomAet": "%5$s", "DefaultEncoding": "Utf8",
                  "DicomWeb": {"Enable": true, "Root": "/dicom-web/", "EnableWado": false}
                }
                """.formatted(
                Files.createDirectory(folder.resolve("storage")), PLUGIN, port, PeerProcess.freePort(), aeTitle));
        return new OrthancPeer(
                PeerProcess.start(folder.resolve("orthanc.log"), port, "Orthanc", configuration.toString()));
    }

    /** Where its DICOMweb services begin, without a slash at the end. */
    public URI dicomWeb() {
        return URI.create("http://127.0.0.1:" + process.port() + "/dicom-web");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path));
    }

    private byte[] send(HttpRequest request) throws IOException, InterruptedException {
        var response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).as(request + "\n" + process.output()).isEqualTo(200);
        return response.body();
    }

    public byte[] bytes(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send(request(path)
                .header("Accept", "application/dicom+json, application/json")
                .build()));
    }

    public JsonNode post(String path, byte[] body) throws IOException, InterruptedException {
        return JSON.readTree(send(
                request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build()));
    }

    public JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return post(path, JSON.writeValueAsBytes(body));
    }

    /** The status of a call that may be refused. */
    public int status(String path, Object body) throws IOException, InterruptedException {
        var request = request(path).POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    public void put(String path, Object body) throws IOException, InterruptedException {
        send(request(path)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build());
    }

    /** Orthanc's own identifiers of what it holds at {@code level}: {@code patients} to {@code instances}. */
    public List<String> held(String level) throws IOException, InterruptedException {
        return StreamSupport.stream(get("/" + level).spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    public void empty() throws IOException, InterruptedException {
        for (var patient : held("patients")) {
            send(request("/patients/" + patient).DELETE().build());
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
