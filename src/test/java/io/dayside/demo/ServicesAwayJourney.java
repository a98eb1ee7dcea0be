package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.dayside.tenancy.Priority;
import io.dayside.testing.RunningDayside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Neither Redis nor Keycloak answers: studies come and are listed, who is logged in reads on, and what cannot be signed is
 * kept until it can.
 */
class ServicesAwayJourney extends JourneyBegun {

    private static final String REDIS = "redis-server";
    private static final String KEYCLOAK = "keycloak";
    private static final String WRITTEN = "Acute intracranial haemorrhage.";

    @Test
    void dur13AndDur16IngestAndReadingGoOnWithoutRedisAndKeycloak() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        assumeTrue(Files.isExecutable(STORESCU), "Debian's dcmtk is not installed");
        try (var dayside = RunningDayside.start(folder.resolve("data"));
                var playwright = RunningDayside.playwright();
                var browser = RunningDayside.chromium(playwright)) {
            send(dayside, "northgate", "NG_CT1", 12, Priority.URGENT);
            var first = awaitListed(dayside, "northgate");
            var page = loggedIn(dayside, browser, first);
            try (var away = dayside.pause(REDIS, KEYCLOAK)) {
                assertThat(away.processes()).hasSizeGreaterThanOrEqualTo(2);
                send(dayside, "harbour", "HC_CT1", 13, Priority.ROUTINE);

                page.navigate(dayside.address("/case/northgate/" + first.id()));
                write(page);
                trySign(page);
                shows(page.getByText("Your password cannot be checked at the moment. Nothing was signed"));
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/services-away.png")));
                page.getByText("Not yet").click();
                page.navigate(dayside.address("/worklist"));
                shows(page.getByText("Harbour Clinic").first());
            }
            page.navigate(dayside.address("/case/northgate/" + first.id()));
            assertThat(impression(page).inputValue()).isEqualTo(WRITTEN);
            trySign(page);
            shows(page.getByText(Pattern.compile("Signed by Dr ")));
        }
    }

    private static Page loggedIn(RunningDayside dayside, Browser browser, Listed work) {
        var page = dayside.loggedIn(browser, work.reader());
        shows(page.getByText("Northgate General").first());
        return page;
    }

    private static void write(Page page) {
        shows(page.getByText(Pattern.compile("exact")));
        page.locator(".case-number").click();
        page.keyboard().press("a");
        shows(page.getByText("accepted"));
        page.locator("#report-findings textarea").fill("Acute haemorrhage. Skull intact.");
        impression(page).fill(WRITTEN);
        shows(page.getByText("Ready to sign"));
    }

    private static Locator impression(Page page) {
        return page.locator("#report-impression textarea");
    }

    private static void trySign(Page page) {
        page.keyboard().press("Control+Enter");
        page.locator("#sign-password input").fill(PASSWORD);
        page.locator("#sign-confirm").click();
    }
}
