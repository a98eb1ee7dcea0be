package io.dayside.routing.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Checks what {@link ReadingOrder} guarantees, by looking at every case. For tests and simulations. */
public record Guarantee(Policies policies) {

    private static final Comparator<Waiting> ARRIVAL = Comparator.comparing(Waiting::since)
            .thenComparing(work -> work.id().id())
            .thenComparing(work -> work.id().tenant());

    /**
     * The case that a reader should have been given instead.
     *
     * @param given what they were given at {@code now}
     * @param open every case that could have been put before them, see {@link ReadingOrder#open}
     * @return the first that had waited its bound and came before {@code given}; empty when the guarantee is kept
     */
    public Optional<Waiting> overtaken(Waiting given, Collection<Waiting> open, Instant now) {
        return open.stream()
                .filter(work -> isOverBound(work, now) && ARRIVAL.compare(work, given) < 0)
                .min(ARRIVAL);
    }

    /** Whether it has waited the bound of its class. */
    public boolean isOverBound(Waiting work, Instant now) {
        return !policies.of(work.id().tenant()).boundAt(work).isAfter(now);
    }
}
