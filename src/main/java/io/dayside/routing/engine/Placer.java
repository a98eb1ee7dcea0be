package io.dayside.routing.engine;

import io.dayside.routing.engine.Decision.Factor;
import io.dayside.routing.engine.Decision.Kind;
import io.dayside.routing.engine.Placement.Interruption;
import io.dayside.routing.engine.Placement.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who of those on shift should hear of a waiting case. */
final class Placer {

    /** More are not told of one case. */
    private static final int MOST_OFFERS = 10;

    /** Of cases that may interrupt, so many are asked about whom; the others wait for these first. */
    private static final int MOST_PRESSING = 20;

    private record Scored(Seat seat, boolean kept, boolean known, double fit, double fairness, double score) {}

    /** Of equals whoever has been free the longest. */
    private static final Comparator<Scored> BEST_FIRST = Comparator.comparing(Scored::kept)
            .thenComparing(Scored::score, Comparator.reverseOrder())
            .thenComparing(one -> one.seat().freeSince())
            .thenComparing(one -> one.seat().reader);

    private final WaitingCases cases;
    private final Readers readers;
    private final Scarcity scarcity;
    private final Hiding hiding;
    private final Policies policies;

    Placer(WaitingCases cases, Readers readers, Scarcity scarcity, Policies policies) {
        this.cases = cases;
        this.readers = readers;
        this.scarcity = scarcity;
        this.hiding = new Hiding(readers);
        this.policies = policies;
    }

    Placement place(Entry entry, NeedQueue queue, Instant now) {
        var free = offers(withPlace(readers.idle(queue), now), entry, queue, now);
        var offers = free.isEmpty() ? offers(withPlace(readers.onShift(queue), now), entry, queue, now) : free;
        return new Placement(
                entry.id(), entry.rank(), offers, free.isEmpty() ? interruption(entry, queue, now) : Optional.empty());
    }

    private static Stream<Seat> withPlace(Stream<Seat> seats, Instant now) {
        return seats.filter(seat -> seat.hasPlace(now));
    }

    Optional<Placement> interruptionOf(Seat seat, Instant now) {
        if (seat.held.isEmpty()) {
            return Optional.empty();
        }
        return pressing(seat)
                .limit(MOST_PRESSING)
                .map(entry -> place(entry, cases.queueOf(entry), now))
                .filter(placement -> placement
                        .interruption()
                        .filter(one -> one.reader().equals(seat.reader))
                        .isPresent())
                .findFirst();
    }

    /** Cases that may interrupt and that the seat may read, need by need. Behind a head over its bound stand any. */
    private Stream<Entry> pressing(Seat seat) {
        return cases.heads().stream()
                .takeWhile(queue -> queue.head().overBound() || interrupts(queue.head()))
                .filter(queue -> readers.allowed(queue, seat))
                .flatMap(queue -> queue.places.stream()
                        .takeWhile(entry -> entry.overBound() || interrupts(entry))
                        .filter(this::interrupts));
    }

    private boolean interrupts(Entry entry) {
        return !policies.platform().interruptible(entry.rank()).isEmpty();
    }

    private List<Offer> offers(Stream<Seat> seats, Entry entry, NeedQueue queue, Instant now) {
        return seats.filter(seat -> !hiding.hides(queue, entry, seat))
                .map(seat -> scored(seat, entry, queue, now))
                .sorted(BEST_FIRST)
                .limit(MOST_OFFERS)
                .map(one -> new Offer(one.seat().reader, one.score(), one.kept(), words(one)))
                .toList();
    }

    private Scored scored(Seat seat, Entry entry, NeedQueue queue, Instant now) {
        var placing = policies.platform().placing();
        boolean known = seat.remembers(entry.work);
        double fit = placing.fit() == 0 ? 0 : readers.fit(queue, seat);
        double load = 1 - (double) seat.held.size() / seat.places;
        double fairness = fairness(seat);
        double score = placing.fit() * fit
                + placing.load() * load
                + placing.fairness() * fairness
                + (known ? placing.continuity() : 0);
        return new Scored(seat, isKept(seat, entry, queue, now), known, fit, fairness, score);
    }

    /** 1 for who has read nothing this shift, a half for who has read as much as others on average. */
    private double fairness(Seat seat) {
        double mean = readers.meanReadThisShift();
        return mean == 0 ? 1 : mean / (mean + seat.readThisShift());
    }

    private boolean isKept(Seat seat, Entry entry, NeedQueue queue, Instant now) {
        return !entry.overBound()
                && !scarcity.isScarce(queue)
                && !scarcity.isPressing(entry.rank())
                && scarcity.keeps(seat, hiding, now);
    }

    private static List<Factor> words(Scored one) {
        var factors = new ArrayList<Factor>();
        if (one.known()) {
            factors.add(new Factor(Kind.CONTINUITY, "has read this patient before"));
        }
        if (one.fit() > 0) {
            factors.add(new Factor(Kind.FIT, String.format(Locale.ROOT, "suits the reader by %.2f", one.fit())));
        }
        int held = one.seat().held.size();
        factors.add(new Factor(Kind.LOAD, "holds %d of %d cases".formatted(held, one.seat().places)));
        factors.add(new Factor(
                Kind.FAIRNESS,
                String.format(Locale.ROOT, "fairness %.2f by what was read this shift", one.fairness())));
        return factors;
    }

    /** The least pressing case that is being read, and of those the one begun last: least work is lost. */
    private Optional<Interruption> interruption(Entry entry, NeedQueue queue, Instant now) {
        var whom = policies.platform().interruptible(entry.rank());
        return whom.isEmpty()
                ? Optional.empty()
                : readers.onShift(queue)
                        .filter(seat -> seat.mayExchange(now)
                                && !hiding.hides(queue, entry, seat)
                                && !isOwedToAnother(seat, entry))
                        .flatMap(seat -> seat.held.values().stream().map(held -> new Busy(seat, held)))
                        .filter(busy -> whom.contains(busy.held().rank())
                                && !isOverBound(busy.held().work(), now))
                        .max(Busy.LEAST_LOST)
                        .map(Busy::interruption);
    }

    /** Whether something over its bound that this reader may read stands before the case. */
    private boolean isOwedToAnother(Seat seat, Entry entry) {
        for (var queue : cases.heads()) {
            if (!queue.head().overBound() || queue.head().compareTo(entry) >= 0) {
                return false;
            }
            if (readers.allowed(queue, seat)) {
                return true;
            }
        }
        return false;
    }

    /** What has waited the bound of its class is not put aside for another. */
    private boolean isOverBound(Waiting work, Instant now) {
        return !policies.of(work.id().tenant()).boundAt(work).isAfter(now);
    }

    private record Busy(Seat seat, Seat.Held held) {

        static final Comparator<Busy> LEAST_LOST = Comparator.comparing((Busy busy) -> busy.held.rank())
                .thenComparing(busy -> busy.held.since())
                .thenComparing(busy -> busy.seat.reader, Comparator.reverseOrder());

        Interruption interruption() {
            return new Interruption(seat.reader, held.work().id(), held.rank());
        }
    }
}
