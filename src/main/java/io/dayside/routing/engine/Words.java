package io.dayside.routing.engine;

import io.dayside.routing.engine.Decision.Factor;
import io.dayside.routing.engine.Decision.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What put a case at its place, as a person reads it, the most important first. */
final class Words {

    private static final int MINUTES_SAID_AS_SUCH = 120;

    private Words() {}

    static List<Factor> of(Candidate given, boolean kept, Instant now) {
        var standing = given.entry().standing();
        var work = standing.work();
        var factors = new ArrayList<Factor>();
        if (standing.overBound()) {
            factors.add(
                    new Factor(Kind.BOUND, "has waited the bound of its class, so that nothing later goes before it"));
        }
        factors.add(new Factor(Kind.CLASS, standing.rank().words() + " by " + cause(standing)));
        if (kept && given.queue().scarce && !standing.overBound()) {
            factors.add(new Factor(Kind.RESERVED, "few on shift may read it, and this reader is kept for such cases"));
        }
        factors.add(new Factor(Kind.DUE, due(work, now)));
        factors.add(new Factor(Kind.WAITED, "waiting " + amount(Duration.between(work.since(), now))));
        if (standing.headStart().isPositive()) {
            factors.add(new Factor(
                    Kind.URGENCY, "the models' finding moves it forward by " + amount(standing.headStart())));
        }
        if (given.known()) {
            factors.add(new Factor(Kind.CONTINUITY, "the reader has read this patient before"));
        }
        if (given.fit() > 0) {
            factors.add(new Factor(Kind.FIT, String.format(Locale.ROOT, "suits the reader by %.2f", given.fit())));
        }
        return factors;
    }

    private static String cause(Standing standing) {
        if (standing.rank() == standing.byOrder()) {
            return "its order";
        }
        var flag = standing.work().flag();
        return flag != null && standing.rank() == standing.byModels()
                ? String.format(
                        Locale.ROOT,
                        "a model's %s finding, probability %.2f",
                        flag.severity().name().toLowerCase(Locale.ROOT),
                        flag.probability())
                : "its clock";
    }

    private static String due(Waiting work, Instant now) {
        var slack = Duration.between(now, work.dueAt());
        return slack.isNegative()
                ? "%s over the promised %s".formatted(amount(slack.abs()), amount(work.target()))
                : "%s left of %s".formatted(amount(slack), amount(work.target()));
    }

    /** {@code 18 min}, from two hours on {@code 5 h}. */
    static String amount(Duration duration) {
        return duration.toMinutes() <= MINUTES_SAID_AS_SUCH ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
