package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.dayside.tenancy.Priority;
import io.dayside.testing.RunningDayside;
import java.nio.file.Files;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A whole reading day on real parts: DCMTK sends, the model flags, the right specialist reads and signs in Chromium, the
 * hospital has the report, the trail has the event, and who has no licence never sees the case.
 */
class ReadingDayJourney extends JourneyBegun {

    /** Dr Lindqvist's licence for Great Britain has expired. */
    private static final String WITHOUT_LICENCE = "lindqvist";

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

    private void whoHasNoLicenceFindsNothing(RunningDayside dayside, Listed work) throws Exception {
        assertThat(listed(dayside, WITHOUT_LICENCE, work.tenant())).isEmpty();
        var one = "/api/cases/" + work.tenant() + "/" + work.id();
        assertThat(api(dayside, work.reader(), one).statusCode()).isEqualTo(200);
        assertThat(api(dayside, WITHOUT_LICENCE, one).statusCode()).isEqualTo(404);
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
        shows(page.getByText("The hospital was not told of intracranial haemorrhage as a critical result."));
        PlaywrightAssertions.assertThat(page.locator("vaadin-password-field input"))
                .isFocused();
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
