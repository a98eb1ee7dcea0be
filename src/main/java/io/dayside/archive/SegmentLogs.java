package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** The log of each tenant. They share nothing, so that one hospital's transfer does not hold up another's. */
@Component
class SegmentLogs implements DisposableBean {

    private final ObjectStore objects;
    private final GroupIndexer indexer;
    private final StoreSteps steps;
    private final DataSize segmentSize;
    private final ConcurrentHashMap<TenantId, SegmentLog> logs = new ConcurrentHashMap<>();

    /** Platform threads: a flush holds its thread. */
    private final ExecutorService executor = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("archive-", 0).factory());

    SegmentLogs(
            ObjectStore objects,
            GroupIndexer indexer,
            ObjectProvider<StoreSteps> steps,
            @Value("${dayside.archive.segment-size:256MB}") DataSize segmentSize) {
        this.objects = objects;
        this.indexer = indexer;
        this.steps = steps.getIfAvailable(() -> StoreSteps.UNOBSERVED);
        this.segmentSize = segmentSize;
    }

    SegmentLog of(TenantId tenant) {
        return logs.computeIfAbsent(
                tenant, _ -> new SegmentLog(tenant, objects, indexer, steps, segmentSize.toBytes(), executor));
    }

    /** Segments that are not yet known to be indexed to their end. */
    List<SegmentTail> tails() {
        return logs.values().stream().flatMap(log -> log.tails().stream()).toList();
    }

    @Override
    public void destroy() {
        executor.shutdown();
    }
}
