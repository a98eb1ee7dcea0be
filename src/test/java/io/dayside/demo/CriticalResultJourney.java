package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.dayside.tenancy.Priority;
import io.dayside.testing.RunningDayside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A specialist raises a critical result in the middle of a report; the hospital's coordinator sees it without a reload and
 * reads it back, and the specialist sees that.
 */
class CriticalResultJourney extends JourneyBegun {

    private static final String COORDINATOR = "coord.northgate";
    private static final String WRITTEN = "Half of what there is to say.";
    private static final String FINDING = "Acute intracranial haemorrhage on the left";

    @Test
    void aCriticalResultIsReadBackByTheHospital() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        assumeTrue(Files.isExecutable(STORESCU), "Debian's dcmtk is not installed");
        try (var dayside = RunningDayside.start(folder.resolve("data"));
                var playwright = RunningDayside.playwright();
                var browser = RunningDayside.chromium(playwright)) {
            send(dayside, "northgate", "NG_CT1", 11, Priority.STAT);
            var work = awaitListed(dayside, "northgate");
            var coordinator = hospital(dayside, browser);
            var specialist = openAndWrite(dayside, browser, work);

            raise(specialist);
            thePhoneFormFitsATelephone(specialist);
            theManagerSeesThatNobodyHasHeard(dayside, browser);
            acknowledge(coordinator);

            shows(specialist.getByText("✓ Acknowledged by"));
            shows(specialist.getByText("left-sided haemorrhage, theatre is ready"));
            assertThat(specialist.locator("#report-impression textarea").inputValue())
                    .isEqualTo(WRITTEN);
            specialist.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/critical-desk.png")));
            theMonthCountsIt(dayside, browser);
            withdraw(specialist);
            theHospitalSeesWhy(coordinator, dayside, work);
        }
    }

    private static Page hospital(RunningDayside dayside, Browser browser) {
        var page = dayside.loggedIn(browser, COORDINATOR);
        page.navigate(dayside.address("/hospital"));
        shows(page.getByText("Waiting for you"));
        PlaywrightAssertions.assertThat(page.locator(".critical-row")).hasCount(0);
        return page;
    }

    /** The finding that the model flagged is accepted, and the desk proposes to tell the hospital. */
    private static Page openAndWrite(RunningDayside dayside, Browser browser, Listed work) {
        var page = dayside.loggedIn(browser, work.reader());
        page.navigate(dayside.address("/case/northgate/" + work.id()));
        page.locator("#report-impression textarea").fill(WRITTEN);
        shows(page.getByText(Pattern.compile("^kept [0-9]")));
        assertThat(page.locator(".critical-suggestion").isVisible()).isFalse();
        page.locator(".case-number").click();
        page.keyboard().press("a");
        shows(page.getByText("◆ intracranial haemorrhage was accepted. Tell the hospital now?"));
        return page;
    }

    private static void raise(Page page) {
        page.locator(".case-number").click();
        page.keyboard().press("i");
        shows(page.locator("#critical-finding"));
        PlaywrightAssertions.assertThat(page.locator("#critical-finding textarea"))
                .hasValue("intracranial haemorrhage");
        page.locator("#critical-finding textarea").fill("");
        page.locator("#critical-confirm").click();
        shows(page.getByText("This must have 3 to 1000 characters."));
        page.locator("#critical-finding textarea").fill(FINDING);
        page.locator("#critical-addressee input").fill("the emergency department");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/critical-form.png")));
        page.locator("#critical-confirm").click();
        shows(page.getByText("has not acknowledged it yet"));
    }

    private static void thePhoneFormFitsATelephone(Page page) {
        page.getByText("Told by phone", new Page.GetByTextOptions().setExact(true))
                .click();
        shows(page.locator("#critical-readBack"));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/critical-phone.png")));
        var size = page.viewportSize();
        page.setViewportSize(400, 860);
        page.locator("#critical-confirm").click();
        shows(page.getByText("This must have 2 to 120 characters."));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/critical-phone-400.png")));
        assertThat(page.locator("#critical-confirm").boundingBox().x
                        + page.locator("#critical-confirm").boundingBox().width)
                .isLessThanOrEqualTo(400);
        page.getByText("Not now", new Page.GetByTextOptions().setExact(true)).click();
        page.setViewportSize(size.width, size.height);
    }

    private static void theManagerSeesThatNobodyHasHeard(RunningDayside dayside, Browser browser) {
        var page = dayside.loggedIn(browser, "mercer", ColorScheme.DARK);
        page.navigate(dayside.address("/manager"));
        shows(page.getByText("Critical results that nobody has acknowledged · 1"));
        assertThat(page.locator("body").innerText())
                .as("managers see clocks, not patients")
                .doesNotContain(FINDING);
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/critical-promises.png")));
        page.context().close();
    }

    private static void acknowledge(Page page) {
        shows(page.getByText("⚠ Critical results to acknowledge · 1"));
        shows(page.locator(".critical-row").getByText(FINDING));
        shows(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Notices, 1 new")));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/critical.png")));
        page.getByText("Acknowledge", new Page.GetByTextOptions().setExact(true))
                .click();
        page.locator("#critical-readBack textarea").fill("yes, we understood that");
        page.locator("#critical-confirm").click();
        shows(page.getByText(
                "This must repeat what was found: say 2 or more of “intracranial”, “haemorrhage”, “left”."));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/critical-read-back.png")));
        page.locator("#critical-readBack textarea").fill("left-sided haemorrhage, theatre is ready");
        page.locator("#critical-name input").fill("R. Adeyemi, emergency department");
        page.locator("#critical-confirm").click();
        PlaywrightAssertions.assertThat(page.locator(".critical-row"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout((double) PATIENCE.toMillis()));
    }

    private static void withdraw(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Withdraw, it was raised in error"))
                .click();
        page.locator("#critical-confirm").click();
        shows(page.getByText("This must have 3 to 1000 characters."));
        page.locator("#critical-reason textarea").fill("The slice was an artefact");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/critical-withdraw.png")));
        page.locator("#critical-confirm").click();
        shows(page.getByText("Raised in error. Withdrawn by"));
    }

    private static void theHospitalSeesWhy(Page page, RunningDayside dayside, Listed work) {
        page.navigate(dayside.address("/hospital/northgate/" + work.id()));
        shows(page.getByText("“The slice was an artefact”"));
        shows(page.getByText("○ withdrawn"));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/critical-withdrawn.png")));
    }

    private static void theMonthCountsIt(RunningDayside dayside, Browser browser) {
        var page = dayside.loggedIn(browser, COORDINATOR);
        page.navigate(dayside.address("/month"));
        shows(page.getByText("Critical results: 1 of 1 acknowledged in time"));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/critical-month.png")));
        page.context().close();
    }
}
