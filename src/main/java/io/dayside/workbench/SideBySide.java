package io.dayside.workbench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several senders or readers at once. */
final class SideBySide {

    private SideBySide() {}

    /** What one of them does with its share. */
    interface Part<T> {
        void run(T share) throws Exception;
    }

    /**
     * @return seconds from the first one's start to the last one's end
     * @throws IOException if one of them failed
     */
    static <T> double seconds(List<T> shares, Part<T> part) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<T>> running = new ArrayList<>();
            for (T share : shares) {
                running.add(threads.submit(() -> {
                    part.run(share);
                    return share;
                }));
            }
            for (Future<T> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
