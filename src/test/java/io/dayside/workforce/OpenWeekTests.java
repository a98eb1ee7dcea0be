package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.rostering.ShiftOption;
import io.dayside.rostering.Worker;
import io.dayside.workforce.RosterWish.ShiftKey;
import io.dayside.workforce.ShiftChange.Kind;
import io.dayside.workforce.ShiftChange.Source;
import io.dayside.workforce.Specialist.Shift;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One person's week as it is open: by their own wall clock, with what is noted, over a change of the clocks. */
class OpenWeekTests {

    private static final LocalDate MONDAY = LocalDate.of(2026, 12, 7);
    private static final Shift EARLY = shift(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 8, 16);

    @Test
    void aWeekIsOpenByTheOwnWallClock() {
        var worker = worker(specialist("Asia/Kolkata", List.of(EARLY), List.of()), MONDAY);

        assertThat(worker.options().stream().filter(ShiftOption::usual)).hasSize(5);
        assertThat(worker.options().getFirst().from()).as("02:30 by UTC").isEqualTo(150);
        assertThat(worker.leastMinutes()).isEqualTo(40 * 60);
        assertThat(worker.mostMinutes()).as("no contract: as usual").isEqualTo(40 * 60);
        assertThat(worker.options().stream().filter(option -> !option.usual()))
                .as(
                        "the own hours on the weekend, two other thirds of each day, not the evening before the next Monday")
                .hasSize(2 + 14 - 1);
    }

    @Test
    void aNightOnWhichClocksChangeIsAsLongAsItIs() {
        var night = shift(EnumSet.of(DayOfWeek.SATURDAY), 22, 6);
        var spring = worker(specialist("Europe/Zurich", List.of(night), List.of()), LocalDate.of(2027, 3, 22));
        var autumn = worker(specialist("Europe/Zurich", List.of(night), List.of()), LocalDate.of(2026, 10, 19));

        assertThat(spring.leastMinutes()).isEqualTo(7 * 60);
        assertThat(autumn.leastMinutes()).isEqualTo(9 * 60);
        assertThat(spring.options().getFirst().night()).isTrue();
        assertThat(spring.options().getFirst().weekend()).isTrue();
    }

    @Test
    void anAbsenceBarsAndWhatAColleagueNotedStays() {
        var off = change(Kind.OFF, "2026-12-09T00:00:00Z", "2026-12-10T00:00:00Z");
        var extra = change(Kind.EXTRA, "2026-12-12T10:00:00Z", "2026-12-12T14:00:00Z");
        var worker = worker(specialist("UTC", List.of(EARLY), List.of(off, extra)), MONDAY);

        int wednesday = 2 * 24 * 60;
        assertThat(worker.options())
                .noneMatch(option -> option.from() < wednesday + 24 * 60 && option.until() > wednesday);
        assertThat(worker.locked())
                .singleElement()
                .satisfies(option -> assertThat(option.from()).isEqualTo((5 * 24 + 10) * 60));
        assertThat(worker.leastMinutes()).isEqualTo((4 * 8 + 4) * 60);
    }

    @Test
    void whatAnEarlierProposalNotedIsOpenAgain() {
        var off = new ShiftChange(
                UUID.randomUUID(),
                "okafor",
                Kind.OFF,
                Instant.parse("2026-12-09T08:00:00Z"),
                Instant.parse("2026-12-09T16:00:00Z"),
                "",
                Source.ROSTER);
        var extra = new ShiftChange(
                UUID.randomUUID(),
                "okafor",
                Kind.EXTRA,
                Instant.parse("2026-12-12T08:00:00Z"),
                Instant.parse("2026-12-12T16:00:00Z"),
                "",
                Source.ROSTER);
        var worker = worker(specialist("UTC", List.of(EARLY), List.of(off, extra)), MONDAY);

        int wednesday = (2 * 24 + 8) * 60;
        assertThat(worker.options()).anyMatch(option -> option.from() == wednesday && !option.usual());
        assertThat(worker.locked()).isEmpty();
    }

    @Test
    void whoIsThereInTheMiddleOfAnHourCountsForIt() {
        var week = new OpenWeek(specialist("UTC", List.of(), List.of()), MONDAY);

        assertThat(week.hours(new Span(Instant.parse("2026-12-07T07:30:00Z"), Instant.parse("2026-12-07T15:30:00Z"))))
                .containsExactly(7, 8, 9, 10, 11, 12, 13, 14);
        assertThat(week.hours(new Span(Instant.parse("2026-12-07T15:30:00Z"), Instant.parse("2026-12-07T18:00:00Z"))))
                .containsExactly(15, 16, 17);
        assertThat(week.hours(new Span(Instant.parse("2026-12-07T08:40:00Z"), Instant.parse("2026-12-07T09:20:00Z"))))
                .isEmpty();
    }

    @Test
    void theNightBeforeTheWeekCountsForItsHoursAndWantsItsRest() {
        var sundayNight = shift(EnumSet.of(DayOfWeek.SUNDAY), 22, 6);
        var one = specialist("UTC", List.of(sundayNight, EARLY), List.of())
                .under(new Credential.Contract(
                        40, 10, 80, List.of(), LocalDate.of(2020, 1, 1), LocalDate.of(2030, 1, 1)));
        var worker = worker(one, MONDAY);

        assertThat(worker.mostMinutes()).isEqualTo((40 - 6) * 60);
        assertThat(worker.options().stream().filter(option -> !option.usual()))
                .noneMatch(option -> option.from() < (6 + 11) * 60);
        assertThat(worker.options())
                .filteredOn(option -> option.from() == (6 * 24 + 22) * 60)
                .as("of the next night only two hours are of this week")
                .singleElement()
                .satisfies(option -> assertThat(option.counted()).isEqualTo(2 * 60));
    }

    @Test
    void whatIsLockedStaysAndWhatIsRefusedIsNotOffered() {
        var one = specialist("UTC", List.of(EARLY), List.of());
        var monday = Instant.parse("2026-12-07T08:00:00Z");
        var saturday = Instant.parse("2026-12-12T16:00:00Z");
        var worker = new OpenWeek(one, MONDAY)
                .worker(new RosterWish(
                        MONDAY,
                        1,
                        true,
                        List.of(new ShiftKey("okafor", saturday), new ShiftKey("somebody", monday)),
                        List.of(new ShiftKey("okafor", monday))));

        assertThat(worker.locked())
                .singleElement()
                .satisfies(option -> assertThat(option.from()).isEqualTo((5 * 24 + 16) * 60));
        assertThat(worker.options()).noneMatch(option -> option.from() == 8 * 60);
    }

    @Test
    void aWishThatCannotBeIsToldInWords() {
        assertThatThrownBy(() -> new RosterWish(MONDAY.plusDays(1), 1, true, List.of(), List.of()))
                .hasMessageContaining("must begin on a Monday");
        assertThatThrownBy(() -> new RosterWish(MONDAY, 0, true, List.of(), List.of()))
                .hasMessageContaining("1 to 9");
        assertThatThrownBy(() -> new RosterWish(
                        MONDAY,
                        1,
                        true,
                        java.util.Collections.nCopies(1_001, new ShiftKey("a", Instant.EPOCH)),
                        List.of()))
                .hasMessageContaining("At most 1000");
    }

    private static Worker worker(Specialist one, LocalDate monday) {
        return new OpenWeek(one, monday).worker(new RosterWish(monday, 1, true, List.of(), List.of()));
    }

    private static Specialist specialist(String zone, List<Shift> shifts, List<ShiftChange> changes) {
        return new Specialist(
                "okafor", "Dr Okafor", ZoneId.of(zone), 3, List.of(), List.of(), List.of(), shifts, changes);
    }

    private static Shift shift(Set<DayOfWeek> days, int from, int to) {
        return new Shift(days, LocalTime.of(from, 0), LocalTime.of(to, 0));
    }

    private static ShiftChange change(Kind kind, String begins, String ends) {
        return new ShiftChange(
                UUID.randomUUID(), "okafor", kind, Instant.parse(begins), Instant.parse(ends), "", Source.PERSON);
    }
}
