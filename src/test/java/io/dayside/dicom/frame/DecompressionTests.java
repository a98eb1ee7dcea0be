package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compressed objects of other people, made native. */
class DecompressionTests {

    @TempDir
    Path folder;

    @Test
    void everyFrameHasTheSamplesThatItHadBefore() throws Exception {
        int compared = 0;
        for (SampleSet.Sample sample : SampleSet.all()) {
            TransferSyntax syntax = TransferSyntax.of(sample.transferSyntax());
            if (sample.malformed() || !syntax.encapsulated() || !FrameSource.decodes(syntax)) {
                continue;
            }
            DicomFile file = DicomFile.read(sample.file());
            if (isDecodable(file)) {
                assertSameSamples(sample, file);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    /** What cannot be decoded has tests of its own. */
    private static boolean isDecodable(DicomFile file) {
        try {
            FrameSource.of(file).decode(0);
            return true;
        } catch (CannotDecode _) {
            return false;
        }
    }

    private static void assertSameSamples(SampleSet.Sample sample, DicomFile file) throws Exception {
        DicomFile decompressed = Decompression.decompress(file);
        assertThat(decompressed.meta().transferSyntaxUid()).isEqualTo(UID.ExplicitVRLittleEndian);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DicomFile.write(bytes, decompressed.meta(), decompressed.dataset());
        FrameSource after = FrameSource.of(DicomFile.read(new ByteArrayInputStream(bytes.toByteArray())));
        FrameSource before = FrameSource.of(file);
        assertThat(after.frames()).as(sample.name()).isEqualTo(before.frames());
        for (int frame = 0; frame < Math.min(before.frames(), 3); frame++) {
            assertSame(sample.name(), after.decode(frame), before.decode(frame));
        }
    }

    private static void assertSame(String name, Samples after, Samples before) {
        assertThat(after.size()).as(name).isEqualTo(before.size());
        for (int i = 0; i < before.size(); i++) {
            if (after.get(i) != before.get(i)) {
                throw new AssertionError(name + " differs at sample " + i);
            }
        }
    }

    @Test
    void dcmdumpReadsTheResultWithoutComplaint() throws Exception {
        DicomFile decompressed =
                Decompression.decompress(DicomFile.read(SampleSet.file("pydicom/SC_rgb_dcmtk_ebcynp.dcm")));
        Path written = folder.resolve("native.dcm");
        DicomFile.write(written, decompressed.meta(), decompressed.dataset());
        Dcmtk.Result result = Dcmtk.run("dcmdump", written.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain("W:", "E:").contains("[RGB]", "=LittleEndianExplicit");
    }

    @Test
    void nativeObjectComesBackAsItIs() throws Exception {
        DicomFile file = DicomFile.read(SampleSet.file("pydicom/CT_small.dcm"));
        assertThat(Decompression.decompress(file)).isSameAs(file);
    }

    @Test
    void brokenFrameIsAnErrorAndNoPicture() throws Exception {
        DicomFile file = DicomFile.read(SampleSet.file("pydicom/MR_small_RLE.dcm"));
        file.dataset().setInt(Tag.Rows, VR.US, 65_000);
        assertThatThrownBy(() -> Decompression.decompress(file)).isInstanceOf(CannotDecode.class);
    }
}
