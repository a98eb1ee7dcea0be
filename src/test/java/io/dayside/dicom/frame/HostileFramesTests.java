package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.frame.codec.FrameLimits;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Frames that are cut, damaged or lie about themselves: an error or a picture, and never anything else. What they may
 * cost is bounded by counts of scans and blocks, not by a clock: a busy machine must not refuse what an idle one shows.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFramesTests {

    private static final List<String> OWN_DECODERS = List.of(
            "pydicom/MR_small_RLE.dcm",
            "pydicom-data/liver_deflate.dcm",
            "pydicom/SC_rgb_dcmtk_ebcynp.dcm",
            "pydicom/JPGExtended.dcm",
            "pydicom/SC_rgb_jpeg_gdcm.dcm",
            "pydicom/MR_small_jpeg_ls_lossless.dcm",
            "pydicom/SC_rgb_jls_lossy_sample.dcm",
            "pydicom-data/JLSL_RGB_ILV1.dcm");

    @Test
    void dcm11FramesCutAtEvery97thByteAreRefusedOrDecoded() throws Exception {
        for (String name : OWN_DECODERS) {
            FrameSource source = FrameSource.of(DicomFile.read(SampleSet.file(name)));
            byte[] whole = source.encoded(0);
            int refused = 0;
            for (int length = 0; length < whole.length; length += 97) {
                refused += attempt(source, Arrays.copyOf(whole, length)) ? 0 : 1;
            }
            assertThat(refused).as(name).isPositive();
        }
    }

    @Test
    void dcm11FramesOfTheDecoderProcessCutAtEvery97thByteAreRefusedOrDecoded() throws Exception {
        for (String name : List.of(
                "pydicom/MR_small_jp2klossless.dcm",
                "pydicom/SC_rgb_gdcm_KY.dcm",
                "pydicom-data/HTJ2KLossless_08_RGB.dcm")) {
            FrameSource source = FrameSource.of(DicomFile.read(SampleSet.file(name)));
            byte[] whole = source.encoded(0);
            for (int cut = 0; cut < whole.length / 97; cut += Math.max(1, whole.length / 97 / 40)) {
                attempt(source, Arrays.copyOf(whole, cut * 97));
            }
            assertThat(attempt(source, whole)).isTrue();
        }
    }

    @Test
    void dcm11DamagedFramesAreRefusedOrDecoded() throws Exception {
        Random random = new Random(97);
        for (String name : OWN_DECODERS) {
            FrameSource source = FrameSource.of(DicomFile.read(SampleSet.file(name)));
            byte[] whole = source.encoded(0);
            for (int i = 0; i < 200; i++) {
                byte[] damaged = whole.clone();
                int area = i % 2 == 0 ? Math.min(400, whole.length) : whole.length;
                damaged[random.nextInt(area)] = (byte) random.nextInt(256);
                attempt(source, damaged);
            }
        }
    }

    /** Whether the frame was decoded; any other end than that or a refusal fails the test. */
    private static boolean attempt(FrameSource source, byte[] encoded) {
        try {
            FrameDecoder.decode(source.transferSyntaxUid(), encoded, source.geometry());
            return true;
        } catch (CannotDecode _) {
            return false;
        }
    }

    @Test
    void dcm11JpegOfTenThousandScansIsCancelled() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(bytes(0xFF, 0xD8, 0xFF, 0xC2, 0, 11, 8, 32, 0, 32, 0, 1, 1, 0x11, 0));
        stream.writeBytes(bytes(0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xE0));
        for (int i = 0; i < 10_000; i++) {
            stream.writeBytes(bytes(0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 63, 0));
            stream.writeBytes(new byte[8_192]);
        }
        FrameGeometry geometry = new FrameGeometry(1, 8192, 8192, 1, 8, 8, 7, false, false, "MONOCHROME2");
        assertThatThrownBy(() ->
                        FrameDecoder.decode(UID.JPEGFullProgressionNonHierarchical1012, stream.toByteArray(), geometry))
                .isInstanceOf(BrokenFrame.class)
                .hasMessageContaining("more scans than its size allows");
    }

    @Test
    void dcm11LimitsOfAFrameAreTheCallers() throws Exception {
        DicomFile file = DicomFile.read(SampleSet.file("pydicom/MR_small_RLE.dcm"));
        FrameLimits small = new FrameLimits(64 * 64, 100, Duration.ofSeconds(2));
        assertThatThrownBy(() -> FrameSource.of(file, small)).isInstanceOf(UnsupportedPixelFormat.class);
        FrameLimits enough = new FrameLimits(64 * 64 * 2, 100, Duration.ofSeconds(2));
        assertThat(FrameSource.of(file, enough).decode(0).size()).isEqualTo(64 * 64);
    }

    @Test
    void dcm11StreamOfMoreScansThanTheCallerAllowsIsRefused() {
        byte[] stream = scans(4);
        FrameGeometry geometry = new FrameGeometry(1, 32, 32, 1, 8, 8, 7, false, false, "MONOCHROME2");
        assertThatThrownBy(() -> FrameDecoder.decode(
                        UID.JPEGFullProgressionNonHierarchical1012,
                        stream,
                        geometry,
                        new FrameLimits(1024, 3, Duration.ofSeconds(2))))
                .isInstanceOf(BrokenFrame.class)
                .hasMessageContaining("too many scans");
    }

    /** Progressive, of 32 by 32 pixels; each scan adds nothing. */
    private static byte[] scans(int count) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(bytes(0xFF, 0xD8, 0xFF, 0xC2, 0, 11, 8, 0, 32, 0, 32, 1, 1, 0x11, 0));
        stream.writeBytes(bytes(0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        for (int i = 0; i < count; i++) {
            stream.writeBytes(bytes(0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 63, 0));
            stream.writeBytes(new byte[64]);
        }
        return stream.toByteArray();
    }

    @Test
    void dcm11HeaderOfImpossibleSizeIsRefusedByEveryCodec() {
        FrameGeometry small = new FrameGeometry(1, 8, 8, 1, 8, 8, 7, false, false, "MONOCHROME2");
        byte[] jpeg = bytes(0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFD, 0xE8, 0xFD, 0xE8, 1, 1, 0x11, 0);
        byte[] jpeg2000 = bytes(0xFF, 0x4F, 0xFF, 0x51, 0, 41, 0, 0, 0, 0, 0xFD, 0xE8, 0, 0, 0xFD, 0xE8);
        byte[] jpegLs = bytes(0xFF, 0xD8, 0xFF, 0xF7, 0, 11, 8, 0xFD, 0xE8, 0xFD, 0xE8, 1, 1, 0x11, 0);
        assertThatThrownBy(() -> FrameDecoder.decode(UID.JPEGBaseline8Bit, Arrays.copyOf(jpeg, 200), small))
                .isInstanceOf(BrokenFrame.class)
                .hasMessageContaining("another size");
        assertThatThrownBy(() -> FrameDecoder.decode(UID.JPEG2000, Arrays.copyOf(jpeg2000, 200), small))
                .isInstanceOf(BrokenFrame.class)
                .hasMessageContaining("another size");
        assertThatThrownBy(() -> FrameDecoder.decode(UID.JPEGLSLossless, Arrays.copyOf(jpegLs, 200), small))
                .isInstanceOf(BrokenFrame.class)
                .hasMessageContaining("another size");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
