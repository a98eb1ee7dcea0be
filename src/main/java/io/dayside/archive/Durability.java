package io.dayside.archive;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Whether bytes that were written have reached the disk: not yet, yes, or never. */
final class Durability {

    private final CompletableFuture<Void> synced = new CompletableFuture<>();

    /** Of bytes that are on the disk. */
    static Durability reachedBefore() {
        var durability = new Durability();
        durability.reached();
        return durability;
    }

    void reached() {
        synced.complete(null);
    }

    void fail(Throwable cause) {
        synced.completeExceptionally(cause);
    }

    /** Returns when the bytes are on the disk. */
    void await() throws StorageFailure {
        try {
            synced.join();
        } catch (CompletionException e) {
            throw StorageFailure.of(e.getCause() == null ? e : e.getCause());
        }
    }
}
