package io.dayside.simulation.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readers, as a discipline sees them. */
public record Floor(List<SimReader> readers) {

    public Floor {
        readers = List.copyOf(readers);
    }

    /** Who may read the case and has had nothing to read for longest. */
    public @Nullable SimReader longestIdle(SimCase simCase) {
        SimReader longest = null;
        for (SimReader reader : readers) {
            boolean possible = reader.isFree() && reader.mayRead(simCase.spec().kind());
            if (possible && (longest == null || reader.idleSince() < longest.idleSince())) {
                longest = reader;
            }
        }
        return longest;
    }

    /**
     * Who may read the case and reads the least pressing one of class {@code from} or beyond; of several the one that
     * arrived last.
     */
    public @Nullable SimReader leastPressed(SimCase simCase, int from) {
        SimReader chosen = null;
        SimCase least = null;
        for (SimReader reader : readers) {
            SimCase read = reader.reading();
            if (read != null
                    && reader.isOn()
                    && read.pressing() >= from
                    && reader.mayRead(simCase.spec().kind())
                    && (least == null || isLess(read, least))) {
                chosen = reader;
                least = read;
            }
        }
        return chosen;
    }

    private static boolean isLess(SimCase one, SimCase other) {
        return one.pressing() != other.pressing()
                ? one.pressing() > other.pressing()
                : one.spec().number() > other.spec().number();
    }
}
