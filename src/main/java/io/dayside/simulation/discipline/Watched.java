package io.dayside.simulation.discipline;

import io.dayside.simulation.engine.Discipline;
import io.dayside.simulation.engine.SimCase;
import io.dayside.simulation.engine.SimReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts, from outside, how often a reader was given a case although an earlier one that they may read had waited longer
 * than its class's guarantee.
 */
public final class Watched implements Discipline {

    private final Discipline watched;
    private final double[] guaranteeMinutes;
    private final List<Set<SimCase>> waiting = new ArrayList<>();
    private int overtaken;

    /** @param guaranteeMinutes by class */
    public Watched(Discipline watched, int kinds, double[] guaranteeMinutes) {
        this.watched = watched;
        this.guaranteeMinutes = guaranteeMinutes.clone();
        for (int kind = 0; kind < kinds; kind++) {
            waiting.add(new LinkedHashSet<>());
        }
    }

    /** Readings that began before an earlier case over its guarantee. */
    public int overtaken() {
        return overtaken;
    }

    @Override
    public void waits(SimCase simCase, double now) {
        waiting.get(simCase.spec().kind()).add(simCase);
        watched.waits(simCase, now);
    }

    @Override
    public void raised(SimCase simCase, int before, double now) {
        watched.raised(simCase, before, now);
    }

    @Override
    public void raisedInReading(SimCase simCase, double now) {
        watched.raisedInReading(simCase, now);
    }

    @Override
    public @Nullable SimCase next(SimReader reader, double now) {
        SimCase next = watched.next(reader, now);
        if (next != null) {
            waiting.get(next.spec().kind()).remove(next);
            overtaken += overtakes(next, reader, now) ? 1 : 0;
        }
        return next;
    }

    private boolean overtakes(SimCase next, SimReader reader, double now) {
        for (int kind = 0; kind < waiting.size(); kind++) {
            if (reader.mayRead(kind)) {
                for (SimCase other : waiting.get(kind)) {
                    double waited = now - other.spec().arrivesAt();
                    if (other.spec().number() < next.spec().number() && waited > guaranteeMinutes[other.pressing()]) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    @Override
    public @Nullable SimReader freeReaderFor(SimCase simCase, double now) {
        return watched.freeReaderFor(simCase, now);
    }

    @Override
    public @Nullable SimReader interruptedBy(SimCase simCase, double now) {
        return watched.interruptedBy(simCase, now);
    }

    @Override
    public void finished(SimReader reader, SimCase simCase, double now) {
        watched.finished(reader, simCase, now);
    }

    @Override
    public void shiftStarted(SimReader reader, double now) {
        watched.shiftStarted(reader, now);
    }

    @Override
    public Iterable<SimCase> shiftEnded(SimReader reader, double now) {
        return watched.shiftEnded(reader, now);
    }
}
