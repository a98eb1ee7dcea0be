package io.dayside.vetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dayside.reading.Verdict;
import io.dayside.triage.Severity;
import io.dayside.vetting.PracticalTest.ShownClaim;
import io.dayside.vetting.PracticalTest.Slices;
import io.dayside.vetting.PracticalTest.TestCase;
import io.dayside.vetting.PracticalTest.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkingTests {

    private static final String BLEED = "intracranial haemorrhage";
    private static final Truth THERE = new Truth(BLEED, new Slices(10, 14));

    private final List<Reading> readings = new ArrayList<>();

    @Test
    void whatWasThereAndNotFoundIsMissed() {
        read(shown(List.of(THERE)), no());
        read(shown(List.of(THERE)), yes(12));

        assertThat(marks().missed()).isEqualTo(new Share(1, 2));
    }

    @Test
    void aYesOnAWrongSliceHasNotFoundIt() {
        read(shown(List.of(THERE)), yes(9));
        read(shown(List.of(THERE)), yes(10));
        read(shown(List.of(THERE)), yes(14));
        read(shown(List.of(THERE)), yes(15));

        assertThat(marks().missed()).isEqualTo(new Share(2, 4));
        assertThat(marks().falseAlarms()).as("something is there").isEqualTo(new Share(0, 0));
    }

    @Test
    void whatWasReportedAndNotThereIsAFalseAlarm() {
        read(shown(List.of()), yes(3));
        read(shown(List.of()), no());

        assertThat(marks().falseAlarms()).isEqualTo(new Share(1, 2));
        assertThat(marks().missed().of()).isZero();
    }

    @Test
    void whoAcceptsAWrongClaimHasTrustedTooMuch() {
        read(shown(List.of(), claim(5)), no(), Verdict.ACCEPTED);
        read(shown(List.of(), claim(5)), no(), Verdict.REJECTED);
        read(shown(List.of(), claim(5)), no(), Verdict.CORRECTED);

        assertThat(marks().overTrust()).isEqualTo(new Share(1, 3));
        assertThat(marks().underTrust().of()).isZero();
    }

    @Test
    void whoRejectsAWrongClaimAndSaysYesAtItsPlaceHasFollowedItAllTheSame() {
        read(shown(List.of(), claim(5)), yes(5), Verdict.REJECTED);
        read(shown(List.of(), claim(5)), yes(20), Verdict.REJECTED);

        assertThat(marks().overTrust()).isEqualTo(new Share(1, 2));
    }

    @Test
    void whoMissesWhatTheAiMissesHasTrustedItsSilence() {
        read(shown(List.of(THERE)), no());
        read(shown(List.of(THERE)), yes(11));

        assertThat(marks().overTrust()).isEqualTo(new Share(1, 2));
    }

    @Test
    void aClaimAtAWrongPlaceIsAWrongClaimAndTheAiHasMissedIt() {
        read(shown(List.of(THERE), claim(3)), yes(12), Verdict.REJECTED);

        assertThat(marks().overTrust()).as("its claim and its silence").isEqualTo(new Share(0, 2));
        assertThat(marks().underTrust().of()).isZero();
    }

    @Test
    void whoTurnsARightClaimDownHasTrustedTooLittle() {
        read(shown(List.of(THERE), claim(12)), yes(12), Verdict.ACCEPTED);
        read(shown(List.of(THERE), claim(12)), no(), Verdict.REJECTED);
        read(shown(List.of(THERE), claim(12)), yes(12), Verdict.CORRECTED);

        assertThat(marks().underTrust()).isEqualTo(new Share(2, 3));
        assertThat(marks().overTrust().of()).as("the AI was right").isZero();
        assertThat(marks().proficiencyPercent()).isEqualTo(67);
    }

    @Test
    void theBrierScoreIsTheMeanSquaredDistanceOfConfidenceFromTheTruth() {
        read(shown(List.of()), new Answer(Confidence.PROBABLY_NOT, 0));
        read(shown(List.of(new Truth(BLEED, null))), new Answer(Confidence.PROBABLY, 0));
        read(shown(List.of()), new Answer(Confidence.SURELY, 0));

        var marks = marks();
        assertThat(marks.brierPercent()).isCloseTo(100 * (0.04 + 0.04 + 0.98 * 0.98) / 3, within(1e-9));
        assertThat(marks.statedPercent()).isCloseTo((80 + 80 + 98) / 3.0, within(1e-9));
        assertThat(marks.rightPercent()).isCloseTo(200 / 3.0, within(1e-9));
    }

    @Test
    void theMedianTimeOfAnEvenNumberLiesBetween() {
        var minutes = List.of(1, 9, 2, 4);
        minutes.forEach(took ->
                readings.add(new Reading(shown(List.of()), Map.of(BLEED, no()), List.of(), Duration.ofMinutes(took))));

        assertThat(marks().medianMinutes()).isEqualTo(3);
    }

    @Test
    void limitsThatWerePassedAreToldInWords() {
        read(shown(List.of(THERE)), no());
        read(shown(List.of(THERE)), yes(12));
        read(shown(List.of()), no());
        var limits = new EnumMap<>(Map.of(Criterion.MISSED, 20, Criterion.FALSE_ALARMS, 0));

        assertThat(marks().failures(limits)).containsExactly("missed pathology: 50 % (1 of 2), at most 20 % allowed");
        limits.put(Criterion.MISSED, 50);
        assertThat(marks().failures(limits)).isEmpty();
    }

    @Test
    void anUnansweredQuestionIsNoAnswer() {
        readings.add(new Reading(shown(List.of()), Map.of(), List.of(), Duration.ofMinutes(1)));

        assertThatThrownBy(this::marks).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Marking.of(List.of(BLEED), List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whoever only repeats the AI scores its errors as over-trust and nothing as under-trust; whoever inverts it, both. */
    @Test
    void extremesOfTrustScoreAsExtremesWhateverTheCases() {
        var random = new Random(42);
        for (int round = 0; round < 200; round++) {
            var repeats = new ArrayList<Reading>();
            var inverts = new ArrayList<Reading>();
            for (int i = 0; i < 20; i++) {
                var truth = random.nextBoolean() ? List.of(new Truth(BLEED, null)) : List.<Truth>of();
                boolean claims = random.nextBoolean();
                var shown = claims ? shown(truth, claim(1)) : shown(truth);
                repeats.add(new Reading(
                        shown,
                        Map.of(BLEED, claims ? yes(0) : no()),
                        claims ? List.of(Verdict.ACCEPTED) : List.of(),
                        Duration.ofMinutes(1)));
                inverts.add(new Reading(
                        shown,
                        Map.of(BLEED, claims ? no() : yes(0)),
                        claims ? List.of(Verdict.REJECTED) : List.of(),
                        Duration.ofMinutes(1)));
            }
            var same = Marking.of(List.of(BLEED), repeats);
            var other = Marking.of(List.of(BLEED), inverts);

            assertThat(same.overTrust().count()).isEqualTo(same.overTrust().of());
            assertThat(same.underTrust().count()).isZero();
            assertThat(other.overTrust().count()).isZero();
            assertThat(other.underTrust().count()).isEqualTo(other.underTrust().of());
            assertThat(same.rightPercent() + other.rightPercent()).isCloseTo(100, within(1e-9));
        }
    }

    @Test
    void wilsonsIntervalIsThePublishedOne() {
        // 81 of 263: R. G. Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3.
        var share = new Share(81, 263);

        assertThat(share.low()).isCloseTo(25.53, within(0.01));
        assertThat(share.high()).isCloseTo(36.62, within(0.01));
        assertThat(new Share(0, 20).low()).isZero();
        assertThat(new Share(0, 20).high()).isCloseTo(16.11, within(0.01));
        assertThat(new Share(0, 0).high()).as("nothing is known").isEqualTo(100);
    }

    private Marks marks() {
        return Marking.of(List.of(BLEED), readings);
    }

    private void read(TestCase shown, Answer answer, Verdict... verdicts) {
        readings.add(new Reading(shown, Map.of(BLEED, answer), List.of(verdicts), Duration.ofMinutes(1)));
    }

    private static TestCase shown(List<Truth> truth, ShownClaim... claims) {
        return new TestCase("2.25.1", "", truth, List.of(claims));
    }

    private static ShownClaim claim(int slice) {
        return new ShownClaim(BLEED, 90, slice, null, Severity.CRITICAL);
    }

    private static Answer yes(int slice) {
        return new Answer(Confidence.SURELY, slice);
    }

    private static Answer no() {
        return new Answer(Confidence.SURELY_NOT, 0);
    }
}
