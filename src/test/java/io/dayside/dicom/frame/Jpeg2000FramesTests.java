package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.UID;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JPEG 2000 against GDCM's OpenJPEG. */
class Jpeg2000FramesTests {

    private static final String BEYOND_GDCM = "pydicom/JPEG2000-embedded-sequence-delimiter.dcm";

    @TempDir
    Path folder;

    @Test
    void samplesDecodeToTheSameAsGdcmAndLossyOnesWithinOne() throws Exception {
        Map<String, Integer> differences = new LinkedHashMap<>();
        for (SampleSet.Sample sample : SampleSet.all()) {
            boolean lossless = sample.transferSyntax().equals(UID.JPEG2000Lossless);
            boolean ofKind = lossless || sample.transferSyntax().equals(UID.JPEG2000);
            if (ofKind && !sample.name().equals(BEYOND_GDCM)) {
                DicomFile theirs = PeerDecoders.decoded(sample.file(), folder, "gdcmconv", "--raw");
                int difference = PeerDecoders.largestDifference(DicomFile.read(sample.file()), theirs);
                if (difference > (lossless ? 0 : 1)) {
                    differences.put(sample.name(), difference);
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void framesOfTwoKindsOfJpeg2000AreDecodedFromOneProcess() throws Exception {
        Samples samples = FrameSource.of(DicomFile.read(SampleSet.file("pydicom-data/HTJ2KLossless_08_RGB.dcm")))
                .decode(0);
        assertThat(samples.size()).isEqualTo(480 * 640 * 3);
        assertThat(samples.photometric()).isEqualTo("RGB");
    }
}
