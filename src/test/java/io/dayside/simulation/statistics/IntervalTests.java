package io.dayside.simulation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTests {

    @ParameterizedTest
    @CsvSource({"1, 12.706", "2, 4.303", "5, 2.571", "10, 2.228", "19, 2.093", "39, 2.023", "120, 1.980"})
    void quantilesAreThoseOfPrintedTables(int freedom, double printed) {
        assertThat(StudentT.quantile(0.975, freedom)).isCloseTo(printed, within(0.0005));
    }

    @ParameterizedTest
    @CsvSource({"1, 3.078", "4, 1.533", "30, 1.310"})
    void alsoAtNinetyPercent(int freedom, double printed) {
        assertThat(StudentT.quantile(0.9, freedom)).isCloseTo(printed, within(0.0005));
    }

    @Test
    void meanAndHalfWidthOfFiveValues() {
        var interval = Interval.of(new double[] {2, 4, 4, 4, 6});
        assertThat(interval.mean()).isEqualTo(4);
        assertThat(interval.halfWidth()).isCloseTo(2.776 * Math.sqrt(2.0 / 5), within(0.001));
        assertThat(interval.contains(5.7)).isTrue();
        assertThat(interval.contains(5.8)).isFalse();
    }

    /** Of 2000 intervals of eight normal values about 1900 hold the true mean; 1845 to 1955 is far beyond chance. */
    @Test
    void intervalsHoldTheTrueMeanAsOftenAsTheySay() {
        var random = new SplittableRandom(7);
        int holding = 0;
        for (int i = 0; i < 2_000; i++) {
            if (Interval.of(random.doubles(8)
                            .map(_ -> random.nextGaussian(3, 2))
                            .toArray())
                    .contains(3)) {
                holding++;
            }
        }
        assertThat(holding).isBetween(1_845, 1_955);
    }

    @Test
    void quantilesOfASampleAreNearestRanks() {
        var sample = new Sample();
        for (int value = 100; value >= 1; value--) {
            sample.add(value);
        }
        assertThat(sample.quantile(0.95)).isEqualTo(95);
        assertThat(sample.quantile(0.5)).isEqualTo(50);
        assertThat(sample.max()).isEqualTo(100);
        assertThat(sample.mean()).isEqualTo(50.5);
        assertThat(new Sample().quantile(0.5)).isNaN();
    }
}
