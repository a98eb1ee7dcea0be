package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How much each tenant has stored, and what room is left on the disk. Counted anew each minute, and in between by what
 * came through this node.
 */
@Component
public class StorageUse {

    private static final Logger log = LoggerFactory.getLogger(StorageUse.class);
    private static final long COUNTED_FOR_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long DISK_KNOWN_FOR_NANOS = Duration.ofSeconds(1).toNanos();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Path dataDirectory;
    private final Map<TenantId, Use> uses = new ConcurrentHashMap<>();
    private volatile Disk disk = new Disk(Long.MAX_VALUE, System.nanoTime() - DISK_KNOWN_FOR_NANOS);

    StorageUse(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${dayside.data-dir:data}") Path dataDirectory) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.dataDirectory = dataDirectory;
    }

    private record Disk(long usableBytes, long atNanos) {}

    private static final class Use {

        private final AtomicLong bytes = new AtomicLong();
        private final AtomicBoolean counting = new AtomicBoolean();
        private volatile long countedAtNanos;

        Use(long bytes) {
            this.bytes.set(bytes);
            this.countedAtNanos = System.nanoTime();
        }
    }

    /** Bytes of all data sets of the tenant, those set aside among them. Waits for the count only the first time. */
    public long bytes(TenantId tenant) {
        var use = uses.computeIfAbsent(tenant, _ -> new Use(count(tenant)));
        if (System.nanoTime() - use.countedAtNanos > COUNTED_FOR_NANOS && use.counting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("storage-use").start(() -> countAgain(tenant, use));
        }
        return use.bytes.get();
    }

    private void countAgain(TenantId tenant, Use use) {
        try {
            use.bytes.set(count(tenant));
        } catch (RuntimeException e) {
            log.warn("{} what is stored could not be counted: {}", tenant, e.toString());
        } finally {
            use.countedAtNanos = System.nanoTime();
            use.counting.set(false);
        }
    }

    private long count(TenantId tenant) {
        return TenantScope.call(
                tenant,
                () -> Objects.requireNonNull(transaction.execute(_ -> jdbc.sql("""
                        select coalesce((select sum(dataset_bytes) from instance where tenant_id = :tenant), 0)
                             + coalesce((select sum(dataset_bytes) from quarantined_instance
                                         where tenant_id = :tenant), 0)""")
                        .param("tenant", tenant.code())
                        .query(Long.class)
                        .single())));
    }

    /** An object of that many bytes was kept. */
    void grew(TenantId tenant, long bytes) {
        var use = uses.get(tenant);
        if (use != null) {
            use.bytes.addAndGet(bytes);
        }
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
