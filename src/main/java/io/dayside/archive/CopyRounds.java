package io.dayside.archive;

import io.dayside.archive.s3.BucketUnreachable;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what waits, a file of each tenant in turn, then evicts. A failure leaves the file waiting for the next round; while
 * S3 is away nothing else is tried.
 */
final class CopyRounds {

    private static final Logger log = LoggerFactory.getLogger(CopyRounds.class);

    /** Bounds a round, so that eviction follows soon. */
    private static final int MOST_OF_A_TENANT = 64;

    private final ArchiveTenants archiveTenants;
    private final ObjectCopies copies;
    private final FilesToCopy files;
    private final Copier copier;
    private final @Nullable Evictor evictor;
    private final SegmentLogs logs;
    private final Duration sealAfter;
    private final Clock clock;
    private final MeterRegistry meters;
    private final MultiGauge waitingFiles;
    private final MultiGauge waitingSeconds;
    private volatile Map<TenantId, ObjectCopies.Waiting> waiting = Map.of();
    private volatile @Nullable Failure lastFailure;

    /** What went wrong when S3 was last asked to take a file; gone with the next success. */
    record Failure(Instant at, String problem) {}

    CopyRounds(
            ArchiveTenants archiveTenants,
            ObjectCopies copies,
            Copier copier,
            @Nullable Evictor evictor,
            SegmentLogs logs,
            Duration sealAfter,
            Clock clock,
            MeterRegistry meters) {
        this.archiveTenants = archiveTenants;
        this.copies = copies;
        this.files = new FilesToCopy(copies, clock);
        this.copier = copier;
        this.evictor = evictor;
        this.logs = logs;
        this.sealAfter = sealAfter;
        this.clock = clock;
        this.meters = meters;
        this.waitingFiles = MultiGauge.builder("dayside.archive.s3.waiting.files")
                .description("Files that wait to be copied to S3")
                .register(meters);
        this.waitingSeconds = MultiGauge.builder("dayside.archive.s3.waiting.seconds")
                .description("How long the first of them has waited")
                .register(meters);
    }

    Map<TenantId, ObjectCopies.Waiting> waiting() {
        return waiting;
    }

    Optional<Failure> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    void run() throws IOException {
        logs.finishOlderThan(sealAfter);
        var tenants = archiveTenants.all();
        try {
            copyInTurn(tenants);
        } finally {
            measure(tenants);
        }
        if (evictor != null) {
            evict(evictor);
        }
    }

    private void copyInTurn(Set<TenantId> tenants) {
        var queues = new ArrayDeque<Queue>();
        for (var tenant : tenants) {
            queues.add(TenantScope.call(tenant, () -> {
                files.discover(tenant);
                return new Queue(tenant, new ArrayDeque<>(copies.waiting(tenant, MOST_OF_A_TENANT)));
            }));
        }
        boolean reachable = true;
        while (reachable && !queues.isEmpty()) {
            var queue = queues.remove();
            var file = queue.files().poll();
            if (file != null) {
                reachable = TenantScope.call(queue.tenant(), () -> copy(queue.tenant(), file));
                queues.add(queue);
            }
        }
    }

    private record Queue(TenantId tenant, ArrayDeque<String> files) {}

    /** @return false if it is of no use to try others */
    private boolean copy(TenantId tenant, String file) {
        try {
            copier.copy(tenant, file);
            meters.counter("dayside.archive.s3.copied", "tenant", tenant.code()).increment();
            lastFailure = null;
            return true;
        } catch (IOException e) {
            log.warn("{} {} could not be copied and waits: {}", tenant, file, e.toString());
            copies.noteFailure(tenant, file);
            lastFailure = new Failure(clock.instant(), String.valueOf(e.getMessage()));
            return !(e instanceof BucketUnreachable);
        }
    }

    private void evict(Evictor evicting) throws IOException {
        try {
            int evicted = evicting.evict();
            if (evicted > 0) {
                meters.counter("dayside.archive.s3.evicted").increment(evicted);
                log.info("{} files evicted from the local disk", evicted);
            }
        } catch (BucketUnreachable e) {
            log.warn("nothing more is evicted at present: {}", e.toString());
            lastFailure = new Failure(clock.instant(), String.valueOf(e.getMessage()));
        }
    }

    private void measure(Set<TenantId> tenants) {
        var measured = new LinkedHashMap<TenantId, ObjectCopies.Waiting>();
        for (var tenant : tenants) {
            measured.put(tenant, TenantScope.call(tenant, () -> copies.waiting(tenant)));
        }
        waiting = Map.copyOf(measured);
        var count = new ArrayList<MultiGauge.Row<?>>();
        var age = new ArrayList<MultiGauge.Row<?>>();
        measured.forEach((tenant, now) -> {
            count.add(MultiGauge.Row.of(Tags.of("tenant", tenant.code()), now.files()));
            age.add(MultiGauge.Row.of(
                    Tags.of("tenant", tenant.code()), now.longest().toSeconds()));
        });
        waitingFiles.register(count, true);
        waitingSeconds.register(age, true);
    }
}
