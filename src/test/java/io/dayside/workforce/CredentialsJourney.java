package io.dayside.workforce;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.dayside.testing.RunningDayside;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A licence ends in five days: the officer is warned, opens the passport, is refused a renewal that ends before it begins,
 * renews it, attaches the paper, and brings languages in as a table; the specialist sees it, and nobody else's.
 */
@Timeout(900)
class CredentialsJourney {

    private static final double PATIENCE_MILLIS = 120_000;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @TempDir
    private Path folder = Path.of("replaced by JUnit");

    @Test
    void fromTheWarningToTheRenewalInThePassport() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        try (var dayside = RunningDayside.start(folder.resolve("data"), configuration());
                var playwright = RunningDayside.playwright();
                var browser = RunningDayside.chromium(playwright)) {
            var officer = dayside.loggedIn(browser, "credentials");
            theOfficerIsWarned(dayside, officer);
            aRenewalWithAMistakeIsRefusedAtItsField(officer);
            theLicenceIsRenewedAndThePaperAttached(officer);
            theHistoryTellsIt(officer);
            coverageAnswersForWhomThereIsNobody(dayside, officer);
            aTableIsRefusedWithItsMistakesAndThenWritten(dayside, officer);
            theSpecialistSeesTheirOwnOnly(dayside, dayside.loggedIn(browser, "tanaka"));
        }
    }

    /** The demonstration's, but a licence of Dr Tanaka ends in five days. */
    private Path configuration() throws Exception {
        var config = Files.createDirectory(folder.resolve("config"));
        try (var files = Files.list(Path.of("tenant-config"))) {
            for (var file : files.toList()) {
                var text = Files.readString(file)
                        .replace(
                                "number: HT-GMC-7413025, standing: ACTIVE, validFrom: '2022-01-01', validTo: '2030-12-31'",
                                "number: HT-GMC-7413025, standing: ACTIVE, validFrom: '2022-01-01', validTo: '"
                                        + today.plusDays(5) + "'");
                Files.writeString(config.resolve(file.getFileName()), text);
            }
        }
        return config;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator section(Page page, CredentialKind kind) {
        return page.locator("[data-kind=" + kind + "]");
    }

    private void theOfficerIsWarned(RunningDayside dayside, Page page) {
        page.navigate(dayside.address("/specialists"));
        assertThat(page.locator(".expiring").first()).containsText("Dr Haruto Tanaka");
        assertThat(page.locator(".expiring").first())
                .containsText("LICENCE GB HT-GMC-7413025 ends on " + today.plusDays(5));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Dr Haruto Tanaka"))
                .first()
                .click();
        assertThat(page.locator("h1")).hasText("Dr Haruto Tanaka");
        assertThat(section(page, CredentialKind.LICENCE)).containsText("within 7 days");
    }

    private static void aRenewalWithAMistakeIsRefusedAtItsField(Page page) {
        button(page, "Change LICENCE GB HT-GMC-7413025").click();
        validTo(page).fill("2021-01-01");
        validTo(page).press("Tab");
        page.getByLabel("Why").fill("renewed by the GMC");
        button(page, "Save").click();
        assertThat(page.locator("vaadin-date-picker[name=valid_to] [slot=error-message]"))
                .hasText("is before the first day");
    }

    private static Locator validTo(Page page) {
        return page.locator("vaadin-date-picker[name=valid_to] input");
    }

    private void theLicenceIsRenewedAndThePaperAttached(Page page) {
        validTo(page).fill(today.plusYears(5).toString());
        validTo(page).press("Tab");
        button(page, "Save").click();
        assertThat(section(page, CredentialKind.LICENCE)).containsText("to " + today.plusYears(5));
        assertThat(page.getByText("within 7 days")).hasCount(0);
        button(page, "Attach a paper to LICENCE GB HT-GMC-7413025").click();
        page.locator("vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload(
                        "gmc.pdf", "application/pdf", "%PDF-1.7 renewed".getBytes(StandardCharsets.US_ASCII)));
        assertThat(section(page, CredentialKind.LICENCE).locator(".passport-paper"))
                .containsText("gmc.pdf, 1 kB, attached by Grace Whelan");
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
    }

    private static void theHistoryTellsIt(Page page) {
        assertThat(page.locator(".passport-entry").filter(new Locator.FilterOptions().setHasText("renewed by the GMC")))
                .containsText("Grace Whelan");
    }

    private static void coverageAnswersForWhomThereIsNobody(RunningDayside dayside, Page page) {
        page.navigate(dayside.address("/coverage"));
        assertThat(page.locator("h1")).hasText("Everything that came in 90 days has a reader");
        assertThat(page.locator(".coverage-matrix td").first()).isVisible();
    }

    private static void aTableIsRefusedWithItsMistakesAndThenWritten(RunningDayside dayside, Page page) {
        page.navigate(dayside.address("/credentials-import"));
        bring(page, "tanaka,LANGUAGE,ja,NATIVE", "tanaka,LANGUAGE,Deutsch,C1");
        assertThat(page.locator("[role=status]").first()).hasText("1 problem. Nothing was written.");
        assertThat(page.locator("vaadin-grid")).containsText("BCP 47, such as de or pt-BR");
        bring(page, "tanaka,LANGUAGE,ja,NATIVE", "tanaka,LANGUAGE,de,C1");
        assertThat(page.locator("[role=status]").first()).containsText("2 changes");
        page.getByLabel("Why").fill("asked at the yearly talk");
        button(page, "Write all of it").click();
        assertThat(page.locator("[role=status]").first()).hasText("2 changes were written.");
        page.context().close();
    }

    private static void bring(Page page, String... lines) {
        var text = "username,kind,language,level\n" + String.join("\n", lines);
        page.locator("vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload("people.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void theSpecialistSeesTheirOwnOnly(RunningDayside dayside, Page page) {
        page.navigate(dayside.address("/passport"));
        assertThat(page.locator("h1")).hasText("Dr Haruto Tanaka");
        assertThat(page.locator(".passport-paper")).containsText("gmc.pdf");
        assertThat(section(page, CredentialKind.LANGUAGE)).containsText("native");
        assertThat(page.locator(".passport vaadin-button")).hasCount(0);
        page.navigate(dayside.address("/passport/okafor"));
        assertThat(page.locator("h2").first()).hasText("There is no such passport for you.");
        page.context().close();
    }
}
