package io.dayside.archive;

import io.dayside.audit.Actor;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * An object that is received whole and waits to become durable.
 *
 * @param urgent whether it belongs to an order that is STAT
 */
record Arrival(
        ReceivedInstance received,
        InstanceHeader header,
        IncomingObject object,
        Instant at,
        Actor actor,
        boolean urgent,
        CompletableFuture<byte[]> sha256,
        CompletableFuture<InstanceIndex.Recorded> recorded) {

    static Arrival of(
            ReceivedInstance received, InstanceHeader header, IncomingObject object, Instant at, boolean urgent) {
        var actor = Actor.bound().orElseGet(() -> Actor.device(received.sender()));
        return new Arrival(
                received, header, object, at, actor, urgent, new CompletableFuture<>(), new CompletableFuture<>());
    }

    /** Computes the digest while others write the bytes to disk. */
    void digest() {
        sha256.complete(object.sha256());
    }

    void fail(Throwable cause) {
        recorded.completeExceptionally(cause);
    }

    void indexed(InstanceIndex.Recorded row) {
        recorded.complete(row);
    }

    /** Waits until the object is durable and indexed or cannot be; its memory may be reused only then. */
    InstanceIndex.Recorded await() throws StorageFailure {
        try {
            return recorded.join();
        } catch (CompletionException e) {
            throw StorageFailure.of(e.getCause() == null ? e : e.getCause());
        }
    }

    Indexable in(Placement place) {
        return new Indexable(
                received.tenant(),
                received.facility(),
                received.sender(),
                received.transferSyntaxUid(),
                header,
                new StoredObject(place, sha256.join()),
                at,
                actor);
    }
}
