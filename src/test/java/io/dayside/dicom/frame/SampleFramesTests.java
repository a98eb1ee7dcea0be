package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that others made, decoded here and by others. */
class SampleFramesTests {

    @TempDir
    Path folder;

    @Test
    void everyFrameIsDecodedOrRefusedWithAReason() {
        List<String> refused = new ArrayList<>();
        int decoded = 0;
        for (SampleSet.Sample sample : SampleSet.all()) {
            try {
                DicomFile file = DicomFile.read(sample.file());
                if (!file.dataset().containsValue(Tag.PixelData)) {
                    continue;
                }
                FrameSource source = FrameSource.of(file);
                for (int frame = 0; frame < source.frames(); frame++) {
                    source.decode(frame);
                }
                decoded++;
            } catch (CannotDecode _) {
                refused.add(sample.name());
            } catch (IOException | MalformedDataset _) {
                // Told by the tests of the reader.
            }
        }
        assertThat(refused)
                .containsExactlyInAnyOrder(
                        "pydicom/meta_missing_tsyntax.dcm",
                        "pydicom/nested_priv_SQ.dcm",
                        "pydicom/JPEG2000-embedded-sequence-delimiter.dcm");
        assertThat(decoded).isGreaterThan(100);
    }

    @Test
    void rleDecodesToTheSameAsDcmtk() throws Exception {
        for (String name : new String[] {
            "pydicom-data/emri_small_RLE.dcm",
            "pydicom-data/OBXXXX1A_rle_2frame.dcm",
            "pydicom/rtdose_rle.dcm",
            "pydicom/SC_rgb_rle_16bit_2frame.dcm",
            "dicomParser/CT0012.not_fragmented_bot_rle.dcm"
        }) {
            Path uncompressed = folder.resolve("native.dcm");
            Dcmtk.Result result = Dcmtk.run("dcmdrle", SampleSet.file(name).toString(), uncompressed.toString());
            assertThat(result.exitCode()).as(result.output()).isZero();
            assertSame(name, SampleSet.file(name), uncompressed);
        }
    }

    @Test
    void bigEndianDecodesToTheSameAsLittleEndian() throws Exception {
        assertSame(
                "emri",
                SampleSet.file("pydicom-data/emri_small_big_endian.dcm"),
                SampleSet.file("pydicom-data/emri_small.dcm"));
        assertSame("rtdose", SampleSet.file("pydicom/rtdose_expb.dcm"), SampleSet.file("pydicom/rtdose.dcm"));
        assertSame(
                "liver", SampleSet.file("pydicom/liver_expb_1frame.dcm"), SampleSet.file("pydicom/liver_1frame.dcm"));
    }

    private static void assertSame(String name, Path one, Path other) throws Exception {
        FrameSource first = FrameSource.of(DicomFile.read(one));
        FrameSource second = FrameSource.of(DicomFile.read(other));
        assertThat(first.frames()).isEqualTo(second.frames());
        for (int frame = 0; frame < first.frames(); frame++) {
            assertThat(values(first.decode(frame)))
                    .as(name + " frame " + frame)
                    .isEqualTo(values(second.decode(frame)));
        }
    }

    private static int[] values(Samples samples) {
        int[] values = new int[samples.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples.get(i);
        }
        return values;
    }

    @Test
    void ctValuesComeOutInHounsfieldUnits() throws Exception {
        DicomFile file = DicomFile.read(SampleSet.file("pydicom/CT_small.dcm"));
        Rescale rescale = Rescale.of(file.dataset());
        assertThat(rescale).isEqualTo(new Rescale(1, -1024));
        Samples samples = FrameSource.of(file).decode(0);
        assertThat(samples.size()).isEqualTo(128 * 128);
        assertThat(rescale.apply(samples.get(0))).isEqualTo(-849);
    }

    @Test
    void paletteBecomesColour() throws Exception {
        DicomFile file = DicomFile.read(SampleSet.file("pydicom/examples_palette.dcm"));
        Samples samples = FrameSource.of(file).decode(0);
        assertThat(samples.photometric()).isEqualTo("PALETTE COLOR");
        assertThat(Rendering.applyPalette(samples, file.dataset()).samplesPerPixel())
                .isEqualTo(3);
    }
}
