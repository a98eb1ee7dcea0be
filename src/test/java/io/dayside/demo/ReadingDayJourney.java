package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole reading day on real parts: DCMTK sends, the model flags, the right specialist reads and signs in Chromium, the
 * hospital has the report, the trail has the event, and who has no licence never sees the case.
 */
class ReadingDayJourney {

    private static final String PASSWORD = RunningDayside.PASSWORD;
    private static final Path STORESCU = Path.of("/usr/bin/storescu");
    private static final List<String> SPECIALISTS =
            List.of("okafor", "lindqvist", "meyer", "tanaka", "rossi", "haddad");

    /** Dr Lindqvist's licence for Great Britain has expired. */
    private static final String WITHOUT_LICENCE = "lindqvist";

    private static final Duration PATIENCE = RunningDayside.PATIENCE;

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder = Path.of("replaced by JUnit");

    /** A case as the API lists it. */
    private record Listed(String reader, String tenant, String id, String label) {}

    @Test
    void fromTheModalityToTheSignedReportAndItsTrail() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        assumeTrue(Files.isExecutable(STORESCU), "Debian's dcmtk is not installed");
        try (var dayside = RunningDayside.start(folder.resolve("data"))) {
            aStrangerIsRejected(dayside);
            send(dayside, "northgate", "NG_CT1", 11, Priority.STAT);
            send(dayside, "harbour", "HC_CT1", 12, Priority.ROUTINE);

            var flagged = awaitListed(dayside, "northgate");
            var elsewhere = awaitListed(dayside, "harbour");
            assertThat(flagged.label()).isEqualTo("intracranial haemorrhage");

            whoHasNoLicenceFindsNothing(dayside, elsewhere);
            try (var playwright = RunningDayside.playwright();
                    var browser = RunningDayside.chromium(playwright)) {
                whoHasNoLicenceSeesNoPage(dayside, browser, elsewhere);
                theSpecialistReadsAndSigns(dayside, browser, flagged);
                theHospitalHasTheReport(dayside, browser);
                theTrailHasTheEvent(dayside, browser);
            }
            awaitDelivered();
        }
    }

    private static void aStrangerIsRejected(RunningDayside dayside) throws Exception {
        assertThat(run(
                        "/usr/bin/echoscu",
                        "-aet",
                        "NG_CT1",
                        "-aec",
                        "NORTHGATE",
                        "127.0.0.1",
                        "" + dayside.dicomPort()))
                .isZero();
        assertThat(run(
                        "/usr/bin/echoscu",
                        "-aet",
                        "STRANGER",
                        "-aec",
                        "NORTHGATE",
                        "127.0.0.1",
                        "" + dayside.dicomPort()))
                .isNotZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void send(RunningDayside dayside, String hospital, String device, long seed, Priority priority)
            throws Exception {
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

    private Listed awaitListed(RunningDayside dayside, String tenant) throws Exception {
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

    private Optional<Listed> listed(RunningDayside dayside, String specialist, String tenant) throws Exception {
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

    private void whoHasNoLicenceFindsNothing(RunningDayside dayside, Listed work) throws Exception {
        assertThat(listed(dayside, WITHOUT_LICENCE, work.tenant())).isEmpty();
        var one = "/api/cases/" + work.tenant() + "/" + work.id();
        assertThat(api(dayside, work.reader(), one).statusCode()).isEqualTo(200);
        assertThat(api(dayside, WITHOUT_LICENCE, one).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> api(RunningDayside dayside, String username, String path) throws Exception {
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

    private static void shows(Locator locator) {
        PlaywrightAssertions.assertThat(locator.first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout((double) PATIENCE.toMillis()));
    }

    private static void whoHasNoLicenceSeesNoPage(RunningDayside dayside, Browser browser, Listed work) {
        var page = dayside.loggedIn(browser, WITHOUT_LICENCE);
        page.navigate(dayside.address("/case/" + work.tenant() + "/" + work.id()));
        page.waitForTimeout(3000);
        assertThat(page.locator("dayside-viewer").count()).isZero();
        assertThat(page.locator("body").innerText()).doesNotContain("Sudden headache", "CT head");
        page.context().close();
    }

    private static void theSpecialistReadsAndSigns(RunningDayside dayside, Browser browser, Listed work) {
        var page = dayside.loggedIn(browser, work.reader());
        shows(page.getByText("intracranial haemorrhage"));
        page.keyboard().press("n");
        page.waitForURL("**/case/" + work.tenant() + "/" + work.id() + "**");
        shows(page.getByText("not for clinical use"));
        shows(page.getByText(Pattern.compile("exact")));
        page.keyboard().press("a");
        shows(page.getByText("accepted"));
        page.locator("vaadin-text-area textarea").nth(0).fill("Acute haemorrhage. Skull intact.");
        page.locator("vaadin-text-area textarea").nth(1).fill("Acute intracranial haemorrhage.");
        shows(page.getByText("Ready to sign"));
        page.keyboard().press("Control+Enter");
        page.locator("vaadin-password-field input").fill(PASSWORD);
        page.locator("vaadin-password-field input").press("Enter");
        shows(page.getByText(Pattern.compile("Signed by Dr ")));
        page.context().close();
    }

    private static void theHospitalHasTheReport(RunningDayside dayside, Browser browser) {
        var page = dayside.loggedIn(browser, "coord.northgate");
        page.locator(".study-row").first().click();
        shows(page.getByText("Acute intracranial haemorrhage."));
        shows(page.getByText("Download as PDF"));
        page.context().close();
    }

    private static void theTrailHasTheEvent(RunningDayside dayside, Browser browser) {
        var page = dayside.loggedIn(browser, "coord.northgate");
        page.navigate(dayside.address("/trail"));
        shows(page.getByText("report signed"));
        page.context().close();
    }

    private void awaitDelivered() throws Exception {
        var received = folder.resolve("data/demo-received/northgate");
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            if (Files.isDirectory(received)) {
                try (var files = Files.list(received)) {
                    var one = files.findFirst();
                    if (one.isPresent()) {
                        assertThat(Files.readString(one.get())).contains("ORU^R01", "Acute intracranial haemorrhage.");
                        return;
                    }
                }
            }
            Thread.sleep(500);
        }
        throw new AssertionError("the hospital's system received no result");
    }
}
