package io.dayside.demo.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChestPhantomTests {

    @Test
    void theSameSeedGivesTheSameFilmAndAnotherSeedAnother() {
        short[] once = ChestPhantom.film(4, true).values();

        assertThat(ChestPhantom.film(4, true).values()).isEqualTo(once);
        assertThat(ChestPhantom.film(5, true).values()).isNotEqualTo(once);
    }

    @Test
    void onlyAPneumothoraxHasAGapAndItLiesOnOneSide() {
        Box gap = Objects.requireNonNull(ChestPhantom.film(6, true).gap());

        assertThat(ChestPhantom.film(6, false).gap()).isNull();
        assertThat(gap.width()).isLessThan(ChestPhantom.COLUMNS / 2);
    }

    @Test
    void lungsAreDarkerThanTheMediastinumAndNothingExceedsTwelveBits() {
        short[] film = ChestPhantom.film(9, false).values();
        int row = 560;

        assertThat(film[row * ChestPhantom.COLUMNS + 230]).isLessThan(film[row * ChestPhantom.COLUMNS + 512]);
        assertThat(IntStream.range(0, film.length).map(i -> film[i]).summaryStatistics())
                .satisfies(values -> assertThat(values.getMin()).isNotNegative())
                .satisfies(values -> assertThat(values.getMax()).isLessThanOrEqualTo(ChestPhantom.WHITE));
    }
}
