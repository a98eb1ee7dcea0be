package io.dayside.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Hands on what is added, in order, to work that runs once at a time and takes whatever has gathered meanwhile: a lone
 * sender waits for nobody, and many share one flush.
 */
final class Lane<T> {

    /** Bounds what one flush waits for. */
    private static final int MOST_TOGETHER = 64;

    private final Executor executor;
    private final Consumer<List<T>> work;
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private boolean running;

    /** @param work answers each of what it is given and never throws */
    Lane(Executor executor, Consumer<List<T>> work) {
        this.executor = executor;
        this.work = work;
    }

    void add(T item) {
        synchronized (waiting) {
            waiting.add(item);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::drain);
    }

    private void drain() {
        for (var together = next(); !together.isEmpty(); together = next()) {
            work.accept(together);
        }
    }

    private List<T> next() {
        var together = new ArrayList<T>();
        synchronized (waiting) {
            while (!waiting.isEmpty() && together.size() < MOST_TOGETHER) {
                together.add(waiting.remove());
            }
            running = !together.isEmpty();
        }
        return together;
    }
}
