package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dayside.workforce.ShiftChange.Kind;
import io.dayside.workforce.ShiftChange.Source;
import io.dayside.workforce.Specialist.Shift;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShiftCalendarTests {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final Instant FROM = Instant.parse("2026-10-19T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-11-02T00:00:00Z");

    @Test
    void aWeeklyNightBeginsByTheWallClockAndIsAsLongAsEver() {
        var shifts = read("""
                BEGIN:VEVENT
                UID:1
                DTSTART;TZID=Europe/Zurich:20261003T220000
                DTEND;TZID=Europe/Zurich:20261004T060000
                RRULE:FREQ=WEEKLY;BYDAY=SA
                SUMMARY:Night
                END:VEVENT
                """);

        assertThat(shifts)
                .extracting(ShiftChange::kind, ShiftChange::begins, ShiftChange::ends)
                .containsExactly(
                        tuple(Kind.EXTRA, Instant.parse("2026-10-24T20:00:00Z"), Instant.parse("2026-10-25T04:00:00Z")),
                        tuple(
                                Kind.EXTRA,
                                Instant.parse("2026-10-31T21:00:00Z"),
                                Instant.parse("2026-11-01T05:00:00Z")));
    }

    @Test
    void exceptionsAndCancelledEventsAreLeftOut() {
        assertThat(read("""
                BEGIN:VEVENT
                UID:1
                DTSTART:20261020T080000Z
                DTEND:20261020T160000Z
                RRULE:FREQ=DAILY;COUNT=4
                EXDATE:20261021T080000Z
                SUMMARY:Day
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTART:20261025T080000Z
                DTEND:20261025T160000Z
                STATUS:CANCELLED
                SUMMARY:Day
                END:VEVENT
                """))
                .extracting(ShiftChange::begins)
                .containsExactly(
                        Instant.parse("2026-10-20T08:00:00Z"),
                        Instant.parse("2026-10-22T08:00:00Z"),
                        Instant.parse("2026-10-23T08:00:00Z"));
    }

    @Test
    void anOccurrenceThatWasMovedOrCancelledAloneStandsInForTheRules() {
        assertThat(read("""
                BEGIN:VEVENT
                UID:1
                DTSTART:20261020T080000Z
                DTEND:20261020T160000Z
                RRULE:FREQ=DAILY;COUNT=3
                SUMMARY:Day
                END:VEVENT
                BEGIN:VEVENT
                UID:1
                RECURRENCE-ID:20261021T080000Z
                DTSTART:20261021T120000Z
                DTEND:20261021T200000Z
                SUMMARY:Day
                END:VEVENT
                BEGIN:VEVENT
                UID:1
                RECURRENCE-ID:20261022T080000Z
                DTSTART:20261022T080000Z
                DTEND:20261022T160000Z
                STATUS:CANCELLED
                SUMMARY:Day
                END:VEVENT
                """))
                .extracting(ShiftChange::begins)
                .containsExactly(Instant.parse("2026-10-20T08:00:00Z"), Instant.parse("2026-10-21T12:00:00Z"));
    }

    @Test
    void theSummarySaysWhatItIsAndTimesWithoutZoneAreTheSpecialists() {
        assertThat(read("""
                BEGIN:VEVENT
                UID:1
                DTSTART:20261020T200000
                DTEND:20261020T230000
                SUMMARY:On call for neuro
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTART;VALUE=DATE:20261021
                DTEND;VALUE=DATE:20261022
                SUMMARY:Off
                END:VEVENT
                """))
                .extracting(ShiftChange::kind, ShiftChange::begins)
                .containsExactly(
                        tuple(Kind.ON_CALL, Instant.parse("2026-10-20T18:00:00Z")),
                        tuple(Kind.OFF, Instant.parse("2026-10-20T22:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:yesterday\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261020T080000Z\r\nDTEND:20261020T070000Z\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            })
    void whatIsNoCalendarIsRefusedInWords(String file) {
        assertThatThrownBy(
                        () -> ShiftCalendar.read(file.getBytes(StandardCharsets.UTF_8), "meyer", ZURICH, FROM, UNTIL))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void aRuleThatNeverEndsIsCutAndOneOfEveryMinuteRefused() {
        assertThatThrownBy(() -> read("""
                BEGIN:VEVENT
                UID:1
                DTSTART:20261020T080000Z
                DTEND:20261020T080030Z
                RRULE:FREQ=MINUTELY
                SUMMARY:x
                END:VEVENT
                """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("every hour");
        assertThatThrownBy(() -> read("""
                BEGIN:VEVENT
                UID:1
                DTSTART:20261019T080000Z
                DTEND:20261019T080030Z
                RRULE:FREQ=HOURLY
                SUMMARY:x
                END:VEVENT
                """.repeat(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000 shifts");
        assertThatThrownBy(
                        () -> ShiftCalendar.read(new byte[ShiftCalendar.MOST_BYTES + 1], "meyer", ZURICH, FROM, UNTIL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 MiB");
    }

    @Test
    void whatIsWrittenIsReadBackAsItWas() {
        var call = new ShiftChange(
                UUID.randomUUID(),
                "meyer",
                Kind.ON_CALL,
                Instant.parse("2026-10-21T18:00:00Z"),
                Instant.parse("2026-10-21T20:00:00Z"),
                "",
                Source.PERSON);
        var who = new Specialist(
                "meyer",
                "Dr Meyer",
                ZURICH,
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(new Shift(Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(6, 0))),
                List.of(call));

        var file = ShiftCalendar.write(who, FROM, Duration.ofDays(14));

        var read = ShiftCalendar.read(file, "meyer", ZURICH, FROM, UNTIL);
        assertThat(read)
                .filteredOn(change -> change.kind() == Kind.EXTRA)
                .extracting(change -> new Span(change.begins(), change.ends()))
                .isEqualTo(who.shiftsBetween(FROM, UNTIL));
        assertThat(read)
                .filteredOn(change -> change.kind() == Kind.ON_CALL)
                .extracting(ShiftChange::begins, ShiftChange::ends)
                .containsExactly(tuple(call.begins(), call.ends()));
    }

    private static List<ShiftChange> read(String events) {
        var file = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n" + events + "END:VCALENDAR\n";
        return ShiftCalendar.read(
                file.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), "meyer", ZURICH, FROM, UNTIL);
    }
}
