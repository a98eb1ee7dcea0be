package io.dayside.triage.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dayside.triage.training.Figures.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTests {

    private static final List<Outcome> OUTCOMES = List.of(
            new Outcome("a", 0.9, true),
            new Outcome("b", 0.8, false),
            new Outcome("c", 0.7, true),
            new Outcome("d", 0.2, false),
            new Outcome("e", 0.2, true),
            new Outcome("f", 0.1, false));

    @Test
    void aucCountsOrderedPairsAndHalvesTies() {
        assertThat(Figures.auc(OUTCOMES)).isCloseTo((3 + 2 + 1.5) / 9, within(1e-9));
    }

    @Test
    void sensitivityAndSpecificityAreTakenAtTheOperatingPoint() {
        assertThat(Figures.sensitivity(OUTCOMES, 0.7)).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(Figures.specificity(OUTCOMES, 0.7)).isCloseTo(2.0 / 3, within(1e-9));
    }

    @Test
    void theOperatingPointKeepsTheWantedSensitivity() {
        assertThat(Figures.operatingPoint(OUTCOMES, 1.0)).isEqualTo(0.2);
        assertThat(Figures.operatingPoint(OUTCOMES, 0.6)).isEqualTo(0.7);
    }

    @Test
    void theCalibrationErrorIsTheGapBetweenPredictedAndObserved() {
        var sure = List.of(new Outcome("a", 1, true), new Outcome("b", 1, false));

        assertThat(Figures.calibrationError(sure)).isCloseTo(0.5, within(1e-9));
        assertThat(Figures.brier(sure)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void theIntervalHoldsTheFigureAndIsTheSameEachTime() {
        var once = Figures.bounded("AUC", "test", OUTCOMES, Figures::auc);

        assertThat(once.low()).isLessThanOrEqualTo(once.value());
        assertThat(once.high()).isGreaterThanOrEqualTo(once.value());
        assertThat(Figures.bounded("AUC", "test", OUTCOMES, Figures::auc)).isEqualTo(once);
    }
}
