package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DCMTK's dcmj2pnm shows is what is shown here, within one of 256 levels of grey. */
class RenderingPeerTests {

    private static final int COLUMNS = 64;

    @TempDir
    Path folder;

    @Test
    void greySamplesWithoutWindowLookTheSameThroughAChosenOne() throws Exception {
        Map<String, Integer> differences = new TreeMap<>();
        for (SampleSet.Sample sample : SampleSet.all()) {
            DicomFile file = greyFile(sample);
            boolean windowed = file != null && file.dataset().containsValue(Tag.WindowCenter);
            if (file == null || windowed || !shownByPeer(sample)) {
                continue;
            }
            FrameSource source = FrameSource.of(file);
            Samples stored = source.decode(0);
            GreyPipeline own = GreyPipeline.of(file.dataset(), source.geometry(), 0);
            Window window = new Window(Math.rint(own.modalityUnits(middle(stored))), 300);
            byte[] shown = shownByPeer(sample.file(), "+Ww", number(window.centre()), number(window.width()));
            int difference = largestDifference(own.with(window).render(stored), shown, padded(file, stored));
            differences.put(sample.name(), difference);
        }
        assertThat(differences).hasSizeGreaterThan(20);
        assertThat(differences.entrySet())
                .allSatisfy(entry -> assertThat(entry.getValue()).isLessThanOrEqualTo(1));
    }

    @Test
    void greySamplesLookTheSameThroughTheirOwnWindow() throws Exception {
        Map<String, Integer> differences = new TreeMap<>();
        for (SampleSet.Sample sample : SampleSet.all()) {
            DicomFile file = greyFile(sample);
            boolean windowed = file != null && file.dataset().containsValue(Tag.WindowCenter);
            if (file == null || !windowed || !shownByPeer(sample)) {
                continue;
            }
            FrameSource source = FrameSource.of(file);
            Samples stored = source.decode(0);
            byte[] own = GreyPipeline.of(file.dataset(), source.geometry(), 0).render(stored);
            byte[] shown = shownByPeer(sample.file(), "+Wi", "1");
            differences.put(sample.name(), largestDifference(own, shown, padded(file, stored)));
        }
        assertThat(differences).hasSizeGreaterThan(50);
        assertThat(differences.entrySet())
                .allSatisfy(entry -> assertThat(entry.getValue()).isLessThanOrEqualTo(1));
    }

    @Test
    void windowsOfAllFunctionsLookTheSame() throws Exception {
        for (String function : List.of("LINEAR", "SIGMOID")) {
            Attributes dataset = ramp().setDouble(Tag.WindowCenter, VR.DS, 900)
                    .setDouble(Tag.WindowWidth, VR.DS, 1500)
                    .setString(Tag.VOILUTFunction, VR.CS, function);
            assertLooksLike(function, render(dataset), shownByPeer(written(dataset), "+Wi", "1"));
        }
    }

    @Test
    void tablesForModalityAndVoiLookTheSame() throws Exception {
        Attributes dataset = ramp();
        table(dataset, Tag.ModalityLUTSequence, 0, 16, curve(4096, 4095));
        table(dataset, Tag.VOILUTSequence, 0, 16, curve(4096, 65535));
        assertLooksLike("tables", render(dataset), shownByPeer(written(dataset), "+Wl", "1"));
    }

    @Test
    void inverseShapeLooksTheSame() throws Exception {
        Attributes dataset = ramp().setDouble(Tag.WindowCenter, VR.DS, 2048)
                .setDouble(Tag.WindowWidth, VR.DS, 4096)
                .setString(Tag.PresentationLUTShape, VR.CS, "INVERSE");
        assertLooksLike("inverse", render(dataset), shownByPeer(written(dataset), "+Wi", "1"));
    }

    @Test
    void overlayOfASampleIsWhereThePeerDrawsIt() throws Exception {
        Path sample = SampleSet.file("dcm4che/ovly_p01.dcm");
        DicomFile file = DicomFile.read(sample);
        FrameSource source = FrameSource.of(file);
        List<Overlay> overlays = new ArrayList<>(Overlay.of(file.dataset()));
        overlays.addAll(Overlay.embedded(file.dataset(), source.geometry(), source.encoded(0)));
        assertThat(overlays).isNotEmpty();
        assertMarksAreWhite(sample, source.geometry(), overlays);
    }

    @Test
    void overlayInUnusedBitsIsWhereThePeerDrawsIt() throws Exception {
        Attributes dataset = ramp().setInt(0x60000010, VR.US, COLUMNS)
                .setInt(0x60000011, VR.US, COLUMNS)
                .setString(0x60000040, VR.CS, "G")
                .setInt(0x60000050, VR.SS, 1, 1)
                .setInt(0x60000100, VR.US, 16)
                .setInt(0x60000102, VR.US, 14);
        short[] cells = new short[COLUMNS * COLUMNS];
        Random random = new Random(5);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (short) (100 + (random.nextBoolean() ? 1 << 14 : 0));
        }
        dataset.setShorts(Tag.PixelData, VR.OW, cells);
        FrameGeometry geometry = FrameGeometry.of(dataset);
        List<Overlay> overlays = Overlay.embedded(
                dataset, geometry, FrameSource.of(file(dataset)).encoded(0));
        assertThat(overlays).hasSize(1);
        assertMarksAreWhite(written(dataset), geometry, overlays);
    }

    private void assertMarksAreWhite(Path file, FrameGeometry geometry, List<Overlay> overlays) throws Exception {
        byte[] shown = shownByPeer(file, "+Ww", "30000", "20000", "+O", "0");
        byte[] expected = new byte[shown.length];
        for (int i = 0; i < shown.length; i++) {
            int row = i / geometry.columns();
            int column = i % geometry.columns();
            boolean marked = overlays.stream().anyMatch(overlay -> overlay.isMarked(0, row, column));
            expected[i] = (byte) (marked ? 255 : 0);
        }
        assertThat(expected).contains(255).isEqualTo(shown);
    }

    @Test
    void coloursLookTheSame() throws Exception {
        for (String name : List.of(
                "pydicom/examples_palette.dcm",
                "pydicom-data/OBXXXX1A_expb.dcm",
                "pydicom-data/color-pl.dcm",
                "pydicom/SC_rgb_dcmtk_ebcys4.dcm",
                "pydicom/SC_ybr_full_422_uncompressed.dcm")) {
            Path sample = SampleSet.file(name);
            assertLooksLike(name, colours(DicomFile.read(sample)), shownByPeer(sample));
        }
    }

    @Test
    void colourSystemsOfNativePixelsLookTheSame() throws Exception {
        for (String photometric : List.of("YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422")) {
            Attributes dataset = ramp().setInt(Tag.SamplesPerPixel, VR.US, 3)
                    .setInt(Tag.PlanarConfiguration, VR.US, 0)
                    .setInt(Tag.BitsAllocated, VR.US, 8)
                    .setInt(Tag.BitsStored, VR.US, 8)
                    .setInt(Tag.HighBit, VR.US, 7)
                    .setString(Tag.PhotometricInterpretation, VR.CS, photometric);
            byte[] cells = new byte[COLUMNS * COLUMNS * (photometric.equals("YBR_FULL") ? 3 : 2)];
            new Random(11).nextBytes(cells);
            dataset.setBytes(Tag.PixelData, VR.OB, cells);
            byte[] shown = shownByPeer(written(dataset));
            assertThat(largestDifference(colours(file(dataset)), shown, new boolean[0]))
                    .as(photometric)
                    .isLessThanOrEqualTo(2); // the peer cuts fractions off term by term
        }
    }

    private static byte[] colours(DicomFile file) throws CannotDecode {
        Samples samples = FrameSource.of(file).decode(0);
        Samples.Bytes shown = samples.photometric().equals("PALETTE COLOR")
                ? Rendering.applyPalette(samples, file.dataset())
                : (Samples.Bytes) samples;
        assertThat(shown.photometric()).isEqualTo("RGB");
        return shown.values();
    }

    private static @Nullable DicomFile greyFile(SampleSet.Sample sample) {
        try {
            DicomFile file = DicomFile.read(sample.file());
            FrameGeometry geometry = FrameGeometry.of(file.dataset());
            return file.dataset().containsValue(Tag.PixelData)
                            && geometry.isMonochrome()
                            && geometry.bitsAllocated() <= 16
                            && geometry.bitsAllocated() >= 8
                    ? file
                    : null;
        } catch (IOException | MalformedDataset | CannotDecode _) {
            return null;
        }
    }

    /** JPEG-LS and JPEG 2000 are beyond dcmj2pnm. */
    private static boolean shownByPeer(SampleSet.Sample sample) {
        return sample.dcmdump().equals("ok")
                && !sample.transferSyntax().startsWith("1.2.840.10008.1.2.4.8")
                && !sample.transferSyntax().startsWith("1.2.840.10008.1.2.4.9")
                && !sample.transferSyntax().startsWith("1.2.840.10008.1.2.4.2")
                && !sample.transferSyntax().startsWith("1.2.840.10008.1.2.8")
                && !sample.malformed();
    }

    private byte[] shownByPeer(Path file, String... options) throws Exception {
        Path picture = folder.resolve("picture.pnm");
        List<String> arguments = new ArrayList<>(List.of("+op"));
        arguments.addAll(List.of(options));
        if (!arguments.contains("+O")) {
            arguments.add("-O");
        }
        arguments.addAll(List.of(file.toString(), picture.toString()));
        Dcmtk.Result result = Dcmtk.run("dcmj2pnm", arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(file + " " + result.output()).isZero();
        return valuesOf(Files.readAllBytes(picture));
    }

    /** What follows the fourth line of a portable picture's header. */
    private static byte[] valuesOf(byte[] picture) {
        String header = new String(picture, 0, Math.min(picture.length, 200), StandardCharsets.ISO_8859_1);
        int maximum = header.indexOf("\n255\n");
        assertThat(maximum).isPositive();
        return Arrays.copyOfRange(picture, maximum + "\n255\n".length(), picture.length);
    }

    private static void assertLooksLike(String name, byte[] own, byte[] shown) {
        assertThat(largestDifference(own, shown, new boolean[0])).as(name).isLessThanOrEqualTo(1);
    }

    private static int largestDifference(byte[] own, byte[] shown, boolean[] leftOut) {
        assertThat(own).hasSameSizeAs(shown);
        int largest = 0;
        for (int i = 0; i < own.length; i++) {
            boolean compared = i >= leftOut.length || !leftOut[i];
            largest = Math.max(largest, compared ? Math.abs((own[i] & 0xFF) - (shown[i] & 0xFF)) : 0);
        }
        return largest;
    }

    /** Pixels that the peer shows like all others. */
    private static boolean[] padded(DicomFile file, Samples stored) {
        PixelPadding padding = PixelPadding.of(file.dataset(), stored.signed()).orElse(null);
        boolean[] padded = new boolean[stored.size()];
        for (int i = 0; padding != null && i < padded.length; i++) {
            padded[i] = padding.covers(stored.get(i));
        }
        return padded;
    }

    private static int middle(Samples stored) {
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (int i = 0; i < stored.size(); i++) {
            lowest = Math.min(lowest, stored.get(i));
            highest = Math.max(highest, stored.get(i));
        }
        return (lowest + highest) / 2;
    }

    private static String number(double value) {
        return String.valueOf(Math.round(value));
    }

    private static byte[] render(Attributes dataset) throws CannotDecode {
        return GreyPipeline.of(dataset, FrameGeometry.of(dataset), 0)
                .render(FrameSource.of(file(dataset)).decode(0));
    }

    private static DicomFile file(Attributes dataset) {
        return new DicomFile(
                FileMetaInformation.of(UID.SecondaryCaptureImageStorage, "1.2.3", UID.ExplicitVRLittleEndian), dataset);
    }

    private Path written(Attributes dataset) throws IOException {
        Path path = folder.resolve("own.dcm");
        Files.deleteIfExists(path);
        DicomFile file = file(dataset);
        DicomFile.write(path, file.meta(), file.dataset());
        return path;
    }

    private static int[] curve(int entries, int largest) {
        int[] curve = new int[entries];
        for (int i = 0; i < entries; i++) {
            curve[i] = (int) Math.round(Math.sqrt((double) i / (entries - 1)) * largest);
        }
        return curve;
    }

    private static void table(Attributes dataset, int sequence, int first, int bits, int... entries) {
        short[] data = new short[entries.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (short) entries[i];
        }
        dataset.newSequence(sequence)
                .addItem()
                .setInt(Tag.LUTDescriptor, VR.US, entries.length, first, bits)
                .setShorts(Tag.LUTData, VR.OW, data);
    }

    /** All values of 12 bits in cells of 16. */
    private static Attributes ramp() {
        short[] cells = new short[COLUMNS * COLUMNS];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (short) i;
        }
        return new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, "1.2.3")
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setInt(Tag.Rows, VR.US, COLUMNS)
                .setInt(Tag.Columns, VR.US, COLUMNS)
                .setInt(Tag.BitsAllocated, VR.US, 16)
                .setInt(Tag.BitsStored, VR.US, 12)
                .setInt(Tag.HighBit, VR.US, 11)
                .setInt(Tag.PixelRepresentation, VR.US, 0)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setShorts(Tag.PixelData, VR.OW, cells);
    }
}
