package io.dayside.vetting;

import io.dayside.reading.Verdict;
import io.dayside.vetting.PracticalTest.ShownClaim;
import io.dayside.vetting.PracticalTest.Truth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Marks what a candidate has read against the truth.
 *
 * <p>Found counts what was answered with yes, at one of the right slices where the truth names some. The AI errs where it
 * claims what is not there, and where it says nothing right of what is there. Who accepts its wrong claim, or answers yes at
 * the claim's place, or answers no (or elsewhere) where it was silent, has followed its error. Who rejects or corrects a
 * right claim has turned it down.
 */
public final class Marking {

    private static final double PERCENT = 100;

    private Share missed = Share.NONE;
    private Share falseAlarms = Share.NONE;
    private Share overTrust = Share.NONE;
    private Share underTrust = Share.NONE;
    private double squares;
    private double stated;
    private int right;
    private int answers;

    private Marking() {}

    /** @throws IllegalArgumentException where a target was not answered, or nothing was read */
    public static Marks of(List<String> targets, List<Reading> readings) {
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("nothing was read");
        }
        var marking = new Marking();
        for (var reading : readings) {
            targets.forEach(target -> marking.answer(reading, target));
            marking.claims(reading);
        }
        return new Marks(
                marking.missed,
                marking.falseAlarms,
                marking.overTrust,
                marking.underTrust,
                PERCENT * marking.squares / marking.answers,
                PERCENT * marking.stated / marking.answers,
                PERCENT * marking.right / marking.answers,
                medianMinutes(readings));
    }

    private void answer(Reading reading, String target) {
        var answer = Optional.ofNullable(reading.answers().get(target))
                .orElseThrow(() -> new IllegalArgumentException("no answer about " + target));
        var truth = reading.shown().truthAbout(target);
        boolean said = answer.confidence().isThere();
        boolean found =
                truth.filter(there -> said && there.isAt(answer.slice())).isPresent();
        if (truth.isPresent()) {
            missed = missed.and(!found);
        } else {
            falseAlarms = falseAlarms.and(said);
        }
        truth.filter(reading.shown()::isMissed).ifPresent(_ -> overTrust = overTrust.and(!found));
        calibrate(answer, truth, found);
    }

    /** What was seen at a wrong place counts as an answer that was wrong. */
    private void calibrate(Answer answer, Optional<Truth> truth, boolean found) {
        double p = answer.confidence().percent() / PERCENT;
        boolean said = answer.confidence().isThere();
        boolean isRight = truth.isPresent() ? found : !said;
        double ofTheAnswer = said ? p : 1 - p;
        double distance = isRight ? 1 - ofTheAnswer : ofTheAnswer;
        squares += distance * distance;
        stated += ofTheAnswer;
        right += isRight ? 1 : 0;
        answers++;
    }

    private void claims(Reading reading) {
        var claims = reading.shown().claims();
        for (int i = 0; i < claims.size(); i++) {
            var claim = claims.get(i);
            var verdict = reading.verdicts().get(i);
            if (reading.shown().isRight(claim)) {
                underTrust = underTrust.and(verdict != Verdict.ACCEPTED);
            } else {
                overTrust = overTrust.and(verdict == Verdict.ACCEPTED || isRepeated(reading, claim));
            }
        }
    }

    /** By a yes at its place, or without a place. */
    private static boolean isRepeated(Reading reading, ShownClaim claim) {
        var answer = reading.answers().get(claim.target());
        return answer != null
                && answer.confidence().isThere()
                && (answer.slice() == 0 || answer.slice() == claim.slice());
    }

    private static double medianMinutes(List<Reading> readings) {
        var sorted = readings.stream().map(Reading::took).sorted().toList();
        int middle = sorted.size() / 2;
        var median = sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
        return median.toMillis() / (double) Duration.ofMinutes(1).toMillis();
    }
}
