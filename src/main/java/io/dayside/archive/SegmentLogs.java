package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.unit.DataSize;

/**
 * The log of each tenant. They share nothing but disk and database, whose use goes from tenant to tenant, so that one
 * hospital's transfer does not hold up another's.
 */
@Component
class SegmentLogs implements DisposableBean {

    /** Well below the database's connections, and more than a disk gains from. */
    private static final int TURNS_AT_ONCE = 8;

    /** Longer than objects of one sender are apart, and no time to who looks for a study. */
    private static final int ROWS_GATHER_MILLIS = 50;

    private final ObjectStore objects;
    private final GroupIndexer indexer;
    private final StoreSteps steps;
    private final DataSize segmentSize;
    private final ObjectProvider<MeterRegistry> meters;
    private final ConcurrentHashMap<TenantId, SegmentLog> logs = new ConcurrentHashMap<>();

    /** Platform threads, since a flush holds its thread, and all from the start: none may be missing later. */
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            TURNS_AT_ONCE,
            TURNS_AT_ONCE,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("archive-", 0).factory());

    private final FairTurns turns = new FairTurns(TURNS_AT_ONCE, executor);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("archive-rows-gather").factory());

    SegmentLogs(
            ObjectStore objects,
            GroupIndexer indexer,
            ObjectProvider<StoreSteps> steps,
            ObjectProvider<MeterRegistry> meters,
            @Value("${dayside.archive.segment-size:256MB}") DataSize segmentSize) {
        this.objects = objects;
        this.indexer = indexer;
        this.steps = steps.getIfAvailable(() -> StoreSteps.UNOBSERVED);
        this.meters = meters;
        this.segmentSize = segmentSize;
        executor.prestartAllCoreThreads();
    }

    SegmentLog of(TenantId tenant) {
        return logs.computeIfAbsent(tenant, _ -> begin(tenant));
    }

    private SegmentLog begin(TenantId tenant) {
        var log = new SegmentLog(tenant, objects, indexer, steps, segmentSize.toBytes(), turns, this::later);
        meters.ifAvailable(registry -> Gauge.builder("dayside.archive.waiting", log, SegmentLog::waiting)
                .description("objects that wait for the disk or the index")
                .tag("tenant", tenant.code())
                .register(registry));
        return log;
    }

    private void later(Runnable work) {
        var _ = timer.schedule(work, ROWS_GATHER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Waits until what was acknowledged before has its rows. Within a transaction, which may be the one that writes
     * them, it waits for nothing.
     */
    void settle(TenantId tenant) {
        var log = logs.get(tenant);
        if (log == null || TransactionSynchronizationManager.isActualTransactionActive()) {
            return;
        }
        try {
            log.settle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same for all tenants. */
    void settle() {
        logs.keySet().forEach(this::settle);
    }

    /** Closes segments that have been open that long, so that they do not wait to be full. */
    void finishOlderThan(Duration age) throws IOException {
        for (var log : logs.values()) {
            log.finishOlderThan(age);
        }
    }

    /** Segments that are not yet known to be indexed to their end. */
    List<SegmentTail> tails() {
        return logs.values().stream().flatMap(log -> log.tails().stream()).toList();
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
        executor.shutdown();
    }
}
