package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameSourceTests {

    @Test
    void unusedBitsAreMaskedAndTheSignExtended() throws CannotDecode {
        Attributes dataset = picture(1, 3, 16, 12)
                .setInt(Tag.PixelRepresentation, VR.US, 1)
                .setShorts(Tag.PixelData, VR.OW, new short[] {(short) 0xF800, 0x07FF, (short) 0xAFFF});
        Samples samples = uncompressed(dataset).decode(0);
        assertThat(List.of(samples.get(0), samples.get(1), samples.get(2))).containsExactly(-2048, 2047, -1);
    }

    @Test
    void highBitPositionsTheStoredBits() throws CannotDecode {
        Attributes dataset = picture(1, 1, 16, 12)
                .setInt(Tag.HighBit, VR.US, 15)
                .setShorts(Tag.PixelData, VR.OW, new short[] {(short) 0xABCF});
        assertThat(uncompressed(dataset).decode(0).get(0)).isEqualTo(0xABC);
    }

    @Test
    void planesAreInterleaved() throws CannotDecode {
        Attributes dataset = picture(1, 2, 8, 8)
                .setInt(Tag.SamplesPerPixel, VR.US, 3)
                .setInt(Tag.PlanarConfiguration, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "RGB")
                .setBytes(Tag.PixelData, VR.OB, new byte[] {1, 2, 3, 4, 5, 6});
        Samples.Bytes samples = (Samples.Bytes) uncompressed(dataset).decode(0);
        assertThat(samples.values()).containsExactly(1, 3, 5, 2, 4, 6);
    }

    @Test
    void dcm10PixelDataShorterThanDeclaredAreAnErrorAndLongerAreCut() throws CannotDecode {
        Attributes dataset = picture(2, 2, 16, 16).setInt(Tag.NumberOfFrames, VR.IS, 2);
        FrameSource source = uncompressed(dataset.setBytes(Tag.PixelData, VR.OW, new byte[15]));
        assertThat(source.decode(0).size()).isEqualTo(4);
        assertThatThrownBy(() -> source.decode(1)).isInstanceOf(BrokenFrame.class);
        assertThat(uncompressed(dataset.setBytes(Tag.PixelData, VR.OW, new byte[100]))
                        .encoded(1))
                .hasSize(8);
    }

    @Test
    void dcm10ImpossibleDescriptionsAreRefused() {
        for (Attributes dataset : List.of(
                picture(1, 1, 8, 9),
                picture(1, 1, 12, 12),
                picture(0, 1, 8, 8),
                picture(1, 1, 8, 8).setInt(Tag.HighBit, VR.US, 8),
                picture(1, 1, 8, 8).setInt(Tag.NumberOfFrames, VR.IS, -1),
                picture(65535, 65535, 8, 8),
                picture(1, 1, 8, 8).setString(Tag.Rows, VR.LO, "wide"))) {
            assertThatThrownBy(() -> FrameGeometry.of(dataset)).isInstanceOf(CannotDecode.class);
        }
    }

    @Test
    void dcm10PaletteIndicesOutOfRangeTakeTheLastColour() throws CannotDecode {
        Attributes dataset = picture(1, 3, 8, 8)
                .setString(Tag.PhotometricInterpretation, VR.CS, "PALETTE COLOR")
                .setBytes(Tag.PixelData, VR.OB, new byte[] {0, 6, (byte) 255});
        for (int colour = 0; colour < 3; colour++) {
            dataset.setInt(Tag.RedPaletteColorLookupTableDescriptor + colour, VR.US, 2, 5, 8);
            dataset.setBytes(Tag.RedPaletteColorLookupTableData + colour, VR.OW, new byte[] {(byte) colour, 77});
        }
        Samples.Bytes rgb = Rendering.applyPalette(uncompressed(dataset).decode(0), dataset);
        assertThat(rgb.values()).containsExactly(0, 1, 2, 77, 77, 77, 77, 77, 77);
        dataset.setInt(Tag.RedPaletteColorLookupTableDescriptor, VR.US, 900, 0, 16);
        assertThatThrownBy(() -> Rendering.applyPalette(uncompressed(dataset).decode(0), dataset))
                .isInstanceOf(BrokenFrame.class);
    }

    @Test
    void dcm10SharedColoursOfOddColumnsOrWideCellsAreRefused() {
        for (Attributes dataset : List.of(picture(1, 3, 8, 8), picture(1, 2, 16, 16), picture(1, 2, 1, 1))) {
            dataset.setInt(Tag.SamplesPerPixel, VR.US, 3)
                    .setString(Tag.PhotometricInterpretation, VR.CS, "YBR_FULL_422")
                    .setBytes(Tag.PixelData, VR.OW, new byte[8]);
            assertThatThrownBy(() -> uncompressed(dataset).decode(0)).isInstanceOf(UnsupportedPixelFormat.class);
        }
    }

    @Test
    void fragmentsMakeFramesByBasicAndExtendedOffsetsAndByMarker() throws CannotDecode {
        byte[] start = {(byte) 0xFF, (byte) 0xD8, 1, 1};
        List<byte[]> parts = List.of(start, new byte[] {2, 2}, start, new byte[] {3, 3});
        Attributes dataset = picture(1, 1, 8, 8).setInt(Tag.NumberOfFrames, VR.IS, 2);
        assertThat(second(dataset, new byte[0], parts)).containsExactly(0xFF, 0xD8, 1, 1, 3, 3);
        assertThat(second(dataset, new byte[] {0, 0, 0, 0, 12, 0, 0, 0}, parts))
                .containsExactly(2, 2, 0xFF, 0xD8, 1, 1, 3, 3);
        dataset.setLong(Tag.ExtendedOffsetTable, VR.OV, 0, 12 + 10 + 12);
        assertThat(second(dataset, new byte[0], parts)).containsExactly(3, 3);
    }

    private static byte[] second(Attributes dataset, byte[] offsets, List<byte[]> parts) throws CannotDecode {
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, offsets, parts));
        return FrameSource.of(new DicomFile(FileMetaInformation.of("1.2", "1.3", UID.JPEGBaseline8Bit), dataset))
                .encoded(1);
    }

    @Test
    void rleUnpacksRunsAndLiterals() throws CannotDecode {
        byte[] frame = rle(new byte[] {2, 1, 2, 3, (byte) -3, 9, (byte) 128, 0, 5, 0});
        Samples.Bytes samples =
                (Samples.Bytes) encapsulated(picture(1, 8, 8, 8), frame).decode(0);
        assertThat(samples.values()).containsExactly(1, 2, 3, 9, 9, 9, 9, 5);
    }

    @Test
    void dcm11RleThatEndsEarlyOrLiesAboutItsSegmentsIsRefused() throws CannotDecode {
        FrameSource shortRle = encapsulated(picture(1, 8, 8, 8), rle(new byte[] {2, 1, 2, 3}));
        assertThatThrownBy(() -> shortRle.decode(0)).isInstanceOf(BrokenFrame.class);
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[64 + random.nextInt(100)];
            random.nextBytes(noise);
            ByteBuffer header = ByteBuffer.wrap(noise).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(0, 1).putInt(4, random.nextInt(300) - 50);
            FrameSource source = encapsulated(picture(1, 64, 8, 8), noise);
            try {
                assertThat(source.decode(0).size()).isEqualTo(64);
            } catch (CannotDecode e) {
                assertThat(e).isInstanceOf(BrokenFrame.class);
            }
        }
    }

    @Test
    void dcm11JpegOfAnotherSizeThanTheObjectIsRefusedBeforeItIsDecoded() throws CannotDecode {
        byte[] header = {
            (byte) 0xFF,
            (byte) 0xD8,
            (byte) 0xFF,
            (byte) 0xC0,
            0,
            11,
            8,
            (byte) 0xFD,
            (byte) 0xE8,
            (byte) 0xFD,
            (byte) 0xE8,
            1,
            1,
            0x11,
            0
        };
        Attributes dataset = picture(8, 8, 8, 8);
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(header)));
        FrameSource source =
                FrameSource.of(new DicomFile(FileMetaInformation.of("1.2", "1.3", UID.JPEGBaseline8Bit), dataset));
        assertThatThrownBy(() -> source.decode(0))
                .isInstanceOf(BrokenFrame.class)
                .hasMessageContaining("another size");
    }

    @Test
    void windowFollowsTheStandardsFormula() {
        Window window = new Window(2048, 4096);
        assertThat(window.grey(0)).isZero();
        assertThat(window.grey(4095)).isEqualTo(255);
        assertThat(window.grey(2047.5)).isEqualTo(128);
        assertThat(new Window(100, 1).grey(99.5)).isZero();
        assertThat(new Window(100, 1).grey(99.6)).isEqualTo(255);
        assertThat(new Window(0, 100, Window.Function.LINEAR_EXACT).grey(-50)).isZero();
        assertThat(new Window(0, 100, Window.Function.SIGMOID).grey(0)).isEqualTo(128);
    }

    @Test
    void monochrome1IsShownInverted() throws CannotDecode {
        Attributes dataset = picture(1, 2, 8, 8)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1")
                .setBytes(Tag.PixelData, VR.OB, new byte[] {0, (byte) 255});
        assertThat(Rendering.toGrey(uncompressed(dataset).decode(0), Rescale.IDENTITY, new Window(128, 256)))
                .containsExactly(255, 0);
    }

    @Test
    void framesOfEnhancedObjectsHaveTheirOwnRescale() {
        Attributes dataset = new Attributes();
        dataset.newSequence(Tag.SharedFunctionalGroupsSequence)
                .addItem()
                .newSequence(Tag.PixelValueTransformationSequence)
                .addItem()
                .setDouble(Tag.RescaleSlope, VR.DS, 2)
                .setDouble(Tag.RescaleIntercept, VR.DS, -10);
        assertThat(Rescale.of(dataset, 3)).isEqualTo(new Rescale(2, -10));
    }

    private static Attributes picture(int rows, int columns, int bitsAllocated, int bitsStored) {
        return new Attributes()
                .setInt(Tag.Rows, VR.US, rows)
                .setInt(Tag.Columns, VR.US, columns)
                .setInt(Tag.BitsAllocated, VR.US, bitsAllocated)
                .setInt(Tag.BitsStored, VR.US, bitsStored)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    }

    private static FrameSource uncompressed(Attributes dataset) throws CannotDecode {
        return FrameSource.of(new DicomFile(FileMetaInformation.of("1.2", "1.3", UID.ExplicitVRLittleEndian), dataset));
    }

    private static FrameSource encapsulated(Attributes dataset, byte[] frame) throws CannotDecode {
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(frame)));
        return FrameSource.of(new DicomFile(FileMetaInformation.of("1.2", "1.3", UID.RLELossless), dataset));
    }

    private static byte[] rle(byte[] segment) {
        return ByteBuffer.allocate(64 + segment.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, 1)
                .putInt(4, 64)
                .put(64, segment)
                .array();
    }
}
