package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Credential.Contract;
import io.dayside.workforce.ReadingRights.Place;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Shift;
import io.dayside.workforce.Specialist.Standing;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoursAheadTests {

    private static final TenantId HARBOUR = new TenantId("harbour");
    private static final Place PLACE = new Place(HARBOUR, "GB");
    private static final LocalDate FROM = LocalDate.parse("2024-01-01");

    private static Specialist reader(String username, String begins, String ends, LocalDate licensedTo) {
        return new Specialist(
                username,
                "Dr " + username,
                ZoneId.of("Europe/Zurich"),
                3,
                List.of(new Licence("GB", "1", Standing.ACTIVE, FROM, licensedTo)),
                List.of(new Privilege(HARBOUR, Standing.ACTIVE, FROM, FROM.plusYears(9))),
                List.of(new Competency("CT", "HEAD")),
                List.of(new Shift(EnumSet.allOf(DayOfWeek.class), LocalTime.parse(begins), LocalTime.parse(ends))));
    }

    private static List<Integer> readers(String from, int hours, Specialist... everybody) {
        return new HoursAhead(List.of(everybody), Instant.parse(from), hours).readers(PLACE, "CT");
    }

    @Test
    void whoHasNoHoursLeftIsNotThere() {
        var always = reader("always", "00:00", "00:00", FROM.plusYears(9));
        var contract = new Contract(26, 10, 80, List.of(), Credential.SINCE_EVER, Credential.WITHOUT_END);

        assertThat(readers("2026-11-23T23:00:00Z", 4, always.under(contract))).containsExactly(1, 1, 0, 0);
    }

    @Test
    void anHourCountsForWhoIsThereAllOfIt() {
        var forYears = FROM.plusYears(9);

        assertThat(readers(
                        "2026-11-24T06:00:00Z",
                        5,
                        reader("early", "08:00", "10:00", forYears),
                        reader("late", "08:30", "10:30", forYears)))
                .containsExactly(0, 1, 2, 0, 0);
    }

    @Test
    void aLicenceThatEndsAtMidnightLeavesAHole() {
        var reader = reader("night", "00:00", "00:00", LocalDate.parse("2026-11-24"));

        assertThat(readers("2026-11-24T22:00:00Z", 4, reader)).containsExactly(1, 1, 0, 0);
    }

    @Test
    void theNightOnWhichTheClockIsSetBackHasAnHourMore() {
        var night = reader("night", "22:00", "06:00", FROM.plusYears(9));

        assertThat(readers("2026-10-24T19:00:00Z", 12, night)).containsExactly(0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
        assertThat(readers("2026-03-28T20:00:00Z", 10, night)).containsExactly(0, 1, 1, 1, 1, 1, 1, 1, 0, 0);
    }

    @Test
    void whoMayNotReadTheModalityDoesNotCount() {
        var reader = reader("all", "00:00", "00:00", FROM.plusYears(9));
        var hours = new HoursAhead(List.of(reader), Instant.parse("2026-11-24T22:00:00Z"), 1);

        assertThat(hours.readers(PLACE, "MR")).containsExactly(0);
        assertThat(hours.readers(new Place(new TenantId("northgate"), "GB"), "CT"))
                .containsExactly(0);
    }
}
