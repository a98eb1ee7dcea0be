package io.dayside.intake;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.testing.CtSlice;
import io.dayside.testing.RunningDayside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A modality sends a study a second time with other content: the hospital's coordinator sees how many pictures wait,
 * compares, and decides by keyboard, about one and about the rest of the study at once; the trail shows who did.
 */
@Timeout(900)
class SetAsideJourney {

    private static final double PATIENCE_MILLIS = 120_000;

    @TempDir
    private Path folder = Path.of("replaced by JUnit");

    @Test
    void fromTheSecondSendingToTheDecisionInTheTrail() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/storescu")), "Debian's dcmtk is not installed");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        var first = CtSlice.ofNewStudy();
        var slices = List.of(first, first.sibling(2), first.sibling(3));
        try (var dayside = RunningDayside.start(folder.resolve("data"));
                var playwright = RunningDayside.playwright();
                var browser = RunningDayside.chromium(playwright)) {
            for (var slice : slices) {
                assertThat(send(dayside, slice.dataset())).contains("0x0000");
            }
            for (var slice : slices) {
                assertThat(send(dayside, slice.dataset().setString(Tag.SeriesDescription, VR.LO, "sagittal")))
                        .contains("0xb000");
            }
            var page = dayside.loggedIn(browser, "coord.northgate", ColorScheme.DARK);
            theBarCountsThree(page);
            theCoordinatorCompares(page);
            oneIsRejected(page);
            theRestIsReplacedAtOnce(page);
            theTrailShowsThreeDecisions(dayside, page);
        }
    }

    /** What DCMTK was answered. */
    private String send(RunningDayside dayside, Attributes dataset) throws Exception {
        var file = folder.resolve("slice.dcm");
        DicomFile.write(file, FileMetaInformation.of(dataset, UID.ExplicitVRLittleEndian), dataset);
        return Dcmtk.run(
                        "storescu",
                        "-d",
                        "-aet",
                        "NG_CT1",
                        "-aec",
                        "NORTHGATE",
                        "127.0.0.1",
                        "" + dayside.dicomPort(),
                        file.toString())
                .output();
    }

    private static Locator waiting(Page page) {
        return page.locator(".page-link-waiting");
    }

    private static void theBarCountsThree(Page page) {
        assertThat(waiting(page)).hasText("3");
        page.getByText("Set aside").first().click();
        assertThat(page.locator("h1").first()).hasText("3 pictures wait for your decision");
    }

    private static void theCoordinatorCompares(Page page) {
        var differing =
                page.locator(".set-aside-chosen tr.differs").filter(new Locator.FilterOptions().setHasText("axial"));
        assertThat(differing).hasText(java.util.regex.Pattern.compile("axial.*sagittal"));
        assertThat(page.locator(".set-aside-chosen tr")
                        .filter(new Locator.FilterOptions().setHasText("Phantom"))
                        .first())
                .not()
                .hasClass("differs");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/set-aside-dark.png")));
    }

    private static void oneIsRejected(Page page) {
        page.keyboard().press("Alt+r");
        assertThat(page.locator("[role=status]").first()).hasText("Rejected.");
        assertThat(page.locator("h1").first()).hasText("2 pictures wait for your decision");
        assertThat(waiting(page)).hasText("2");
    }

    private static void theRestIsReplacedAtOnce(Page page) {
        page.keyboard().press("Alt+s");
        assertThat(page.locator(".set-aside-decisions vaadin-checkbox[checked]"))
                .hasText("Decide the same about all 2 of this study and patient");
        page.keyboard().press("Alt+p");
        assertThat(page.locator("[role=status]").first()).hasText("2: Replaced.");
        assertThat(page.locator("h1").first()).hasText("Nothing waits for your decision");
        assertThat(waiting(page)).hasCount(0);
    }

    private static void theTrailShowsThreeDecisions(RunningDayside dayside, Page page) {
        page.navigate(dayside.address("/trail"));
        assertThat(page.getByText("quarantine decided")).hasCount(3);
        page.context().close();
    }
}
