package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.dayside.testing.RunningDayside;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * An officer invites, a specialist reads the ten films of the demonstration's test on the desk of the reading room, resists
 * the errors that were planted in what the AI says, and may read chest films from then on.
 */
class PracticalTestJourney extends JourneyBegun {

    private static final String CANDIDATE = "tanaka";

    /** What the candidate is told of the films that show a pneumothorax. */
    private static final Set<String> THERE = Set.of(
            "Sudden chest pain after exercise.",
            "Breathless since this morning.",
            "Fall from a ladder.",
            "Chest pain on the right.",
            "Traffic accident, breathing fast.");

    @Test
    void fromTheInvitationToTheCompetencyInThePassport() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        try (var dayside = RunningDayside.start(folder.resolve("data"))) {
            TestFilms.send(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), dayside.dicomPort()),
                    "DAYSIDE_SEND",
                    "ACADEMY");
            try (var playwright = RunningDayside.playwright();
                    var browser = RunningDayside.chromium(playwright)) {
                var officer = dayside.loggedIn(browser, "credentials");
                theOfficerInvites(dayside, officer);
                theCandidateReadsAllFilms(dayside, browser);
                theOfficerSeesWhatCameOfIt(dayside, officer);
            }
            assertThat(api(dayside, "mercer", "/api/sla/outlook").body())
                    .as("nobody reads films of a library for a patient")
                    .doesNotContain("academy");
        }
    }

    private static void theOfficerInvites(RunningDayside dayside, Page page) {
        page.navigate(dayside.address("/tests"));
        shows(page.getByText("10 cases, of which 4 show an error of the AI"));
        page.locator("#invite-chest-with-ai").click();
        shows(page.getByText("Choose who is to be tested."));
        page.locator("#candidate-chest-with-ai input").fill("Tanaka");
        page.locator("vaadin-combo-box-item")
                .filter(new Locator.FilterOptions().setHasText("Dr Haruto Tanaka"))
                .first()
                .click();
        page.locator("#invite-chest-with-ai").click();
        shows(page.getByText("Dr Haruto Tanaka is invited to Chest films with AI."));
        page.locator("#candidate-chest-with-ai input").press("Escape");
        page.locator("#invite-chest-with-ai").click();
        shows(page.getByText("They are invited to this test already."));
    }

    private static void theCandidateReadsAllFilms(RunningDayside dayside, Browser browser) {
        var page = dayside.loggedIn(browser, CANDIDATE, ColorScheme.DARK);
        page.navigate(dayside.address("/own-tests"));
        page.locator("#go-chest-with-ai").click();
        for (int film = 1; film <= 10; film++) {
            shows(page.getByText("%d of 10 signed".formatted(film - 1)));
            shows(page.getByText("Case %d of 10".formatted(film)));
            read(page);
            page.locator("#next-case").click();
        }
        shows(page.getByText("✓ Passed"));
        shows(page.getByText("DX CHEST ANY * holds until"));
        picture(page, "practical-test-result");
        page.context().close();
    }

    private static void read(Page page) {
        var history = page.locator(".history").innerText().replace("“", "").replace("”", "");
        boolean isThere = THERE.contains(history.strip());
        shows(page.getByText(Pattern.compile("exact")));
        if (page.locator(".claim").count() > 0) {
            page.keyboard().press(isThere ? "a" : "r");
            if (isThere) {
                shows(page.getByText("accepted"));
            } else {
                page.keyboard().press("1");
                shows(page.getByText("rejected"));
            }
        }
        page.getByText(isThere ? "Yes, certain" : "No, certain").click();
        page.locator("#report-findings textarea").fill("Lungs and pleura: seen. Heart: normal. Bones: normal.");
        page.locator("#report-impression textarea").fill(isThere ? "Pneumothorax." : "No pneumothorax.");
        shows(page.getByText("Ready to sign"));
        if (page.locator(".claim").count() > 0) {
            picture(page, "practical-test");
        }
        page.keyboard().press("Control+Enter");
        page.locator("vaadin-password-field input").fill(PASSWORD);
        page.locator("vaadin-password-field input").press("Enter");
        shows(page.getByText("Signed by Dr Haruto Tanaka"));
    }

    private static void theOfficerSeesWhatCameOfIt(RunningDayside dayside, Page page) {
        page.navigate(dayside.address("/tests"));
        shows(page.getByText("✓ passed"));
        page.getByText("Dr Haruto Tanaka").first().click();
        shows(page.getByText("missed pathology"));
        shows(page.getByText("◇ pneumothorax 96 % ✗ wrong"));
        picture(page, "practical-test-protocol");
        page.navigate(dayside.address("/passport/" + CANDIDATE));
        shows(page.getByText("Dayside practical test chest-with-ai"));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", name + ".png")));
    }
}
