package io.dayside.critical;

import static io.dayside.critical.CriticalState.ACKNOWLEDGED;
import static io.dayside.critical.CriticalState.CLOSED;
import static io.dayside.critical.CriticalState.ESCALATED;
import static io.dayside.critical.CriticalState.NOTIFIED;
import static io.dayside.critical.CriticalState.RAISED;
import static io.dayside.critical.CriticalState.WITHDRAWN;
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
import org.jspecify.annotations.Nullable;
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
                NOTIFIED, Set.of(ESCALATED, ACKNOWLEDGED, WITHDRAWN),
                ESCALATED, Set.of(ESCALATED, ACKNOWLEDGED, WITHDRAWN),
                ACKNOWLEDGED, Set.of(CLOSED),
                CLOSED, Set.of(WITHDRAWN),
                WITHDRAWN, Set.<CriticalState>of());
        for (var from : CriticalState.values()) {
            for (var to : CriticalState.values()) {
                assertThat(from.mayBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(allowed.getOrDefault(from, Set.of()).contains(to));
            }
            assertThat(from.waits())
                    .as("%s waits", from)
                    .isEqualTo(!Set.of(ACKNOWLEDGED, CLOSED, WITHDRAWN).contains(from));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "epidural haematoma left, shift of 9 mm",
                "left EPIDURAL HEMATOMA with midline shift",
                "shift of the midline, hématome épidural, left",
                "left-sided epidural haematomas, shifts 9 mm: neurosurgeon is on the way"
            })
    void whoReadsBackRepeatsWhatWasFound(String readBack) {
        assertThat(ReadBack.check("readBack", readBack, FINDING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "we have understood everything | say 3 or more of “epidural”, “haematoma”, “left”, “midline”, “shift”, “9”",
                "on the left | say 2 or more of “epidural”, “haematoma”, “midline”, “shift”, “9”",
                "epidural bleeding, we are coming | say 2 or more of “haematoma”, “left”, “midline”, “shift”, “9”",
                "shift, subdural haematuria | say 2 or more of “epidural”, “haematoma”, “left”, “midline”, “9”",
                "epidural haematoma right, midline shift 9 mm | must say “left”, as the finding does"
            })
    void whatIsMissingIsNamed(String readBack, String why) {
        assertThat(ReadBack.check("readBack", readBack, FINDING))
                .hasValueSatisfying(invalid -> assertThat(invalid.reason()).endsWith(why));
    }

    @ParameterizedTest
    @CsvSource({"'ok', must have", "'', must have", "'   ', must have", "'a\u0007larm: haematoma', must hold no control"
    })
    void whatIsTypedHasALengthAndNoControlCharacters(String typed, String why) {
        assertThat(TypedWords.words("readBack", typed))
                .hasValueSatisfying(invalid -> assertThat(invalid.reason()).startsWith(why));
    }

    @Test
    void aShortFindingIsReadBackByItsOneWord() {
        assertThat(ReadBack.check("readBack", "pneumothorax, thank you", "Pneumothorax"))
                .isEmpty();
        assertThat(ReadBack.check("readBack", "pneumonia, thank you", "Pneumothorax"))
                .hasValueSatisfying(invalid -> assertThat(invalid.reason())
                        .isEqualTo("must repeat what was found: “pneumothorax” is missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "Acute SAH, 'SAH, theatre is told'",
        "PE, pe on the way",
        "SDH on the left, left sdh",
        "AAA, 'AAA, vascular surgeon called'",
        "PE 4 cm, pe of 4",
    })
    void anAbbreviationIsReadBackAsItIs(String finding, String readBack) {
        assertThat(ReadBack.check("readBack", readBack, finding)).isEmpty();
        assertThat(ReadBack.check("readBack", "yes, all understood", finding)).isPresent();
    }

    @Test
    void aFindingOfFillersAloneIsReadBackByAnyWords() {
        assertThat(ReadBack.check("readBack", "understood", "see the finding")).isEmpty();
    }

    @Test
    void whatIsOnBothSidesIsToldByItsOtherWords() {
        assertThat(ReadBack.check("readBack", "bilateral emboli", "Emboli right and left"))
                .isPresent();
        assertThat(ReadBack.check("readBack", "emboli on the left and the right", "Emboli right and left"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"fracture of C5, must say “c2”", "fracture of C2 and C5,", "the fracture is understood,"})
    void anotherLevelOfTheSpineIsNoticed(String readBack, @Nullable String why) {
        var invalid = ReadBack.check("readBack", readBack, "Fracture of C2");
        assertThat(invalid.isPresent()).isEqualTo(why != null);
        invalid.ifPresent(one -> assertThat(one.reason()).startsWith(why));
    }

    @Test
    void aFindingWithoutTellingWordsIsReadBackByAnyWords() {
        assertThat(ReadBack.check("readBack", "gas, yes", "gas!!")).isEmpty();
        assertThat(ReadBack.check("readBack", "空気が見えます", "気胸")).isEmpty();
        assertThat(ReadBack.check("readBack", "空気が見えます", "右側に大きな気胸があります")).isEmpty();
        assertThat(TypedWords.words("readBack", "x".repeat(1001))).isPresent();
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
                null,
                null);
    }
}
