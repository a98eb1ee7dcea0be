package io.dayside.dicomweb;

import static io.dayside.dicomweb.ViewerStudies.grey;
import static io.dayside.dicomweb.ViewerStudies.hounsfield;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.LoadState;
import io.dayside.dicom.PeerProcess;
import io.dayside.dicomweb.ViewerStudies.ViewerStudy;
import io.dayside.testing.RunningDayside;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * OHIF on an origin of its own, as a hospital would run it, with the documented configuration: people log in at the real
 * Keycloak, find their studies and look at them in Chromium.
 */
@SpringBootTest(classes = PeerRooms.class, webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@Timeout(600)
class OhifJourney {

    private static final System.Logger LOG = System.getLogger(OhifJourney.class.getName());

    private static final int PORT = freePort();
    private static final int OHIF_PORT = freePort();
    private static final String DAYSIDE = "http://localhost:" + PORT;
    private static final String OHIF = "http://localhost:" + OHIF_PORT;
    private static final String PASSWORD = "dayside-demo";
    private static final double PATIENCE_MILLIS = 90_000;
    private static final int MOST_RESETS = 3;
    private static final int HOUNSFIELD_OF_FILM = 50;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Whether the middle of the picture that is shown has a grey, but for what interpolation rounds. */
    private static final String MIDDLE_IS = """
            wanted => {
              const canvas = document.querySelector('canvas.cornerstone-canvas');
              if (!canvas) return false;
              const pixel = (x, y) => canvas.getContext('2d').getImageData(x, y, 1, 1).data[0];
              return Math.abs(pixel(canvas.width / 2, canvas.height / 2) - wanted) <= 2 && pixel(2, 2) === 0;
            }""";

    /** As for somebody who has been shown around OHIF before; its greeting covers the page. */
    private static final String TOUR_IS_KNOWN = "localStorage.setItem('shownTours', '[\"basicViewerTour\"]')";

    private static final String MIDDLE = """
            () => [...document.querySelectorAll('canvas.cornerstone-canvas')].map(canvas =>
              [...canvas.getContext('2d').getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data].join())""";

    @Value("${dayside.keycloak.url}")
    private String login = "";

    @Value("${dayside.data-dir}")
    private Path data = Path.of("");

    /** What OHIF asked of us and what came of it. */
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    /** What OHIF asked of us and has not got yet. */
    private final Set<Request> owed = ConcurrentHashMap.newKeySet();

    private static int freePort() {
        try {
            return PeerProcess.freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.registerWithKeycloak(registry);
        registry.add("server.port", () -> PORT);
        registry.add("dayside.dicomweb.allowed-origins", () -> OHIF);
    }

    @BeforeEach
    void theHospitalHasTwoStudies() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        var token = token("coord.northgate");
        store(token, ViewerStudies.headCt("OH-1"));
        store(token, ViewerStudies.chestDx("OH-1", HOUNSFIELD_OF_FILM));
    }

    @Test
    void aHospitalLooksAtItsStudiesAndAnotherFindsNothing() throws Exception {
        try (var _ = OhifServer.start(OHIF_PORT, DAYSIDE, login);
                var playwright = RunningDayside.playwright();
                var browser = RunningDayside.chromium(playwright)) {
            var page = opened(browser);
            remember(page);
            logIn(page, "coord.northgate");
            theListNamesPatientAndStudies(page);
            open(page, "CT head");
            theHeadIsShownSliceBySlice(page);
            theCompressedSeriesIsShownToo(page);
            page.navigate(OHIF);
            open(page, "Chest");
            awaitMiddle(page, HOUNSFIELD_OF_FILM);
            assertThat(refusals).isEmpty();
            page.context().close();
            anotherHospitalFindsNothing(browser);
        }
    }

    private static void theListNamesPatientAndStudies(Page page) {
        for (var text : List.of("Beispiel, Anna", "CT head", "ACC-CT", "Chest", "ACC-DX")) {
            page.getByText(text).first().waitFor();
        }
        assertThat(page.locator("body").innerText()).contains("" + 2 * ViewerStudies.SLICES);
        page.getByText("Confirm and hide").click();
    }

    private void theHeadIsShownSliceBySlice(Page page) {
        int last = ViewerStudies.SLICES;
        awaitMiddle(page, hounsfield(last, false));
        page.waitForLoadState(LoadState.NETWORKIDLE);
        scroll(page);
        awaitMiddle(page, hounsfield(last - 1, false));
        scroll(page);
        awaitMiddle(page, hounsfield(last - 2, false));
    }

    private void theCompressedSeriesIsShownToo(Page page) {
        page.getByText("axial, JPEG-LS").first().dblclick();
        int last = ViewerStudies.SLICES;
        awaitMiddle(page, hounsfield(last, true));
        page.waitForLoadState(LoadState.NETWORKIDLE);
        scroll(page);
        awaitMiddle(page, hounsfield(last - 1, true));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/ohif.png")));
    }

    private static void anotherHospitalFindsNothing(Browser browser) {
        var page = opened(browser);
        var refused = page.waitForResponse(
                answer -> answer.url().contains("/dicomweb/northgate/studies"), () -> logIn(page, "coord.harbour"));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.headers()).as("the viewer may read why").containsEntry("access-control-allow-origin", OHIF);
        page.getByText("Study List").first().waitFor();
        assertThat(page.locator("body").innerText()).doesNotContain("Beispiel", "OH-1", "ACC-CT");
        page.context().close();
    }

    private void remember(Page page) {
        page.onRequest(request -> {
            if (request.url().startsWith(DAYSIDE)) {
                owed.add(request);
            }
        });
        page.onRequestFinished(owed::remove);
        page.onRequestFailed(owed::remove);
        page.onResponse(this::remember);
    }

    private void remember(Response answer) {
        if (answer.url().startsWith(DAYSIDE) && answer.status() >= 400) {
            refusals.add(answer.status() + " " + answer.request().method() + " " + answer.url());
        }
    }

    private static void open(Page page, String study) {
        page.getByText(study).first().click();
        page.getByText("Basic Viewer").first().click();
        page.waitForURL("**/viewer?**");
    }

    private static void scroll(Page page) {
        var canvas = page.locator("canvas.cornerstone-canvas").first().boundingBox();
        page.mouse().move(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
        page.mouse().wheel(0, 100);
    }

    /**
     * On a busy machine OHIF sometimes draws a picture far beside its place when its processor draws, and a person resets
     * the view. That is done only when OHIF has got all that it asked of us.
     */
    private void awaitMiddle(Page page, int hounsfield) {
        for (int resets = 0; !isInTheMiddle(page, hounsfield); resets++) {
            assertThat(owed).as("what OHIF waits for").isEmpty();
            assertThat(refusals).isEmpty();
            if (resets == MOST_RESETS) {
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/ohif-failed.png")));
                throw new AssertionError("%d HU is not in the middle of target/ohif-failed.png, but %s"
                        .formatted(hounsfield, page.evaluate(MIDDLE)));
            }
            LOG.log(System.Logger.Level.WARNING, "OHIF shows {0}, its view is reset", page.evaluate(MIDDLE));
            page.keyboard().press("Space");
        }
    }

    private static boolean isInTheMiddle(Page page, int hounsfield) {
        try {
            page.waitForFunction(
                    MIDDLE_IS,
                    grey(hounsfield),
                    new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS / (MOST_RESETS + 1)));
            return true;
        } catch (TimeoutError _) {
            return false;
        }
    }

    private static Page opened(Browser browser) {
        var page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 860))
                .newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.addInitScript(TOUR_IS_KNOWN);
        return page;
    }

    /** Keycloak asks for the name first and for the password on the next page. */
    private static void logIn(Page page, String username) {
        page.navigate(OHIF);
        page.locator("#username").fill(username);
        page.locator("#username").press("Enter");
        page.locator("#password").fill(PASSWORD);
        page.locator("#password").press("Enter");
        page.waitForURL(OHIF + "/**");
    }

    private void store(String token, ViewerStudy study) throws Exception {
        for (var file : study.files()) {
            var request = HttpRequest.newBuilder(URI.create(DAYSIDE + "/dicomweb/northgate/studies"))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/dicom")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                    .build();
            new Answered(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray())).expecting(200);
        }
    }

    private String token(String username) throws Exception {
        var secret =
                Files.readString(data.resolve("secrets/keycloak-dayside-api")).strip();
        var form = "grant_type=password&scope=openid&client_id=dayside-api&client_secret=%s&username=%s&password=%s"
                .formatted(secret, username, PASSWORD);
        var request = HttpRequest.newBuilder(URI.create(login + "/realms/dayside/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body()).path("access_token").asString("");
    }
}
