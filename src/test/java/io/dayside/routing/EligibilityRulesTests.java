package io.dayside.routing;

import static io.dayside.routing.RoutingFixtures.BEGIN;
import static io.dayside.routing.RoutingFixtures.END;
import static io.dayside.routing.RoutingFixtures.HARBOUR;
import static io.dayside.routing.RoutingFixtures.NOW;
import static io.dayside.routing.RoutingFixtures.headCt;
import static io.dayside.routing.RoutingFixtures.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.CaseId;
import io.dayside.collaboration.Turn;
import io.dayside.routing.EligibilityRules.Question;
import io.dayside.routing.RuleVerdict.Rule;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Credential.Contract;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Shift;
import io.dayside.workforce.Specialist.Standing;
import io.dayside.workforce.Subspecialty;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EligibilityRulesTests {

    private static final Specialist READER = reader();

    @Test
    void whoeverMeetsEveryRuleMayRead() {
        assertThat(EligibilityRules.mayRead(question(READER))).isTrue();
        assertThat(EligibilityRules.verdicts(question(READER)))
                .extracting(RuleVerdict::reason)
                .containsExactly(
                        "Licence for GB holds until 2030-12-31",
                        "Privilege at Harbour Clinic holds until 2030-12-31",
                        "Competent in CT HEAD",
                        "On shift",
                        "Holds 0 of 3 cases",
                        "Limited by no contract",
                        "Nobody has read this case",
                        "Is no resident",
                        "No subspecialty is asked for");
    }

    @Test
    void everyRuleIsAskedEvenWhenTheFirstRefuses() {
        var nobody = reader(List.of(), List.of(), List.of(), List.of());

        assertThat(EligibilityRules.verdicts(question(nobody)))
                .extracting(RuleVerdict::rule)
                .containsExactly(Rule.values());
        assertThat(refusals(question(nobody)))
                .containsExactly(
                        "No licence for GB",
                        "No privilege at Harbour Clinic",
                        "Not competent in CT HEAD",
                        "Has no shift");
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE,    2024-01-01, 2026-03-01, Licence for GB expired on 2026-03-01",
        "SUSPENDED, 2024-01-01, 2030-12-31, Licence for GB is suspended",
        "PENDING,   2024-01-01, 2030-12-31, Licence for GB is not granted yet",
        "ACTIVE,    2027-01-01, 2030-12-31, Licence for GB begins on 2027-01-01",
        "EXPIRED,   2024-01-01, 2030-12-31, Licence for GB was declared expired",
        "REVOKED,   2024-01-01, 2030-12-31, Licence for GB was revoked"
    })
    void aLicenceThatDoesNotHoldSaysWhy(Standing standing, LocalDate from, LocalDate to, String reason) {
        var specialist = with(List.of(new Licence("GB", "1", standing, from, to)), READER.privileges());

        assertThat(refusals(question(specialist))).containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE,    2024-01-01, 2026-11-23, Privilege at Harbour Clinic expired on 2026-11-23",
        "SUSPENDED, 2024-01-01, 2030-12-31, Privilege at Harbour Clinic is suspended",
        "PENDING,   2024-01-01, 2030-12-31, Privilege at Harbour Clinic is not granted yet"
    })
    void aPrivilegeThatDoesNotHoldSaysWhy(Standing standing, LocalDate from, LocalDate to, String reason) {
        var specialist = with(READER.licences(), List.of(new Privilege(HARBOUR, standing, from, to)));

        assertThat(refusals(question(specialist))).containsExactly(reason);
    }

    @Test
    void aLicenceHoldsOnItsLastDay() {
        var last = new Licence("GB", "1", Standing.ACTIVE, BEGIN, LocalDate.parse("2026-11-24"));

        assertThat(refusals(question(with(List.of(last), READER.privileges())))).isEmpty();
    }

    @Test
    void oneLicenceThatHoldsIsEnough() {
        var licences = List.of(
                new Licence("GB", "old", Standing.REVOKED, BEGIN, LocalDate.parse("2040-01-01")),
                new Licence("GB", "new", Standing.ACTIVE, BEGIN, END));

        assertThat(refusals(question(with(licences, READER.privileges())))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CT, *, true", "*, HEAD, true", "CT, CHEST, false", "MR, HEAD, false", "DX, *, false"})
    void aCompetencyCoversModalityAndRegion(String modality, String region, boolean able) {
        var specialist = reader(
                READER.licences(), READER.privileges(), List.of(new Competency(modality, region)), READER.shifts());

        assertThat(EligibilityRules.mayRead(question(specialist))).isEqualTo(able);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unknown",
            value = {
                "ADULT, 1950-05-05, 2030-12-31, true",
                "ADULT, 2020-05-05, 2030-12-31, false",
                "ADULT, unknown, 2030-12-31, false",
                "CHILD, 2020-05-05, 2030-12-31, true",
                "ANY, unknown, 2030-12-31, true",
                "ANY, 1950-05-05, 2026-11-24, true",
                "ANY, 1950-05-05, 2026-11-23, false",
            })
    void aCompetencyIsForItsAgesAndUntilItsLastDay(
            Ages ages, @Nullable LocalDate birth, LocalDate lastDay, boolean able) {
        var specialist = reader(
                READER.licences(),
                READER.privileges(),
                List.of(new Competency("CT", "HEAD", ages, "*", Standing.ACTIVE, BEGIN, lastDay, List.of())),
                READER.shifts());
        var work = RoutingFixtures.headCtOfSomebodyBorn(birth);
        var papers = new Papers();
        papers.put(specialist);

        assertThat(EligibilityRules.mayRead(new Question(work, "Harbour Clinic", specialist, Set.of(), NOW)))
                .isEqualTo(able);
        assertThat(papers.allow(
                        specialist.username(),
                        WaitingWork.of(work, null).need(),
                        LocalDate.ofInstant(NOW, ZoneOffset.UTC)))
                .isEqualTo(able);
    }

    @Test
    void computedRadiographyIsReadLikeDigitalRadiography() {
        assertThat(new Competency("DX", "CHEST").covers("CR", "CHEST")).isTrue();
        assertThat(new Competency("DX", "CHEST").covers("CT", "CHEST")).isFalse();
    }

    @Test
    void offShiftSaysWhenTheNextShiftStartsInTheSpecialistsZone() {
        assertThat(refusals(question(READER, Set.of(), Instant.parse("2026-11-24T20:00:00Z"))))
                .containsExactly("Off shift until 08:00 Europe/Zurich");
    }

    @Test
    void aShiftThatIsDaysAwayIsNamedWithItsWeekday() {
        var fridays = new Shift(EnumSet.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));
        var specialist = reader(READER.licences(), READER.privileges(), READER.competencies(), List.of(fridays));

        assertThat(refusals(question(specialist))).containsExactly("Off shift until Friday 22:00 Europe/Zurich");
    }

    @Test
    void whoHoldsAsManyAsTheyMayGetsNoMore() {
        assertThat(refusals(question(READER, held(3), NOW))).containsExactly("Holds 3 of 3 cases");
        assertThat(refusals(question(READER, held(2), NOW))).isEmpty();
    }

    @Test
    void whatIsHeldMayBeFinishedAfterTheShiftAndNeedsNoFurtherPlace() {
        var held = Set.of(headCt().id());

        assertThat(refusals(question(READER, held, Instant.parse("2026-11-24T20:00:00Z"))))
                .isEmpty();
    }

    @Test
    void holdingACaseDoesNotReplaceALicence() {
        var unlicensed = with(List.of(), READER.privileges());

        assertThat(refusals(question(unlicensed, Set.of(headCt().id()), NOW))).containsExactly("No licence for GB");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "0 | 9 | 9 | 41 | none",
                "1 | 9 | 9 | 41 | Read 9 of 10 cases in the last hour, holds 1",
                "0 | 10 | 10 | 41 | Read 10 of 10 cases in the last hour",
                "0 | 0 | 79 | 41 | none",
                "2 | 0 | 78 | 41 | Read 78 of 80 cases today, holds 2",
                "0 | 0 | 80 | 41 | Read 80 of 80 cases today",
                "0 | 0 | 0 | 42 | 42 of 42 hours this week",
                "0 | 0 | 80 | 50 | 42 of 42 hours this week",
            })
    void aContractBarsFromMoreThanWasAgreed(int held, int lately, int today, int hours, @Nullable String reason) {
        var signed = Stream.concat(
                        Stream.generate(() -> NOW.minusSeconds(4_000)).limit(today - lately),
                        Stream.generate(() -> NOW.minusSeconds(3_599)).limit(lately))
                .toList();
        var use = new ContractUse(held, signed, Duration.ofHours(hours));

        assertThat(refusals(under(contract(List.of(), END), use, Set.of())))
                .isEqualTo(reason == null ? List.of() : List.of(reason));
        assertThat(refusals(under(contract(List.of(), END), use, Set.of(headCt().id()))))
                .isEmpty();
    }

    @Test
    void whatIsLeftOfAContractIsSaid() {
        var use = new ContractUse(
                0, List.of(NOW.minusSeconds(90_000), NOW.minusSeconds(60)), Duration.ofMinutes(30 * 60 + 59));

        assertThat(EligibilityRules.verdict(Rule.CONTRACT, under(contract(List.of(), END), use, Set.of())))
                .isEqualTo(new RuleVerdict(Rule.CONTRACT, true, "Read 1 of 80 cases today, 30 of 42 hours this week"));
    }

    @Test
    void aContractIsForItsHospitalsAndItsDays() {
        var elsewhere = contract(List.of(new TenantId("northgate")), END);
        var here = contract(List.of(new TenantId("northgate"), HARBOUR), END);
        var over = contract(List.of(), LocalDate.parse("2026-11-23"));

        assertThat(refusals(under(elsewhere, ContractUse.NONE, Set.of())))
                .containsExactly("No contract with Harbour Clinic");
        assertThat(refusals(under(here, ContractUse.NONE, Set.of()))).isEmpty();
        assertThat(refusals(under(over, ContractUse.NONE, Set.of()))).containsExactly("Contract expired on 2026-11-23");
        assertThat(refusals(under(over, ContractUse.NONE, Set.of(headCt().id()))))
                .isEmpty();
    }

    @Test
    void noManagerPassesOverAContract() {
        var use = new ContractUse(0, List.of(), Duration.ofHours(42));
        var exemption = new Exemption(
                headCt().id(), "reader", "Dr Mercer", NOW, NOW.plusSeconds(600), "nobody else is awake", List.of());
        var asked = under(contract(List.of(), END), use, Set.of());

        assertThat(EligibilityRules.mayRead(new Question(
                        asked.work(),
                        asked.hospital(),
                        asked.asked(),
                        asked.specialist(),
                        asked.held(),
                        use,
                        NOW,
                        Optional.of(exemption),
                        Turn.ONLY)))
                .isFalse();
    }

    private static Contract contract(List<TenantId> hospitals, LocalDate last) {
        return new Contract(42, 10, 80, hospitals, BEGIN, last);
    }

    private static Question under(Contract contract, ContractUse use, Set<CaseId> held) {
        return new Question(
                headCt(),
                "Harbour Clinic",
                Subspecialty.NONE,
                READER.under(contract),
                held,
                use,
                NOW,
                Optional.empty(),
                Turn.ONLY);
    }

    @ParameterizedTest
    @CsvSource({"NEURORADIOLOGY, true, true", "*, true, false", "PAEDIATRIC, true, false", "*, false, true"})
    void aRequiredSubspecialtyMustBeNamed(String subspecialty, boolean required, boolean able) {
        var specialist = reader(
                READER.licences(),
                READER.privileges(),
                List.of(
                        new Competency(
                                "MR", "HEAD", Ages.ANY, "NEURORADIOLOGY", Standing.ACTIVE, BEGIN, END, List.of()),
                        new Competency("CT", "*", Ages.ANY, subspecialty, Standing.ACTIVE, BEGIN, END, List.of())),
                READER.shifts());
        var question = new Question(
                headCt(),
                "Harbour Clinic",
                new Subspecialty("NEURORADIOLOGY", required),
                specialist,
                Set.of(),
                ContractUse.NONE,
                NOW,
                Optional.empty(),
                Turn.ONLY);

        assertThat(refusals(question))
                .isEqualTo(
                        able
                                ? List.of()
                                : List.of("Not competent in CT HEAD in neuroradiology, which the hospital requires"));
    }

    private static Specialist with(List<Licence> licences, List<Privilege> privileges) {
        return reader(licences, privileges, READER.competencies(), READER.shifts());
    }

    private static Set<CaseId> held(int cases) {
        return IntStream.range(0, cases)
                .mapToObj(one -> new CaseId(HARBOUR, new UUID(1, one)))
                .collect(Collectors.toSet());
    }

    private static Question question(Specialist specialist) {
        return question(specialist, Set.of(), NOW);
    }

    private static Question question(Specialist specialist, Set<CaseId> held, Instant at) {
        return new Question(headCt(), "Harbour Clinic", specialist, held, at);
    }

    private static List<String> refusals(Question question) {
        return EligibilityRules.verdicts(question).stream()
                .filter(verdict -> !verdict.allowed())
                .map(RuleVerdict::reason)
                .toList();
    }
}
