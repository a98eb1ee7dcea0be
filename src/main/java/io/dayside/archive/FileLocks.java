package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** One at a time copies, fetches, evicts or erases a file. Appending and reading on the local disk wait for nobody. */
@Component
class FileLocks {

    private static final int STRIPES = 256;

    private final ReentrantLock[] stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

    interface Work<T> {
        T run() throws IOException;
    }

    <T> T call(TenantId tenant, String file, Work<T> work) throws IOException {
        var lock = stripes[Math.floorMod(Objects.hash(tenant, file), STRIPES)];
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }
}
