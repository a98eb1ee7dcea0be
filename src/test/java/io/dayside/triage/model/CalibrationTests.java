package io.dayside.triage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTests {

    @Test
    void theTrueSlopeAndOffsetAreFoundAgain() {
        var truth = new Calibration(0.6, -0.8);
        var random = new Random(1);
        List<Calibration.Case> cases = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double score = random.nextGaussian() * 3;
            cases.add(new Calibration.Case(score, random.nextDouble() < truth.probability(score), 1));
        }

        Calibration fitted = Calibration.fitted(cases);

        assertThat(fitted.slope()).isCloseTo(0.6, within(0.05));
        assertThat(fitted.offset()).isCloseTo(-0.8, within(0.08));
    }

    @Test
    void casesThatSeparateCompletelyStillGiveAFiniteCalibration() {
        Calibration fitted =
                Calibration.fitted(List.of(new Calibration.Case(-3, false, 1), new Calibration.Case(3, true, 1)));

        assertThat(fitted.probability(3)).isBetween(0.9, 1.0);
        assertThat(fitted.slope()).isFinite();
    }
}
