package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.dayside.tenancy.Priority;
import io.dayside.testing.RunningDayside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The only reader is in the middle of a case when the model flags a bleed in another: the page says so by itself, one key
 * changes over, and what was written of the first case is there when it is opened again.
 */
class PressingCaseJourney extends JourneyBegun {

    private static final String ONLY_READER = "okafor";
    private static final String OFF_SHIFT = "rossi";
    private static final String WRITTEN = "Half of what there is to say.";

    @Test
    void aFlaggedCaseReachesTheReaderWhoIsBusyWithAnother() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        assumeTrue(Files.isExecutable(STORESCU), "Debian's dcmtk is not installed");
        try (var dayside = RunningDayside.start(folder.resolve("data"), withOneReader());
                var playwright = RunningDayside.playwright();
                var browser = RunningDayside.chromium(playwright)) {
            send(dayside, "harbour", "HC_CT1", 12, Priority.ROUTINE);
            var first = awaitListed(dayside, "harbour");
            var page = openAndWrite(dayside, browser, first);

            send(dayside, "northgate", "NG_CT1", 11, Priority.ROUTINE);

            shows(page.getByText("This cannot wait, and nobody else is free:"));
            shows(page.locator(".pressing-note").getByText("intracranial haemorrhage"));
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/pressing.png")));
            page.locator(".case-number").click();
            page.keyboard().press("t");
            page.waitForURL("**/case/northgate/**");
            shows(page.getByText("not for clinical use"));

            whatWasPutAsideIsThereAgain(dayside, page, first);
            page.context().close();
            aManagerLetsSomebodyOffShiftReadWhatWasDeclined(dayside, browser);
        }
    }

    private static Page openAndWrite(RunningDayside dayside, Browser browser, Listed work) {
        var page = dayside.loggedIn(browser, ONLY_READER);
        shows(page.getByText("Harbour Clinic"));
        page.keyboard().press("n");
        page.waitForURL("**/case/harbour/" + work.id() + "**");
        page.locator("vaadin-text-area textarea").nth(1).fill(WRITTEN);
        shows(page.getByText(Pattern.compile("^kept [0-9]")));
        assertThat(page.locator(".pressing-note").isVisible()).isFalse();
        return page;
    }

    /** Declining the case that was taken leads back to the worklist, where the other waits. */
    private static void whatWasPutAsideIsThereAgain(RunningDayside dayside, Page page, Listed first) {
        page.locator(".case-number").click();
        page.keyboard().press("d");
        shows(page.getByText("It waits on for others"));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/decline.png")));
        page.locator("#decline-reason input").fill("hands are shaking");
        page.locator("#decline-reason input").press("Enter");
        page.waitForURL("**/worklist**");
        page.navigate(dayside.address("/case/harbour/" + first.id()));
        shows(page.locator("vaadin-text-area textarea").nth(1));
        assertThat(page.locator("vaadin-text-area textarea").nth(1).inputValue())
                .isEqualTo(WRITTEN);
    }

    private void aManagerLetsSomebodyOffShiftReadWhatWasDeclined(RunningDayside dayside, Browser browser)
            throws Exception {
        assertThat(listed(dayside, OFF_SHIFT, "northgate")).isEmpty();
        var page = dayside.loggedIn(browser, "mercer");
        page.getByText("NG-26-000001").first().click();
        shows(page.getByText("Off shift until"));
        page.getByLabel("Let Dr Chiara Rossi read it past the rules").click();
        shows(page.locator("#override-confirm"));
        page.locator("#override-reason input").fill("nobody else is awake");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/override.png")));
        page.locator("#override-confirm").click();
        PlaywrightAssertions.assertThat(page.locator("#override-confirm")).hasCount(0);
        assertThat(listed(dayside, OFF_SHIFT, "northgate")).isPresent();
        theDayIsReplayedWithOneMore(dayside, page);
        page.context().close();
    }

    private static void theDayIsReplayedWithOneMore(RunningDayside dayside, Page page) {
        page.navigate(dayside.address("/what-if"));
        shows(page.getByText("2 cases that came since"));
        page.locator("h1").click();
        page.keyboard().press("r");
        shows(page.getByText("What would have come of it"));
        PlaywrightAssertions.assertThat(
                        page.locator(".what-if-charts dayside-chart svg, .what-if-charts dayside-chart canvas")
                                .first())
                .isVisible();
        shows(page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName("One more at night"))
                .first());
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/what-if.png"))
                .setFullPage(true));
    }

    private Path withOneReader() throws IOException {
        var config = ownConfiguration();
        var people = config.resolve("people.yaml");
        var declared = Arrays.stream(Files.readString(people).split("(?m)^---$"))
                .map(PressingCaseJourney::onlyOneReads)
                .collect(Collectors.joining("---"));
        Files.writeString(people, declared);
        return config;
    }

    private static String onlyOneReads(String person) {
        if (person.contains("username: " + ONLY_READER)) {
            return person.replace("from: '08:00'", "from: '00:00'")
                    .replace("to: '17:30'", "to: '00:00'")
                    .replace("hoursPerWeek: 67", "hoursPerWeek: 168");
        }
        return person.contains("username: " + OFF_SHIFT)
                ? person.replaceFirst("days: \\[.*]", "days: [" + inThreeDays() + "]")
                : person.replace("standing: ACTIVE", "standing: SUSPENDED");
    }

    private static DayOfWeek inThreeDays() {
        return LocalDate.now(Clock.systemUTC()).plusDays(3).getDayOfWeek();
    }
}
