package io.dayside.archive;

import io.dayside.audit.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An object that is received whole and waits to become durable.
 *
 * @param urgent whether it belongs to an order that is STAT
 * @param surelyNew whether its row can only become that of a new instance, so that its sender need not wait for it
 * @param row whether it has its row, once that is known
 */
record Arrival(
        ReceivedInstance received,
        InstanceHeader header,
        IncomingObject object,
        Instant at,
        Actor actor,
        boolean urgent,
        boolean surelyNew,
        CompletableFuture<byte[]> sha256,
        CompletableFuture<InstanceIndex.Recorded> recorded,
        CompletableFuture<Boolean> row) {

    static Arrival of(
            ReceivedInstance received,
            InstanceHeader header,
            IncomingObject object,
            Instant at,
            boolean urgent,
            boolean surelyNew) {
        var actor = Actor.bound().orElseGet(() -> Actor.device(received.sender()));
        return new Arrival(
                received,
                header,
                object,
                at,
                actor,
                urgent,
                surelyNew,
                new CompletableFuture<>(),
                new CompletableFuture<>(),
                new CompletableFuture<>());
    }

    /** Computes the digest while others write the bytes to disk. */
    void digest() {
        sha256.complete(object.sha256());
    }

    String sopInstanceUid() {
        return header.sopInstanceUid();
    }

    /** Its bytes are on the disk, with all that its row is made of. */
    void durable() {
        if (surelyNew) {
            var study = new StudyRef(received.tenant(), header.studyInstanceUid());
            recorded.complete(
                    new InstanceIndex.Recorded(new StoreOutcome.Stored(study, header.sopInstanceUid()), true));
        }
    }

    void fail(Throwable cause) {
        recorded.completeExceptionally(cause);
        row.complete(false);
    }

    void indexed(InstanceIndex.Recorded outcome) {
        recorded.complete(outcome);
        row.complete(true);
    }

    /** Whether its sender was told that it is stored, and it has no row. */
    boolean isOwedItsRow() {
        return !recorded.isCompletedExceptionally() && !row.getNow(true);
    }

    /** Waits so long at most until it is known whether it has its row. */
    void awaitRow(Duration atMost) throws InterruptedException {
        try {
            row.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // The caller goes on without it.
        }
    }

    /** Waits until the object is durable, and indexed if its sender must wait for that, or cannot be; its memory may be reused only then. */
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
