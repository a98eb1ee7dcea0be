package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.SampleSet;
import io.dayside.dicom.SampleSet.Sample;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.FrameSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames one by one: the same bytes as from the whole object, without holding it. */
class PixelDataReaderTests {

    @TempDir
    private Path folder;

    @Test
    void framesOfTheSampleSetAreThoseOfTheWholeObject() throws Exception {
        int compared = 0;
        for (Sample sample : SampleSet.all()) {
            FrameSource whole = whole(sample.file());
            if (whole == null) {
                continue;
            }
            try (PixelDataReader reader = PixelDataReader.open(sample.file());
                    InputStream in = Files.newInputStream(sample.file())) {
                FrameStream stream = FrameStream.open(in);
                assertThat(reader.frames()).as(sample.name()).isEqualTo(whole.frames());
                for (int i = 0; i < whole.frames(); i++) {
                    byte[] expected = whole.encoded(i);
                    assertThat(reader.frame(i)).as(sample.name()).isEqualTo(expected);
                    assertThat(stream.next()).as(sample.name()).isEqualTo(expected);
                    compared++;
                }
                assertThat(stream.next()).isNull();
                assertSkips(sample, whole);
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    private static void assertSkips(Sample sample, FrameSource whole) throws Exception {
        for (int frame : new int[] {whole.frames() / 2, whole.frames() - 1}) {
            try (InputStream in = Files.newInputStream(sample.file())) {
                FrameStream stream = FrameStream.open(in);
                stream.skipTo(frame);
                assertThat(stream.next()).as(sample.name()).isEqualTo(whole.encoded(frame));
            }
        }
    }

    private static @Nullable FrameSource whole(Path file) throws IOException {
        try {
            return FrameSource.of(DicomFile.read(file));
        } catch (MalformedDataset | CannotDecode _) {
            return null;
        }
    }

    @Test
    void objectWithoutPixelDataHasNoFrames() throws Exception {
        try (PixelDataReader reader = PixelDataReader.open(SampleSet.file("pydicom/rtplan.dcm"))) {
            assertThat(reader.frames()).isZero();
            assertThat(reader.header().dataset().contains(0x300A00B0)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UID.ExplicitVRLittleEndian, UID.ExplicitVRBigEndian, UID.DeflatedExplicitVRLittleEndian})
    void framesThatShareABytePairAreCutRight(String syntax) throws Exception {
        Attributes dataset =
                picture(3, 1, 3, 8).setBytes(Tag.PixelData, VR.OW, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0});
        assertFrames(write(dataset, syntax), new byte[] {1, 2, 3}, new byte[] {4, 5, 6}, new byte[] {7, 8, 9});
    }

    @Test
    void framesOfSingleBitsShareAByte() throws Exception {
        Attributes dataset = picture(3, 1, 3, 1).setBytes(Tag.PixelData, VR.OB, new byte[] {(byte) 0xB5, 1});
        assertFrames(
                write(dataset, UID.ExplicitVRLittleEndian),
                new byte[] {(byte) 0xB5},
                new byte[] {(byte) 0xB5},
                new byte[] {(byte) 0xB5, 1});
    }

    @Test
    void fragmentsMakeFramesByBasicAndExtendedOffsetsAndByMarker() throws Exception {
        byte[] start = {(byte) 0xFF, (byte) 0xD8};
        byte[] rest = {7, 7};
        List<byte[]> parts = List.of(start, rest, rest, start, rest);
        byte[] first = {(byte) 0xFF, (byte) 0xD8, 7, 7, 7, 7};
        byte[] second = {(byte) 0xFF, (byte) 0xD8, 7, 7};
        Attributes dataset = picture(2, 1, 3, 8);
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], parts));
        assertFrames(write(dataset, UID.JPEGBaseline8Bit), first, second);
        byte[] table = {0, 0, 0, 0, 20, 0, 0, 0};
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, table, parts));
        assertFrames(write(dataset, UID.JPEGBaseline8Bit), new byte[] {(byte) 0xFF, (byte) 0xD8, 7, 7}, new byte[] {
            7, 7, (byte) 0xFF, (byte) 0xD8, 7, 7
        });
        dataset.setLong(Tag.ExtendedOffsetTable, VR.OV, 0, 30);
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], parts));
        assertFrames(write(dataset, UID.JPEGBaseline8Bit), first, second);
    }

    @Test
    void oneFrameOfThreeGibibytesIsReadWithoutTheOthers() throws Exception {
        Attributes dataset = picture(3072, 1024, 1024, 8).setNull(Tag.PixelData, VR.OW);
        Path file = write(dataset, UID.ExplicitVRLittleEndian);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long header = bytes.length();
            bytes.seek(header - 4);
            bytes.write(new byte[] {0, 0, 0, (byte) 0xC0});
            bytes.setLength(header + (3L << 30));
            bytes.seek(header + (3L << 30) - 1);
            bytes.write(42);
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (PixelDataReader reader = PixelDataReader.open(file)) {
            assertThat(reader.frame(3071)[1024 * 1024 - 1]).isEqualTo((byte) 42);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8 << 20);
    }

    @Test
    void dcm10FrameBeyondThePixelDataIsRefused() throws Exception {
        Path file = write(picture(3, 1, 4, 8).setBytes(Tag.PixelData, VR.OW, new byte[10]), UID.ExplicitVRLittleEndian);
        try (PixelDataReader reader = PixelDataReader.open(file)) {
            assertThat(reader.frame(1)).hasSize(4);
            assertThatThrownBy(() -> reader.frame(2)).hasMessageStartingWith("BAD_LENGTH at (7FE0,0010)");
        }
    }

    @Test
    void dcm07FragmentLongerThanTheFileIsRefused() throws Exception {
        Attributes dataset = picture(1, 1, 4, 8);
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(new byte[4])));
        byte[] bytes = Files.readAllBytes(write(dataset, UID.RLELossless));
        bytes[bytes.length - 13] = 0x7F;
        Path file = Files.write(folder.resolve("long"), bytes);
        assertThatThrownBy(() -> PixelDataReader.open(file)).isInstanceOf(MalformedDataset.class);
        assertThatThrownBy(() -> FrameStream.open(new ByteArrayInputStream(bytes)))
                .isInstanceOf(MalformedDataset.class);
    }

    private void assertFrames(Path file, byte[]... expected) throws Exception {
        try (PixelDataReader reader = PixelDataReader.open(file);
                InputStream in = Files.newInputStream(file)) {
            FrameStream stream = FrameStream.open(in);
            for (int i = 0; i < expected.length; i++) {
                assertThat(reader.frame(i)).isEqualTo(expected[i]);
                assertThat(stream.next()).isEqualTo(expected[i]);
            }
            assertThat(stream.next()).isNull();
        }
    }

    private static Attributes picture(int frames, int rows, int columns, int bits) {
        return new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, "2.25.1")
                .setInt(Tag.NumberOfFrames, VR.IS, frames)
                .setInt(Tag.Rows, VR.US, rows)
                .setInt(Tag.Columns, VR.US, columns)
                .setInt(Tag.BitsAllocated, VR.US, bits);
    }

    private Path write(Attributes dataset, String syntax) throws IOException {
        Path file = folder.resolve("object.dcm");
        DicomFile.write(file, FileMetaInformation.of(dataset, syntax), dataset);
        return file;
    }
}
