package io.dayside.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.dayside.tenancy.Priority;
import io.dayside.testing.RunningDayside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A resident writes, the hospital sees that it is preliminary, an attending changes it and signs, the hospital has both. */
class SecondReadingJourney extends JourneyBegun {

    private static final String RESIDENT = "rossi";
    private static final String ATTENDING = "tanaka";
    private static final String BY_RESIDENT = "Acute intracranial haemorrhage.";
    private static final String BY_ATTENDING = "Acute intracranial haemorrhage with midline shift.";
    private static final String POLICY = """
            ---
            kind: SecondReading
            hospital: northgate
            rules:
              - {name: head CT, modalities: [CT], regions: [HEAD], workflow: SUPERVISED, preliminary: TO_HOSPITAL}
            """;

    @Test
    void anAttendingReadsAfterAResident() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        assumeTrue(Files.isExecutable(STORESCU), "Debian's dcmtk is not installed");
        try (var dayside = RunningDayside.start(folder.resolve("data"), supervised());
                var playwright = RunningDayside.playwright();
                var browser = RunningDayside.chromium(playwright)) {
            send(dayside, "northgate", "NG_CT1", 11, Priority.ROUTINE);
            awaitListed(dayside, "northgate");
            theResidentSigns(dayside, browser);
            theHospitalHas(dayside, browser, "Preliminary report", BY_RESIDENT);
            theResidentIsNotGivenItAgain(dayside);
            theAttendingChangesAndSigns(dayside, browser);
            theHospitalHas(dayside, browser, "Report", BY_ATTENDING);
            awaitReceived("|P|", BY_RESIDENT);
            awaitReceived("|F|", BY_ATTENDING);
        }
    }

    private static void theResidentSigns(RunningDayside dayside, Browser browser) {
        var page = opened(dayside, browser, RESIDENT);
        shows(page.getByText("Your report is preliminary"));
        page.keyboard().press("a");
        shows(page.getByText("accepted"));
        page.locator("#report-findings textarea").fill("Acute haemorrhage. Skull intact.");
        page.locator("#report-impression textarea").fill(BY_RESIDENT);
        sign(page);
        shows(page.getByText("Signed, an attending reads it next"));
        page.context().close();
    }

    private void theResidentIsNotGivenItAgain(RunningDayside dayside) throws Exception {
        assertThat(listed(dayside, RESIDENT, "northgate")).isEmpty();
        assertThat(listed(dayside, ATTENDING, "northgate")).isPresent();
    }

    private static void theAttendingChangesAndSigns(RunningDayside dayside, Browser browser) {
        var page = opened(dayside, browser, ATTENDING);
        var readings = page.locator("#readings");
        shows(readings.getByText("A resident has read this case"));
        shows(readings.getByText("Signed by Dr Chiara Rossi"));
        shows(page.getByText("Say first whether you agree with the report."));
        readings.getByText("2b · Understandable miss, likely to matter").click();
        shows(page.getByText("You differ, and the report says the same as before."));
        page.locator("#report-impression textarea").fill(BY_ATTENDING);
        readings.scrollIntoViewIfNeeded();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/second-reading.png")));
        sign(page);
        shows(page.getByText("Signed by Dr Haruto Tanaka"));
        page.context().close();
    }

    private static Page opened(RunningDayside dayside, Browser browser, String specialist) {
        var page = dayside.loggedIn(browser, specialist);
        shows(page.getByText("Northgate General"));
        page.keyboard().press("n");
        page.waitForURL("**/case/northgate/**");
        shows(page.getByText(Pattern.compile("exact")));
        return page;
    }

    private static void sign(Page page) {
        shows(page.getByText("Ready to sign"));
        page.keyboard().press("Control+Enter");
        page.locator("vaadin-password-field input").fill(PASSWORD);
        page.locator("vaadin-password-field input").press("Enter");
    }

    private static void theHospitalHas(RunningDayside dayside, Browser browser, String heading, String impression) {
        var page = dayside.loggedIn(browser, "coord.northgate");
        page.locator(".study-row").first().click();
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(heading).setExact(true)))
                .isVisible();
        shows(page.getByText(impression));
        page.context().close();
    }

    private void awaitReceived(String status, String impression) throws Exception {
        var received = folder.resolve("data/demo-received/northgate");
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            if (Files.isDirectory(received) && hasReceived(received, status, impression)) {
                return;
            }
            Thread.sleep(500);
        }
        throw new AssertionError("the hospital's system received no result with " + status);
    }

    private static boolean hasReceived(Path received, String status, String impression) throws IOException {
        try (var files = Files.list(received)) {
            for (var file : files.toList()) {
                var message = Files.readString(file);
                if (message.contains(status) && message.contains(impression)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Path supervised() throws IOException {
        var config = ownConfiguration();
        var hospital = config.resolve("northgate.yaml");
        Files.writeString(hospital, Files.readString(hospital) + POLICY);
        var people = config.resolve("people.yaml");
        Files.writeString(
                people,
                Arrays.stream(Files.readString(people).split("(?m)^---$"))
                        .map(SecondReadingJourney::twoRead)
                        .collect(Collectors.joining("---")));
        return config;
    }

    private static String twoRead(String person) {
        if (person.contains("username: " + RESIDENT + "\n")) {
            return atAllHours(person).replace("capacity: 3", "capacity: 3\ngrade: RESIDENT");
        }
        return person.contains("username: " + ATTENDING + "\n")
                ? atAllHours(person)
                : person.replace("standing: ACTIVE", "standing: SUSPENDED");
    }

    private static String atAllHours(String person) {
        return person.replaceFirst("from: '[0-9:]+'\n    to: '[0-9:]+'", "from: '00:00'\n    to: '00:00'");
    }
}
