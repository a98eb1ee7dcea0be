package io.dayside.simulation.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueuesTests {

    /** Shares 5/25/70 %, mean read 12 minutes. */
    private static double[] rates(int readers, double load) {
        return Arrays.stream(new double[] {0.05, 0.25, 0.70})
                .map(share -> share * load * readers / 12)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5, 0.5", "2, 1, 0.3333", "2, 1.6, 0.7111", "3, 2, 0.4444", "4, 3.2, 0.5964", "10, 8, 0.4092"})
    void erlangCIsWhatTablesPrint(int readers, double load, double printed) {
        assertThat(Queues.erlangC(readers, load)).isCloseTo(printed, within(0.0001));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0.8, 8.95, 1.86, 2.45, 11.8",
        "4, 0.9, 23.6, 2.47, 3.39, 32.4",
        "8, 0.9, 10.5, 1.10, 1.51, 14.4",
        "16, 0.9, 4.44, 0.46, 0.64, 6.1"
    })
    void waitsByArrivalAndByClassAreThoseOfTheDesign(
            int readers, double load, double byArrival, double critical, double urgent, double routine) {
        double all = Arrays.stream(rates(readers, load)).sum();
        assertThat(Queues.mmc(readers, all, 12)).isCloseTo(byArrival, within(0.006 * byArrival));
        double[] byClass = Queues.mmcPriority(readers, rates(readers, load), 12);
        assertThat(byClass[0]).isCloseTo(critical, within(0.006));
        assertThat(byClass[1]).isCloseTo(urgent, within(0.006));
        assertThat(byClass[2]).isCloseTo(routine, within(0.06));
    }

    @Test
    void whoInterruptsAllOthersWaitsAsIfAlone() {
        double[] rates = rates(4, 0.9);
        double[] waits = Queues.mmcInterrupting(4, rates, 12);
        assertThat(waits[0])
                .isEqualTo(Queues.mmc(4, rates[0], 12), within(1e-9))
                .isCloseTo(0.0001, within(0.00005));
    }

    /** What all classes wait together does not depend on their order, as long as reading times are alike. */
    @Test
    void theOrderOfClassesLeavesTheMeanOfAllAsItIs() {
        double[] rates = rates(3, 0.85);
        double all = Arrays.stream(rates).sum();
        assertThat(mean(rates, Queues.mmcPriority(3, rates, 12))).isCloseTo(Queues.mmc(3, all, 12), within(1e-9));
        assertThat(mean(rates, Queues.mmcInterrupting(3, rates, 12))).isCloseTo(Queues.mmc(3, all, 12), within(1e-9));
    }

    private static double mean(double[] rates, double[] waits) {
        double sum = 0;
        double all = 0;
        for (int k = 0; k < rates.length; k++) {
            sum += rates[k] * waits[k];
            all += rates[k];
        }
        return sum / all;
    }

    @Test
    void generalReadingTimesAgreeWithExponentialOnesWhereBothApply() {
        double[] rates = rates(1, 0.8);
        double[] means = {12, 12, 12};
        double[] squares = {288, 288, 288};
        assertThat(Queues.mg1(0.8 / 12, 12, 288)).isCloseTo(Queues.mmc(1, 0.8 / 12, 12), within(1e-9));
        assertThat(Queues.mg1Priority(rates, means, squares))
                .containsExactly(Queues.mmcPriority(1, rates, 12), within(1e-9));
        assertThat(Queues.mg1Interrupting(rates, means, squares))
                .containsExactly(Queues.mmcInterrupting(1, rates, 12), within(1e-9));
    }

    /** An M/D/1 waits half as long as an M/M/1. */
    @Test
    void equalReadingTimesHalveTheWait() {
        assertThat(Queues.mg1(0.05, 12, 144)).isCloseTo(Queues.mmc(1, 0.05, 12) / 2, within(1e-9));
    }

    @Test
    void aQueueWithoutEndHasNoMeanWait() {
        assertThatThrownBy(() -> Queues.mmc(2, 0.2, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Queues.mg1(0.1, 10, 100)).isInstanceOf(IllegalArgumentException.class);
    }
}
