package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Lets one of several who store the same instance go first; the others then find it held and write nothing. */
final class OnceAtATime {

    private final ConcurrentHashMap<Key, CountDownLatch> going = new ConcurrentHashMap<>();

    private record Key(TenantId tenant, String sopInstanceUid) {}

    interface Storing {
        StoreOutcome store() throws IOException;
    }

    StoreOutcome call(ReceivedInstance received, Storing storing) throws IOException {
        var key = new Key(received.tenant(), received.sopInstanceUid());
        var mine = new CountDownLatch(1);
        for (var other = going.putIfAbsent(key, mine); other != null; other = going.putIfAbsent(key, mine)) {
            await(other);
        }
        try {
            return storing.store();
        } finally {
            going.remove(key);
            mine.countDown();
        }
    }

    private static void await(CountDownLatch other) throws StorageFailure {
        try {
            other.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageFailure(e);
        }
    }
}
