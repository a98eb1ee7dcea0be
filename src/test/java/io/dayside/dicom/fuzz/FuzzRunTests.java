package io.dayside.dicom.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuzzRunTests {

    private static final FuzzTarget TARGET = FuzzTarget.DATASET;
    private static final String NAME = TARGET.name().toLowerCase(Locale.ROOT);

    @Test
    void runsForOneMinuteOrAsLongAsIsSaid() {
        assertThat(FuzzRun.requestOf(NAME)).isEqualTo(new FuzzRun.Request(TARGET, 1));
        assertThat(FuzzRun.requestOf(NAME, "--minutes", "20")).isEqualTo(new FuzzRun.Request(TARGET, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000", "-1", "", "ten", "1.5", "99999999999"})
    void refusesWhatWouldNeverEndOrIsNoNumber(String minutes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FuzzRun.requestOf(NAME, "--minutes", minutes))
                .withMessage("--minutes is a whole number from 1 to 9999, was '" + minutes + "'");
    }

    @Test
    void refusesAnOptionWithoutItsNumberAndAnyOther() {
        assertThatIllegalArgumentException().isThrownBy(() -> FuzzRun.requestOf(NAME, "--minutes"));
        assertThatIllegalArgumentException().isThrownBy(() -> FuzzRun.requestOf(NAME, "--hours", "1"));
    }

    @Test
    void listsTheTargetsWhereNoneIsNamedOrAnUnknownOne() {
        for (String[] arguments : new String[][] {{}, {"nowhere"}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FuzzRun.requestOf(arguments))
                    .satisfies(refusal -> {
                        for (FuzzTarget target : FuzzTarget.values()) {
                            assertThat(refusal)
                                    .hasMessageContaining(target.name().toLowerCase(Locale.ROOT));
                        }
                    });
        }
    }
}
