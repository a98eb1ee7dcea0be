package io.dayside.vetting;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a candidate has scored.
 *
 * @param brierPercent mean squared distance of stated confidence from the truth, times 100
 * @param statedPercent how sure the candidate was of their own answers, on average
 * @param rightPercent how many of those answers were right
 */
public record Marks(
        Share missed,
        Share falseAlarms,
        Share overTrust,
        Share underTrust,
        double brierPercent,
        double statedPercent,
        double rightPercent,
        double medianMinutes) {

    private static final int PERCENT = 100;

    public double of(Criterion criterion) {
        return switch (criterion) {
            case MISSED -> missed.percent();
            case FALSE_ALARMS -> falseAlarms.percent();
            case OVER_TRUST -> overTrust.percent();
            case UNDER_TRUST -> underTrust.percent();
            case BRIER -> brierPercent;
            case MEDIAN_MINUTES -> medianMinutes;
        };
    }

    /** In words, each limit that was passed; none when the test was passed. */
    public List<String> failures(Map<Criterion, Integer> limits) {
        return Stream.of(Criterion.values())
                .filter(limits::containsKey)
                .filter(criterion -> of(criterion) > limits.getOrDefault(criterion, PERCENT))
                .map(criterion -> "%s: %s, at most %d %s allowed"
                        .formatted(criterion.words(), words(criterion), limits.get(criterion), criterion.unit()))
                .toList();
    }

    /** {@code 40 % (2 of 5)}. */
    public String words(Criterion criterion) {
        var value = String.format(Locale.ROOT, "%.1f %s", of(criterion), criterion.unit())
                .replace(".0 ", " ");
        return switch (criterion) {
            case MISSED -> value + counted(missed);
            case FALSE_ALARMS -> value + counted(falseAlarms);
            case OVER_TRUST -> value + counted(overTrust);
            case UNDER_TRUST -> value + counted(underTrust);
            case BRIER, MEDIAN_MINUTES -> value;
        };
    }

    private static String counted(Share share) {
        return " (%d of %d)".formatted(share.count(), share.of());
    }

    /** How well the candidate tells right from wrong claims of the AI, 0 to 100. */
    public int proficiencyPercent() {
        return (int) Math.round(PERCENT - (overTrust.percent() + underTrust.percent()) / 2);
    }
}
