package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreyPipelineTests {

    @Test
    void modalityTableStandsInPlaceOfTheRescale() throws CannotDecode {
        Attributes dataset = picture(0, 1, 2, 9).setDouble(Tag.RescaleSlope, VR.DS, 7);
        table(dataset, Tag.ModalityLUTSequence, 1, 16, 100, 200);
        GreyPipeline pipeline = pipeline(dataset);
        assertThat(List.of(pipeline.modalityUnits(0), pipeline.modalityUnits(1), pipeline.modalityUnits(9)))
                .containsExactly(100.0, 100.0, 200.0);
    }

    @Test
    void voiTableAppliesWhereThereIsNoWindow() throws CannotDecode {
        Attributes dataset = picture(0, 1, 2, 3);
        table(dataset, Tag.VOILUTSequence, 0, 8, 0, 255, 51, 102);
        assertThat(render(dataset)).containsExactly(0, (byte) 255, 51, 102);
        dataset.setDouble(Tag.WindowCenter, VR.DS, 2).setDouble(Tag.WindowWidth, VR.DS, 4);
        assertThat(render(dataset)).containsExactly(0, 85, 170, 255);
    }

    @Test
    void presentationShapeInvertsAndPaddingStaysBlack() throws CannotDecode {
        Attributes dataset = picture(0, 1, 2, 200)
                .setDouble(Tag.WindowCenter, VR.DS, 2)
                .setDouble(Tag.WindowWidth, VR.DS, 4)
                .setString(Tag.PresentationLUTShape, VR.CS, "INVERSE")
                .setInt(Tag.PixelPaddingValue, VR.US, 190)
                .setInt(Tag.PixelPaddingRangeLimit, VR.US, 210);
        assertThat(render(dataset)).containsExactly(255, 170, 85, 0);
    }

    @Test
    void paddingIsLeftOutOfTheRange() throws CannotDecode {
        Attributes dataset = picture(10, 20, 30, 255).setInt(Tag.PixelPaddingValue, VR.US, 255);
        assertThat(render(dataset)).containsExactly(0, 128, 255, 0);
    }

    @Test
    void presentationTableHasTheLastWord() throws CannotDecode {
        Attributes dataset = picture(0, 1, 2, 3)
                .setDouble(Tag.WindowCenter, VR.DS, 2)
                .setDouble(Tag.WindowWidth, VR.DS, 4)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1");
        assertThat(render(dataset)).containsExactly(255, 170, 85, 0);
        table(dataset, Tag.PresentationLUTSequence, 0, 8, 9, 60, 70, 80);
        assertThat(render(dataset)).containsExactly(9, 60, 70, 80);
    }

    @Test
    void framesOfEnhancedObjectsHaveTheirOwnRescaleAndWindow() throws CannotDecode {
        Attributes dataset = picture(0, 1, 2, 3).setInt(Tag.NumberOfFrames, VR.IS, 2);
        Attributes shared =
                dataset.newSequence(Tag.SharedFunctionalGroupsSequence).addItem();
        window(shared, 3, 4);
        Sequence perFrame = dataset.newSequence(Tag.PerFrameFunctionalGroupsSequence);
        rescale(perFrame.addItem(), 1, 1);
        Attributes second = perFrame.addItem();
        rescale(second, 2, -1);
        window(second, 2, 6.5);
        assertThat(pipeline(dataset, 0).modalityUnits(3)).isEqualTo(4);
        assertThat(pipeline(dataset, 1).modalityUnits(3)).isEqualTo(5);
        assertThat(Window.of(dataset, 0)).contains(new Window(3, 4));
        assertThat(Window.of(dataset, 1)).contains(new Window(2, 6.5));
    }

    private static void rescale(Attributes groups, double slope, double intercept) {
        groups.newSequence(Tag.PixelValueTransformationSequence)
                .addItem()
                .setDouble(Tag.RescaleSlope, VR.DS, slope)
                .setDouble(Tag.RescaleIntercept, VR.DS, intercept);
    }

    private static void window(Attributes groups, double centre, double width) {
        groups.newSequence(Tag.FrameVOILUTSequence)
                .addItem()
                .setDouble(Tag.WindowCenter, VR.DS, centre)
                .setDouble(Tag.WindowWidth, VR.DS, width);
    }

    @Test
    void pictureWithoutWindowIsShownWithoutItsExtremes() throws CannotDecode {
        int[] values = new int[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 + i % 101;
        }
        values[0] = 0;
        values[1] = 255;
        byte[] grey = render(picture(values));
        assertThat(grey[0]).isZero();
        assertThat(grey[1]).isEqualTo((byte) 255);
        assertThat(grey[404]).isZero();
        assertThat(grey[504]).isEqualTo((byte) 255);
        assertThat(grey[454]).isEqualTo((byte) 128);
    }

    @Test
    void pictureOfFewMarksOnNothingIsShownOverItsWholeRange() throws CannotDecode {
        int[] values = new int[1000];
        values[77] = 3;
        assertThat(render(picture(values))[77]).isEqualTo((byte) 255);
        assertThat(render(picture(new int[1000]))).containsOnly(128);
    }

    @Test
    void largePicturesAreShownLikeSmallOnes() throws CannotDecode {
        int[] values = new int[2000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        for (int signed = 0; signed < 2; signed++) {
            byte[] all = render(windowed(signed, values));
            byte[] some = render(windowed(signed, Arrays.copyOf(values, 256)));
            assertThat(Arrays.copyOf(all, 256)).isEqualTo(some).contains(0, 255);
        }
    }

    private static Attributes windowed(int signed, int... values) {
        return picture(values)
                .setInt(Tag.PixelRepresentation, VR.US, signed)
                .setDouble(Tag.WindowCenter, VR.DS, 60)
                .setDouble(Tag.WindowWidth, VR.DS, 100);
    }

    @Test
    void dcm10TablesThatAreTooShortOrTooWideAreRefused() {
        Attributes shortTable = picture(0, 1, 2, 3);
        table(shortTable, Tag.VOILUTSequence, 0, 16, 1, 2);
        shortTable.getSequence(Tag.VOILUTSequence).getFirst().setInt(Tag.LUTDescriptor, VR.US, 3, 0, 16);
        assertThatThrownBy(() -> pipeline(shortTable)).isInstanceOf(BrokenFrame.class);
        Attributes wideTable = picture(0, 1, 2, 3);
        table(wideTable, Tag.ModalityLUTSequence, 0, 17, 1, 2);
        assertThatThrownBy(() -> pipeline(wideTable)).isInstanceOf(BrokenFrame.class);
    }

    @Test
    void segmentedPaletteOfRunRampAndReference() throws CannotDecode {
        byte[] segments = {0, 2, 10, 20, 1, 4, 60, 2, 1, 0, 0, 0, 0};
        assertThat(PaletteSegments.expand(segments, false, 8)).containsExactly(10, 20, 30, 40, 50, 60, 10, 20);
    }

    @Test
    void dcm10PaletteSegmentsThatReferToThemselvesOrOverrunAreRefused() {
        for (byte[] segments : List.of(
                new byte[] {2, 1, 0, 0, 0, 0},
                new byte[] {1, 4, 60},
                new byte[] {0, 9, 1},
                new byte[] {0, (byte) 255, 1, 2, 3},
                new byte[] {})) {
            assertThatThrownBy(() -> PaletteSegments.expand(segments, false, 8)).isInstanceOf(BrokenFrame.class);
        }
    }

    @Test
    void overlaysAreReadFromTheirDataAndFromUnusedBits() throws Exception {
        Attributes dataset = picture(0x10, 0x20, 0x11, 0x01);
        dataset.setInt(Tag.BitsStored, VR.US, 4)
                .setInt(Tag.HighBit, VR.US, 3)
                .setInt(0x60000102, VR.US, 4)
                .setInt(0x60000100, VR.US, 8)
                .setInt(0x60020010, VR.US, 1)
                .setInt(0x60020011, VR.US, 4)
                .setInt(0x60020050, VR.SS, 3, -2)
                .setBytes(0x60023000, VR.OW, new byte[] {0b1010, 0});
        List<Overlay> embedded = Overlay.embedded(
                dataset, FrameGeometry.of(dataset), source(dataset).encoded(0));
        assertThat(embedded)
                .singleElement()
                .satisfies(overlay -> assertThat(overlay.marks().stream()).containsExactly(0, 2));
        assertThat(Overlay.of(dataset)).singleElement().satisfies(overlay -> {
            assertThat(overlay.marks().stream()).containsExactly(1, 3);
            assertThat(overlay.originRow()).isEqualTo(3);
            assertThat(overlay.originColumn()).isEqualTo(-2);
        });
    }

    @Test
    void overlayPlanesBelongToTheirFrames() throws CannotDecode {
        Attributes dataset = new Attributes()
                .setInt(0x60000010, VR.US, 2)
                .setInt(0x60000011, VR.US, 2)
                .setInt(0x60000050, VR.SS, 2, 1)
                .setBytes(0x60003000, VR.OW, new byte[] {(byte) 0b1000_0001, 0});
        Overlay everywhere = Overlay.of(dataset).getFirst();
        assertThat(everywhere.isMarked(9, 1, 0)).isTrue();
        assertThat(everywhere.isMarked(9, 0, 0)).isFalse();
        dataset.setInt(0x60000015, VR.IS, 2).setInt(0x60000051, VR.US, 5);
        Overlay some = Overlay.of(dataset).getFirst();
        assertThat(some.isOn(3)).isFalse();
        assertThat(some.isMarked(4, 1, 0)).isTrue();
        assertThat(some.isMarked(5, 1, 0)).isFalse();
        assertThat(some.isMarked(5, 2, 1)).isTrue();
        assertThat(some.isOn(6)).isFalse();
    }

    @Test
    void dcm10OverlayDataThatEndEarlyAreRefused() {
        Attributes dataset = new Attributes()
                .setInt(0x60000010, VR.US, 2)
                .setInt(0x60000011, VR.US, 4)
                .setInt(0x60000015, VR.IS, Integer.MAX_VALUE)
                .setBytes(0x60003000, VR.OW, new byte[2]);
        assertThatThrownBy(() -> Overlay.of(dataset)).isInstanceOf(BrokenFrame.class);
    }

    @Test
    void framesOfEnhancedObjectsLieInPlanesOfTheirOwn() throws Exception {
        DicomFile file = DicomFile.read(SampleSet.file("dcmqi/24x38x3_multiframe_mf.dcm"));
        FramePlane first = FramePlane.of(file.dataset(), 0).orElseThrow();
        FramePlane second = FramePlane.of(file.dataset(), 1).orElseThrow();
        assertThat(first.orientation()).isEqualTo(second.orientation());
        assertThat(first.position()).isNotEqualTo(second.position());
    }

    @Test
    void videoIsRefusedByNameAndOfferedAsItIs() throws CannotDecode {
        Attributes dataset = picture(1).setInt(Tag.NumberOfFrames, VR.IS, 300);
        dataset.setFragments(
                new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(new byte[] {1, 2}, new byte[] {3, 4})));
        FrameSource video = FrameSource.of(new DicomFile(FileMetaInformation.of("1.2", "1.3", UID.MPEG4HP41), dataset));
        assertThat(video.encoded(0)).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> video.decode(7))
                .isInstanceOf(UnsupportedTransferSyntax.class)
                .hasMessageContaining("MPEG-4");
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

    private static byte[] render(Attributes dataset) throws CannotDecode {
        return pipeline(dataset).render(source(dataset).decode(0));
    }

    private static GreyPipeline pipeline(Attributes dataset) throws CannotDecode {
        return pipeline(dataset, 0);
    }

    private static GreyPipeline pipeline(Attributes dataset, int frame) throws CannotDecode {
        return GreyPipeline.of(dataset, FrameGeometry.of(dataset), frame);
    }

    private static FrameSource source(Attributes dataset) throws CannotDecode {
        return FrameSource.of(new DicomFile(FileMetaInformation.of("1.2", "1.3", UID.ExplicitVRLittleEndian), dataset));
    }

    private static Attributes picture(int... values) {
        return new Attributes()
                .setInt(Tag.Rows, VR.US, 1)
                .setInt(Tag.Columns, VR.US, values.length)
                .setInt(Tag.BitsAllocated, VR.US, 8)
                .setInt(Tag.BitsStored, VR.US, 8)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setBytes(Tag.PixelData, VR.OB, bytes(values));
    }

    private static byte[] bytes(int[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
