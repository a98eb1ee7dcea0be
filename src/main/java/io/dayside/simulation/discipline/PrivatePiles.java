package io.dayside.simulation.discipline;

import io.dayside.simulation.engine.Discipline;
import io.dayside.simulation.engine.Floor;
import io.dayside.simulation.engine.SimCase;
import io.dayside.simulation.engine.SimReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Each case is given to one reader when it arrives and stays with them: to somebody on shift, and where nobody is who may
 * read it, to somebody off shift.
 */
public final class PrivatePiles implements Discipline {

    private static final Comparator<SimCase> BY_AGE =
            Comparator.comparingInt(simCase -> simCase.spec().number());

    /** More than any pile. */
    private static final double OFF_SHIFT = 1e9;

    private final List<SimReader> readers;
    private final Choice choice;
    private final boolean handedBack;
    private final List<PriorityQueue<SimCase>> piles = new ArrayList<>();
    private int lastServed = -1;

    /** Who gets an arriving case. */
    public enum Choice {
        /** Each in turn; piles are read by age. */
        ROUND_ROBIN(BY_AGE),
        /** Whoever holds fewest cases; piles are read by class, then age. */
        FEWEST_CASES(Comparator.comparingInt(SimCase::pressing).thenComparing(BY_AGE)),
        /** Whoever holds least expected work; piles are read by class, then age. */
        LEAST_EXPECTED_WORK(Comparator.comparingInt(SimCase::pressing).thenComparing(BY_AGE)),
        /** The same, and of those off shift whoever comes first. */
        LEAST_EXPECTED_WORK_SOONEST(Comparator.comparingInt(SimCase::pressing).thenComparing(BY_AGE));

        /** Without state, which the type does not say. */
        @SuppressWarnings("ImmutableEnumChecker")
        private final Comparator<SimCase> order;

        Choice(Comparator<SimCase> order) {
            this.order = order;
        }
    }

    /** @param handedBack whether a pile is given out again when its reader's shift ends */
    public PrivatePiles(Floor floor, Choice choice, boolean handedBack) {
        this.readers = floor.readers();
        this.choice = choice;
        this.handedBack = handedBack;
        for (int i = 0; i < readers.size(); i++) {
            piles.add(new PriorityQueue<>(choice.order));
        }
    }

    @Override
    public void waits(SimCase simCase, double now) {
        piles.get(chosen(simCase, now)).add(simCase);
    }

    @Override
    public void raised(SimCase simCase, int before, double now) {
        for (PriorityQueue<SimCase> pile : piles) {
            if (pile.remove(simCase)) {
                pile.add(simCase);
                return;
            }
        }
    }

    @Override
    public @Nullable SimCase next(SimReader reader, double now) {
        return piles.get(reader.index()).poll();
    }

    @Override
    public @Nullable SimReader freeReaderFor(SimCase simCase, double now) {
        for (SimReader reader : readers) {
            if (reader.isFree() && piles.get(reader.index()).contains(simCase)) {
                return reader;
            }
        }
        return null;
    }

    @Override
    public Iterable<SimCase> shiftEnded(SimReader reader, double now) {
        if (!handedBack) {
            return List.of();
        }
        PriorityQueue<SimCase> pile = piles.get(reader.index());
        List<SimCase> left = new ArrayList<>(pile);
        left.sort(choice.order);
        pile.clear();
        return left;
    }

    private int chosen(SimCase simCase, double now) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int step = 1; step <= readers.size(); step++) {
            int index = (lastServed + step) % readers.size();
            SimReader reader = readers.get(index);
            if (reader.mayRead(simCase.spec().kind())) {
                double burden = burden(reader, now);
                if (best < 0 || burden < least) {
                    best = index;
                    least = burden;
                }
            }
        }
        if (best < 0) {
            throw new IllegalStateException(
                    "nobody may read kind %d".formatted(simCase.spec().kind()));
        }
        lastServed = best;
        return best;
    }

    /** What is compared: those on shift before all others. */
    private double burden(SimReader reader, double now) {
        if (reader.isOn()) {
            return held(reader);
        }
        return OFF_SHIFT
                + (choice == Choice.LEAST_EXPECTED_WORK_SOONEST
                        ? reader.shifts().firstOnFrom(now) - now
                        : held(reader));
    }

    private double held(SimReader reader) {
        SimCase read = reader.reading();
        return switch (choice) {
            case ROUND_ROBIN -> 0;
            case FEWEST_CASES -> piles.get(reader.index()).size() + (read == null ? 0 : 1);
            case LEAST_EXPECTED_WORK, LEAST_EXPECTED_WORK_SOONEST -> {
                double work = read == null ? 0 : read.spec().expectedMinutes();
                for (SimCase waiting : piles.get(reader.index())) {
                    work += waiting.spec().expectedMinutes();
                }
                yield work * reader.factor();
            }
        };
    }
}
