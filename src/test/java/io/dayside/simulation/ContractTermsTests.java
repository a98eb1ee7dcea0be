package io.dayside.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.simulation.Policy.Baseline;
import io.dayside.simulation.engine.Conduct;
import io.dayside.simulation.engine.Floor;
import io.dayside.simulation.engine.Minutes;
import io.dayside.simulation.engine.SimReader;
import io.dayside.simulation.engine.Simulation;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One reader for more cases than their contract has, over a change to daylight saving. */
class ContractTermsTests {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final ContractTerms CONTRACT = new ContractTerms(168, 4, 20);
    private static final LocalDate START = LocalDate.of(2026, 3, 27);
    private static final Instant ZERO = START.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final int DAYS = 4;

    static Stream<Policy> policies() {
        return Stream.concat(Stream.of(Baseline.values()), Stream.of(DaysidePolicy.standard()));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void whateverThePolicyNobodyReadsMoreThanTheirContractHas(Policy policy) {
        var read = read(policy, CONTRACT);

        assertThat(read)
                .allSatisfy(at -> assertThat(read)
                        .filteredOn(one -> !one.isAfter(at) && one.isAfter(at.minusSeconds(3_600)))
                        .hasSizeLessThanOrEqualTo(CONTRACT.casesPerHour()));
        var days = read.stream()
                .collect(Collectors.groupingBy(at -> LocalDate.ofInstant(at, ZURICH), Collectors.counting()));
        assertThat(days.values()).allMatch(count -> count <= CONTRACT.casesPerDay());
        assertThat(days.values())
                .filteredOn(count -> count == CONTRACT.casesPerDay())
                .hasSizeGreaterThan(2);
        assertThat(read(policy, null)).hasSizeGreaterThan(2 * read.size());
    }

    @Test
    void termsOfNothingAreRefused() {
        assertThatThrownBy(() -> new ContractTerms(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ContractTerms(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ContractTerms(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Instant> read(Policy policy, @Nullable ContractTerms contract) {
        var always =
                new ShiftPattern(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, List.of());
        var reader =
                new ScenarioReader("r", ZURICH, Set.of("GB"), Set.of("neuro", "body"), 0.2, List.of(always), contract);
        var scenario = new Scenario(
                START,
                DAYS,
                0,
                Floors.classes(),
                Floors.types(),
                List.of(Floors.stream("one", "GB", 240)),
                List.of(reader),
                Behaviour.USUAL);
        var kinds = Kinds.of(scenario);
        double until = DAYS * 1_440;
        var cases = new Workload(scenario, kinds, 7, until).cases().iterator();
        var simulated = contract == null
                ? new SimReader(0, kinds.readBy(reader), reader.factor(), Rosters.shifts(reader, START, until))
                : new SimReader(
                        0,
                        kinds.readBy(reader),
                        reader.factor(),
                        Rosters.shifts(reader, START, until),
                        contract.limits(ZURICH, ZERO));
        var read = new ArrayList<Instant>();
        new Simulation(
                        List.of(simulated),
                        () -> cases.hasNext() ? cases.next() : null,
                        policy.discipline(new Floor(List.of(simulated)), scenario),
                        new Conduct(policy.hearsModels(), false, 10, 15),
                        done -> read.add(Minutes.at(ZERO, done.closedAt())),
                        0,
                        until)
                .run(until);
        return read;
    }
}
