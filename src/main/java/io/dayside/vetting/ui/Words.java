package io.dayside.vetting.ui;

import io.dayside.vetting.Criterion;
import io.dayside.vetting.Marks;
import io.dayside.vetting.Share;
import io.dayside.vetting.Sitting.State;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pages of tests say. */
final class Words {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private Words() {}

    static String day(Instant at, ZoneId zone) {
        return DAY.format(at.atZone(zone));
    }

    /** {@code Pneumothorax?}. */
    static String asked(String target) {
        return target.substring(0, 1).toUpperCase(Locale.ROOT) + target.substring(1) + "?";
    }

    static String state(State state) {
        return switch (state) {
            case INVITED -> "invited";
            case RUNNING -> "under way";
            case PASSED -> "✓ passed";
            case FAILED -> "✗ not passed";
            case LAPSED -> "not finished in time";
            case ANNULLED -> "annulled";
        };
    }

    /** {@code missed pathology at most 20 %, median time for a case at most 10 min}. */
    static String limits(Map<Criterion, Integer> limits) {
        return Stream.of(Criterion.values())
                .filter(limits::containsKey)
                .map(one -> "%s at most %d %s".formatted(one.words(), limits.get(one), one.unit()))
                .collect(Collectors.joining(", "));
    }

    /** {@code 12 to 77 %}; empty for what is no share. */
    static String interval(Marks marks, Criterion criterion) {
        return share(marks, criterion)
                .filter(share -> share.of() > 0)
                .map(share -> "%.0f to %.0f %%".formatted(share.low(), share.high()))
                .orElse("");
    }

    private static Optional<Share> share(Marks marks, Criterion criterion) {
        return switch (criterion) {
            case MISSED -> Optional.of(marks.missed());
            case FALSE_ALARMS -> Optional.of(marks.falseAlarms());
            case OVER_TRUST -> Optional.of(marks.overTrust());
            case UNDER_TRUST -> Optional.of(marks.underTrust());
            case BRIER, MEDIAN_MINUTES -> Optional.empty();
        };
    }
}
