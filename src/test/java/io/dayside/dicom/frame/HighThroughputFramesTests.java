package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures computed here and compressed by OpenJPH, and one that others made. */
class HighThroughputFramesTests {

    private static final int ROWS = 20;
    private static final int COLUMNS = 24;

    @TempDir
    Path folder;

    @Test
    void losslessStreamsComeOutAsThePictureWas() throws Exception {
        Samples grey8 = decoded("grey8", UID.HTJ2KLossless, picture(8, 1, 0));
        assertThat(largestDifference(grey8, index -> wave(index, 1) & 0xFF)).isZero();
        Samples grey16 = decoded("grey16", UID.HTJ2KLosslessRPCL, picture(16, 1, 0));
        assertThat(largestDifference(grey16, index -> wave(index, 1) * 5)).isZero();
        Samples signed12 = decoded("signed12", UID.HTJ2KLossless, picture(12, 1, 1));
        assertThat(largestDifference(signed12, index -> (wave(index, 1) * 5 & 0xFFF) - 2048))
                .isZero();
        Samples colours = decoded("rgb8", UID.HTJ2KLossless, picture(8, 3, 0));
        assertThat(largestDifference(colours, index -> wave(index, 3) & 0xFF)).isZero();
    }

    /** FFmpeg takes blocks of full-range noise for damaged, logs it, and shows zeros in their place. */
    @Test
    void pictureWithABlockBeyondTheDecoderIsRefusedRatherThanShownWithoutIt() {
        assertThatThrownBy(() -> decoded("noise16", UID.HTJ2KLossless, picture(16, 1, 0)))
                .isInstanceOf(BrokenFrame.class)
                .hasMessageContaining("block beyond the decoder");
    }

    @Test
    void lossyStreamsComeOutNearly() throws Exception {
        Samples samples = decoded("grey12-lossy", UID.HTJ2K, picture(12, 1, 0));
        assertThat(largestDifference(samples, index -> wave(index, 1) & 0xFFF)).isBetween(1, 16);
    }

    /** GDCM does not know the transfer syntax, but its OpenJPEG the streams. */
    @Test
    void sampleDecodesToTheSameAsOpenJpeg() throws Exception {
        DicomFile file = DicomFile.read(SampleSet.file("pydicom-data/HTJ2KLossless_08_RGB.dcm"));
        Path renamed = folder.resolve("renamed.dcm");
        Path uncompressed = folder.resolve("native.dcm");
        DicomFile.write(renamed, FileMetaInformation.of(file.dataset(), UID.JPEG2000Lossless), file.dataset());
        Dcmtk.Result result = Dcmtk.run("gdcmconv", "--raw", renamed.toString(), uncompressed.toString());
        Assumptions.assumeTrue(result.exitCode() == 0, "OpenJPEG before 2.5 has no high throughput");
        assertThat(PeerDecoders.largestDifference(file, DicomFile.read(uncompressed)))
                .isZero();
    }

    private static Attributes picture(int bits, int samplesPerPixel, int pixelRepresentation) {
        return new Attributes()
                .setInt(Tag.Rows, VR.US, ROWS)
                .setInt(Tag.Columns, VR.US, COLUMNS)
                .setInt(Tag.SamplesPerPixel, VR.US, samplesPerPixel)
                .setInt(Tag.BitsAllocated, VR.US, bits > 8 ? 16 : 8)
                .setInt(Tag.BitsStored, VR.US, bits)
                .setInt(Tag.PixelRepresentation, VR.US, pixelRepresentation)
                .setString(Tag.PhotometricInterpretation, VR.CS, samplesPerPixel == 3 ? "YBR_RCT" : "MONOCHROME2");
    }

    private static Samples decoded(String stream, String syntax, Attributes dataset) throws IOException, CannotDecode {
        try (InputStream in = HighThroughputFramesTests.class.getResourceAsStream("htj2k/" + stream + ".j2c")) {
            byte[] frame = Objects.requireNonNull(in, stream).readAllBytes();
            dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(frame)));
        }
        return FrameSource.of(new DicomFile(FileMetaInformation.of("1.2", "1.3", syntax), dataset))
                .decode(0);
    }

    private interface Original {
        int at(int index);
    }

    private static int largestDifference(Samples samples, Original original) {
        int largest = 0;
        for (int i = 0; i < samples.size(); i++) {
            largest = Math.max(largest, Math.abs(samples.get(i) - original.at(i)));
        }
        return largest;
    }

    /** What was compressed. */
    private static int wave(int index, int samplesPerPixel) {
        int sample = index % samplesPerPixel;
        int x = index / samplesPerPixel % COLUMNS;
        int y = index / samplesPerPixel / COLUMNS;
        return x * x * 3 + y * y * (5 + sample) + x * y * sample;
    }
}
