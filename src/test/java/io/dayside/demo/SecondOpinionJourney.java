package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.dayside.tenancy.Priority;
import io.dayside.testing.RunningDayside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Somebody who reads a case asks a colleague, who looks at it and answers, and sees it no longer. */
class SecondOpinionJourney extends JourneyBegun {

    private static final String ASKER = "rossi";
    private static final String ASKED = "tanaka";
    private static final String QUESTION = "Is the bleed older than a week?";
    private static final String ANSWER = "No. Hyperdense throughout, I would call it acute.";
    private static final int GONE = 404;

    @Test
    void aColleagueAnswersAtOnceAndSeesTheCaseNoLonger() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        assumeTrue(Files.isExecutable(STORESCU), "Debian's dcmtk is not installed");
        try (var dayside = RunningDayside.start(folder.resolve("data"), theAskerAtAllHours());
                var playwright = RunningDayside.playwright();
                var browser = RunningDayside.chromium(playwright)) {
            send(dayside, "northgate", "NG_CT1", 11, Priority.ROUTINE);
            awaitListed(dayside, "northgate");
            var colleague = dayside.loggedIn(browser, ASKED, ColorScheme.DARK);
            colleague.navigate(dayside.address("/worklist"));
            var asker = opened(dayside, browser);
            ask(asker);
            colleagueOpens(colleague);
            var images = framesOf(colleague);
            assertThat(images).isNotEmpty().allMatch(image -> status(colleague, image) == 200);
            answer(colleague, asker);
            assertThat(images).allMatch(image -> status(colleague, image) == GONE);
            assertThat(status(colleague, manifest(asker))).isEqualTo(GONE);
            colleague.goBack();
            signed(asker);
        }
    }

    private static Page opened(RunningDayside dayside, Browser browser) {
        var page = dayside.loggedIn(browser, ASKER, ColorScheme.DARK);
        shows(page.getByText("Northgate General"));
        page.keyboard().press("n");
        page.waitForURL("**/case/northgate/**");
        shows(page.getByText(Pattern.compile("exact")));
        return page;
    }

    private static void ask(Page asker) {
        asker.keyboard().press("o");
        var who = asker.locator("#opinion-who input");
        who.click();
        shows(asker.locator("vaadin-combo-box-item").getByText("Dr Haruto Tanaka"));
        asker.locator("#opinion-confirm").click();
        shows(asker.getByText("Choose whom to ask."));
        asker.getByText("Who may not be asked, and why").click();
        shows(asker.getByText(Pattern.compile("Dr .*: N(o|ot) .*")));
        who.fill("Tanaka");
        asker.locator("vaadin-combo-box-item:not([hidden])")
                .getByText("Dr Haruto Tanaka")
                .click();
        asker.locator("#opinion-question textarea").fill(QUESTION);
        PlaywrightAssertions.assertThat(asker.locator("#opinion-who").getByText("Choose whom to ask."))
                .isHidden();
        screenshot(asker, "second-opinion-ask");
        asker.locator("#opinion-confirm").click();
        shows(asker.locator("#opinions").getByText("no answer yet"));
        asker.evaluate("window.neverReloaded = true");
    }

    /** The worklist was open all the while. */
    private static void colleagueOpens(Page colleague) {
        var asked = colleague.locator("#asked-of-you");
        shows(asked.getByText(QUESTION));
        shows(colleague.getByText("Notices · 1"));
        screenshot(colleague, "second-opinion-worklist");
        colleague.keyboard().press("o");
        colleague.waitForURL("**/opinion/northgate/**");
        shows(colleague.getByText(QUESTION));
        shows(colleague.getByText(Pattern.compile("exact")));
        shows(colleague.getByText("not for clinical use"));
        PlaywrightAssertions.assertThat(colleague.locator("#report-findings")).hasCount(0);
    }

    private static List<String> framesOf(Page page) {
        var frames = new CopyOnWriteArrayList<String>();
        page.onRequest(request -> {
            if (request.url().contains("/frames")) {
                frames.add(request.url());
            }
        });
        page.reload();
        shows(page.getByText(Pattern.compile("exact")));
        return frames.stream().limit(3).toList();
    }

    private static void answer(Page colleague, Page asker) {
        var words = colleague.locator("#opinion-words textarea");
        words.fill("x");
        colleague.locator("#opinion-answer").click();
        shows(colleague.getByText("must have 3 to 2000 characters"));
        words.fill(ANSWER);
        PlaywrightAssertions.assertThat(colleague.locator("#opinion-words").getByText("must have 3 to 2000 characters"))
                .isHidden();
        screenshot(colleague, "second-opinion-asked");
        words.press("Control+Enter");
        shows(colleague.getByText("Your opinion was given. Thank you."));
        shows(asker.locator("#opinions").getByText(ANSWER));
        assertThat(asker.evaluate("window.neverReloaded")).isEqualTo(true);
        PlaywrightAssertions.assertThat(asker.locator("#report-impression textarea"))
                .hasValue("");
        asker.locator("#opinions").scrollIntoViewIfNeeded();
        screenshot(asker, "second-opinion");
    }

    private static void signed(Page asker) {
        asker.keyboard().press("a");
        shows(asker.getByText("accepted"));
        asker.locator("#report-findings textarea").fill("Acute haemorrhage. Skull intact.");
        asker.locator("#report-impression textarea").fill("Acute intracranial haemorrhage.");
        shows(asker.getByText("Ready to sign"));
        asker.keyboard().press("Control+Enter");
        asker.locator("vaadin-password-field input").fill(PASSWORD);
        asker.locator("vaadin-password-field input").press("Enter");
        shows(asker.getByText("✓ Signed"));
        asker.navigate(asker.url().replace("/case/", "/signed/"));
        shows(asker.getByText("Dr Chiara Rossi asked Dr Haruto Tanaka: “%s” Answer: “%s”".formatted(QUESTION, ANSWER)));
    }

    private static String manifest(Page page) {
        return page.locator("dayside-viewer").first().getAttribute("manifest-url");
    }

    /** Past the browser's own store. */
    private static int status(Page page, String address) {
        return ((Number) page.evaluate(
                        "address => fetch(address, {cache: 'no-store', headers: {accept: '*/*'}}).then(answer => answer.status)",
                        address))
                .intValue();
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/" + name + ".png")));
    }

    private Path theAskerAtAllHours() throws IOException {
        var config = ownConfiguration();
        var people = config.resolve("people.yaml");
        Files.writeString(
                people,
                Arrays.stream(Files.readString(people).split("(?m)^---$"))
                        .map(person -> person.contains("username: " + ASKER + "\n")
                                ? person.replaceFirst(
                                        "from: '[0-9:]+'\n    to: '[0-9:]+'", "from: '00:00'\n    to: '00:00'")
                                : person)
                        .collect(Collectors.joining("---")));
        return config;
    }
}
