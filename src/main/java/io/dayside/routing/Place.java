package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.sla.CaseClock;
import io.dayside.tenancy.Priority;
import io.dayside.triage.Assessment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where a case stands in the order: class, then what is due first, then what came first, then its number, so that no two
 * cases share a place. {@code docs/routing.md} says the policy in words.
 *
 * <p>The class is the most pressing of what the order, the models and the clock ask for. Models and clock can therefore
 * move a case forward, and never back.
 */
record Place(Rank byOrder, Rank byModels, Rank byClock, Instant dueAt, Instant since, String number)
        implements Comparable<Place> {

    /** Declared most pressing first. */
    enum Rank {
        FRONT,
        STAT,
        URGENT,
        ROUTINE;

        /** One class more pressing. */
        private Rank forward() {
            return switch (this) {
                case FRONT, STAT -> FRONT;
                case URGENT -> STAT;
                case ROUTINE -> URGENT;
            };
        }

        private static Rank of(Priority priority) {
            return switch (priority) {
                case STAT -> STAT;
                case URGENT -> URGENT;
                case ROUTINE -> ROUTINE;
            };
        }
    }

    enum Cause {
        ORDER,
        MODEL,
        CLOCK
    }

    /** Less than this share of the promised time left: somebody has to look at it soon. */
    private static final double SHORT_OF_TIME = 0.2;

    private static final Comparator<Place> ORDER = Comparator.comparing(Place::rank)
            .thenComparing(Place::dueAt)
            .thenComparing(Place::since)
            .thenComparing(Place::number);

    /** @param clock absent until the study is complete */
    static Place of(Case work, @Nullable CaseClock clock, Instant now) {
        var byOrder = Rank.of(work.priority());
        return new Place(
                byOrder,
                byModels(work, byOrder),
                clock == null ? byOrder : byClock(clock, byOrder, now),
                clock == null ? Instant.MAX : clock.dueAt(),
                clock == null ? work.stateSince() : clock.startedAt(),
                work.number());
    }

    /** Only flagged findings count, and only once the models are done. */
    private static Rank byModels(Case work, Rank byOrder) {
        if (work.assessment() != Assessment.Status.DONE || work.topProbability() <= 0) {
            return byOrder;
        }
        return switch (work.topSeverity()) {
            case CRITICAL -> Rank.FRONT;
            case SIGNIFICANT -> most(byOrder, Rank.URGENT);
            case INCIDENTAL -> byOrder;
        };
    }

    /** Nobody starves: the longer a promise is broken, the further forward, up to the front after twice the target. */
    private static Rank byClock(CaseClock clock, Rank byOrder, Instant now) {
        var slack = clock.slack(now);
        if (slack.plus(clock.target()).isNegative()) {
            return Rank.FRONT;
        }
        if (slack.isNegative()) {
            return byOrder.forward().forward();
        }
        return shortOfTime(slack, clock.target()) ? byOrder.forward() : byOrder;
    }

    private static boolean shortOfTime(Duration slack, Duration target) {
        return slack.toMillis() < target.toMillis() * SHORT_OF_TIME;
    }

    Rank rank() {
        return most(byOrder, most(byModels, byClock));
    }

    /** Which of the three claims gave the class; the order's own where it is as pressing as any. */
    Cause cause() {
        if (rank() == byOrder) {
            return Cause.ORDER;
        }
        return rank() == byModels ? Cause.MODEL : Cause.CLOCK;
    }

    private static Rank most(Rank one, Rank other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
