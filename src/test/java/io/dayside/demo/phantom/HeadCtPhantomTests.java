package io.dayside.demo.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeadCtPhantomTests {

    @Test
    void theSameSeedGivesTheSameSliceAndAnotherSeedAnother() {
        short[] once = HeadCtPhantom.of(11, true).slice(14).hounsfield();

        assertThat(HeadCtPhantom.of(11, true).slice(14).hounsfield()).isEqualTo(once);
        assertThat(HeadCtPhantom.of(12, true).slice(14).hounsfield()).isNotEqualTo(once);
    }

    @Test
    void aSliceDoesNotDependOnThoseComputedBefore() {
        var phantom = HeadCtPhantom.of(3, false);
        phantom.slice(2);
        phantom.slice(20);

        assertThat(phantom.slice(9).hounsfield())
                .isEqualTo(HeadCtPhantom.of(3, false).slice(9).hounsfield());
    }

    @ParameterizedTest
    @EnumSource(value = Bleed.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void everyKindOfBleedingIsVisibleInSomeSliceAndItsBoxHoldsTheMask(Bleed kind) {
        var phantom = HeadCtPhantom.of(21, kind);
        var slices = IntStream.range(4, phantom.slices() - 4)
                .mapToObj(phantom::slice)
                .filter(HeadCtPhantom.Slice::visible)
                .toList();

        assertThat(slices).isNotEmpty();
        assertThat(slices).allSatisfy(slice -> {
            Box box = Objects.requireNonNull(slice.box());
            assertThat(box.width() * box.height()).isGreaterThanOrEqualTo(slice.bloodPixels());
        });
    }

    @Test
    void aHeadWithoutBleedingHasNoBloodButAsManyDenseVoxelsAsAThresholdWouldTakeForBlood() {
        var phantom = HeadCtPhantom.of(8, false);
        var middle = phantom.slice(5);

        assertThat(middle.bloodPixels()).isZero();
        assertThat(middle.box()).isNull();
        long dense = IntStream.range(0, middle.hounsfield().length)
                .filter(i -> middle.hounsfield()[i] >= 55 && middle.hounsfield()[i] <= 80)
                .count();
        assertThat(dense).isGreaterThan(HeadCtPhantom.VISIBLE_PIXELS);
    }

    @Test
    void valuesAreThoseOfAirBrainAndBone() {
        short[] slice = HeadCtPhantom.of(5, false).slice(16).hounsfield();

        assertThat(slice[0]).isBetween((short) -1024, (short) -960);
        assertThat(meanAround(slice, 200, 300)).isBetween(20.0, 45.0);
        assertThat(IntStream.range(0, slice.length).map(i -> slice[i]).max().orElseThrow())
                .isBetween(800, 2000);
    }

    private static double meanAround(short[] slice, int row, int column) {
        double sum = 0;
        for (int y = row - 5; y < row + 5; y++) {
            for (int x = column - 5; x < column + 5; x++) {
                sum += slice[y * HeadCtPhantom.SIZE + x];
            }
        }
        return sum / 100;
    }
}
