package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.SampleSet;
import io.dayside.dicom.SampleSet.Sample;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.testing.CtSlice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes at the places that it names are the frames of the whole object. */
class FrameTableTests {

    @Test
    void framesOfTheSampleSetStandWhereItSays() throws Exception {
        int compared = 0;
        for (Sample sample : SampleSet.all()) {
            FrameSource whole = whole(sample.file());
            Optional<FrameTable> table = table(sample.file());
            if (whole == null || table.isEmpty()) {
                continue;
            }
            byte[] object = Files.readAllBytes(sample.file());
            assertThat(table.get().frames()).as(sample.name()).isEqualTo(whole.frames());
            for (int i = 0; i < whole.frames(); i++) {
                assertThat(frame(object, table.get(), i)).as(sample.name()).isEqualTo(whole.encoded(i));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    private static Optional<FrameTable> table(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return FrameTable.read(in);
        } catch (MalformedDataset _) {
            return Optional.empty();
        }
    }

    private static @Nullable FrameSource whole(Path file) throws IOException {
        try {
            return FrameSource.of(DicomFile.read(file));
        } catch (MalformedDataset | CannotDecode _) {
            return null;
        }
    }

    private static byte[] frame(byte[] object, FrameTable table, int frame) {
        var bytes = new ByteArrayOutputStream();
        for (var range : table.frame(frame)) {
            bytes.write(object, (int) range.offset(), (int) range.length());
        }
        return bytes.toByteArray();
    }

    @Test
    void aFrameInSeveralFragmentsIsNamedByAllOfThem() throws Exception {
        var slice = CtSlice.ofNewStudy();
        byte[] offsets = {0, 0, 0, 0, 20, 0, 0, 0};
        var fragments = List.of(new byte[] {1, 2}, new byte[] {3, 4}, new byte[] {5, 6, 7, 8});
        var dataset = slice.dataset().setString(Tag.NumberOfFrames, VR.IS, "2");
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, offsets, fragments));
        byte[] object = object(dataset, UID.RLELossless);

        FrameTable table = FrameTable.read(new ByteArrayInputStream(object)).orElseThrow();

        assertThat(table.frames()).isEqualTo(2);
        assertThat(table.fragments()).isEqualTo(3);
        assertThat(frame(object, table, 0)).containsExactly(1, 2, 3, 4);
        assertThat(frame(object, table, 1)).containsExactly(5, 6, 7, 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {UID.ExplicitVRBigEndian, UID.DeflatedExplicitVRLittleEndian})
    void whereAFrameIsNoRunOfBytesThereIsNoTable(String syntax) throws Exception {
        byte[] object = object(CtSlice.ofNewStudy().dataset(), syntax);

        assertThat(FrameTable.read(new ByteArrayInputStream(object))).isEmpty();
    }

    @Test
    void framesOfSingleBitsAndObjectsWithoutPixelsHaveNone() throws Exception {
        var bits = CtSlice.ofNewStudy()
                .dataset()
                .setInt(Tag.BitsAllocated, VR.US, 1)
                .setInt(Tag.BitsStored, VR.US, 1)
                .setBytes(Tag.PixelData, VR.OB, new byte[8]);
        var none = CtSlice.ofNewStudy().dataset();
        none.remove(Tag.PixelData);

        for (Attributes dataset : List.of(bits, none)) {
            assertThat(FrameTable.read(new ByteArrayInputStream(object(dataset, UID.ExplicitVRLittleEndian))))
                    .isEmpty();
        }
    }

    @Test
    void pixelsThatAreFewerThanDescribedAreMalformed() throws Exception {
        byte[] less = object(
                CtSlice.ofNewStudy().dataset().setBytes(Tag.PixelData, VR.OW, new byte[100]),
                UID.ExplicitVRLittleEndian);
        byte[] compressed = object(
                CtSlice.ofNewStudy()
                        .dataset()
                        .setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(new byte[100_000]))),
                UID.RLELossless);

        assertThatThrownBy(() -> FrameTable.read(new ByteArrayInputStream(less)))
                .isInstanceOf(MalformedDataset.class);
        assertThatThrownBy(() -> FrameTable.read(
                        new ByteArrayInputStream(Arrays.copyOf(compressed, compressed.length - 50_000))))
                .isInstanceOf(MalformedDataset.class);
    }

    private static byte[] object(Attributes dataset, String syntax) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DicomFile.writeMeta(bytes, FileMetaInformation.of(UID.CTImageStorage, "1.2.3", syntax));
        DicomOutput.writeDataset(bytes, TransferSyntax.of(syntax), dataset);
        return bytes.toByteArray();
    }
}
