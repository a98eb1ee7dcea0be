package io.dayside.dicom.frame.jpegls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.Expected;
import io.dayside.dicom.frame.codec.Picture;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JpegLsTests {

    private final Random random = new Random(14495);

    @Test
    void everyDepthAndOrderComesBackExactly() throws BrokenStream {
        for (int bits = 2; bits <= 16; bits++) {
            for (Interleave interleave : Interleave.values()) {
                for (Texture texture : Texture.values()) {
                    Picture picture = picture(37, 53, interleave == Interleave.NONE ? 1 : 3, bits, texture);
                    assertThat(decoded(JpegLsEncoder.encode(picture, 0, interleave), picture)
                                    .samples())
                            .as("%d bits, %s, %s", bits, interleave, texture)
                            .isEqualTo(picture.samples());
                }
            }
        }
    }

    @Test
    void nearLosslessSamplesDifferByNoMoreThanNear() throws BrokenStream {
        for (int bits = 3; bits <= 16; bits++) {
            for (int near : new int[] {1, 2, 3, 20, 255}) {
                if (near > (1 << bits) / 2 - 1) {
                    continue;
                }
                for (Interleave interleave : Interleave.values()) {
                    for (Texture texture : Texture.values()) {
                        Picture picture = picture(29, 31, interleave == Interleave.NONE ? 1 : 3, bits, texture);
                        Picture decoded = decoded(JpegLsEncoder.encode(picture, near, interleave), picture);
                        assertThat(largestDifference(picture, decoded))
                                .as("%d bits, near %d, %s, %s", bits, near, interleave, texture)
                                .isLessThanOrEqualTo(near);
                    }
                }
            }
        }
    }

    @Test
    void threeScansOfOneComponentEach() throws BrokenStream {
        Picture picture = picture(20, 30, 3, 8, Texture.SMOOTH);
        assertThat(decoded(JpegLsEncoder.encode(picture, 0, Interleave.NONE), picture)
                        .samples())
                .isEqualTo(picture.samples());
    }

    @Test
    void picturesOfOnePixelOrOneLine() throws BrokenStream {
        for (int[] size : new int[][] {{1, 1}, {1, 70}, {70, 1}}) {
            Picture picture = picture(size[0], size[1], 1, 12, Texture.NOISE);
            assertThat(decoded(JpegLsEncoder.encode(picture), picture).samples())
                    .isEqualTo(picture.samples());
        }
    }

    @Test
    void dcm11TruncatedOrDamagedStreamsAreRefusedOrDecodedNeverAnythingElse() {
        for (Interleave interleave : Interleave.values()) {
            int components = interleave == Interleave.NONE ? 1 : 3;
            Picture picture = picture(64, 64, components, 12, Texture.SMOOTH);
            byte[] stream = JpegLsEncoder.encode(picture, 0, interleave);
            for (int length = 0; length < stream.length - 2; length += 97) {
                byte[] cut = Arrays.copyOf(stream, length);
                assertThatThrownBy(() -> decoded(cut, picture)).isInstanceOf(BrokenStream.class);
            }
            for (int i = 0; i < 2_000; i++) {
                byte[] damaged = stream.clone();
                damaged[random.nextInt(stream.length)] ^= (byte) (1 << random.nextInt(8));
                try {
                    decoded(damaged, picture);
                } catch (BrokenStream e) {
                    assertThat(e).hasMessageNotContaining("null");
                }
            }
        }
    }

    @Test
    void dcm11StreamOfAnotherSizeIsRefusedBeforeAnythingIsAllocated() {
        Picture picture = picture(8, 8, 1, 8, Texture.NOISE);
        byte[] stream = JpegLsEncoder.encode(picture);
        Arrays.fill(stream, 7, 11, (byte) 0xFD);
        assertThatThrownBy(() -> decoded(stream, picture))
                .isInstanceOf(BrokenStream.class)
                .hasMessageContaining("another size");
    }

    private static Picture decoded(byte[] stream, Picture like) throws BrokenStream {
        return JpegLsDecoder.decode(stream, new Expected(like.rows(), like.columns(), like.components()));
    }

    private static int largestDifference(Picture one, Picture other) {
        int largest = 0;
        for (int i = 0; i < one.samples().length; i++) {
            int difference = Short.toUnsignedInt(one.samples()[i]) - Short.toUnsignedInt(other.samples()[i]);
            largest = Math.max(largest, Math.abs(difference));
        }
        return largest;
    }

    private enum Texture {
        NOISE,
        SMOOTH,
        FLAT,
        EXTREMES
    }

    private Picture picture(int rows, int columns, int components, int bits, Texture texture) {
        short[] samples = new short[rows * columns * components];
        int largest = (1 << bits) - 1;
        for (int i = 0; i < samples.length; i++) {
            int pixel = i / components;
            double wave = Math.sin(pixel % columns / 9.0) * Math.cos(pixel / (7.0 * columns) + i % components);
            samples[i] = (short)
                    switch (texture) {
                        case NOISE -> random.nextInt(largest + 1);
                        case SMOOTH -> Math.clamp((int) ((wave + 1) / 2 * largest) + random.nextInt(3) - 1, 0, largest);
                        case FLAT -> random.nextInt(40) == 0 ? random.nextInt(largest + 1) : largest / 2;
                        case EXTREMES -> random.nextBoolean() ? largest : 0;
                    };
        }
        return new Picture(rows, columns, components, bits, samples);
    }
}
