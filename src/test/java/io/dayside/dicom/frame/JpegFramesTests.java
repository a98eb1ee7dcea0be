package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JPEG of all processes against DCMTK's decoder. */
class JpegFramesTests {

    private static final Set<String> JPEG =
            Set.of(UID.JPEGBaseline8Bit, UID.JPEGExtended12Bit, UID.JPEGLossless, UID.JPEGLosslessSV1);

    @TempDir
    Path folder;

    @Test
    void everySampleDecodesToTheSameAsDcmtk() throws Exception {
        List<String> different = new ArrayList<>();
        int files = 0;
        for (SampleSet.Sample sample : SampleSet.all()) {
            DicomFile ours = JPEG.contains(sample.transferSyntax()) ? DicomFile.read(sample.file()) : null;
            if (ours != null && ours.dataset().containsValue(Tag.PixelData)) {
                DicomFile theirs = PeerDecoders.decoded(sample.file(), folder, "dcmdjpeg");
                int difference = PeerDecoders.largestDifference(ours, theirs);
                if (difference != 0) {
                    different.add(sample.name() + " " + difference);
                }
                files++;
            }
        }
        assertThat(different).isEmpty();
        assertThat(files).isGreaterThanOrEqualTo(15);
    }

    @Test
    void everyProcessThatDcmtkWritesIsReadAsDcmtkReadsIt() throws Exception {
        List<String> colour = List.of(
                "+eb +s4", "+eb +s2", "+eb +n1", "+eb +cr", "+eb +q 30 +np", "+ep +s2", "+es +s4", "+ee +n1", "+e1");
        List<String> grey = List.of(
                "+e1", "+el +sv 2", "+el +sv 3", "+el +sv 4", "+el +sv 5", "+el +sv 6", "+el +sv 7", "+e1 +pt 2");
        List<String> narrow = List.of("+ee +bt", "+ep +bt", "+es +bt", "+ee +be", "+eb", "+ep +be +q 40");
        List<String> different = new ArrayList<>();
        for (String name : List.of("pydicom/SC_rgb_small_odd_big_endian.dcm", "pydicom/ExplVR_BigEnd.dcm")) {
            compare(name, colour, different);
        }
        for (String name : List.of("pydicom/CT_small.dcm", "pydicom/MR_small.dcm", "dcmqi/ct-3slice_01.dcm")) {
            compare(name, grey, different);
        }
        for (String name : List.of("dcm4che/ovly_p01.dcm", "dcm4che/series-mr-wrist/MR05.dcm")) {
            compare(name, narrow, different);
        }
        assertThat(different).isEmpty();
    }

    private void compare(String name, List<String> processes, List<String> different) throws Exception {
        for (String options : processes) {
            Path compressed = folder.resolve("compressed.dcm");
            Dcmtk.Result result = Dcmtk.run("dcmcjpeg", arguments(options, SampleSet.file(name), compressed));
            assertThat(result.exitCode())
                    .as(name + " " + options + result.output())
                    .isZero();
            DicomFile theirs = PeerDecoders.decoded(compressed, folder, "dcmdjpeg");
            int difference = PeerDecoders.largestDifference(DicomFile.read(compressed), theirs);
            if (difference != 0) {
                different.add(name + " " + options + ": " + difference);
            }
        }
    }

    private static String[] arguments(String options, Path from, Path to) {
        return Stream.concat(Stream.of(options.split(" ", -1)), Stream.of(from.toString(), to.toString()))
                .toArray(String[]::new);
    }
}
