package io.dayside.archive;

import io.dayside.archive.SegmentRecord.Envelope;
import io.dayside.archive.StoreSteps.Step;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's way from received to durable and indexed: objects are appended to the open segment, many under one
 * flush, and indexed, many in one transaction. Where a sender waits for the row, the transaction is prepared while the
 * flush runs and committed only after it; where the row can only be that of a new instance, the sender is answered after
 * the flush and rows gather for a moment.
 */
final class SegmentLog {

    private static final Logger log = LoggerFactory.getLogger(SegmentLog.class);

    /** Beyond that the database is not keeping up, and senders wait for it. */
    private static final int MOST_UNINDEXED = 1_024;

    private static final Duration MOST_SETTLING = Duration.ofSeconds(5);

    private final TenantId tenant;
    private final ObjectStore objects;
    private final GroupIndexer indexer;
    private final StoreSteps steps;
    private final long segmentBytes;
    private final ConcurrentHashMap<String, Arrival> unindexed = new ConcurrentHashMap<>();
    private final Lane<Arrival> appending;
    private final Lane<Placed> indexing;
    private final List<SegmentTail> tails = new ArrayList<>();
    private final ReentrantLock tailsLock = new ReentrantLock();
    private final ReentrantLock segmentLock = new ReentrantLock();
    private @Nullable Segment open;
    private @Nullable SegmentTail openTail;

    /** An appended object, and the tail that advances when it is indexed; none for a file of its own. */
    private record Placed(
            Arrival arrival,
            Placement place,
            Durability durability,
            @Nullable SegmentTail tail,
            long endBytes) {}

    SegmentLog(
            TenantId tenant,
            ObjectStore objects,
            GroupIndexer indexer,
            StoreSteps steps,
            long segmentBytes,
            FairTurns turns,
            Lane.Later later) {
        this.tenant = tenant;
        this.objects = objects;
        this.indexer = indexer;
        this.steps = steps;
        this.segmentBytes = segmentBytes;
        this.appending = new Lane<>(tenant, turns, Arrival::urgent, Lane.Order.URGENT_FIRST, this::append);
        // A tail advances to the end of what is indexed: in the order in which it was appended.
        this.indexing =
                new Lane<>(tenant, turns, placed -> placed.arrival().urgent(), Lane.Order.AS_ADDED, later, this::index);
    }

    /** Appends the object and indexes it. */
    void add(Arrival arrival) {
        appending.add(arrival);
    }

    /** Indexes an object that is already durable in a file of its own. */
    void addInOwnFile(Arrival arrival, Placement place) {
        indexing.add(new Placed(arrival, place, Durability.reachedBefore(), null, 0));
    }

    /** Whether rows that nobody waits for are few enough for more. */
    boolean mayOweMore() {
        return unindexed.size() < MOST_UNINDEXED;
    }

    /** Whether the instance was acknowledged and may not have its row yet. */
    boolean isUnindexed(String sopInstanceUid) {
        return unindexed.containsKey(sopInstanceUid);
    }

    /** Waits until what was acknowledged before has its row, or cannot have it now. */
    void settle() throws InterruptedException {
        if (unindexed.isEmpty()) {
            return;
        }
        indexing.hurry();
        long end = System.nanoTime() + MOST_SETTLING.toNanos();
        for (var arrival : List.copyOf(unindexed.values())) {
            arrival.awaitRow(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }

    /** How many objects wait to be appended or indexed. */
    int waiting() {
        return appending.waiting() + indexing.waiting();
    }

    private void append(List<Arrival> arrivals) {
        segmentLock.lock();
        try {
            appendAndSync(arrivals);
        } finally {
            segmentLock.unlock();
        }
    }

    /** Closes the open segment if it has been open that long and holds anything; the next object begins another. */
    void finishOlderThan(Duration age) throws IOException {
        segmentLock.lock();
        try {
            var segment = open;
            if (segment != null && segment.writtenBytes() > 0 && segment.age().compareTo(age) >= 0) {
                finish(segment);
            }
        } finally {
            segmentLock.unlock();
        }
    }

    private void appendAndSync(List<Arrival> arrivals) {
        long before = 0;
        var durability = new Durability();
        List<Placed> placed;
        boolean awaited = !arrivals.stream().allMatch(Arrival::surelyNew);
        try {
            var segment = openSegment();
            before = segment.writtenBytes();
            placed = write(segment, arrivals, durability);
            steps.reached(Step.APPENDED);
            if (awaited) {
                placed.forEach(indexing::add);
            }
            segment.sync();
            steps.reached(Step.SYNCED);
        } catch (IOException | RuntimeException | Error e) {
            durability.fail(e);
            abandonSegment(before);
            arrivals.forEach(arrival -> arrival.fail(e));
            return;
        }
        durability.reached();
        arrivals.forEach(this::acknowledge);
        if (!awaited) {
            addLater(placed);
        }
    }

    /** Whatever happens here, the objects are acknowledged and stay. */
    private void addLater(List<Placed> placed) {
        try {
            placed.forEach(indexing::addLater);
        } catch (RuntimeException | Error e) {
            log.warn("{} {} rows wait to be written from their segment: {}", tenant, placed.size(), e.toString());
            for (var one : placed) {
                unindexed.remove(one.arrival().sopInstanceUid(), one.arrival());
                if (one.tail() != null) {
                    one.tail().oweRow();
                }
            }
        }
    }

    private void acknowledge(Arrival arrival) {
        if (arrival.surelyNew() && !arrival.row().isDone()) {
            unindexed.put(arrival.sopInstanceUid(), arrival);
            if (arrival.row().isDone()) {
                unindexed.remove(arrival.sopInstanceUid(), arrival);
            }
        }
        arrival.durable();
    }

    private List<Placed> write(Segment segment, List<Arrival> arrivals, Durability durability) throws IOException {
        var placed = new ArrayList<Placed>(arrivals.size());
        for (var arrival : arrivals) {
            var envelope = Envelope.of(arrival.received()).encoded();
            var record = SegmentRecord.of(envelope, arrival.at(), arrival.object());
            var place = segment.append(record, envelope, arrival.object());
            if (placed.size() == arrivals.size() - 1) {
                segment.write();
            }
            placed.add(new Placed(arrival, place, durability, openTail, segment.writtenBytes()));
        }
        return placed;
    }

    private Segment openSegment() throws IOException {
        var segment = open;
        if (segment != null && segment.writtenBytes() >= segmentBytes) {
            finish(segment);
            segment = null;
        }
        if (segment == null) {
            segment = objects.newSegment(tenant);
            open = segment;
            openTail = new SegmentTail(tenant, segment.name());
            addTail(openTail);
        }
        return segment;
    }

    private void addTail(SegmentTail tail) {
        tailsLock.lock();
        try {
            tails.removeIf(SegmentTail::sealed);
            tails.add(tail);
        } finally {
            tailsLock.unlock();
        }
    }

    private void finish(Segment segment) throws IOException {
        if (openTail != null) {
            openTail.finishAt(segment.writtenBytes());
        }
        open = null;
        segment.close();
    }

    /** After a failed write or flush nobody knows what the disk holds of it: what follows goes into another segment. */
    private void abandonSegment(long goodBytes) {
        var segment = open;
        if (segment == null) {
            return;
        }
        try {
            segment.cutBackTo(goodBytes);
        } catch (IOException e) {
            log.warn("{} room of a failed write could not be given back: {}", tenant, e.toString());
        }
        if (openTail != null) {
            openTail.finishAt(goodBytes);
        }
        open = null;
        try {
            segment.close();
        } catch (IOException e) {
            log.warn("{} a segment could not be closed: {}", tenant, e.toString());
        }
    }

    private void index(List<Placed> placed) {
        indexer.index(
                tenant,
                placed.stream().map(Placed::arrival).toList(),
                placed.stream().map(Placed::place).toList(),
                placed.stream().map(Placed::durability).toList());
        for (var one : placed) {
            if (one.tail() != null) {
                settle(one, one.tail());
            }
        }
    }

    private void settle(Placed one, SegmentTail tail) {
        if (one.arrival().isOwedItsRow()) {
            log.warn(
                    "{} the object at byte {} of {} is owed its row",
                    tenant,
                    one.place().offset(),
                    tail.segment());
            tail.oweRow();
        } else {
            tail.indexedUpTo(one.endBytes());
        }
        unindexed.remove(one.arrival().sopInstanceUid(), one.arrival());
    }

    /** Segments that the index does not yet know to be indexed to their end. */
    List<SegmentTail> tails() {
        tailsLock.lock();
        try {
            return List.copyOf(tails);
        } finally {
            tailsLock.unlock();
        }
    }
}
