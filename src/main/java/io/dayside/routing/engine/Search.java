package io.dayside.routing.engine;

import io.dayside.routing.engine.Decision.PassedOver;
import io.dayside.routing.engine.Decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One reader's order at one instant. It walks along the needs by their first cases and stops where nothing further can stand
 * before what it has found; a reader's own head starts are bounded, so that this is soon.
 */
final class Search {

    private final WaitingCases cases;
    private final Readers readers;
    private final Scarcity scarcity;
    private final Hiding hiding;
    private final PolicyInForce platform;
    private final Seat seat;

    /** Whether the reader is kept for scarce cases now. */
    private final boolean kept;

    Search(WaitingCases cases, Readers readers, Scarcity scarcity, PolicyInForce platform, Seat seat, Instant now) {
        this.cases = cases;
        this.readers = readers;
        this.scarcity = scarcity;
        this.hiding = new Hiding(readers);
        this.platform = platform;
        this.seat = seat;
        this.kept = scarcity.keeps(seat, hiding, now);
    }

    boolean kept() {
        return kept;
    }

    Optional<Candidate> first() {
        @Nullable Candidate best = null;
        for (var known : ofKnownPatients()) {
            best = earlier(best, known);
        }
        if (kept) {
            for (var queue : seat.scarce) {
                best = earlier(best, firstOf(queue));
            }
        }
        for (var queue : cases.heads()) {
            if (best != null && nothingFurtherCanPrecede(best, queue.head())) {
                break;
            }
            if (readers.allowed(queue, seat)) {
                best = earlier(best, firstOf(queue));
            }
        }
        return Optional.ofNullable(best);
    }

    private static @Nullable Candidate earlier(@Nullable Candidate one, @Nullable Candidate other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.compareTo(one) < 0 ? other : one;
    }

    /** All that follow {@code head} in the shared order stand at {@code head} or behind it. */
    private boolean nothingFurtherCanPrecede(Candidate best, Entry head) {
        if (best.entry().overBound() || head.overBound()) {
            return head.compareTo(best.entry()) > 0;
        }
        if (kept && !best.behind() && !scarcity.isPressing(head.rank())) {
            return true;
        }
        if (head.rank() != best.entry().rank()) {
            return best.entry().rank().isBefore(head.rank());
        }
        return head.key().minus(platform.reach(head.rank())).isAfter(best.key());
    }

    private @Nullable Candidate firstOf(NeedQueue queue) {
        for (var entry : queue.places) {
            if (!hiding.hides(queue, entry, seat)) {
                return candidate(entry, queue);
            }
        }
        return null;
    }

    private List<Candidate> ofKnownPatients() {
        if (platform.terms().weights().continuity() == 0) {
            return List.of();
        }
        var found = new ArrayList<Candidate>();
        for (var patient : seat.patients()) {
            for (var entry : cases.of(patient)) {
                var queue = cases.queueOf(entry);
                if (readers.allowed(queue, seat) && !hiding.hides(queue, entry, seat)) {
                    found.add(candidate(entry, queue));
                }
            }
        }
        return found;
    }

    private Candidate candidate(Entry entry, NeedQueue queue) {
        var weights = platform.terms().weights();
        boolean behind = kept && !queue.scarce && !scarcity.isPressing(entry.rank());
        boolean known = seat.remembers(entry.work);
        double fit = weights.fit() == 0 ? 0 : readers.fit(queue, seat);
        double share = weights.fit() * fit + (known ? weights.continuity() : 0);
        var headStart =
                share == 0 ? Duration.ZERO : Standing.scaled(platform.terms().headStart(entry.rank()), share);
        return new Candidate(entry, queue, behind, known, fit, headStart);
    }

    private record Cursor(Candidate next, Iterator<Entry> rest) implements Comparable<Cursor> {

        @Override
        public int compareTo(Cursor other) {
            return next.compareTo(other.next);
        }
    }

    /** The reader's first {@code limit} cases, in order. */
    List<Candidate> first(int limit) {
        var open = new PriorityQueue<Cursor>();
        ofKnownPatients().forEach(known -> open.add(new Cursor(known, Collections.emptyIterator())));
        for (var queue : cases.heads()) {
            if (readers.allowed(queue, seat)) {
                open(queue, queue.places.iterator(), open);
            }
        }
        var found = new ArrayList<Candidate>();
        while (found.size() < limit && !open.isEmpty()) {
            var cursor = open.remove();
            found.add(cursor.next());
            open(cursor.next().queue(), cursor.rest(), open);
        }
        return found;
    }

    /** Cases of known patients have a place of their own. */
    private void open(NeedQueue queue, Iterator<Entry> rest, PriorityQueue<Cursor> open) {
        while (rest.hasNext()) {
            var entry = rest.next();
            boolean placed = platform.terms().weights().continuity() > 0 && seat.remembers(entry.work);
            if (!placed && !hiding.hides(queue, entry, seat)) {
                open.add(new Cursor(candidate(entry, queue), rest));
                return;
            }
        }
    }

    /** A waiting case as this reader sees it, whether or not they may read it. */
    Candidate of(Entry entry) {
        return candidate(entry, cases.queueOf(entry));
    }

    /** What stood before {@code given} in the order that all share, by need. */
    List<PassedOver> passedOver(Candidate given) {
        var needs = new EnumMap<Reason, Integer>(Reason.class);
        var foremost = new EnumMap<Reason, ReadingClass>(Reason.class);
        for (var queue : cases.heads()) {
            if (queue.head().compareTo(given.entry()) >= 0) {
                break;
            }
            why(queue, given).ifPresent(reason -> {
                needs.merge(reason, 1, Integer::sum);
                foremost.putIfAbsent(reason, queue.head().rank());
            });
        }
        return needs.entrySet().stream()
                .map(count -> new PassedOver(
                        count.getKey(), count.getValue(), Objects.requireNonNull(foremost.get(count.getKey()))))
                .toList();
    }

    private Optional<Reason> why(NeedQueue queue, Candidate given) {
        if (!readers.allowed(queue, seat)) {
            return Optional.of(Reason.NOT_ALLOWED);
        }
        if (hiding.hides(queue, queue.head(), seat)) {
            return Optional.of(Reason.DECLINED);
        }
        var first = firstOf(queue);
        if (first != null && first.compareTo(given) < 0) {
            return Optional.of(Reason.CHOSEN);
        }
        boolean keptBack = kept
                && !given.behind()
                && !queue.scarce
                && !scarcity.isPressing(queue.head().rank());
        return Optional.of(keptBack ? Reason.KEPT_FOR_SCARCE : Reason.HEAD_START);
    }
}
