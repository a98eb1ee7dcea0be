package io.dayside.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadingTimeTests {

    static Stream<ReadingTime> times() {
        return Stream.of(
                new ReadingTime.Fixed(7),
                new ReadingTime.Exponential(12),
                new ReadingTime.LogNormal(9, 0.6),
                new ReadingTime.Gamma(10, 3),
                new ReadingTime.Gamma(10, 0.5),
                new ReadingTime.Empirical(new double[] {2, 3, 3, 20}));
    }

    @ParameterizedTest
    @MethodSource("times")
    void drawsHaveTheMomentsThatAreSaid(ReadingTime time) {
        var random = new SplittableRandom(3);
        double sum = 0;
        double squares = 0;
        int draws = 1_000_000;
        for (int i = 0; i < draws; i++) {
            double minutes = time.draw(random);
            assertThat(minutes).isPositive();
            sum += minutes;
            squares += minutes * minutes;
        }
        assertThat(sum / draws).isCloseTo(time.meanMinutes(), within(0.005 * time.meanMinutes()));
        assertThat(squares / draws).isCloseTo(time.secondMoment(), within(0.02 * time.secondMoment()));
    }

    @Test
    void noReadingTakesNoTime() {
        assertThatThrownBy(() -> new ReadingTime.Fixed(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReadingTime.LogNormal(5, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReadingTime.Empirical(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
