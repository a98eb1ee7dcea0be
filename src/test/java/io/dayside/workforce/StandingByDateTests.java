package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.AgeGroup;
import io.dayside.workforce.Credential.Evidence;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Standing;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StandingByDateTests {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    private static Evidence certificate(String number, String from, String to) {
        return new Evidence(Evidence.Type.BOARD_CERTIFICATE, "ABR", number, LocalDate.parse(from), LocalDate.parse(to));
    }

    private static Competency provedBy(String... numbers) {
        return new Competency(
                "CT",
                "HEAD",
                Ages.ANY,
                "*",
                Standing.ACTIVE,
                Credential.SINCE_EVER,
                Credential.WITHOUT_END,
                List.of(numbers));
    }

    private static boolean holds(List<Competency> competencies, String day) {
        return competencies.stream().anyMatch(one -> one.covers("CT", "HEAD", AgeGroup.ADULT, LocalDate.parse(day)));
    }

    @ParameterizedTest
    @MethodSource("io.dayside.workforce.CredentialFormsTests#oneOfEachKind")
    void everyCredentialHoldsFromItsFirstToItsLastDayAndNoLonger(Credential credential) {
        if (credential.standing() != Standing.ACTIVE) {
            assertThat(credential.standingOn(credential.validFrom())).isEqualTo(credential.standing());
            return;
        }
        assertThat(credential.standingOn(credential.validFrom().minusDays(1))).isEqualTo(Standing.PENDING);
        assertThat(credential.standingOn(credential.validFrom())).isEqualTo(Standing.ACTIVE);
        assertThat(credential.standingOn(credential.validTo())).isEqualTo(Standing.ACTIVE);
        assertThat(credential.standingOn(credential.validTo().plusDays(1))).isEqualTo(Standing.EXPIRED);
    }

    @Test
    void aCompetencyHoldsOnlyWhileOneOfItsCertificatesDoes() {
        var proved = provedBy("A", "B")
                .provedBy(List.of(
                        certificate("B", "2026-01-01", "2026-12-31"),
                        certificate("A", "2020-01-01", "2024-12-31"),
                        certificate("C", "2000-01-01", "2099-12-31")));

        assertThat(holds(proved, "2019-12-31")).isFalse();
        assertThat(holds(proved, "2020-01-01")).isTrue();
        assertThat(holds(proved, "2024-12-31")).isTrue();
        assertThat(holds(proved, "2025-06-01")).isFalse();
        assertThat(holds(proved, "2026-12-31")).isTrue();
        assertThat(holds(proved, "2027-01-01")).isFalse();
    }

    @Test
    void certificatesThatFollowEachOtherLeaveNoGap() {
        var proved = provedBy("A", "B", "D")
                .provedBy(List.of(
                        certificate("A", "2020-01-01", "2024-12-31"),
                        certificate("D", "2021-01-01", "2022-12-31"),
                        certificate("B", "2025-01-01", "2026-12-31")));

        assertThat(proved).singleElement().satisfies(one -> {
            assertThat(one.validFrom()).isEqualTo("2020-01-01");
            assertThat(one.validTo()).isEqualTo("2026-12-31");
        });
    }

    @Test
    void aCompetencyWhoseCertificateNobodyHasIsPending() {
        assertThat(provedBy("A").provedBy(List.of()))
                .extracting(one -> one.standingOn(TODAY))
                .containsExactly(Standing.PENDING);
    }

    @Test
    void aProofThatIsLongerThanTheCompetencyDoesNotProlongIt() {
        var competency =
                new Competency("CT", "HEAD", Ages.ANY, "*", Standing.ACTIVE, TODAY, TODAY.plusDays(1), List.of("A"));

        assertThat(competency.provedBy(List.of(certificate("A", "2020-01-01", "2030-01-01"))))
                .containsExactly(competency);
        assertThat(competency.provedBy(List.of(certificate("A", "2020-01-01", "2021-01-01"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unknown",
            value = {
                "ANY, unknown, true",
                "ANY, CHILD, true",
                "CHILD, CHILD, true",
                "CHILD, NEWBORN, false",
                "CHILD, ADULT, false",
                "ADULT, unknown, false",
            })
    void aCompetencyIsForItsAgesOnly(Ages ages, AgeGroup patient, boolean covers) {
        var competency = new Competency(
                "CT", "HEAD", ages, "*", Standing.ACTIVE, Credential.SINCE_EVER, Credential.WITHOUT_END, List.of());

        assertThat(competency.covers("CT", "HEAD", patient, TODAY)).isEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource({"91,", "90, 90", "31, 90", "30, 30", "8, 30", "7, 7", "0, 7", "-1, 0", "-400, 0"})
    void theNearestStepIsWarnedOf(int daysLeft, Integer step) {
        var licence = new Licence("GB", "1", Standing.ACTIVE, TODAY.minusYears(9), TODAY.plusDays(daysLeft));

        assertThat(ExpiryWatch.step(licence, TODAY))
                .isEqualTo(step == null ? OptionalInt.empty() : OptionalInt.of(step));
    }

    @Test
    void whatSomebodyWroteDownAsExpiredHasEnded() {
        var licence = new Licence("GB", "1", Standing.EXPIRED, TODAY.minusYears(9), TODAY.minusDays(300));

        assertThat(ExpiryWatch.step(licence, TODAY)).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void whatDoesNotHoldCannotEndAndWhatHasNoEndIsNotWarnedOf() {
        assertThat(ExpiryWatch.step(new Licence("GB", "1", Standing.SUSPENDED, TODAY, TODAY), TODAY))
                .isEmpty();
        assertThat(ExpiryWatch.step(new Competency("CT", "HEAD"), TODAY)).isEmpty();
    }
}
