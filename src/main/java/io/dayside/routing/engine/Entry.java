package io.dayside.routing.engine;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One waiting case at its place in the order that all readers share: what is over its bound by arrival, everything else by
 * class and then by what presses most. No two share a place.
 *
 * <p>The place changes only in {@link #restand}: whoever calls it takes the entry out of sorted sets before.
 */
final class Entry implements Comparable<Entry> {

    private static final Comparator<Entry> ARRIVAL = Comparator.comparing((Entry entry) -> entry.work.since())
            .thenComparing(entry -> entry.id().id())
            .thenComparing(entry -> entry.id().tenant());

    private static final Comparator<Entry> PLACES = Comparator.comparingInt(Entry::tier)
            .thenComparing(Entry::sortedAs)
            .thenComparing(Entry::key)
            .thenComparing(ARRIVAL);

    static final Comparator<Entry> DUE =
            Comparator.comparing((Entry entry) -> entry.work.dueAt()).thenComparing(ARRIVAL);

    final Waiting work;
    final PolicyInForce policy;

    /** Readers who declined it, each with a reason that is kept elsewhere. */
    private final Set<String> declinedBy = new TreeSet<>();

    private Standing standing;
    private Instant key;

    /** Until when its place stays; absent when time alone changes it no more. */
    private Optional<Instant> nextChange;

    Entry(Waiting work, PolicyInForce policy, Instant now) {
        this.work = work;
        this.policy = policy;
        this.standing = Standing.of(work, policy.terms(), now);
        this.key = keyOf(standing);
        this.nextChange = policy.terms().nextChange(work, now);
    }

    void restand(Instant now) {
        standing = Standing.of(work, policy.terms(), now);
        key = keyOf(standing);
        nextChange = policy.terms().nextChange(work, now);
    }

    private static Instant keyOf(Standing standing) {
        return standing.overBound() ? standing.work().since() : standing.pressing();
    }

    void decline(String reader) {
        declinedBy.add(reader);
    }

    Set<String> declinedBy() {
        return declinedBy;
    }

    CaseId id() {
        return work.id();
    }

    Standing standing() {
        return standing;
    }

    ReadingClass rank() {
        return standing.rank();
    }

    boolean overBound() {
        return standing.overBound();
    }

    /** By what it is compared within its class; over the bound, when it came. */
    Instant key() {
        return key;
    }

    Optional<Instant> nextChange() {
        return nextChange;
    }

    private int tier() {
        return overBound() ? 0 : 1;
    }

    /** Over the bound classes count no more. */
    private ReadingClass sortedAs() {
        return overBound() ? ReadingClass.FRONT : rank();
    }

    /** First come, first served; of what came at one instant, by identifier. */
    int byArrival(Entry other) {
        return ARRIVAL.compare(this, other);
    }

    @Override
    public int compareTo(Entry other) {
        return PLACES.compare(this, other);
    }
}
