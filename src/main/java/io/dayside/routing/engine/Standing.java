package io.dayside.routing.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a case stands in the order of its hospital's policy at one instant, whoever asks.
 *
 * @param byModels the order's own class where models ask for nothing
 * @param byClock the order's own class where the clock asks for nothing
 * @param overBound whether it has waited the bound of its class: nothing that came later may then be put before it
 * @param headStart by how much its urgency moves it forward among its class
 */
public record Standing(
        Waiting work,
        ReadingClass byOrder,
        ReadingClass byModels,
        ReadingClass byClock,
        boolean overBound,
        Duration headStart) {

    /** What put a case into its class. */
    public enum Cause {
        ORDER,
        MODEL,
        CLOCK,
        BOUND
    }

    public static Standing of(Waiting work, RoutingPolicy policy, Instant now) {
        var byModels = policy.byModels(work);
        var byClock = policy.byClock(work, now);
        var rank = ReadingClass.most(work.ordered(), ReadingClass.most(byModels, byClock));
        return new Standing(
                work,
                work.ordered(),
                byModels,
                byClock,
                !policy.boundAt(work).isAfter(now),
                scaled(policy.headStart(rank), policy.weights().urgency() * policy.urgency(work)));
    }

    /** In whole milliseconds. */
    static Duration scaled(Duration duration, double factor) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }

    /** The most pressing of the three claims: models and clock move a case forward, and never back. */
    public ReadingClass rank() {
        return ReadingClass.most(byOrder, ReadingClass.most(byModels, byClock));
    }

    /** The order's own claim is named where it is as pressing as any. */
    public Cause cause() {
        if (overBound) {
            return Cause.BOUND;
        }
        if (rank() == byOrder) {
            return Cause.ORDER;
        }
        return rank() == byModels ? Cause.MODEL : Cause.CLOCK;
    }

    /** By what cases of one class are compared: when each is due, moved forward by its head start. */
    public Instant pressing() {
        return work.dueAt().minus(headStart);
    }
}
