package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.workforce.Specialist.Shift;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecialistTests {

    private static Specialist inZurich(Shift shift) {
        return new Specialist(
                "meyer", "Dr Meyer", ZoneId.of("Europe/Zurich"), 3, List.of(), List.of(), List.of(), List.of(shift));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T05:59:00Z, false",
        "2026-11-24T06:00:00Z, true",
        "2026-11-24T14:59:59Z, true",
        "2026-11-24T15:00:00Z, false",
        "2026-11-25T08:00:00Z, false",
    })
    void aDayShiftHasItsBeginButNotItsEnd(Instant at, boolean on) {
        var tuesday = inZurich(new Shift(Set.of(DayOfWeek.TUESDAY), LocalTime.of(7, 0), LocalTime.of(16, 0)));

        assertThat(tuesday.onShift(at)).isEqualTo(on);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T20:59:00Z, false",
        "2026-11-24T21:00:00Z, true",
        "2026-11-25T04:59:00Z, true",
        "2026-11-25T05:00:00Z, false",
        "2026-11-25T21:30:00Z, false",
    })
    void aNightShiftBelongsToTheDayItBegins(Instant at, boolean on) {
        var night = inZurich(new Shift(Set.of(DayOfWeek.TUESDAY), LocalTime.of(22, 0), LocalTime.of(6, 0)));

        assertThat(night.onShift(at)).isEqualTo(on);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T06:00:00Z, on shift until 16:00 Zurich",
        "2026-11-24T05:00:00Z, off until 07:00 Zurich",
    })
    void theShiftOfTheMomentIsSaidInWords(Instant at, String words) {
        var tuesday = inZurich(new Shift(Set.of(DayOfWeek.TUESDAY), LocalTime.of(7, 0), LocalTime.of(16, 0)));

        assertThat(ShiftsNow.words(tuesday, at)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-24T20:30:00Z, true", // 22:30 in summer time
        "2026-10-25T04:30:00Z, true", // 05:30 in winter time, the night has nine hours
        "2026-10-25T05:30:00Z, false",
    })
    void theNightOfTheClockChangeFollowsTheWallClock(Instant at, boolean on) {
        var night = inZurich(new Shift(Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(6, 0)));

        assertThat(night.onShift(at)).isEqualTo(on);
    }
}
