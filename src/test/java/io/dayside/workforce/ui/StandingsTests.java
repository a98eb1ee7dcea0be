package io.dayside.workforce.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.workforce.Specialist.Standing;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingsTests {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    @ParameterizedTest
    @CsvSource({
        "0,  '⚠ GB ends on 2026-11-24, within 7 days'",
        "7,  '⚠ GB ends on 2026-12-01, within 7 days'",
        "8,  '⚠ GB ends on 2026-12-02, within 30 days'",
        "31, '⚠ GB ends on 2026-12-25, within 90 days'",
        "91, 'GB until 2027-02-23'"
    })
    void theOfficerIsWarnedThreeTimesBeforeALicenceEnds(int daysLeft, String words) {
        assertThat(Standings.of("GB", Standing.ACTIVE, TODAY.plusDays(daysLeft), TODAY)
                        .words())
                .isEqualTo(words);
    }

    @Test
    void whatHasEndedIsSaidSo() {
        assertThat(Standings.of("GB", Standing.EXPIRED, TODAY.minusDays(1), TODAY))
                .isEqualTo(new Standings.Line("⚠ GB expired", "ended"));
    }
}
