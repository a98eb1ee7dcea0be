package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.UID;
import io.dayside.tenancy.Priority;
import io.dayside.testing.RunningDayside;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What journeys of whole days begin with: studies that hospitals send, and specialists who have them in their worklists. */
abstract class JourneyBegun {

    static final String PASSWORD = RunningDayside.PASSWORD;
    static final Path STORESCU = Path.of("/usr/bin/storescu");
    private static final List<String> SPECIALISTS =
            List.of("okafor", "lindqvist", "meyer", "tanaka", "rossi", "haddad");

    static final Duration PATIENCE = RunningDayside.PATIENCE;

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    /** A case as the API lists it. */
    record Listed(String reader, String tenant, String id, String label) {}

    /** The demonstration's configuration, which the journey may change. */
    Path ownConfiguration() throws IOException {
        var config = Files.createDirectory(folder.resolve("config"));
        try (var files = Files.list(Path.of("tenant-config"))) {
            for (var file : files.toList()) {
                Files.copy(file, config.resolve(file.getFileName()));
            }
        }
        return config;
    }

    static int run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    void send(RunningDayside dayside, String hospital, String device, long seed, Priority priority) throws Exception {
        var sender = SimulatedHospital.find(Path.of("tenant-config"), hospital);
        var header = SimulatedStudies.header(sender, seed, LocalDateTime.now(Clock.systemUTC()), device);
        var refusal = new OrderLine(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), dayside.hl7Port()),
                        sender.orders(),
                        Clock.systemUTC())
                .place(PlacedRequest.of(header, priority, "CT head without contrast", "Sudden headache"));
        assertThat(refusal).isEmpty();
        var images = Files.createDirectories(folder.resolve(hospital));
        int number = 0;
        for (Attributes slice : PhantomStudies.headCt(header, seed, true)) {
            DicomFile.write(
                    images.resolve(number++ + ".dcm"),
                    FileMetaInformation.of(slice, UID.ExplicitVRLittleEndian),
                    slice);
        }
        assertThat(run(
                        STORESCU.toString(),
                        "-aet",
                        device,
                        "-aec",
                        sender.aeTitle(),
                        "+sd",
                        "127.0.0.1",
                        "" + dayside.dicomPort(),
                        images.toString()))
                .isZero();
    }

    Listed awaitListed(RunningDayside dayside, String tenant) throws Exception {
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            for (var specialist : SPECIALISTS) {
                var found = listed(dayside, specialist, tenant);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            Thread.sleep(500);
        }
        throw new AssertionError("no specialist's worklist has the case of " + tenant);
    }

    Optional<Listed> listed(RunningDayside dayside, String specialist, String tenant) throws Exception {
        for (JsonNode row :
                json.readTree(api(dayside, specialist, "/api/worklist").body())) {
            if (row.path("tenant").asString("").equals(tenant)) {
                return Optional.of(new Listed(
                        specialist,
                        tenant,
                        row.path("id").asString(""),
                        row.path("topLabel").asString("")));
            }
        }
        return Optional.empty();
    }

    HttpResponse<String> api(RunningDayside dayside, String username, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(dayside.address(path)))
                .header("Authorization", "Bearer " + token(username))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String token(String username) throws Exception {
        var data = folder.resolve("data");
        var port = Files.readString(data.resolve("run/keycloak.port")).strip();
        var secret =
                Files.readString(data.resolve("secrets/keycloak-dayside-api")).strip();
        var form = "grant_type=password&scope=openid&client_id=dayside-api&client_secret=%s&username=%s&password=%s"
                .formatted(secret, username, PASSWORD);
        var address = "http://localhost:" + port + "/realms/dayside/protocol/openid-connect/token";
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return json.readTree(answer.body()).path("access_token").asString("");
    }

    static void shows(Locator locator) {
        PlaywrightAssertions.assertThat(locator.first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout((double) PATIENCE.toMillis()));
    }
}
