package io.dayside.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHoursTests {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final OpeningHours OFFICE =
            new OpeningHours(WEEKDAYS, LocalTime.of(8, 0), LocalTime.of(18, 0), Set.of(LocalDate.parse("2026-12-25")));

    @ParameterizedTest
    @CsvSource({
        // begin, hours, due; 27 November 2026 is a Friday
        "2026-11-27T10:00, 2, 2026-11-27T12:00",
        "2026-11-27T10:00, 8, 2026-11-27T18:00",
        "2026-11-27T17:00, 2, 2026-11-30T09:00",
        "2026-11-28T03:00, 2, 2026-11-30T10:00",
        "2026-11-27T06:00, 1, 2026-11-27T09:00",
        "2026-12-24T17:00, 2, 2026-12-28T09:00",
    })
    void onlyOpenHoursCount(LocalDateTime begin, int hours, LocalDateTime due) {
        assertThat(OFFICE.after(at(begin), Duration.ofHours(hours), ZURICH)).isEqualTo(at(due));
    }

    @Test
    void aNightBelongsToTheDayOnWhichItBegan() {
        var fridays = new OpeningHours(EnumSet.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), Set.of());
        assertThat(fridays.isOpen(at("2026-11-28T05:59"), ZURICH)).isTrue();
        assertThat(fridays.isOpen(at("2026-11-28T06:00"), ZURICH)).isFalse();
        assertThat(fridays.isOpen(at("2026-11-28T22:30"), ZURICH)).isFalse();
        assertThat(fridays.after(at("2026-11-28T05:00"), Duration.ofHours(2), ZURICH))
                .isEqualTo(at("2026-12-04T23:00"));
    }

    @Test
    void daylightSavingMakesANightAnHourLongerOrShorter() {
        var nights =
                new OpeningHours(EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(6, 0), Set.of());
        assertThat(nights.after(at("2026-10-24T22:00"), Duration.ofHours(9), ZURICH))
                .as("clocks go back")
                .isEqualTo(at("2026-10-25T06:00"));
        assertThat(nights.after(at("2026-03-28T22:00"), Duration.ofHours(7), ZURICH))
                .as("clocks go forward")
                .isEqualTo(at("2026-03-29T06:00"));
    }

    @Test
    void hoursThatAreAllHolidaysAreNeverEnough() {
        var holidays = LocalDate.parse("2026-01-01")
                .datesUntil(LocalDate.parse("2037-01-01"))
                .collect(Collectors.toSet());
        var never = new OpeningHours(WEEKDAYS, LocalTime.of(8, 0), LocalTime.of(9, 0), holidays);
        assertThatThrownBy(() -> never.after(at("2026-01-02T00:00"), Duration.ofMinutes(1), ZURICH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(200)
    void asMuchOpenTimePassesAsIsCounted(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        int count = 1 + random.nextInt(60 * 60);
        var begin = at("2026-01-01T00:00").plus(Duration.ofMinutes(random.nextInt(60 * 24 * 400)));
        var due = OFFICE.after(begin, Duration.ofMinutes(count), ZURICH);
        int open = 0;
        for (var minute = begin; minute.isBefore(due); minute = minute.plusSeconds(60)) {
            open += OFFICE.isOpen(minute, ZURICH) ? 1 : 0;
        }
        assertThat(open).isEqualTo(count);
    }

    private static Instant at(String local) {
        return at(LocalDateTime.parse(local));
    }

    private static Instant at(LocalDateTime local) {
        return local.atZone(ZURICH).toInstant();
    }
}
