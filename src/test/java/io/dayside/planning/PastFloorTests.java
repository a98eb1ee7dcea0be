package io.dayside.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.cases.AgeGroup;
import io.dayside.planning.StaffingVariant.OneMore;
import io.dayside.planning.StaffingVariant.Rule;
import io.dayside.simulation.Outcome;
import io.dayside.simulation.ReadingTime;
import io.dayside.simulation.Variant;
import io.dayside.simulation.WhatIf;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.ReadingRights.Kind;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Shift;
import io.dayside.workforce.Specialist.Standing;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PastFloorTests {

    private static final TenantId NORTHGATE = new TenantId("northgate");
    private static final Kind CT_HEAD = new Kind("CT", "HEAD", AgeGroup.ADULT);
    private static final Kind MR_KNEE = new Kind("MR", "EXTREMITY", AgeGroup.ADULT);
    private static final Instant BEGIN = Instant.parse("2026-11-02T00:10:00Z");
    private static final Instant NOW = Instant.parse("2026-11-12T12:00:00Z");

    @Test
    void casesComeAsTheyCame() {
        var floor = floor(past(100), List.of(reader("okafor", "GB", 8, 20)));

        assertThat(floor.cases()).isEqualTo(100);
        assertThat(floor.scenario().streams())
                .flatExtracting(stream -> stream.replayed())
                .containsExactlyInAnyOrderElementsOf(
                        past(100).stream().map(PastCase::completeAt).toList());
        assertThat(floor.scenario().start()).isEqualTo(LocalDate.parse("2026-11-02"));
        assertThat(floor.scenario().days()).isEqualTo(11);
        assertThat(floor.scenario().warmUpDays()).isEqualTo(1);
    }

    @Test
    void whatNobodyMayReadIsLeftOutAndCounted() {
        var past = new ArrayList<>(past(20));
        past.add(new PastCase(
                NORTHGATE, "NG1", "GB", MR_KNEE, Priority.ROUTINE, false, NOW, Duration.ofDays(1), Optional.empty()));

        var floor = floor(past, List.of(reader("okafor", "GB", 0, 0)));

        assertThat(floor.cases()).isEqualTo(20);
        assertThat(floor.leftOut()).isEqualTo(1);
    }

    @Test
    void thereIsNoPastWhereNobodyHasTheLicence() {
        assertThat(PastFloor.of(past(20), List.of(reader("okafor", "US-NY", 0, 0)), NOW))
                .isEmpty();
        assertThat(PastFloor.of(List.of(), List.of(reader("okafor", "GB", 0, 0)), NOW))
                .isEmpty();
    }

    @Test
    void readingTakesWhatItTookAsSoonAsEnoughIsKnown() {
        var few = floor(past(PastFloor.ENOUGH - 1), List.of(reader("okafor", "GB", 0, 0)));
        var enough = floor(past(PastFloor.ENOUGH), List.of(reader("okafor", "GB", 0, 0)));

        assertThat(few.scenario().types())
                .allSatisfy(type -> assertThat(type.time()).isInstanceOf(ReadingTime.LogNormal.class));
        assertThat(enough.scenario().types())
                .allSatisfy(type -> assertThat(type.time().meanMinutes()).isEqualTo(12));
    }

    @Test
    void aReadingThatWasPutAsideForDaysIsNoReadingTime() {
        var past = past(20).stream()
                .map(one -> new PastCase(
                        one.hospital(),
                        one.facility(),
                        one.jurisdiction(),
                        one.kind(),
                        one.priority(),
                        one.flagged(),
                        one.completeAt(),
                        one.target(),
                        Optional.of(Duration.ofDays(2))))
                .toList();

        assertThat(floor(past, List.of(reader("okafor", "GB", 0, 0))).measured())
                .isZero();
    }

    @Test
    void limitsAreWhatWasPromisedAndGuaranteesThePolicys() {
        var stat = floor(past(30), List.of(reader("okafor", "GB", 0, 0)))
                .scenario()
                .classes()
                .getFirst();

        assertThat(stat.limit()).isEqualTo(Duration.ofMinutes(45));
        assertThat(stat.guarantee()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void oneMoreAtNightShortensWaitingOfTheSameCases() {
        var floor = floor(past(400), List.of(reader("okafor", "GB", 8, 18)));

        var outcomes = run(floor, asItIs("as it is"), variant("night", 1, List.of(atNight()), Set.of()));

        assertThat(mean(outcomes.getLast())).isLessThan(mean(outcomes.getFirst()) / 2);
        assertThat(outcomes.getLast().group("STAT").cases())
                .isEqualTo(outcomes.getFirst().group("STAT").cases());
    }

    @Test
    void moreCasesAreTheSameCasesSeveralTimes() {
        var floor = floor(past(400), List.of(reader("okafor", "GB", 0, 0)));

        for (double factor : new double[] {0.5, 1.2, 2}) {
            assertThat(variant("more", factor, List.of(), Set.of())
                            .of(floor)
                            .scenario()
                            .streams())
                    .flatExtracting(stream -> stream.replayed())
                    .hasSizeBetween((int) (400 * factor) - 3, (int) (400 * factor));
        }
    }

    @Test
    void aTenthMoreIsATenthMoreAlsoOfManySmallStreams() {
        var past = new ArrayList<PastCase>();
        for (int i = 0; i < 300; i++) {
            past.add(new PastCase(
                    NORTHGATE,
                    "NG1",
                    "GB",
                    new Kind("CT", "HEAD", i % 2 == 0 ? AgeGroup.ADULT : AgeGroup.CHILD),
                    List.of(Priority.values()).get(i % 3),
                    i % 5 == 0,
                    BEGIN.plus(Duration.ofMinutes(7L * i)),
                    Duration.ofHours(1),
                    Optional.empty()));
        }
        var floor = floor(past, List.of(reader("okafor", "GB", 0, 0)));

        assertThat(variant("more", 1.1, List.of(), Set.of())
                        .of(floor)
                        .scenario()
                        .streams())
                .flatExtracting(stream -> stream.replayed())
                .hasSizeBetween(329, 330);
    }

    @Test
    void twoOfOneNameAreToldApart() {
        var floor = floor(
                past(20),
                List.of(reader("okafor", "GB", 0, 12), named("okafor2", "Dr okafor"), reader("x", "GB", 0, 0)));

        assertThat(floor.scenario().readers())
                .extracting(reader -> reader.name())
                .contains("Dr okafor (okafor)", "Dr okafor (okafor2)", "Dr x");
    }

    private static Specialist named(String username, String name) {
        var one = reader(username, "GB", 12, 0);
        return new Specialist(
                username,
                name,
                one.zone(),
                one.capacity(),
                one.licences(),
                one.privileges(),
                one.competencies(),
                one.shifts());
    }

    @Test
    void aVariantThatCannotBeRunSaysWhy() {
        var floor = floor(past(20), List.of(reader("okafor", "GB", 0, 0)));

        assertThatThrownBy(
                        () -> variant("none", 1, List.of(), Set.of("Dr okafor")).of(floor))
                .hasMessage("Nobody is left who reads.");
        assertThatThrownBy(() -> variant(
                                "who", 1, List.of(new OneMore("Dr X", LocalTime.MIN, LocalTime.NOON)), Set.of())
                        .of(floor))
                .hasMessage("Dr X does not read here.");
        assertThatThrownBy(() -> variant("many", 50, List.of(), Set.of())).hasMessageContaining("five times");
    }

    private static OneMore atNight() {
        return new OneMore("Dr okafor", LocalTime.of(18, 0), LocalTime.of(8, 0));
    }

    private static double mean(Outcome outcome) {
        return outcome.group("routine").mean().mean();
    }

    private static List<Outcome> run(PastFloor floor, StaffingVariant... variants) {
        List<Variant> all = List.of(variants).stream().map(one -> one.of(floor)).toList();
        return new WhatIf(all, List.of(1L, 2L, 3L)).run();
    }

    private static StaffingVariant asItIs(String name) {
        return variant(name, 1, List.of(), Set.of());
    }

    private static StaffingVariant variant(String name, double arrivals, List<OneMore> more, Set<String> without) {
        return new StaffingVariant(name, Rule.DAYSIDE, arrivals, more, without);
    }

    private static PastFloor floor(List<PastCase> past, List<Specialist> staff) {
        return PastFloor.of(past, staff, NOW).orElseThrow();
    }

    /** One every half an hour, each fifth of them STAT. */
    private static List<PastCase> past(int cases) {
        var past = new ArrayList<PastCase>();
        for (int i = 0; i < cases; i++) {
            boolean stat = i % 5 == 0;
            past.add(new PastCase(
                    NORTHGATE,
                    "NG1",
                    "GB",
                    CT_HEAD,
                    stat ? Priority.STAT : Priority.ROUTINE,
                    i % 7 == 0,
                    BEGIN.plus(Duration.ofMinutes(30L * i)),
                    stat ? Duration.ofMinutes(45) : Duration.ofHours(20),
                    Optional.of(Duration.ofMinutes(12))));
        }
        return past;
    }

    private static Specialist reader(String username, String jurisdiction, int from, int until) {
        var begin = LocalDate.parse("2020-01-01");
        var end = LocalDate.parse("2100-01-01");
        return new Specialist(
                username,
                "Dr " + username,
                ZoneOffset.UTC,
                3,
                List.of(new Licence(jurisdiction, "1", Standing.ACTIVE, begin, end)),
                List.of(new Privilege(NORTHGATE, Standing.ACTIVE, begin, end)),
                List.of(new Competency("CT", "HEAD")),
                List.of(new Shift(EnumSet.allOf(DayOfWeek.class), LocalTime.of(from, 0), LocalTime.of(until, 0))));
    }
}
