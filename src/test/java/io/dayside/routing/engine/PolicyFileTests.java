package io.dayside.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.routing.engine.RoutingPolicy.Flagged;
import io.dayside.routing.engine.RoutingPolicy.Placing;
import io.dayside.routing.engine.RoutingPolicy.Reservation;
import io.dayside.routing.engine.RoutingPolicy.Step;
import io.dayside.routing.engine.RoutingPolicy.Weights;
import io.dayside.triage.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTests {

    private final RoutingPolicy standard = PolicyFile.standard();

    @Test
    void theDeliveredPolicyIsWhatTheDocumentsSay() {
        assertThat(standard)
                .isEqualTo(new RoutingPolicy(
                        durations(60, 120, 480, 48 * 60),
                        Map.of(
                                Severity.CRITICAL, new Flagged(ReadingClass.FRONT, 0, 1),
                                Severity.SIGNIFICANT, new Flagged(ReadingClass.URGENT, 0, 0.5),
                                Severity.INCIDENTAL, new Flagged(ReadingClass.ROUTINE, 0, 0.1)),
                        Map.of(
                                ReadingClass.STAT, List.of(new Step(0.8, ReadingClass.FRONT)),
                                ReadingClass.URGENT, List.of(new Step(1, ReadingClass.STAT)),
                                ReadingClass.ROUTINE,
                                        List.of(
                                                new Step(0.8, ReadingClass.URGENT),
                                                new Step(1, ReadingClass.STAT),
                                                new Step(2, ReadingClass.FRONT))),
                        durations(5, 5, 15, 60),
                        new Weights(0.4, 0.4, 0.2),
                        new Placing(0.3, 0.2, 0.3, 0.2),
                        new Reservation(1, Duration.ofHours(1), ReadingClass.STAT),
                        Map.of(
                                ReadingClass.FRONT, Set.of(ReadingClass.URGENT, ReadingClass.ROUTINE),
                                ReadingClass.STAT, Set.of(ReadingClass.URGENT, ReadingClass.ROUTINE))));
    }

    @Test
    void equalPoliciesHaveEqualVersionsAndOthersOthers() {
        assertThat(PolicyFile.standard().version())
                .isEqualTo(standard.version())
                .hasSize(64);
        assertThat(PolicyFile.ofHospital(standard, "{}").version()).isEqualTo(standard.version());
        assertThat(hospital("bounds: {front: 1h, stat: 2h, urgent: 8h, routine: 47h}")
                        .version())
                .isNotEqualTo(standard.version());
    }

    @Test
    void aHospitalReplacesWholeSectionsOfItsOwn() {
        var own = hospital("flagged: {critical: {as: front, from: 0.3, weight: 1}, significant: {as: stat, from: 0.5,"
                + " weight: 0.5}, incidental: {as: routine, from: 0, weight: 0}}");

        assertThat(own.flagged().get(Severity.SIGNIFICANT)).isEqualTo(new Flagged(ReadingClass.STAT, 0.5, 0.5));
        assertThat(own.bounds()).isEqualTo(standard.bounds());
        assertThat(own.reservation()).isEqualTo(standard.reservation());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    reservation: {readers: 1, window: 1h, below: stat}         | reservation
                    bounds: {front: 1h, stat: 2h, urgent: 8h}                  | ROUTINE
                    bounds: {front: 0m, stat: 2h, urgent: 8h, routine: 9h}     | positive
                    bounds: {front: soon, stat: 2h, urgent: 8h, routine: 9h}   | 45m
                    bounds: {front: -1h, stat: 2h, urgent: 8h, routine: 9h}    | positive
                    bounds: {first: 1h, stat: 2h, urgent: 8h, routine: 9h}     | first
                    ageing: {routine: [{share: 0, as: stat}]}                  | share
                    ageing: {routine: [{as: stat}]}                            | share
                    ageing: {routine: [{share: 1, as: stat, since: now}]}      | since
                    bounds: [                                                  | line
                    """)
    void whatIsNoHospitalsPolicyIsRefusedWithTheReason(String yaml, String reason) {
        assertThatThrownBy(() -> hospital(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aPlatformsPolicyIsWhole() {
        assertThatThrownBy(() -> PolicyFile.read("bounds: {front: 1h, stat: 2h, urgent: 8h, routine: 48h}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyInterruptsWhatIsAsPressing() {
        assertThatThrownBy(() -> new RoutingPolicy(
                        standard.bounds(),
                        standard.flagged(),
                        standard.ageing(),
                        standard.headStarts(),
                        standard.weights(),
                        standard.placing(),
                        standard.reservation(),
                        Map.of(ReadingClass.STAT, Set.of(ReadingClass.STAT))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private RoutingPolicy hospital(String yaml) {
        return PolicyFile.ofHospital(standard, yaml);
    }

    private static Map<ReadingClass, Duration> durations(long front, long stat, long urgent, long routine) {
        return Map.of(
                ReadingClass.FRONT, Duration.ofMinutes(front),
                ReadingClass.STAT, Duration.ofMinutes(stat),
                ReadingClass.URGENT, Duration.ofMinutes(urgent),
                ReadingClass.ROUTINE, Duration.ofMinutes(routine));
    }
}
