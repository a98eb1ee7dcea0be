package io.dayside.triage;

import java.util.Comparator;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Lets a few studies at a time to the models, the most urgent first. Only a few may wait, so that background work of other
 * kinds finds a thread: who is more urgent takes the place of who is least, and the latter comes again later, as {@link
 * AssessmentOrder#pauseWithoutPlace} says.
 */
final class InferenceTurns {

    private final int atOnce;
    private final int mostWaiting;
    private final TreeSet<Waiter> waiting =
            new TreeSet<>(Comparator.comparingInt(Waiter::priority).reversed().thenComparingLong(Waiter::number));
    private int running;
    private long lastNumber;

    InferenceTurns(int atOnce, int mostWaiting) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
    }

    /** @param admitted completed with whether its turn has come, false when it lost its place */
    private record Waiter(int priority, long number, CompletableFuture<Boolean> admitted) {}

    /** Waits for a turn. Whoever gets one has to {@link #leave}; whoever does not has to come again later. */
    boolean enter(int priority) {
        return ask(priority).join();
    }

    synchronized CompletableFuture<Boolean> ask(int priority) {
        var waiter = new Waiter(priority, ++lastNumber, new CompletableFuture<>());
        if (running < atOnce) {
            running++;
            waiter.admitted().complete(true);
            return waiter.admitted();
        }
        waiting.add(waiter);
        if (waiting.size() > mostWaiting) {
            Objects.requireNonNull(waiting.pollLast()).admitted().complete(false);
        }
        return waiter.admitted();
    }

    synchronized void leave() {
        var next = waiting.pollFirst();
        if (next == null) {
            running--;
        } else {
            next.admitted().complete(true);
        }
    }
}
