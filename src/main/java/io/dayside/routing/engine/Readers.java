package io.dayside.routing.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everybody who reads, who of them is on shift, and whom their papers allow what. */
final class Readers {

    private record ShiftEnd(Seat seat, Instant at) {}

    private final Credentials credentials;
    private final Map<String, Seat> seats = new HashMap<>();

    /** By number; a place is used again when its reader has left. */
    private final List<@Nullable Seat> numbered = new ArrayList<>();

    private final BitSet onShift = new BitSet();

    /** On shift, and holds nothing. */
    private final BitSet idle = new BitSet();

    private final PriorityQueue<ShiftEnd> ends = new PriorityQueue<>(Comparator.comparing(ShiftEnd::at));

    private LocalDate today = LocalDate.EPOCH;

    /** Rises whenever it may have changed who on shift may read what. */
    private long staffing;

    private double readByThoseOnShift;

    Readers(Credentials credentials) {
        this.credentials = credentials;
    }

    Seat join(String reader, int places) {
        var known = seats.get(reader);
        if (known != null && known.places == places) {
            return known;
        }
        if (known != null) {
            throw new IllegalStateException(reader + " has joined with another number of places");
        }
        int free = IntStream.range(0, numbered.size())
                .filter(number -> numbered.get(number) == null)
                .findFirst()
                .orElse(numbered.size());
        var seat = new Seat(reader, free, places);
        if (free == numbered.size()) {
            numbered.add(seat);
        } else {
            numbered.set(free, seat);
        }
        seats.put(reader, seat);
        return seat;
    }

    void leave(Seat seat, Collection<NeedQueue> queues) {
        end(seat);
        forgetPapers(seat, queues);
        seats.remove(seat.reader);
        numbered.set(seat.number, null);
    }

    Seat seat(String reader) {
        var seat = seats.get(reader);
        if (seat == null) {
            throw new NoSuchElementException("no reader " + reader);
        }
        return seat;
    }

    boolean has(String reader) {
        return seats.containsKey(reader);
    }

    void begin(Seat seat, Instant until, Instant now) {
        seat.begin(until, now);
        onShift.set(seat.number);
        ends.add(new ShiftEnd(seat, until));
        held(seat);
        staffing++;
    }

    void end(Seat seat) {
        if (seat.onShift()) {
            readByThoseOnShift -= seat.readThisShift();
            seat.end();
            onShift.clear(seat.number);
            idle.clear(seat.number);
            staffing++;
        }
    }

    /** To be told whenever what a seat holds has changed. */
    void held(Seat seat) {
        idle.set(seat.number, seat.onShift() && seat.held.isEmpty());
    }

    void finished(Seat seat, Waiting work, Instant now) {
        seat.finished(work, now);
        if (seat.onShift()) {
            readByThoseOnShift += work.value();
        }
    }

    /** Ends shifts that are over, and turns to another day. */
    void advance(Instant now) {
        var day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!day.equals(today)) {
            today = day;
            staffing++;
        }
        while (!ends.isEmpty() && !ends.peek().at().isAfter(now)) {
            var over = ends.remove();
            if (over.at().equals(over.seat().shiftEnds())) {
                end(over.seat());
            }
        }
    }

    void forgetPapers(Seat seat, Collection<NeedQueue> queues) {
        queues.forEach(queue -> {
            queue.asked.clear(seat.number);
            queue.allowed.clear(seat.number);
        });
        staffing++;
    }

    /** By papers alone, whatever the hour. */
    boolean allowed(NeedQueue queue, Seat seat) {
        queue.turnTo(today.toEpochDay());
        if (!queue.asked.get(seat.number)) {
            queue.asked.set(seat.number);
            queue.allowed.set(seat.number, credentials.allow(seat.reader, queue.need, today));
        }
        return queue.allowed.get(seat.number);
    }

    double fit(NeedQueue queue, Seat seat) {
        return Math.clamp(credentials.fit(seat.reader, queue.need), 0, 1);
    }

    /** Whether anybody's papers allow the need who also passes {@code and}, on shift or not. */
    boolean anybody(NeedQueue queue, Predicate<Seat> and) {
        return seats.values().stream().anyMatch(seat -> and.test(seat) && allowed(queue, seat));
    }

    /** Those on shift whose papers allow the need. */
    Stream<Seat> onShift(NeedQueue queue) {
        return allowedOf(onShift, queue);
    }

    /** The first {@code limit} of them; the papers of the others are not asked for. */
    List<Seat> firstOnShift(NeedQueue queue, int limit) {
        var found = new ArrayList<Seat>(limit);
        for (int number = onShift.nextSetBit(0); number >= 0; number = onShift.nextSetBit(number + 1)) {
            var seat = Objects.requireNonNull(numbered.get(number));
            if (allowed(queue, seat)) {
                found.add(seat);
            }
            if (found.size() == limit) {
                break;
            }
        }
        return found;
    }

    /** Of those on shift whose papers allow the need those who hold nothing. */
    Stream<Seat> idle(NeedQueue queue) {
        return allowedOf(idle, queue);
    }

    private Stream<Seat> allowedOf(BitSet seats, NeedQueue queue) {
        askPapers(seats, queue);
        var both = (BitSet) seats.clone();
        both.and(queue.allowed);
        return both.stream().mapToObj(number -> Objects.requireNonNull(numbered.get(number)));
    }

    private void askPapers(BitSet seats, NeedQueue queue) {
        queue.turnTo(today.toEpochDay());
        var unasked = (BitSet) seats.clone();
        unasked.andNot(queue.asked);
        unasked.stream().forEach(number -> allowed(queue, Objects.requireNonNull(numbered.get(number))));
    }

    int countOnShift() {
        return onShift.cardinality();
    }

    Collection<Seat> all() {
        return seats.values();
    }

    long staffing() {
        return staffing;
    }

    /** Value that those on shift have read this shift, on average; 0 while nobody is. */
    double meanReadThisShift() {
        int count = onShift.cardinality();
        return count == 0 ? 0 : Math.max(0, readByThoseOnShift) / count;
    }
}
