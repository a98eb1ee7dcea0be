package io.dayside.routing.engine;

import java.util.BitSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Waiting cases of one need in their order, and what is known of who may read them. */
final class NeedQueue {

    final Need need;
    final TreeSet<Entry> places = new TreeSet<>();
    final TreeSet<Entry> due = new TreeSet<>(Entry.DUE);

    /** Seats, by number, whose papers were asked for on {@link #day}; and of them those that the papers allow. */
    final BitSet asked = new BitSet();

    final BitSet allowed = new BitSet();

    /** Days since 1970. */
    long day = Long.MIN_VALUE;

    /** Whether so few on shift may read it that they are kept for it; as {@link Scarcity} last saw it. */
    boolean scarce;

    private @Nullable Entry head;

    NeedQueue(Need need) {
        this.need = need;
    }

    /** The first case as {@link WaitingCases} last saw it; only while there is one. */
    Entry head() {
        return Objects.requireNonNull(head);
    }

    void lead(Entry first) {
        head = first;
    }

    /** Whatever was known of papers is asked again on another day. */
    void turnTo(long today) {
        if (day != today) {
            day = today;
            asked.clear();
            allowed.clear();
        }
    }
}
