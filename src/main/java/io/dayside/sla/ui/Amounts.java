package io.dayside.sla.ui;

import io.dayside.sla.ClockBegin;
import io.dayside.sla.Communication;
import io.dayside.tenancy.Priority;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the manager's page says figures. */
final class Amounts {

    private Amounts() {}

    /** {@code 93 %}, with nothing to count {@code –}; never 100 % while one was late. */
    static String share(int part, int whole) {
        return whole == 0 ? "–" : part * 100 / whole + " %";
    }

    static String median(@Nullable Duration duration) {
        return duration == null ? "–" : words(duration);
    }

    /** {@code 18 min}, {@code 2 h}, {@code 2 h 10 min}. */
    static String words(Duration duration) {
        if (duration.toHours() == 0) {
            return duration.toMinutes() + " min";
        }
        return duration.toMinutesPart() == 0
                ? duration.toHours() + " h"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /** {@code STAT 30 min, urgent 2 h, routine 12 h}. */
    static String promises(Map<Priority, Duration> promises) {
        return promises.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> word(one.getKey()) + " " + words(one.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** With what a clock began. */
    static String word(ClockBegin begin) {
        return switch (begin) {
            case ORDER -> "order";
            case STUDY_COMPLETE -> "complete study";
        };
    }

    static String word(Communication.Kept kept) {
        return switch (kept) {
            case KEPT -> "kept";
            case BROKEN -> "broken";
            case OPEN -> "still open";
            case WITHDRAWN -> "withdrawn";
        };
    }

    /** {@code 30 min}, {@code 30 min from the order}: the complete study goes without saying. */
    static String promised(Duration target, ClockBegin begin) {
        return begin == ClockBegin.ORDER ? words(target) + " from the order" : words(target);
    }

    static String word(Priority priority) {
        return priority == Priority.STAT ? "STAT" : priority.name().toLowerCase(Locale.ROOT);
    }
}
