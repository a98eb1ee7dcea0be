package io.dayside.simulation.lookahead;

import io.dayside.routing.engine.ReadingClass;
import io.dayside.routing.engine.Standing;
import io.dayside.simulation.discipline.RoutingOrder;
import io.dayside.simulation.engine.Discipline;
import io.dayside.simulation.engine.Floor;
import io.dayside.simulation.engine.SimCase;
import io.dayside.simulation.engine.SimReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who becomes free reads what a plan has for them. It is made anew when somebody asks and it is as old as the terms say, or
 * a pressing case, a flag or a shift has come since. Where it has nothing for them, and for what has waited its bound, the
 * order of reading decides; so it does who is offered an arrival and who is interrupted.
 */
public final class LookAhead implements Discipline {

    private final RoutingOrder order;
    private final List<SimReader> readers;
    private final Terms terms;
    private final PlanSearch search;
    private final Consumer<Runnable> meter;
    private final Set<SimCase> waiting = new LinkedHashSet<>();
    private Map<Integer, List<SimCase>> turns = Map.of();
    private double staleAt = Double.NEGATIVE_INFINITY;
    private @Nullable SimReader interrupted;

    /**
     * @param everyMinutes how old a plan may become
     * @param horizonMinutes how far it looks; nothing is planned to begin later
     * @param mostCases in a plan, the first in the order of reading
     * @param moves that the solver tries for each plan
     * @param longAsShort whether waiting weighs by what is to be read, so that nothing is gained by reading short ones first
     * @param leastPressingOnly whether the order decides where it has anything but the least pressing class for a reader
     * @param guaranteeMinutes by class
     * @param limitMinutes by class
     */
    public record Terms(
            double everyMinutes,
            double horizonMinutes,
            int mostCases,
            long moves,
            boolean longAsShort,
            boolean leastPressingOnly,
            double[] guaranteeMinutes,
            double[] limitMinutes) {

        public Terms {
            guaranteeMinutes = guaranteeMinutes.clone();
            limitMinutes = limitMinutes.clone();
        }
    }

    /** @param meter runs each making of a plan */
    public LookAhead(Floor floor, RoutingOrder order, Terms terms, Consumer<Runnable> meter) {
        this.readers = floor.readers();
        this.order = order;
        this.terms = terms;
        this.meter = meter;
        this.search = new PlanSearch(terms.moves());
    }

    @Override
    public void waits(SimCase simCase, double now) {
        order.waits(simCase, now);
        waiting.add(simCase);
        if (isPressing(simCase)) {
            staleAt = now;
        }
    }

    private boolean isPressing(SimCase simCase) {
        return simCase.pressing() < terms.limitMinutes().length - 1;
    }

    @Override
    public void raised(SimCase simCase, int before, double now) {
        order.raised(simCase, before, now);
        staleAt = now;
    }

    @Override
    public void raisedInReading(SimCase simCase, double now) {
        order.raisedInReading(simCase, now);
    }

    @Override
    public @Nullable SimCase next(SimReader reader, double now) {
        SimCase chosen = chosen(reader, order.first(reader, now), now);
        if (chosen != null) {
            waiting.remove(chosen);
            order.give(reader, chosen, now);
        }
        return chosen;
    }

    private @Nullable SimCase chosen(SimReader reader, @Nullable SimCase first, double now) {
        boolean interrupting = reader.equals(interrupted);
        interrupted = null;
        if (first != null && (interrupting || isByOrder(order.standing(first, now)))) {
            return first;
        }
        SimCase planned = planned(reader, now);
        return planned == null ? first : planned;
    }

    private boolean isByOrder(Standing standing) {
        return standing.overBound()
                || (terms.leastPressingOnly() && standing.rank().isBefore(ReadingClass.ROUTINE));
    }

    private @Nullable SimCase planned(SimReader reader, double now) {
        if (now >= staleAt && waiting.size() > 1) {
            meter.accept(() -> plan(now));
        }
        return turns.getOrDefault(reader.index(), List.of()).stream()
                .filter(waiting::contains)
                .findFirst()
                .orElse(null);
    }

    private void plan(double now) {
        var outlook = new Outlook(readers, terms, now);
        var plan = outlook.firstFree(waiting, simCase -> order.standing(simCase, now));
        turns = plan.getCases().isEmpty() ? Map.of() : outlook.turns(search.better(plan));
        staleAt = now + terms.everyMinutes();
    }

    @Override
    public @Nullable SimReader freeReaderFor(SimCase simCase, double now) {
        return order.freeReaderFor(simCase, now);
    }

    @Override
    public @Nullable SimReader interruptedBy(SimCase simCase, double now) {
        interrupted = order.interruptedBy(simCase, now);
        return interrupted;
    }

    @Override
    public void finished(SimReader reader, SimCase simCase, double now) {
        order.finished(reader, simCase, now);
    }

    @Override
    public void shiftStarted(SimReader reader, double now) {
        order.shiftStarted(reader, now);
        staleAt = now;
    }

    @Override
    public Iterable<SimCase> shiftEnded(SimReader reader, double now) {
        staleAt = now;
        return order.shiftEnded(reader, now);
    }
}
