package io.dayside.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeGroupTests {

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, 2026-11-24, NEWBORN",
        "2026-11-01, 2026-11-28, NEWBORN",
        "2026-11-01, 2026-11-29, CHILD",
        "2008-11-25, 2026-11-24, CHILD",
        "2008-11-24, 2026-11-24, ADULT",
        "2008-02-29, 2026-02-28, CHILD",
        "2008-02-29, 2026-03-01, ADULT",
    })
    void theDayDecides(LocalDate birth, LocalDate day, AgeGroup group) {
        assertThat(AgeGroup.of(birth, day)).isEqualTo(group);
    }
}
