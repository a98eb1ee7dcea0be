package io.dayside.routing.engine;

import io.dayside.cases.CaseId;
import io.dayside.routing.engine.WaitingCases.Patient;
import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who reads what next: every waiting case of every hospital in one order, and each reader's own view of it.
 *
 * <p><b>Order.</b> What has waited the bound of its class comes first, by arrival. Everything else stands by class, the most
 * pressing of what order, models and clock ask for; in a class by when it is due, moved forward by head starts that the
 * policy limits; then by arrival. A reader sees of it what their papers allow and what they have not declined.
 *
 * <p><b>Guarantee.</b> Let a case have waited the bound of its class. From then on nobody whose papers allow it is given,
 * by {@link #next} or by an interruption, a case that came after it, unless they declined it and somebody else may still
 * read it. Whatever class, model, reservation or head start the later case has does not matter. Among cases over their bound
 * the one that came first is given first. {@link Guarantee} checks it from outside.
 *
 * <p><b>Time</b> is handed in and never goes back: an earlier instant counts as the latest one seen. Steps cost the
 * logarithm of how many cases wait, amortised; {@link #next} also walks past the first cases of needs that the reader may
 * not read. Not for several threads at once.
 */
public final class ReadingOrder {

    private record Holding(Seat seat, Entry entry) {}

    private final Map<TenantId, PolicyInForce> hospitals = new HashMap<>();
    private final PolicyInForce platform;
    private final WaitingCases cases = new WaitingCases();
    private final Readers readers;
    private final Scarcity scarcity;
    private final Placer placer;
    private final Map<CaseId, Holding> held = new HashMap<>();
    private Instant latest = Instant.MIN;

    public ReadingOrder(Policies policies, Credentials credentials) {
        platform = PolicyInForce.of(policies.platform());
        policies.hospitals().forEach((hospital, policy) -> hospitals.put(hospital, PolicyInForce.of(policy)));
        readers = new Readers(credentials);
        scarcity = new Scarcity(policies.platform().reservation(), readers, cases);
        placer = new Placer(cases, readers, scarcity, policies);
    }

    /** A case begins to wait. One that is known already is changed instead. */
    public void arrive(Waiting work, Instant now) {
        advance(now);
        if (!replaced(work)) {
            cases.add(entry(work));
        }
    }

    /** What is known of a case is other than before; false where it neither waits nor is held. Declines stay. */
    public boolean change(Waiting work, Instant now) {
        advance(now);
        return replaced(work);
    }

    private boolean replaced(Waiting work) {
        var holding = held.get(work.id());
        if (holding != null) {
            hold(holding.seat(), successor(holding.entry(), work), latest);
            return true;
        }
        var known = cases.remove(work.id());
        if (known != null) {
            cases.add(successor(known, work));
        }
        return known != null;
    }

    private Entry successor(Entry known, Waiting work) {
        var entry = entry(work);
        known.declinedBy().forEach(entry::decline);
        return entry;
    }

    private Entry entry(Waiting work) {
        return new Entry(work, hospitals.getOrDefault(work.id().tenant(), platform), latest);
    }

    /** A case is not to be read any longer, waiting or held; false where it was neither. */
    public boolean withdraw(CaseId id, Instant now) {
        advance(now);
        return let(id) || cases.remove(id) != null;
    }

    private boolean let(CaseId id) {
        var holding = held.remove(id);
        if (holding != null) {
            holding.seat().dropped(id, latest);
            readers.held(holding.seat());
        }
        return holding != null;
    }

    /**
     * Somebody reads for us. Joining again changes nothing.
     *
     * @param places cases that they may hold at once
     * @throws IllegalStateException when they have joined with another number of places
     */
    public void join(String reader, int places) {
        readers.join(reader, places);
    }

    /** Somebody reads for us no more; what they held waits again. */
    public void leave(String reader, Instant now) {
        advance(now);
        var seat = readers.seat(reader);
        List.copyOf(seat.held.keySet()).forEach(id -> giveBack(id, now));
        readers.leave(seat, cases.queues());
    }

    /**
     * A shift begins, or an earlier word about its end is corrected.
     *
     * @param until when it ends by itself
     * @throws NoSuchElementException when nobody of that name has joined; so do all that name a reader
     */
    public void beginShift(String reader, Instant until, Instant now) {
        advance(now);
        if (until.isAfter(latest)) {
            readers.begin(readers.seat(reader), until, latest);
        } else {
            readers.end(readers.seat(reader));
        }
    }

    /** They are given nothing more; what they hold stays theirs. */
    public void endShift(String reader, Instant now) {
        advance(now);
        readers.end(readers.seat(reader));
    }

    /** What the reader may read is asked again. */
    public void credentialsChanged(String reader) {
        readers.forgetPapers(readers.seat(reader), cases.queues());
    }

    /** The reader is given no case beyond that; null for who is not limited. */
    public void limit(String reader, @Nullable Pace pace) {
        readers.seat(reader).limit(pace);
    }

    /**
     * When the reader read what may count against their {@link Pace}, instead of all that {@link #finish} noted.
     *
     * @param instants oldest first; those of the last {@link Pace#COUNTED} are enough
     */
    public void hasRead(String reader, List<Instant> instants) {
        readers.seat(reader).hasRead(instants);
    }

    /** The reader knows a patient from what they read before. */
    public void remembers(String reader, TenantId hospital, String continuity) {
        readers.seat(reader).remember(new Patient(hospital, continuity));
    }

    /**
     * What the reader should read now, without giving it to them; empty off shift, without a free place, where their
     * {@link Pace} allows no more, and without a case.
     */
    public Optional<Decision> next(String reader, Instant now) {
        advance(now);
        var seat = readers.seat(reader);
        if (!seat.onShift() || !seat.hasPlace(latest)) {
            return Optional.empty();
        }
        var search = search(seat);
        return search.first().map(given -> decision(given, search, seat));
    }

    /**
     * What would stand in the decision if this waiting case were given to the reader now, whether or not it is their next and
     * they may read it; empty where it does not wait.
     */
    public Optional<Decision> explain(String reader, CaseId id, Instant now) {
        advance(now);
        var seat = readers.seat(reader);
        return cases.find(id).map(entry -> {
            var search = search(seat);
            return decision(search.of(entry), search, seat);
        });
    }

    private Search search(Seat seat) {
        return new Search(cases, readers, scarcity, platform, seat, latest);
    }

    private Decision decision(Candidate given, Search search, Seat seat) {
        var entry = given.entry();
        return new Decision(
                entry.id(),
                seat.reader,
                latest,
                entry.policy.version(),
                entry.rank(),
                entry.standing().cause(),
                Words.of(given, search.kept(), latest),
                search.passedOver(given));
    }

    /** The reader's first {@code limit} cases, as {@link #next} would give them out one after the other; ids only. */
    public List<Standing> top(String reader, Instant now, int limit) {
        advance(now);
        var seat = readers.seat(reader);
        if (!seat.onShift() || !seat.hasPlace(latest)) {
            return List.of();
        }
        return search(seat).first(limit).stream()
                .map(given -> given.entry().standing())
                .toList();
    }

    /** Who should hear of a waiting case; empty where it does not wait. */
    public Optional<Placement> placement(CaseId id, Instant now) {
        advance(now);
        return cases.find(id).map(entry -> placer.place(entry, cases.queueOf(entry), latest));
    }

    /** The first waiting case for which this reader should put one aside that they hold; empty where there is none. */
    public Optional<Placement> interruptionOf(String reader, Instant now) {
        advance(now);
        return placer.interruptionOf(readers.seat(reader), latest);
    }

    /**
     * A reader holds a case from now on. Whether they may is not asked: the database decided, or a manager.
     *
     * @throws NoSuchElementException when the case neither waits nor is held by the same reader
     */
    public void take(String reader, CaseId id, Instant now) {
        advance(now);
        var seat = readers.seat(reader);
        var entry = cases.remove(id);
        if (entry != null) {
            hold(seat, entry, latest);
        } else if (!isHeldBy(seat, id)) {
            throw new NoSuchElementException("no waiting case " + id);
        }
    }

    private void hold(Seat seat, Entry entry, Instant since) {
        held.put(entry.id(), new Holding(seat, entry));
        var before = seat.held.get(entry.id());
        seat.took(entry.work, entry.rank(), before == null ? since : before.since());
        readers.held(seat);
    }

    private boolean isHeldBy(Seat seat, CaseId id) {
        var holding = held.get(id);
        return holding != null && holding.seat() == seat;
    }

    /** A held case waits again, at the place that it would have had; false where nobody holds it. */
    public boolean giveBack(CaseId id, Instant now) {
        advance(now);
        var holding = held.get(id);
        if (holding != null) {
            let(id);
            holding.entry().restand(latest);
            cases.add(holding.entry());
        }
        return holding != null;
    }

    /** A held case was read; false where nobody holds it. */
    public boolean finish(CaseId id, Instant now) {
        advance(now);
        var holding = held.get(id);
        if (holding != null) {
            readers.finished(holding.seat(), holding.entry().work, latest);
            let(id);
        }
        return holding != null;
    }

    /**
     * A reader does not want a case that waits or that they hold. It waits on, and is not put before them again unless nobody
     * else may read it.
     *
     * @param reason why, which no decline goes without
     * @throws IllegalArgumentException when the reason is blank
     * @return false where the case neither waits nor is held by them
     */
    public boolean decline(String reader, CaseId id, String reason, Instant now) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a decline needs a reason");
        }
        advance(now);
        var seat = readers.seat(reader);
        if (isHeldBy(seat, id)) {
            giveBack(id, now);
        }
        var entry = cases.find(id);
        entry.ifPresent(declined -> {
            declined.decline(reader);
            seat.declined();
        });
        return entry.isPresent();
    }

    /** How often the reader has declined since they joined. */
    public long declines(String reader) {
        return readers.seat(reader).declines();
    }

    /** When time alone next changes the place of a waiting case. */
    public Optional<Instant> nextChange() {
        return cases.nextChange();
    }

    public int countWaiting() {
        return cases.size();
    }

    /** Waiting cases in no order. */
    public Collection<Waiting> waiting() {
        return cases.all();
    }

    /** Holders of all cases that are held. */
    public Map<CaseId, String> held() {
        var holders = new HashMap<CaseId, String>();
        held.forEach((id, holding) -> holders.put(id, holding.seat().reader));
        return holders;
    }

    /**
     * Waiting cases that may be put before this reader at some hour: allowed by their papers, and not hidden by a decline.
     * Looks at all of them.
     */
    public List<Waiting> open(String reader, Instant now) {
        advance(now);
        var seat = readers.seat(reader);
        var hiding = new Hiding(readers);
        var open = new ArrayList<Waiting>();
        for (var queue : cases.heads()) {
            if (readers.allowed(queue, seat)) {
                queue.places.stream()
                        .filter(entry -> !hiding.hides(queue, entry, seat))
                        .forEach(entry -> open.add(entry.work));
            }
        }
        return open;
    }

    private void advance(Instant now) {
        if (now.isAfter(latest)) {
            latest = now;
            readers.advance(now);
            cases.advance(now);
        }
    }
}
