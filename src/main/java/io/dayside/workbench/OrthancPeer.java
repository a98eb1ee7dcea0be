package io.dayside.workbench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orthanc as it keeps objects safe: each file synced, with a digest, its index in SQLite. Without Nagle's algorithm, which
 * would cost it 40 ms an instance; a ratio against that would say nothing.
 */
final class OrthancPeer implements IngestPeer {

    static final String NAME = "Orthanc";

    private static final List<Path> PLUGINS =
            List.of(Path.of("/usr/share/orthanc/plugins"), Path.of("/usr/lib/orthanc/plugins"));
    private static final Pattern COUNT = Pattern.compile("\"CountInstances\"\\s*:\\s*(\\d+)");

    private final Path folder;
    private final int port;
    private final int webPort;
    private @Nullable Process process;

    OrthancPeer(Path folder) throws IOException {
        this.folder = folder;
        this.port = ServerProcess.freePort();
        this.webPort = ServerProcess.freePort();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        Path configuration = Files.createDirectories(folder).resolve("orthanc.json");
        Files.writeString(configuration, """
                {
                  "Name": "bench",
                  "StorageDirectory": "%1$s",
                  "IndexDirectory": "%1$s",
                  "DicomAet": "ORTHANC",
                  "DicomPort": %2$d,
                  "HttpPort": %3$d,
                  "KeepAlive": true,
                  "TcpNoDelay": true,
                  "RemoteAccessAllowed": false,
                  "AuthenticationEnabled": false,
                  "DicomAlwaysAllowStore": true,
                  "SyncStorageArea": true,
                  "StoreMD5ForAttachments": true,
                  "Plugins": [%4$s],
                  "DicomWeb": {"Enable": true, "Root": "/dicom-web/"}
                }
                """.formatted(
                        folder.resolve("kept"),
                        port,
                        webPort,
                        plugin().map(path -> '"' + path.toString() + '"').orElse("")));
        process = Rival.start(List.of("Orthanc", configuration.toString()));
        Loopback.await(port, process);
        Loopback.await(webPort, process);
    }

    /** Its DICOMweb, where that is installed. */
    static Optional<Path> plugin() throws IOException {
        for (Path candidate : PLUGINS) {
            if (Files.isDirectory(candidate)) {
                try (Stream<Path> files = Files.list(candidate)) {
                    var found = files.filter(
                                    file -> file.getFileName().toString().startsWith("libOrthancDicomWeb"))
                            .findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String aeTitle() {
        return "ORTHANC";
    }

    @Override
    public DicomWebAddress dicomweb() {
        return new DicomWebAddress(URI.create("http://127.0.0.1:" + webPort + "/dicom-web"), "");
    }

    @Override
    public int held(CtRound.Sent sent) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var statistics = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + webPort + "/statistics"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            var count = COUNT.matcher(statistics.body());
            return count.find() ? Integer.parseInt(count.group(1)) : 0;
        }
    }

    @Override
    public void stop() throws IOException {
        if (process != null) {
            process.destroy();
            process.onExit().join();
            process = null;
        }
        Trees.delete(folder);
    }
}
