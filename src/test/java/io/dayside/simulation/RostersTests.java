package io.dayside.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.simulation.engine.Shifts;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RostersTests {

    private static final double DAY = 1_440;

    private static ShiftPattern daily(String from, String until, ShiftPattern.Break... breaks) {
        return new ShiftPattern(
                EnumSet.allOf(DayOfWeek.class), LocalTime.parse(from), LocalTime.parse(until), List.of(breaks));
    }

    @Test
    void aNightShiftOfTheDayBeforeIsOnAtTheStart() {
        var shifts = Rosters.shifts(Floors.inZone("Etc/UTC", daily("22:00", "06:00")), Floors.MONDAY, 2 * DAY);
        assertThat(shifts.from()).containsExactly(0, 1_320, DAY + 1_320);
        assertThat(shifts.until()).startsWith(360, DAY + 360);
    }

    @Test
    void breaksAreCutOutAlsoAfterMidnight() {
        var pause = new ShiftPattern.Break(LocalTime.of(1, 0), LocalTime.of(1, 30));
        var shifts = Rosters.shifts(Floors.inZone("Etc/UTC", daily("22:00", "06:00", pause)), Floors.MONDAY, DAY);
        assertThat(shifts.from()).containsExactly(0, 90, 1_320);
        assertThat(shifts.until()).startsWith(60, 360);
    }

    /** Clocks in Zurich go forward on 29 March 2026 at 2: the night has seven hours, and mornings come an hour sooner. */
    @Test
    void daylightSavingShortensTheNight() {
        var shifts = Rosters.shifts(
                Floors.inZone("Europe/Zurich", daily("22:00", "06:00")), LocalDate.of(2026, 3, 28), 2 * DAY);
        assertThat(shifts.from()[1]).isEqualTo(21 * 60);
        assertThat(shifts.until()[1]).isEqualTo(DAY + 4 * 60);
        assertThat(shifts.from()[2]).isEqualTo(DAY + 20 * 60);
    }

    @Test
    void onlyItsDaysOfTheWeekHaveTheShift() {
        var monday = new ShiftPattern(Set.of(DayOfWeek.MONDAY), LocalTime.of(8, 0), LocalTime.of(16, 0), List.of());
        var shifts = Rosters.shifts(Floors.inZone("Etc/UTC", monday), Floors.MONDAY, 14 * DAY);
        assertThat(shifts.from()).containsExactly(480, 7 * DAY + 480);
        assertThat(shifts.firstOnFrom(500)).isEqualTo(500);
        assertThat(shifts.firstOnFrom(960)).isEqualTo(7 * DAY + 480);
        assertThat(shifts.minutesBetween(0, 7 * DAY)).isEqualTo(480);
    }

    /** Monday to Wednesday are eight hours each, Thursday is cut, and on Monday all begins anew. */
    @Test
    void shiftsEndWhereTheHoursOfAContractDo() {
        var reader = Floors.under(new ContractTerms(30, 99, 99), Floors.inZone("Etc/UTC", daily("08:00", "16:00")));
        var shifts = Rosters.shifts(reader, Floors.MONDAY, 9 * DAY);
        assertThat(shifts.until()).startsWith(960, DAY + 960, 2 * DAY + 960, 3 * DAY + 840, 7 * DAY + 960);
        assertThat(shifts.minutesBetween(0, 7 * DAY)).isEqualTo(30 * 60);
    }

    /** Of a floor that begins on a Friday the hours since Monday count. */
    @Test
    void hoursBeforeTheStartCountForItsWeek() {
        var reader = Floors.under(new ContractTerms(36, 99, 99), Floors.inZone("Etc/UTC", daily("08:00", "16:00")));
        var shifts = Rosters.shifts(reader, Floors.MONDAY.plusDays(4), 4 * DAY);
        assertThat(shifts.from()).startsWith(480, 3 * DAY + 480);
        assertThat(shifts.until()).startsWith(720);
    }

    @Test
    void shiftsThatOverlapAreRefused() {
        assertThatThrownBy(() -> new Shifts(new double[] {0, 5}, new double[] {6, 9}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Three hours of ten times the weight get about ten times the cases, in the stream's own zone. */
    @Test
    void arrivalsFollowTheWeeksShapeInLocalTime() {
        double[] hours = new double[24];
        java.util.Arrays.fill(hours, 1);
        hours[9] = 10;
        var shape = new WeekShape(hours, new double[] {1, 1, 1, 1, 1, 0, 0});
        var stream = new CaseStream(
                "peaked",
                "GB",
                ZoneOffset.ofHours(5),
                1_000,
                shape,
                Map.of("CT head", 1.0),
                Map.of("routine", 1.0),
                List.of());
        var draws = new StreamDraws(
                stream, Floors.MONDAY.atStartOfDay(ZoneOffset.UTC).toInstant(), 3);
        int[] byHour = new int[24];
        int weekend = 0;
        int all = 0;
        for (double at = draws.nextArrival(28 * DAY); at < 28 * DAY; at = draws.nextArrival(28 * DAY)) {
            byHour[(int) ((at / 60 + 5) % 24)]++;
            weekend += (at + 300) % (7 * DAY) >= 5 * DAY ? 1 : 0;
            all++;
        }
        assertThat(weekend).isZero();
        assertThat(all).isBetween(19_300, 20_700);
        assertThat(byHour[9] / (double) byHour[12]).isBetween(8.5, 11.5);
    }

    @Test
    void replayedArrivalsComeWhenTheyCame() {
        var start = Floors.MONDAY.atStartOfDay(ZoneOffset.UTC).toInstant();
        var stream = new CaseStream(
                "replayed",
                "GB",
                ZoneOffset.UTC,
                0,
                WeekShape.FLAT,
                Map.of("CT head", 1.0),
                Map.of("routine", 1.0),
                List.of(start.plusSeconds(90), start.plusSeconds(3_600)));
        var draws = new StreamDraws(stream, start, 3);
        assertThat(draws.nextArrival(DAY)).isEqualTo(1.5);
        assertThat(draws.nextArrival(DAY)).isEqualTo(60);
        assertThat(draws.nextArrival(DAY)).isInfinite();
    }
}
