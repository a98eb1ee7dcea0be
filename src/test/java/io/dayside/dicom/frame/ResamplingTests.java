package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ResamplingTests {

    @Test
    void theSameSizeGivesTheSameValues() {
        for (int samples : new int[] {1, 3}) {
            var frame = random(7, 5, samples);

            assertThat(Resampling.of(frame, PictureRegion.of(frame), 5, 7).values())
                    .isEqualTo(frame.values());
        }
    }

    @Test
    void aFlatPictureStaysFlatInEverySize() {
        var flat = new ShownFrame(6, 6, 1, filled(36, 77));
        for (int size : new int[] {1, 2, 5, 6, 7, 50}) {
            assertThat(Resampling.of(flat, PictureRegion.of(flat), size, size).values())
                    .containsOnly(77);
        }
    }

    /** One white pixel of 10,000 in a corner that taking every tenth pixel would miss. */
    @Test
    void aSmallMarkIsNotLostWhenThePictureShrinks() {
        for (int mark : new int[] {0, 15, 1512, 9_999}) {
            var values = new byte[10_000];
            values[mark] = (byte) 255;
            var frame = new ShownFrame(100, 100, 1, values);

            var small = Resampling.of(frame, PictureRegion.of(frame), 10, 10);

            int sum = 0;
            for (byte value : small.values()) {
                sum += value & 0xFF;
            }
            assertThat(sum).as("mark at " + mark).isBetween(1, 10);
        }
    }

    @Test
    void valuesBetweenPixelsAreInterpolated() {
        var frame = new ShownFrame(1, 2, 1, new byte[] {0, 100});

        assertThat(Resampling.of(frame, PictureRegion.of(frame), 4, 1).values()).containsExactly(0, 25, 75, 100);
    }

    @Test
    void aRegionIsCutOutAndFlipped() {
        var frame = new ShownFrame(2, 4, 1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

        assertThat(Resampling.of(frame, new PictureRegion(1, 0, 2, 2, false, false), 2, 2)
                        .values())
                .containsExactly(2, 3, 6, 7);
        assertThat(Resampling.of(frame, new PictureRegion(1, 0, 2, 2, true, false), 2, 2)
                        .values())
                .containsExactly(3, 2, 7, 6);
        assertThat(Resampling.of(frame, new PictureRegion(0, 0, 4, 2, false, true), 4, 2)
                        .values())
                .containsExactly(5, 6, 7, 8, 1, 2, 3, 4);
    }

    @Test
    void aRegionBeyondThePictureIsRefused() {
        var frame = random(4, 4, 1);

        assertThatThrownBy(() -> Resampling.of(frame, new PictureRegion(1, 0, 4, 4, false, false), 4, 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PictureRegion(0, 0, 0, 4, false, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PictureRegion(Double.NaN, 0, 1, 1, false, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ShownFrame random(int rows, int columns, int samples) {
        var values = new byte[rows * columns * samples];
        new Random(3).nextBytes(values);
        return new ShownFrame(rows, columns, samples, values);
    }

    private static byte[] filled(int length, int value) {
        var values = new byte[length];
        java.util.Arrays.fill(values, (byte) value);
        return values;
    }
}
