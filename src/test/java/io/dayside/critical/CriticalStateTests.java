package io.dayside.critical;

import static io.dayside.critical.CriticalState.ACKNOWLEDGED;
import static io.dayside.critical.CriticalState.CLOSED;
import static io.dayside.critical.CriticalState.ESCALATED;
import static io.dayside.critical.CriticalState.NOTIFIED;
import static io.dayside.critical.CriticalState.RAISED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.CaseId;
import io.dayside.critical.CriticalRule.Step;
import io.dayside.critical.CriticalRule.Tell;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The states, the words and the ladder of critical results, without a database. */
class CriticalStateTests {

    private static final Instant RAISED_AT = Instant.parse("2026-11-28T10:00:00Z");
    private static final String FINDING = "Large epidural haematoma on the left, midline shift 9 mm";

    @Test
    void everyTransitionThatIsNotListedIsRefused() {
        var allowed = Map.of(
                RAISED, Set.of(NOTIFIED),
                NOTIFIED, Set.of(ESCALATED, ACKNOWLEDGED),
                ESCALATED, Set.of(ESCALATED, ACKNOWLEDGED),
                ACKNOWLEDGED, Set.of(CLOSED),
                CLOSED, Set.<CriticalState>of());
        for (var from : CriticalState.values()) {
            for (var to : CriticalState.values()) {
                assertThat(from.mayBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(allowed.getOrDefault(from, Set.of()).contains(to));
            }
            assertThat(from.waits()).as("%s waits", from).isEqualTo(from != ACKNOWLEDGED && from != CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "epidural haematoma left, shift of 9 mm",
                "EPIDURAL bleeding, neurosurgeon is on the way",
                "understood: midline shift"
            })
    void whoReadsBackSaysAWordOfWhatWasFound(String readBack) {
        assertThat(TypedWords.readBack("readBack", readBack, FINDING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'ok', must have",
        "'', must have",
        "'   ', must have",
        "'we have understood everything', must repeat",
        "'on the', must repeat",
        "'a\u0007larm: haematoma', must hold no control characters"
    })
    void whatRepeatsNothingIsNoReadBack(String readBack, String why) {
        assertThat(TypedWords.readBack("readBack", readBack, FINDING))
                .hasValueSatisfying(invalid -> assertThat(invalid.reason()).startsWith(why));
    }

    @Test
    void aFindingWithoutTellingWordsIsReadBackByAnyWords() {
        assertThat(TypedWords.readBack("readBack", "gas, yes", "gas!!")).isEmpty();
        assertThat(TypedWords.readBack("readBack", "空気が見えます", "気胸")).isEmpty();
        assertThat(TypedWords.readBack("readBack", "x".repeat(1001), "gas")).isPresent();
    }

    @Test
    void theLadderTakesOneStepAfterTheOtherAndThenRepeatsTheLast() {
        var rule = new CriticalRule(
                Duration.ofMinutes(30),
                List.of(step(5, Tell.COORDINATORS), step(12, Tell.MANAGERS)),
                Duration.ofMinutes(10));
        assertThat(CriticalLadder.next(told(1, 0), rule, minute(4))).isEmpty();
        assertThat(CriticalLadder.next(told(1, 0), rule, minute(5))).hasValue(step(5, Tell.COORDINATORS));
        assertThat(CriticalLadder.next(told(2, 5), rule, minute(11))).isEmpty();
        assertThat(CriticalLadder.next(told(2, 5), rule, minute(12))).hasValue(step(12, Tell.MANAGERS));
        assertThat(CriticalLadder.next(told(3, 12), rule, minute(21))).isEmpty();
        assertThat(CriticalLadder.next(told(3, 12), rule, minute(22))).hasValue(step(12, Tell.MANAGERS));
        assertThat(CriticalLadder.next(told(9, 82), rule, minute(92))).hasValue(step(12, Tell.MANAGERS));
    }

    @Test
    void withoutALadderCoordinatorsAreToldAgain() {
        var rule = new CriticalRule(Duration.ofMinutes(30), List.of(), Duration.ofMinutes(10));
        assertThat(CriticalLadder.next(told(1, 0), rule, minute(9))).isEmpty();
        assertThat(CriticalLadder.next(told(1, 0), rule, minute(10)).map(Step::tell))
                .hasValue(Tell.COORDINATORS);
    }

    @Test
    void theUsualLadderRises() {
        var usual = CriticalRule.USUAL.ladder();
        assertThat(usual.stream().map(Step::after)).isSorted();
        assertThat(Arrays.asList(Tell.COORDINATORS, Tell.SPECIALIST, Tell.MANAGERS))
                .isEqualTo(usual.stream().map(Step::tell).toList());
        assertThat(CriticalRule.USUAL.acknowledged()).isEqualTo(Duration.ofHours(1));
    }

    private static Step step(int minutes, Tell tell) {
        return new Step(Duration.ofMinutes(minutes), tell, List.of());
    }

    private static Instant minute(int minute) {
        return RAISED_AT.plus(Duration.ofMinutes(minute));
    }

    private static CriticalResult told(int times, int lastMinute) {
        return new CriticalResult(
                new CaseId(new TenantId("northgate"), UUID.randomUUID()),
                UUID.randomUUID(),
                "NG-26-000042",
                "CT head",
                "Doe^Jo",
                "P1",
                NOTIFIED,
                "okafor",
                "Dr Okafor",
                RAISED_AT,
                FINDING,
                "neurosurgeon on call",
                Duration.ofMinutes(30),
                minute(30),
                times,
                minute(lastMinute),
                null);
    }
}
