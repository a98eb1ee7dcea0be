package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.Priority;
import io.dayside.testing.OrthancPeer;
import io.dayside.testing.RunningDayside;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A specialist compares with earlier studies that came from the hospital's PACS, which is Orthanc, by DICOMweb. */
@Timeout(600)
class PriorsJourney extends JourneyBegun {

    private static final long SEED = 11;
    private static final int MAP_EDGE = 64;

    @Test
    void theSpecialistLooksAtEarlierStudiesAndComesBack() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        assumeTrue(Files.isExecutable(STORESCU), "Debian's dcmtk is not installed");
        var sender = SimulatedHospital.find(Path.of("tenant-config"), "northgate");
        var header = SimulatedStudies.header(sender, SEED, LocalDateTime.now(Clock.systemUTC()), "NG_CT1");
        try (var orthanc = OrthancPeer.start(folder, "NG_PACS")) {
            keep(orthanc, header, "20250301", "CT head", PhantomStudies.headCt(header, SEED + 1, false));
            keep(orthanc, header, "20250211", "CT head perfusion", List.of(map(header)));
            try (var dayside = RunningDayside.start(folder.resolve("data"), configurationWith(orthanc));
                    var playwright = RunningDayside.playwright();
                    var browser = RunningDayside.chromium(playwright)) {
                send(dayside, "northgate", "NG_CT1", SEED, Priority.STAT);
                var work = awaitListed(dayside, "northgate");
                var page = dayside.loggedIn(browser, work.reader(), ColorScheme.DARK);
                page.navigate(dayside.address("/case/northgate/" + work.id()));
                looksAtTheMostRelevant(page);
                looksAtTheMap(page);
                page.context().close();
            }
        }
    }

    private Path configurationWith(OrthancPeer orthanc) throws IOException {
        var config = ownConfiguration();
        Files.writeString(config.resolve("priors.yaml"), """
                kind: Priors
                hospital: northgate
                dicomweb: {address: "%s"}
                most: 3
                years: 5
                """.formatted(orthanc.dicomWeb()));
        return config;
    }

    /** As a study of that day. */
    private static void keep(
            OrthancPeer orthanc, StudyHeader header, String date, String description, List<Attributes> objects)
            throws Exception {
        var study = UIDs.random();
        var series = UIDs.random();
        for (var object : objects) {
            object.setString(Tag.StudyInstanceUID, VR.UI, study)
                    .setString(Tag.SeriesInstanceUID, VR.UI, series)
                    .setString(Tag.SOPInstanceUID, VR.UI, UIDs.random())
                    .setString(Tag.StudyDate, VR.DA, date)
                    .setString(Tag.StudyDescription, VR.LO, description)
                    .setString(Tag.AccessionNumber, VR.SH, "OLD" + date);
            assertThat(object.getString(Tag.PatientID, "")).isEqualTo(header.patientId());
            var file = new ByteArrayOutputStream();
            DicomFile.write(file, FileMetaInformation.of(object, UID.ExplicitVRLittleEndian), object);
            orthanc.post("/instances", file.toByteArray());
        }
    }

    /** Real numbers from 0 to 1 without a window, in rings. */
    private static Attributes map(StudyHeader header) {
        var numbers = ByteBuffer.allocate(MAP_EDGE * MAP_EDGE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        double middle = MAP_EDGE / 2.0;
        for (int row = 0; row < MAP_EDGE; row++) {
            for (int column = 0; column < MAP_EDGE; column++) {
                double radius = Math.hypot(row - middle, column - middle);
                numbers.putFloat((float) (0.5 + Math.cos(radius / 4) / 2));
            }
        }
        return new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.ParametricMapStorage)
                .setString(Tag.PatientID, VR.LO, header.patientId())
                .setString(Tag.PatientName, VR.PN, header.patientName())
                .setString(Tag.Modality, VR.CS, "CT")
                .setInt(Tag.SeriesNumber, VR.IS, 1)
                .setInt(Tag.InstanceNumber, VR.IS, 1)
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setInt(Tag.Rows, VR.US, MAP_EDGE)
                .setInt(Tag.Columns, VR.US, MAP_EDGE)
                .setInt(Tag.BitsAllocated, VR.US, Float.SIZE)
                .setBytes(Tag.FloatPixelData, VR.OF, numbers.array());
    }

    /** The row's words change by the page's own heartbeat. */
    private static void looksAtTheMostRelevant(Page page) {
        shows(page.locator("#earlier .earlier-row")
                .filter(new Locator.FilterOptions().setHasText("1 Mar 2025"))
                .getByText("fetched", new Locator.GetByTextOptions().setExact(true)));
        shows(page.locator(".stage > dayside-viewer").getByText(Pattern.compile("exact")));
        var before = place(page);

        page.keyboard().press("e");

        shows(page.getByText("Earlier study: 1 Mar 2025 · CT head"));
        shows(page.locator(".stage-earlier dayside-viewer").getByText(Pattern.compile("exact")));
        page.keyboard().press("PageDown");
        shows(page.locator(".stage-earlier dayside-viewer .status")
                .getByText(Pattern.compile("exact · \\S+ \\S+ · 11/30$")));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/priors.png")));
        page.keyboard().press("e");

        PlaywrightAssertions.assertThat(page.locator(".stage-earlier")).hasCount(0);
        assertThat(place(page))
                .as("the case's own viewer was not scrolled meanwhile")
                .isEqualTo(before);
    }

    /** The slice in the case's own viewer, of how many. */
    private static String place(Page page) {
        var status = page.locator(".stage > dayside-viewer .status").first().innerText();
        return Pattern.compile("\\d+/\\d+")
                .matcher(status)
                .results()
                .findFirst()
                .orElseThrow()
                .group();
    }

    private static void looksAtTheMap(Page page) {
        page.locator("#earlier button")
                .filter(new Locator.FilterOptions().setHasText("CT head perfusion"))
                .click();
        shows(page.locator(".stage-earlier dayside-viewer").getByText(Pattern.compile("values rounded for display")));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/priors-map.png")));
        page.keyboard().press("j");
        PlaywrightAssertions.assertThat(page.locator(".stage-earlier")).hasCount(0);
    }
}
