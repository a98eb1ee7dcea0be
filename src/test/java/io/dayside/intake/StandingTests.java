package io.dayside.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.intake.StudyProgress.Standing;
import io.dayside.intake.StudyProgress.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTests {

    @ParameterizedTest(name = "round {0}, order {1}, steps {2}: {3} instances {4}")
    @CsvSource({
        "1, 200,   0, 199, false",
        "1, 200,   0, 200, true",
        "1, 200,   0, 201, true",
        "1,   0, 100, 100, true",
        "1, 200, 100, 150, true",
        "1,   0,   0,  50, false",
        "2, 200,   0, 200, true",
        "2, 200,   0, 201, false",
        "2, 200,   0, 500, false",
        "2, 200, 300, 250, false",
        "2, 200, 300, 300, true",
    })
    void lateInstancesBeyondACountAreNoReasonToLook(
            int round, int expected, int steps, int instances, boolean reached) {
        var standing = new Standing(State.RECEIVING, round, null, null, null, null, false, expected, steps);

        assertThat(standing.isReachedBy(instances)).isEqualTo(reached);
    }
}
