package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.workforce.Credential.Contract;
import io.dayside.workforce.Specialist.Shift;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractHoursTests {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final Shift DAYS =
            new Shift(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(8, 0), LocalTime.of(18, 0));
    private static final Shift NIGHTS =
            new Shift(EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(6, 0));

    @Test
    void whoHasNoContractIsOnShiftWheneverTheirShiftsSaySo() {
        var hours = new ContractHours(working(List.of(DAYS), List.of()));

        assertThat(hours.onShift(zurich("2026-11-27T17:59"))).isTrue();
        assertThat(hours.shiftEnd(zurich("2026-11-27T17:59"))).contains(at("2026-11-27T18:00"));
        assertThat(hours.nextShift(zurich("2026-11-27T18:00"))).contains(at("2026-11-30T08:00"));
    }

    @Test
    void aShiftEndsWhereTheHoursOfTheWeekDoAndTheNextOneIsNextWeeks() {
        var hours = hours(42, DAYS);

        assertThat(hours.worked(zurich("2026-11-27T09:30"))).isEqualTo(Duration.ofMinutes(41 * 60 + 30));
        assertThat(hours.onShift(zurich("2026-11-27T09:59"))).isTrue();
        assertThat(hours.shiftEnd(zurich("2026-11-27T09:00"))).contains(at("2026-11-27T10:00"));
        assertThat(hours.onShift(zurich("2026-11-27T10:00"))).isFalse();
        assertThat(hours.areSpent(zurich("2026-11-29T23:59"))).isTrue();
        assertThat(hours.nextShift(zurich("2026-11-27T10:00"))).contains(at("2026-11-30T08:00"));
        assertThat(hours.worked(zurich("2026-11-30T00:00"))).isZero();
    }

    @Test
    void aWeekBeginsOnMondayAtMidnightOfTheirOwnZone() {
        var hours = hours(10, NIGHTS);

        assertThat(hours.onShift(zurich("2026-11-29T23:59"))).isFalse();
        assertThat(hours.nextShift(zurich("2026-11-29T23:00"))).contains(at("2026-11-30T00:00"));
        assertThat(hours.onShift(zurich("2026-11-30T00:00"))).isTrue();
        assertThat(hours.shiftEnd(zurich("2026-11-30T00:00"))).contains(at("2026-11-30T06:00"));
        assertThat(hours.shiftEnd(zurich("2026-11-30T22:00"))).contains(at("2026-12-01T02:00"));
    }

    /** The night to 25 October has an hour twice, and so nine hours; the night to 29 March has seven. */
    @ParameterizedTest
    @CsvSource({"2026-10-24, 9", "2026-03-28, 7", "2026-11-21, 8"})
    void aNightCountsAsLongAsItWas(LocalDate saturday, int length) {
        var night = new Shift(EnumSet.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));
        var morning = saturday.plusDays(1).atTime(6, 0).atZone(ZURICH).toInstant();

        assertThat(hours(168, night).worked(morning)).isEqualTo(Duration.ofHours(length));
        assertThat(hours(length, night).shiftEnd(morning.minusSeconds(60))).contains(morning.atZone(ZURICH));
        assertThat(hours(length - 1, night).onShift(morning.minusSeconds(3_600)))
                .isFalse();
        assertThat(hours(length - 1, night).onShift(morning.minusSeconds(3_601)))
                .isTrue();
    }

    @Test
    void hoursThatWereTakenOffDoNotCountAndExtraOnesDo() {
        var off = change(ShiftChange.Kind.OFF, "2026-11-23T08:00", "2026-11-23T18:00");
        var extra = change(ShiftChange.Kind.EXTRA, "2026-11-28T08:00", "2026-11-28T12:00");
        var call = change(ShiftChange.Kind.ON_CALL, "2026-11-28T12:00", "2026-11-29T12:00");
        var hours = new ContractHours(
                working(List.of(DAYS), List.of(off, extra, call)).under(contract(42)));

        assertThat(hours.worked(zurich("2026-11-29T20:00"))).isEqualTo(Duration.ofHours(44));
        assertThat(hours.shiftEnd(zurich("2026-11-28T09:00"))).contains(at("2026-11-28T10:00"));
    }

    @Test
    void whoIsAlwaysOnShiftRestsFromTheLastHourUntilMonday() {
        var always = new Shift(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        var hours = hours(24, always);

        assertThat(hours.shiftEnd(zurich("2026-11-23T08:00"))).contains(at("2026-11-24T00:00"));
        assertThat(hours.nextShift(zurich("2026-11-25T08:00"))).contains(at("2026-11-30T00:00"));
        assertThat(hours(168, always).shiftEnd(zurich("2026-11-25T08:00"))).contains(at("2026-11-30T00:00"));
    }

    @Test
    void whoHasNoShiftHasNoNextOne() {
        var hours = new ContractHours(working(List.of(), List.of()).under(contract(42)));

        assertThat(hours.nextShift(zurich("2026-11-25T08:00"))).isEmpty();
        assertThat(hours.shiftEnd(zurich("2026-11-25T08:00"))).isEmpty();
    }

    /** Held against a count of quarter hours, over weeks with and without a change of clocks. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void noWeekHasMoreHoursThanWereAgreed(long seed) {
        var random = new Random(seed);
        var zone = ZoneId.of(List.of("Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
                .get(random.nextInt(4)));
        var monday = LocalDate.parse(List.of("2026-03-02", "2026-03-23", "2026-10-19", "2026-10-26", "2026-06-01")
                .get(random.nextInt(5)));
        var shifts = new ArrayList<Shift>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            shifts.add(new Shift(
                    EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7))),
                    LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)),
                    LocalTime.of(random.nextInt(24), 15 * random.nextInt(4))));
        }
        int agreed = 1 + random.nextInt(40);
        var who = new Specialist("r", "R", zone, 1, List.of(), List.of(), List.of(), shifts).under(contract(agreed));
        var hours = new ContractHours(who);
        var end = monday.plusWeeks(2).atStartOfDay(zone).toInstant();
        var worked = Duration.ZERO;
        boolean before = hours.onShift(monday.atStartOfDay(zone).toInstant().minusMillis(1));
        var expectedNext = monday.atStartOfDay(zone);
        for (var at = expectedNext.toInstant(); at.isBefore(end); at = at.plus(Duration.ofMinutes(15))) {
            if (at.equals(monday.plusWeeks(1).atStartOfDay(zone).toInstant())) {
                worked = Duration.ZERO;
            }
            boolean on = who.onShift(at) && worked.compareTo(Duration.ofHours(agreed)) < 0;
            assertThat(hours.onShift(at)).as("%s of seed %d", at, seed).isEqualTo(on);
            if (on != before) {
                var turn = at.minusMillis(1);
                var told = on ? hours.nextShift(turn) : hours.shiftEnd(turn);
                assertThat(told.map(ZonedDateTime::toInstant))
                        .as("seed %d", seed)
                        .contains(at);
            }
            worked = who.onShift(at) ? worked.plusMinutes(15) : worked;
            if (on != before || random.nextInt(50) == 0) {
                assertThat(hours.worked(at.plus(Duration.ofMinutes(15)).minusMillis(1)))
                        .as("%s of seed %d", at, seed)
                        .isCloseTo(worked, Duration.ofMillis(1));
            }
            before = on;
        }
    }

    private static ContractHours hours(int agreed, Shift... shifts) {
        return new ContractHours(working(List.of(shifts), List.of()).under(contract(agreed)));
    }

    private static Contract contract(int hours) {
        return new Contract(hours, 10, 80, List.of(), Credential.SINCE_EVER, Credential.WITHOUT_END);
    }

    private static Specialist working(List<Shift> shifts, List<ShiftChange> changes) {
        return new Specialist("r", "Dr R", ZURICH, 1, List.of(), List.of(), List.of(), shifts, changes);
    }

    private static ShiftChange change(ShiftChange.Kind kind, String from, String until) {
        return new ShiftChange(
                new UUID(0, from.hashCode()), "r", kind, zurich(from), zurich(until), "", ShiftChange.Source.PERSON);
    }

    private static ZonedDateTime at(String local) {
        return ZonedDateTime.of(LocalDateTime.parse(local), ZURICH);
    }

    private static Instant zurich(String local) {
        return at(local).toInstant();
    }
}
