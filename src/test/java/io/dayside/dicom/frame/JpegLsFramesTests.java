package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.frame.codec.Picture;
import io.dayside.dicom.frame.jpegls.Interleave;
import io.dayside.dicom.frame.jpegls.JpegLsEncoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JPEG-LS against DCMTK's CharLS, in both directions. */
class JpegLsFramesTests {

    @TempDir
    Path folder;

    @Test
    void everySampleDecodesToTheSameAsDcmtk() throws Exception {
        int files = 0;
        for (SampleSet.Sample sample : SampleSet.all()) {
            if (sample.transferSyntax().equals(UID.JPEGLSLossless)
                    || sample.transferSyntax().equals(UID.JPEGLSNearLossless)) {
                DicomFile theirs = PeerDecoders.decoded(sample.file(), folder, "dcmdjpls");
                assertThat(PeerDecoders.largestDifference(DicomFile.read(sample.file()), theirs))
                        .as(sample.name())
                        .isZero();
                files++;
            }
        }
        assertThat(files).isGreaterThanOrEqualTo(10);
    }

    @Test
    void scansAreThoseOfDcmtkByteForByte() throws Exception {
        for (String name : List.of(
                "dcmqi/ct-3slice_01.dcm",
                "pydicom/CT_small.dcm",
                "pydicom/MR_small.dcm",
                "dcm4che/series-mr-wrist/MR01.dcm",
                "highdicom/dx_image.dcm")) {
            DicomFile theirs = PeerDecoders.decoded(SampleSet.file(name), folder, "dcmcjpls");
            byte[] stream = FrameSource.of(theirs).encoded(0);
            Picture picture = picture(SampleSet.file(name), stream[6]);
            byte[] ours = JpegLsEncoder.encode(picture);
            assertThat(scan(ours)).as(name).isEqualTo(scan(stream));
        }
    }

    @Test
    void dcmtkDecodesColourOfEveryOrder() throws Exception {
        Path rgb = SampleSet.file("pydicom/SC_rgb_rle_2frame.dcm");
        for (Interleave interleave : Interleave.values()) {
            for (int near : new int[] {0, 3}) {
                DicomFile ours = compressed(rgb, JpegLsEncoder.encode(picture(rgb, 8), near, interleave));
                Path file = folder.resolve("ours.dcm");
                DicomFile.write(file, ours.meta(), ours.dataset());
                DicomFile theirs = PeerDecoders.decoded(file, folder, "dcmdjpls");
                assertThat(PeerDecoders.largestDifference(ours, theirs))
                        .as("%s, near %d", interleave, near)
                        .isZero();
                assertThat(theirs.meta().transferSyntaxUid()).isEqualTo(UID.ExplicitVRLittleEndian);
            }
        }
    }

    private static DicomFile compressed(Path file, byte[] stream) throws Exception {
        DicomFile source = DicomFile.read(file);
        var dataset = source.dataset().copy();
        byte[] even = Arrays.copyOf(stream, stream.length + (stream.length & 1));
        dataset.setInt(Tag.NumberOfFrames, VR.IS, 1);
        dataset.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(even)));
        String uid = dataset.getString(Tag.SOPInstanceUID, "1.2.3");
        return new DicomFile(
                FileMetaInformation.of(UID.SecondaryCaptureImageStorage, uid, UID.JPEGLSNearLossless), dataset);
    }

    private static Picture picture(Path file, int bits) throws Exception {
        Samples samples = FrameSource.of(DicomFile.read(file)).decode(0);
        short[] values = new short[samples.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (samples.get(i) & ((1 << bits) - 1));
        }
        return new Picture(samples.rows(), samples.columns(), samples.samplesPerPixel(), bits, values);
    }

    /** From behind the header of the first scan to the last marker and the fill bytes before it. */
    private static byte[] scan(byte[] stream) {
        int at = 2;
        while ((stream[at + 1] & 0xFF) != 0xDA) {
            at += 2 + u16(stream, at + 2);
        }
        at += 2 + u16(stream, at + 2);
        int end = stream.length;
        while (stream[end - 2] != (byte) 0xFF || stream[end - 1] != (byte) 0xD9) {
            end--;
        }
        end -= 2;
        while (stream[end - 1] == (byte) 0xFF) {
            end--;
        }
        return Arrays.copyOfRange(stream, at, end);
    }

    private static int u16(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
