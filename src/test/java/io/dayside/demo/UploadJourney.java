package io.dayside.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.testing.RunningDayside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A coordinator brings a CD in Chromium: drops its folder, loses the connection, reloads in the middle, goes on, and
 * sees what was refused and the studies.
 */
class UploadJourney {

    private static final int SLICES = 24;

    /** Of one large file on the CD, the padding of a picture that is never shown. */
    private static final int LARGE_BYTES = 24 * 1024 * 1024;

    private static final double LOOK_AGAIN_MS = 100;

    private static final String SCRIPT = "<img src=x onerror=\"document.title='ran'\">.dcm";

    @TempDir
    private Path folder = Path.of("replaced by JUnit");

    @Test
    void fromACdOverALostConnectionAndAReloadToTheStudiesPage() throws Exception {
        assumeTrue(Files.isExecutable(RunningDayside.CHROMIUM), "Debian's chromium is not installed");
        var cd = cd(folder.resolve("CD"));
        try (var dayside = RunningDayside.start(folder.resolve("data"));
                var playwright = RunningDayside.playwright();
                var browser = RunningDayside.chromium(playwright)) {
            bring(dayside, browser, cd);
        }
    }

    private static void bring(RunningDayside dayside, Browser browser, Path cd) throws IOException {
        var page = dayside.loggedIn(browser, "coord.northgate");
        page.onDialog(dialog -> dialog.accept());
        page.locator(".page-link", new Page.LocatorOptions().setHasText("Upload"))
                .click();
        shows(page.getByText("Drop a folder"));
        page.locator("#upload-place").selectOption("northgate NGJ");
        var network = page.context().newCDPSession(page);
        network(network, false, 2_000_000);

        drop(page, network, cd);
        shows(page.locator(".upload-file.sending").first());
        awaitReceived(page, 4_000_000);
        network(network, true, 0);
        shows(page.getByText("The connection is lost."));
        network(network, false, 500_000);
        long whenLost = received(page);
        awaitReceived(page, whenLost + 1);
        countSentBytes(page);
        page.reload();

        shows(page.getByText("An upload is not finished"));
        var before = unfinished(page);
        assertThat(before.path("receivedBytes").asLong())
                .as(() -> "bytes received of " + before)
                .isBetween(whenLost + 1, before.path("bytes").asLong() - 1);
        network(network, false, -1);
        page.locator("input[webkitdirectory]").setInputFiles(cd);
        shows(page.getByText(Pattern.compile("\\d+ pictures are in the archive")));

        assertThat(sentBytes(page))
                .as("only the rest is sent")
                .isEqualTo(sizeOf(cd) - before.path("receivedBytes").asLong());
        seesWhatCameOfIt(page);
        page.locator(".upload-studies a").first().click();
        shows(page.getByText(Pattern.compile("CT head|pictures are here")));
        page.context().close();
    }

    private static void seesWhatCameOfIt(Page page) {
        assertThat(page.locator(".upload-result")).containsText((SLICES + 2) + " pictures are in the archive.");
        assertThat(page.locator(".upload-studies tr")).hasCount(3);
        assertThat(page.locator(".upload-studies")).containsText("CT");
        assertThat(page.locator(".upload-studies")).containsText("DX");
        var refused = page.locator(".upload-left-out");
        assertThat(refused).containsText("Not taken: 2 files");
        assertThat(refused).containsText("The file ends too early");
        assertThat(refused).containsText("IMAGES/GONE");
        assertThat(refused.locator("bdi").getByText(SCRIPT)).isVisible();
        assertThat(page.title()).isEqualTo("Upload · Dayside");
        assertThat(page.locator(".upload").getByText(Pattern.compile("3 files hold no pictures")))
                .isVisible();
    }

    private static void shows(Locator locator) {
        assertThat(locator.first()).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout((double)
                        RunningDayside.PATIENCE.toMillis()));
    }

    /** As a file manager does it, with a real folder. */
    private static void drop(Page page, CDPSession network, Path dropped) {
        var box = page.locator(".upload-zone").boundingBox();
        var files = new JsonArray();
        files.add(dropped.toString());
        var data = new JsonObject();
        data.add("items", new JsonArray());
        data.add("files", files);
        data.addProperty("dragOperationsMask", 1);
        for (var type : new String[] {"dragEnter", "dragOver", "drop"}) {
            var event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("x", box.x + box.width / 2);
            event.addProperty("y", box.y + 10);
            event.add("data", data);
            network.send("Input.dispatchDragEvent", event);
        }
    }

    /** @param bytesPerSecond upwards; -1 for no limit */
    private static void network(CDPSession network, boolean offline, int bytesPerSecond) {
        var conditions = new JsonObject();
        conditions.addProperty("offline", offline);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", bytesPerSecond);
        network.send("Network.enable");
        network.send("Network.emulateNetworkConditions", conditions);
    }

    /** Waits until so many bytes have reached the disk for good. */
    private static void awaitReceived(Page page, long bytes) {
        var deadline = Instant.now().plus(RunningDayside.PATIENCE);
        while (received(page) < bytes) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("%d bytes did not come: %s".formatted(bytes, unfinished(page)));
            }
            page.waitForTimeout(LOOK_AGAIN_MS);
        }
    }

    private static long received(Page page) {
        return unfinished(page).path("receivedBytes").asLong();
    }

    private static JsonNode unfinished(Page page) {
        var text =
                (String) page.evaluate("async () => JSON.stringify((await (await fetch('/api/uploads')).json())[0])");
        return JsonMapper.shared().readTree(text);
    }

    /** Makes each page count the bytes of bodies that it hands to the network. */
    private static void countSentBytes(Page page) {
        page.addInitScript("""
                window.sentBytes = 0;
                const send = XMLHttpRequest.prototype.send;
                XMLHttpRequest.prototype.send = function (body) {
                  window.sentBytes += body?.size ?? 0;
                  return send.call(this, body);
                };""");
    }

    private static long sentBytes(Page page) {
        return ((Number) page.evaluate("() => window.sentBytes")).longValue();
    }

    /** A medium as patients bring them: two studies, a viewer, a DICOMDIR that names too much, and a damaged file. */
    private static Path cd(Path cd) throws Exception {
        var images = Files.createDirectories(cd.resolve("IMAGES"));
        var hospital = SimulatedHospital.find(Path.of("tenant-config"), "northgate");
        var now = LocalDateTime.now(Clock.systemUTC());
        int number = 0;
        for (var slice : PhantomStudies.headCt(SimulatedStudies.header(hospital, 21, now, "NG_CT1"), 21, false)
                .subList(0, SLICES)) {
            write(images.resolve("CT" + ++number), slice);
        }
        var chest = PhantomStudies.chest(SimulatedStudies.header(hospital, 22, now, "NG_DX1"), 22, false)
                .getFirst();
        write(images.resolve("DX1"), chest);
        chest.setString(Tag.SOPInstanceUID, VR.UI, UIDs.random());
        chest.setBytes(Tag.DataSetTrailingPadding, VR.OB, new byte[LARGE_BYTES]);
        write(images.resolve("DX2"), chest);
        var damaged = Files.readAllBytes(images.resolve("CT1"));
        Files.write(cd.resolve(SCRIPT), Arrays.copyOf(damaged, 700));
        Files.writeString(cd.resolve("README.TXT"), "Start VIEWER.EXE");
        Files.write(cd.resolve("VIEWER.EXE"), new byte[] {'M', 'Z', 0, 1});
        directory(cd.resolve("DICOMDIR"), images);
        return cd;
    }

    private static void directory(Path file, Path images) throws IOException {
        var directory = new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.MediaStorageDirectoryStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, UIDs.random());
        var records = directory.newSequence(Tag.DirectoryRecordSequence);
        records.addItem().setString(Tag.ReferencedFileID, VR.CS, "IMAGES", "GONE");
        try (var named = Files.list(images)) {
            named.forEach(image -> records.addItem()
                    .setString(
                            Tag.ReferencedFileID,
                            VR.CS,
                            "IMAGES",
                            image.getFileName().toString()));
        }
        write(file, directory);
    }

    private static void write(Path file, Attributes object) throws IOException {
        DicomFile.write(file, FileMetaInformation.of(object, UID.ExplicitVRLittleEndian), object);
    }

    private static long sizeOf(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
