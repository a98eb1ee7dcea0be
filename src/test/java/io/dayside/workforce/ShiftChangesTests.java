package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.tenancy.Ids;
import io.dayside.workforce.ShiftChange.Kind;
import io.dayside.workforce.ShiftChange.Source;
import io.dayside.workforce.Specialist.Shift;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What differs from weekly shifts, in the questions that routing asks. 24 November 2026 is a Tuesday. */
class ShiftChangesTests {

    private static final Shift TUESDAYS = new Shift(Set.of(DayOfWeek.TUESDAY), LocalTime.of(8, 0), LocalTime.of(16, 0));

    @Test
    void aBreakDividesAShift() {
        var one = with(change(Kind.OFF, "2026-11-24T12:00:00Z", "2026-11-24T12:30:00Z"));

        assertThat(one.onShift(at("2026-11-24T11:59:59Z"))).isTrue();
        assertThat(one.onShift(at("2026-11-24T12:00:00Z"))).isFalse();
        assertThat(one.shiftEnd(at("2026-11-24T09:00:00Z")).map(ZonedDateTime::toInstant))
                .contains(at("2026-11-24T12:00:00Z"));
        assertThat(one.nextShift(at("2026-11-24T12:10:00Z")).map(ZonedDateTime::toInstant))
                .contains(at("2026-11-24T12:30:00Z"));
        assertThat(one.shiftsBetween(at("2026-11-24T00:00:00Z"), at("2026-11-25T00:00:00Z")))
                .containsExactly(
                        span("2026-11-24T08:00:00Z", "2026-11-24T12:00:00Z"),
                        span("2026-11-24T12:30:00Z", "2026-11-24T16:00:00Z"));
    }

    @Test
    void whatAPersonNotedLastCountsBeforeACalendarAndInACalendarAnAbsence() {
        var noon = at("2026-11-24T12:00:00Z");
        var calendarShift = ofCalendar(Kind.EXTRA);
        var calendarBreak = ofCalendar(Kind.OFF);
        var sick = change(Kind.OFF, "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z");
        var wellAgain = change(Kind.EXTRA, "2026-11-24T11:00:00Z", "2026-11-24T13:00:00Z");

        assertThat(with(calendarShift, sick).onShift(noon)).isFalse();
        assertThat(with(calendarBreak, calendarShift).onShift(noon)).isFalse();
        assertThat(with(sick, wellAgain).onShift(noon)).isTrue();
        assertThat(with(wellAgain, calendarBreak).onShift(noon)).isTrue();
    }

    private static ShiftChange ofCalendar(Kind kind) {
        return new ShiftChange(
                Ids.next(), "meyer", kind, at("2026-11-24T10:00:00Z"), at("2026-11-24T14:00:00Z"), "", Source.CALENDAR);
    }

    /** In Zurich clocks went from 2 to 3 on 29 March 2026. */
    @Test
    void aShiftThatBeginsInTheHourThatANightDoesNotHaveBeginsAtTheChange() {
        var night = new Specialist(
                "x",
                "X",
                ZoneId.of("Europe/Zurich"),
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(new Shift(Set.of(DayOfWeek.SUNDAY), LocalTime.of(2, 30), LocalTime.of(6, 0))));

        assertThat(night.nextShift(at("2026-03-28T23:00:00Z")).map(ZonedDateTime::toInstant))
                .contains(at("2026-03-29T01:00:00Z"));
    }

    @Test
    void anExtraShiftOutweighsAnEarlierAbsenceAndJoinsTheWeeklyOne() {
        var one = with(
                change(Kind.OFF, "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"),
                change(Kind.EXTRA, "2026-11-24T15:00:00Z", "2026-11-24T18:00:00Z"));

        assertThat(one.shiftsBetween(at("2026-11-24T00:00:00Z"), at("2026-11-25T00:00:00Z")))
                .containsExactly(span("2026-11-24T15:00:00Z", "2026-11-24T18:00:00Z"));
        assertThat(with(change(Kind.EXTRA, "2026-11-24T15:00:00Z", "2026-11-24T18:00:00Z"))
                        .shiftEnd(at("2026-11-24T09:00:00Z"))
                        .map(ZonedDateTime::toInstant))
                .contains(at("2026-11-24T18:00:00Z"));
    }

    @Test
    void aHolidayOfWeeksIsSeenPast() {
        var one = with(change(Kind.OFF, "2026-11-20T00:00:00Z", "2026-12-20T00:00:00Z"));

        assertThat(one.nextShift(at("2026-11-24T07:00:00Z")).map(ZonedDateTime::toInstant))
                .contains(at("2026-12-22T08:00:00Z"));
    }

    @Test
    void whoIsOnCallIsOffShift() {
        var one = with(change(Kind.ON_CALL, "2026-11-24T07:00:00Z", "2026-11-24T20:00:00Z"));

        assertThat(one.onCall(at("2026-11-24T07:30:00Z"))).isTrue();
        assertThat(one.onShift(at("2026-11-24T07:30:00Z"))).isFalse();
        assertThat(one.onCall(at("2026-11-24T09:00:00Z"))).isFalse();
        assertThat(one.onCall(at("2026-11-24T20:00:00Z"))).isFalse();
    }

    @Test
    void nothingEndsBeforeItBegins() {
        assertThatThrownBy(() -> change(Kind.OFF, "2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever overlaps whatever: each quarter of an hour of a fortnight is in a span exactly when they are on shift. */
    @RepeatedTest(20)
    void spansSayWhatTheMomentsSay(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var begin = at("2026-10-20T00:00:00Z");
        var changes = new ArrayList<ShiftChange>();
        for (int i = 0; i < 6; i++) {
            var from = begin.plusSeconds(900L * random.nextInt(14 * 96));
            var kind = List.of(Kind.values()).get(random.nextInt(3));
            changes.add(new ShiftChange(
                    Ids.next(),
                    "x",
                    kind,
                    from,
                    from.plusSeconds(900L * (1 + random.nextInt(200))),
                    "",
                    Source.PERSON));
        }
        var shifts = List.of(
                new Shift(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.of(6, 0)),
                new Shift(EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY), LocalTime.of(6, 0), LocalTime.of(14, 15)));
        var one = new Specialist(
                "x", "X", ZoneId.of("Europe/Zurich"), 1, List.of(), List.of(), List.of(), shifts, changes);

        var end = begin.plusSeconds(900L * 14 * 96);
        var spans = one.shiftsBetween(begin, end);

        for (var moment = begin; moment.isBefore(end); moment = moment.plusSeconds(900)) {
            var now = moment;
            assertThat(spans.stream().anyMatch(span -> !now.isBefore(span.from()) && now.isBefore(span.until())))
                    .as(now.toString())
                    .isEqualTo(one.onShift(now));
        }
    }

    private static Specialist with(ShiftChange... changes) {
        return new Specialist(
                "meyer",
                "Dr Meyer",
                ZoneId.of("UTC"),
                3,
                List.of(),
                List.of(),
                List.of(),
                List.of(TUESDAYS),
                List.of(changes));
    }

    private static ShiftChange change(Kind kind, String from, String until) {
        return new ShiftChange(Ids.next(), "meyer", kind, at(from), at(until), "", Source.PERSON);
    }

    private static Span span(String from, String until) {
        return new Span(at(from), at(until));
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }
}
