package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.AgeGroup;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Credential.Contract;
import io.dayside.workforce.ReadingRights.Kind;
import io.dayside.workforce.ReadingRights.Place;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Standing;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingRightsTests {

    private static final TenantId HARBOUR = new TenantId("harbour");
    private static final Place PLACE = new Place(HARBOUR, "GB");
    private static final LocalDate FROM = LocalDate.parse("2024-01-01");
    private static final LocalDate TO = LocalDate.parse("2026-11-24");

    private static Specialist reader(Standing licence, Standing privilege, Ages ages) {
        return new Specialist(
                "okafor",
                "Dr Okafor",
                ZoneId.of("Europe/Zurich"),
                3,
                List.of(
                        new Licence("GB", "old", Standing.REVOKED, FROM, TO.plusYears(9)),
                        new Licence("GB", "1", licence, FROM, TO),
                        new Licence("CH", "2", Standing.ACTIVE, FROM, TO.plusYears(9))),
                List.of(new Privilege(HARBOUR, privilege, FROM, TO.plusYears(9))),
                List.of(new Competency("CT", "HEAD", ages, "*", Standing.ACTIVE, FROM, TO.plusYears(9), List.of())),
                List.of());
    }

    @Test
    void whoHasEverythingIsNotKeptFromReading() {
        var reader = reader(Standing.ACTIVE, Standing.ACTIVE, Ages.ANY);

        assertThat(ReadingRights.obstacles(reader, PLACE, new Kind("CT", "HEAD", null), TO))
                .isEmpty();
    }

    @Test
    void aContractForOtherHospitalsOrOtherDaysKeepsFromReading() {
        var reader = reader(Standing.ACTIVE, Standing.ACTIVE, Ages.ANY);
        var elsewhere = new Contract(42, 10, 80, List.of(new TenantId("northgate")), FROM, TO.plusYears(9));
        var over = new Contract(42, 10, 80, List.of(HARBOUR), FROM, TO.minusDays(1));
        var here = new Contract(42, 10, 80, List.of(HARBOUR), FROM, TO);

        assertThat(ReadingRights.obstacles(reader.under(elsewhere), PLACE, TO))
                .containsExactly("no contract with the hospital");
        assertThat(ReadingRights.obstacles(reader.under(over), PLACE, TO))
                .containsExactly("contract expired on 2026-11-23");
        assertThat(ReadingRights.obstacles(reader.under(here), PLACE, TO)).isEmpty();
    }

    @Test
    void everyObstacleIsNamedWithItsDay() {
        var reader = reader(Standing.ACTIVE, Standing.SUSPENDED, Ages.ADULT);

        assertThat(ReadingRights.obstacles(reader, PLACE, new Kind("CT", "HEAD", AgeGroup.CHILD), TO.plusDays(1)))
                .containsExactly(
                        "licence for GB was revoked", "privilege is suspended", "no competency in CT HEAD of a child");
        assertThat(ReadingRights.obstacles(
                        reader, new Place(new TenantId("alpenblick"), "US-NY"), new Kind("MR", "HEAD", null), TO))
                .containsExactly("no licence for US-NY", "no privilege", "no competency in MR HEAD");
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, 2023-12-31, privilege begins on 2024-01-01", "PENDING, 2026-01-01, privilege is pending"})
    void whatHasNotBegunIsSaidSo(Standing standing, LocalDate day, String words) {
        assertThat(ReadingRights.obstacles(reader(Standing.ACTIVE, standing, Ages.ANY), PLACE, day))
                .contains(words);
    }
}
