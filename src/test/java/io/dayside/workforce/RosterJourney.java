package io.dayside.workforce;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.dayside.testing.RunningDayside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A manager wants three readers in each hour of next week, goes from the roster to a proposal, stops the search, refuses one of the shifts, has it searched for
 * again, accepts, and finds the changes on the roster.
 */
@Timeout(900)
class RosterJourney {

    private static final double PATIENCE_MILLIS = 60_000;

    @TempDir
    private Path folder = Path.of("replaced by JUnit");

    @Test
    void fromTheRosterToAnAcceptedWeek() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        try (var dayside = RunningDayside.start(folder.resolve("data"), withAHoleAtWeekends());
                var playwright = RunningDayside.playwright();
                var browser = RunningDayside.chromium(playwright)) {
            var manager = dayside.loggedIn(browser, "mercer");
            aWeekIsProposed(dayside, manager);
            aShiftIsRefusedAndSearchedForAgain(manager);
            theWeekIsAcceptedAndOnTheRoster(dayside, manager);
        }
    }

    /** Who reads everything through the European day stays at home at weekends, and has hours left. */
    private Path withAHoleAtWeekends() throws IOException {
        var config = Files.createDirectory(folder.resolve("config"));
        try (var files = Files.list(Path.of("tenant-config"))) {
            for (var file : files.toList()) {
                Files.copy(file, config.resolve(file.getFileName()));
            }
        }
        var people = config.resolve("people.yaml");
        var declared = Arrays.stream(Files.readString(people).split("(?m)^---$"))
                .map(one -> one.contains("username: okafor")
                        ? one.replaceFirst("days: \\[.*]", "days: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY]")
                        : one)
                .collect(Collectors.joining("---"));
        Files.writeString(people, declared);
        return config;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void aWeekIsProposed(RunningDayside dayside, Page page) {
        page.navigate(dayside.address("/roster"));
        button(page, "Propose a week").click();
        assertThat(page.locator("h1")).hasText("Propose the shifts of a week");
        button(page, "Propose").click();
        assertThat(page.locator("[role=status]").first()).containsText("demand-hours without a reader so far");
        button(page, "Stop").click();
        assertThat(page.locator("h1"))
                .hasText(Pattern.compile("\\d+ instead of \\d+ demand-hours without a reader, by \\d+ changes?"));
        assertThat(page.locator(".proposal-added").first()).isVisible();
        assertThat(page.getByText("As proposed")).isVisible();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/roster-proposal.png")));
    }

    private static void aShiftIsRefusedAndSearchedForAgain(Page page) {
        var refused = page.locator(".roster-change")
                .filter(new Locator.FilterOptions().setHas(page.locator(".proposal-added")))
                .first()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Not this")));
        var name = refused.getAttribute("aria-label");
        refused.click();
        assertThat(button(page, "Accept")).isDisabled();
        button(page, "Propose").click();
        assertThat(button(page, "Accept")).isEnabled();
        assertThat(button(page, name)).hasCount(0);
    }

    private static void theWeekIsAcceptedAndOnTheRoster(RunningDayside dayside, Page page) {
        button(page, "Accept").click();
        assertThat(page.locator("[role=status]").first()).containsText(Pattern.compile("changes? noted"));
        page.navigate(dayside.address("/roster"));
        button(page, "Later week").click();
        assertThat(page.locator(".roster-change").first()).containsText("roster of the week of");
    }
}
