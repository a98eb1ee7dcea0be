package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * How much each tenant has stored, and what room is left on the disk. All is counted once a day, which reads a row for
 * each instance; in between what comes and goes through this node is added and taken away.
 */
@Component
public class StorageUse {

    private static final Logger log = LoggerFactory.getLogger(StorageUse.class);
    private static final Duration COUNTED_EVERY = Duration.ofDays(1);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(10);
    private static final long DISK_KNOWN_FOR_NANOS = Duration.ofSeconds(1).toNanos();

    private final StorageCounts counts;
    private final Clock clock;
    private final Path dataDirectory;
    private final Map<TenantId, Use> uses = new ConcurrentHashMap<>();

    /** Whether a count of all is under way: one hospital's at a time. */
    private final AtomicBoolean counting = new AtomicBoolean();

    private volatile Disk disk = new Disk(Long.MAX_VALUE, System.nanoTime() - DISK_KNOWN_FOR_NANOS);

    StorageUse(StorageCounts counts, Clock clock, @Value("${dayside.data-dir:data}") Path dataDirectory) {
        this.counts = counts;
        this.clock = clock;
        this.dataDirectory = dataDirectory;
    }

    private record Disk(long usableBytes, long atNanos) {}

    /** What is known of one tenant, from when it is first asked for. */
    private final class Use {

        private final TenantId tenant;
        private final AtomicLong bytes = new AtomicLong();
        private volatile @Nullable Instant countedAt;
        private volatile Instant notBefore = Instant.MIN;

        Use(TenantId tenant) {
            this.tenant = tenant;
        }

        long bytes() {
            var counted = countedAt == null ? first() : countedAt;
            var now = clock.instant();
            boolean isDue = !now.isBefore(counted.plus(COUNTED_EVERY)) && !now.isBefore(notBefore);
            if (isDue && counting.compareAndSet(false, true)) {
                Thread.ofVirtual().name("storage-use").start(this::countAgain);
            }
            return bytes.get();
        }

        private synchronized Instant first() {
            var known = countedAt;
            return known == null
                    ? is(counts.sinceTheLast(tenant).orElseGet(() -> counts.all(tenant, clock.instant())), 0)
                    : known;
        }

        /** What came while it was counted is added, though some of it may have been counted. */
        private Instant is(StorageCounts.Count count, long before) {
            bytes.addAndGet(count.bytes() - before);
            countedAt = count.countedAt();
            return count.countedAt();
        }

        private void countAgain() {
            try {
                long before = bytes.get();
                is(counts.all(tenant, clock.instant()), before);
            } catch (RuntimeException e) {
                notBefore = clock.instant().plus(TRIED_AGAIN_AFTER);
                log.warn("{} what is stored could not be counted: {}", tenant, e.toString());
            } finally {
                counting.set(false);
            }
        }

        void changed(long byBytes) {
            if (countedAt != null) {
                bytes.addAndGet(byBytes);
            }
        }
    }

    /** Bytes of all data sets of the tenant, those set aside among them. Waits for a count only the first time. */
    public long bytes(TenantId tenant) {
        return uses.computeIfAbsent(tenant, Use::new).bytes();
    }

    /** An object of that many bytes was kept. */
    void grew(TenantId tenant, long bytes) {
        var use = uses.get(tenant);
        if (use != null) {
            use.changed(bytes);
        }
    }

    @EventListener
    void shrank(DeletedStudy deleted) {
        AfterCommit.run(() -> grew(deleted.study().tenant(), -deleted.bytes()));
    }

    /** Bytes that are left on the disk of the data directory. */
    public long usableBytes() {
        var known = disk;
        if (System.nanoTime() - known.atNanos() >= DISK_KNOWN_FOR_NANOS) {
            try {
                Files.createDirectories(dataDirectory);
                known = new Disk(Files.getFileStore(dataDirectory).getUsableSpace(), System.nanoTime());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            disk = known;
        }
        return known.usableBytes();
    }
}
