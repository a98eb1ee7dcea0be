package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.routing.engine.ReadingClass;
import io.dayside.routing.engine.Standing;
import io.dayside.sla.CaseClock;
import io.dayside.sla.ClockBegin;
import io.dayside.tenancy.Priority;
import io.dayside.triage.Assessment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What put a case at its place, most important first. */
final class PlaceInWords {

    private static final int MINUTES_SAID_AS_SUCH = 120;

    private PlaceInWords() {}

    private record Reason(ReadingClass rank, String words) {}

    static List<String> why(Case work, @Nullable CaseClock clock, Standing place, String hospital, Instant now) {
        var reasons = new ArrayList<Reason>();
        if (place.overBound()) {
            reasons.add(new Reason(ReadingClass.FRONT, "has waited so long that nothing later goes before it"));
        }
        reasons.add(new Reason(place.byModels(), models(work)));
        reasons.add(new Reason(place.byOrder(), order(work, hospital)));
        if (clock != null) {
            reasons.add(new Reason(place.byClock(), promise(clock, now)));
            reasons.add(new Reason(ReadingClass.ROUTINE, waiting(clock, now)));
        }
        return reasons.stream()
                .filter(reason -> !reason.words().isEmpty())
                .sorted(Comparator.comparing(Reason::rank))
                .map(Reason::words)
                .toList();
    }

    /** The class and what gave it: {@code front · model}, {@code STAT · order}. Rows are sorted by it before the clock. */
    static String classed(Standing place) {
        return place.rank().words() + " · " + place.cause().name().toLowerCase(Locale.ROOT);
    }

    private static String models(Case work) {
        boolean flagged = work.assessment() == Assessment.Status.DONE && work.topProbability() > 0;
        return flagged
                ? String.format(
                        Locale.ROOT, "a model flags %s %.2f (demonstration)", work.topLabel(), work.topProbability())
                : "";
    }

    private static String order(Case work, String hospital) {
        return work.order() == null
                ? hospital + " has not sent the order, read as " + lower(work.priority())
                : lower(work.priority()) + " order";
    }

    private static String promise(CaseClock clock, Instant now) {
        var slack = clock.slack(now);
        if (slack.toMinutes() == 0) {
            return "due now, promised within " + amount(clock.target());
        }
        return slack.isNegative()
                ? "%s over the promised %s".formatted(amount(slack.abs()), amount(clock.target()))
                : "%s left of %s".formatted(amount(slack), amount(clock.target()));
    }

    private static String waiting(CaseClock clock, Instant now) {
        var waiting = amount(Duration.between(clock.startedAt(), now));
        return clock.begunWith() == ClockBegin.ORDER ? "ordered " + waiting + " ago" : "waiting " + waiting;
    }

    private static String lower(Priority priority) {
        return ReadingClass.of(priority).words();
    }

    /** {@code 18 min}, from two hours on {@code 5 h}. */
    static String amount(Duration duration) {
        return duration.toMinutes() <= MINUTES_SAID_AS_SUCH ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
