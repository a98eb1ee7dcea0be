package io.dayside.archive;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Ends the process without any farewell when a step is reached for the n-th time, as {@code ./dayside chaos ingest} wants
 * it: {@code dayside.archive.halt-at=SYNCED:17}. Nobody else sets that property.
 */
@Component
@ConditionalOnProperty("dayside.archive.halt-at")
final class HaltingSteps implements StoreSteps {

    /** As of a process that was killed with -9. */
    private static final int EXIT = 137;

    private final Step last;
    private final AtomicInteger left;

    HaltingSteps(@Value("${dayside.archive.halt-at}") String stepAndCount) {
        var parts = stepAndCount.split(":", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("dayside.archive.halt-at is a step and a count, as SYNCED:17");
        }
        this.last = Step.valueOf(parts[0]);
        this.left = new AtomicInteger(Integer.parseInt(parts[1]));
    }

    @Override
    public void reached(Step step) {
        if (step == last && left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(EXIT);
        }
    }
}
