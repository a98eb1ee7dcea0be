package io.dayside.dicom.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.frame.FrameSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltImagesTests {

    @TempDir
    private Path folder;

    private final StudyContext context = BuiltObjects.context();

    @Test
    void secondaryCapturesAreValidGreyAndColour() throws Exception {
        byte[] grey = new byte[BuiltObjects.ROWS * BuiltObjects.COLUMNS];
        grey[5] = 77;
        DicomFile read = Judges.valid(
                new SecondaryCaptureBuilder(
                                BuiltObjects.identity(context, 2),
                                PixelArray.grey8(BuiltObjects.ROWS, BuiltObjects.COLUMNS, grey))
                        .burnedInAnnotation(false)
                        .build(),
                folder);
        assertThat(read.dataset().getBytes(Tag.PixelData)).isEqualTo(grey);
        byte[] colour = new byte[5 * 3 * 3];
        Arrays.fill(colour, (byte) 9);
        DicomFile rgb = Judges.valid(
                new SecondaryCaptureBuilder(BuiltObjects.identity(context, 3), PixelArray.rgb(5, 3, colour))
                        .derived()
                        .build(),
                folder);
        assertThat(FrameSource.of(rgb).decode(0)).isNotNull();
        assertThat(rgb.dataset().getStrings(Tag.ImageType)).containsExactly("DERIVED", "SECONDARY");
    }

    @Test
    void digitalXRayImagesAreValid() throws Exception {
        DicomFile read = Judges.valid(
                new DxImageBuilder(
                                BuiltObjects.identity(context, 1),
                                PixelArray.grey16(BuiltObjects.ROWS, BuiltObjects.COLUMNS, new short[384], 12, false),
                                0.143)
                        .anatomy(new Code("85562004", "SCT", "Hand"), "HAND", "L")
                        .view("AP", "L", "F")
                        .build(),
                folder);
        assertThat(read.dataset().getDouble(Tag.WindowWidth, 0)).isEqualTo(4096);
        assertThat(FrameSource.of(read).decode(0)).isNotNull();
    }

    @Test
    void slicesAreValidAndKeepTheirSamples() throws Exception {
        Attributes slice = BuiltObjects.slices(context, 2).get(1);
        DicomFile read = Judges.valid(slice, folder);
        assertThat(read.dataset().getDoubles(Tag.ImagePositionPatient)).containsExactly(-12, -8, 2);
        byte[] bytes = new Attributes()
                .setShorts(Tag.PixelData, VR.OW, BuiltObjects.gradient())
                .getBytes(Tag.PixelData);
        assertThat(read.dataset().getBytes(Tag.PixelData)).isEqualTo(bytes);
    }

    @Test
    void objectsJoinTheStudyOfAnotherWhateverItsCharacterSet() throws Exception {
        Attributes existing = new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100")
                .setString(Tag.PatientName, VR.PN, "Müller^Zoë")
                .setString(Tag.PatientID, VR.LO, "P-1")
                .setString(Tag.StudyInstanceUID, VR.UI, "1.2.3")
                .setString(Tag.StudyDate, VR.DA, "20240229");
        existing.newSequence(Tag.OtherPatientIDsSequence)
                .addItem()
                .setString(Tag.PatientID, VR.LO, "Ä-2")
                .setString(Tag.TypeOfPatientID, VR.CS, "TEXT");
        DicomFile old = Judges.written(
                existing.copy()
                        .setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage)
                        .setString(Tag.SOPInstanceUID, VR.UI, "1.2.3.4"),
                folder);
        DicomFile read = Judges.valid(
                new SecondaryCaptureBuilder(
                                BuiltObjects.identity(StudyContext.of(old.dataset()), 2),
                                PixelArray.grey8(1, 2, new byte[2]))
                        .build(),
                folder);
        Attributes image = read.dataset();
        assertThat(image.getString(Tag.PatientName)).isEqualTo("Müller^Zoë");
        assertThat(image.getBytes(Tag.PatientName))
                .asString(StandardCharsets.UTF_8)
                .startsWith("Müller^Zoë");
        assertThat(image.getString(Tag.StudyInstanceUID)).isEqualTo("1.2.3");
        assertThat(image.getSequence(Tag.OtherPatientIDsSequence).getFirst().getString(Tag.PatientID))
                .isEqualTo("Ä-2");
        assertThat(image.contains(Tag.AccessionNumber)).isTrue();
    }

    @Test
    void segmentationsAreValidAndKeepTheirMasks() throws Exception {
        List<Attributes> slices = BuiltObjects.slices(context, 3);
        byte[] mask = new byte[BuiltObjects.ROWS * BuiltObjects.COLUMNS];
        mask[0] = 1;
        mask[9] = 1;
        Code structure = new Code("49755003", "SCT", "Morphologically Altered Structure");
        DicomFile read = Judges.valid(
                SegmentationBuilder.binary(BuiltObjects.identity(context, 5), "NODULES", slices)
                        .segment(Segment.automatic(
                                "Nodule 1", structure, new Code("27925004", "SCT", "Nodule"), "finder"))
                        .mask(0, mask)
                        .mask(2, mask)
                        .segment(Segment.manual("Mass", structure, new Code("4147007", "SCT", "Mass")))
                        .mask(1, mask)
                        .build(),
                folder);
        Attributes object = read.dataset();
        assertThat(object.getInt(Tag.NumberOfFrames, 0)).isEqualTo(3);
        byte[] pixels = object.getBytes(Tag.PixelData);
        assertThat(pixels).hasSize(3 * 48);
        assertThat(Objects.requireNonNull(pixels)[96]).isEqualTo((byte) 1);
        assertThat(pixels[97]).isEqualTo((byte) 2);
        assertThat(pixels[98]).isZero();
        assertThat(object.getSequence(Tag.PerFrameFunctionalGroupsSequence))
                .extracting(frame ->
                        frame.getSequence(Tag.FrameContentSequence).getFirst().getInts(Tag.DimensionIndexValues))
                .containsExactly(new int[] {1, 1}, new int[] {1, 3}, new int[] {2, 2});
        assertThat(FrameSource.of(read).decode(2)).isNotNull();
    }

    @Test
    void fractionalSegmentationsAreValid() throws Exception {
        List<Attributes> slices = BuiltObjects.slices(context, 1);
        byte[] probabilities = new byte[BuiltObjects.ROWS * BuiltObjects.COLUMNS];
        Arrays.fill(probabilities, (byte) 128);
        DicomFile read = Judges.valid(
                SegmentationBuilder.probabilities(BuiltObjects.identity(context, 5), "LIVER", slices)
                        .segment(Segment.automatic(
                                "Liver",
                                new Code("123037004", "SCT", "Anatomical Structure"),
                                new Code("10200004", "SCT", "Liver"),
                                "finder"))
                        .mask(0, probabilities)
                        .build(),
                folder);
        assertThat(read.dataset().getBytes(Tag.PixelData)).isEqualTo(probabilities);
        assertThat(read.dataset().getString(Tag.SegmentationFractionalType)).isEqualTo("PROBABILITY");
    }

    @Test
    void documentsAreValid() throws Exception {
        byte[] pdf = "%PDF-1.4\n%%EOF".getBytes(StandardCharsets.US_ASCII);
        DicomFile read = Judges.valid(
                new EncapsulatedPdfBuilder(BuiltObjects.identity(context, 6), "Befund", pdf)
                        .concept(new Code("18748-4", "LN", "Diagnostic imaging study"))
                        .build(),
                folder);
        assertThat(read.dataset().getBytes(Tag.EncapsulatedDocument)).isEqualTo(pdf);
        assertThatThrownBy(() -> new EncapsulatedPdfBuilder(BuiltObjects.identity(context, 6), "x", new byte[9]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCannotBeAnObjectIsRefused() {
        assertThatThrownBy(() -> PixelArray.grey8(2, 2, new byte[3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PixelArray.grey16(1, 1, new short[1], 8, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Code("", "DCM", "x")).isInstanceOf(IllegalArgumentException.class);
        Attributes elsewhere = BuiltObjects.slices(context, 1).getFirst();
        elsewhere.setString(Tag.FrameOfReferenceUID, VR.UI, UIDs.random());
        List<Attributes> mixed = List.of(BuiltObjects.slices(context, 1).getFirst(), elsewhere);
        assertThatThrownBy(() -> SegmentationBuilder.binary(BuiltObjects.identity(context, 5), "X", mixed))
                .hasMessage("the images share a size and a frame of reference");
    }
}
