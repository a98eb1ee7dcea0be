package io.dayside.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.UID;
import io.dayside.testing.CtSlice;
import io.dayside.testing.RunningDayside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A coordinator watches a study arrive that would wait for long, and says that all of it is there. */
@Timeout(600)
class ReceivingJourney extends JourneyBegun {

    private static final String PATIENT_NAME = "Phantom";

    @Test
    void fromTheFirstImageToTheWordThatAllAreHere() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        assumeTrue(Files.isExecutable(STORESCU), "Debian's dcmtk is not installed");
        PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
        var slice = CtSlice.ofNewStudy();
        try (var dayside = RunningDayside.start(folder.resolve("data"), withLongQuiet());
                var playwright = RunningDayside.playwright();
                var browser = RunningDayside.chromium(playwright)) {
            var page = dayside.loggedIn(browser, "coord.northgate");
            var card = page.locator("#receiving");
            assertThat(card).containsText("No study is arriving.");

            send(dayside, slice);
            assertThat(card.locator(".receiving-row")).containsText("1 image");
            assertThat(card.locator(".receiving-row")).containsText("Waits for quiet of 10 minutes");
            send(dayside, slice.sibling(2));
            assertThat(card.locator(".receiving-row")).containsText("2 images");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/receiving.png")));

            theApiListsIt(dayside, slice);
            theRowLeadsToTheStudy(page, card);
            allImagesAreHere(page, card);
        }
    }

    private Path withLongQuiet() throws IOException {
        var config = ownConfiguration();
        var northgate = config.resolve("northgate.yaml");
        var declared = Files.readString(northgate);
        Files.writeString(northgate, declared.replace("quietTime: 4s", "quietTime: 10m"));
        assertThat(Files.readString(northgate)).isNotEqualTo(declared);
        return config;
    }

    private void send(RunningDayside dayside, CtSlice slice) throws Exception {
        var file = folder.resolve("slice.dcm");
        var dataset = slice.dataset();
        DicomFile.write(file, FileMetaInformation.of(dataset, UID.ExplicitVRLittleEndian), dataset);
        assertThat(run(
                        STORESCU.toString(),
                        "-aet",
                        "NG_CT1",
                        "-aec",
                        "NORTHGATE",
                        "127.0.0.1",
                        "" + dayside.dicomPort(),
                        file.toString()))
                .isZero();
    }

    private void theApiListsIt(RunningDayside dayside, CtSlice slice) throws Exception {
        var listed = api(dayside, "coord.northgate", "/api/studies/receiving");
        assertThat(listed.statusCode()).isEqualTo(200);
        assertThat(listed.body()).contains(slice.studyUid(), "\"instances\":2").doesNotContain(PATIENT_NAME);
        assertThat(api(dayside, "coord.harbour", "/api/studies/receiving").body())
                .isEqualTo("[]");
        for (var limit : new String[] {"0", "many"}) {
            var refused = api(dayside, "coord.northgate", "/api/studies/receiving?limit=" + limit);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        }
    }

    private static void theRowLeadsToTheStudy(Page page, Locator card) {
        card.locator(".study-row").click();
        assertThat(page.locator(".hospital-case")).containsText("2 images");
        assertThat(page.locator("#study-standing")).containsText("Waits for quiet of 10 minutes");
        page.goBack();
    }

    private static void allImagesAreHere(Page page, Locator card) {
        card.locator("vaadin-button").click();
        assertThat(card).containsText("No study is arriving.");
        assertThat(page.locator(".card").filter(new Locator.FilterOptions().setHasText(PATIENT_NAME)))
                .hasCount(1);
        page.context().close();
    }
}
