package io.dayside.routing.engine;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every waiting case: by need in its order, needs by their first case, and by the instant at which each changes its place.
 * Each step costs the logarithm of how many wait.
 */
final class WaitingCases {

    /** What cases of one patient of a hospital have in common. */
    record Patient(TenantId hospital, String continuity) {

        static Optional<Patient> of(Waiting work) {
            return work.continuity().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Patient(work.id().tenant(), work.continuity()));
        }
    }

    private final Map<CaseId, Entry> entries = new HashMap<>();
    private final Map<Need, NeedQueue> queues = new HashMap<>();

    /** All of {@link #queues} in the order in which cases brought them. */
    private final List<NeedQueue> known = new ArrayList<>();

    private final Map<Patient, Set<Entry>> ofPatients = new HashMap<>();

    /** Needs that somebody waits for, by their first case. */
    private final TreeSet<NeedQueue> heads = new TreeSet<>(Comparator.comparing(NeedQueue::head));

    private final TreeSet<Entry> changing = new TreeSet<>(
            Comparator.comparing((Entry entry) -> entry.nextChange().orElse(Instant.MAX))
                    .thenComparing(Entry::byArrival));

    void add(Entry entry) {
        entries.put(entry.id(), entry);
        Patient.of(entry.work)
                .ifPresent(patient -> ofPatients
                        .computeIfAbsent(patient, _ -> new HashSet<>())
                        .add(entry));
        var queue = queueOf(entry);
        queue.due.add(entry);
        place(queue, entry);
    }

    @Nullable
    Entry remove(CaseId id) {
        var entry = entries.remove(id);
        if (entry != null) {
            Patient.of(entry.work).ifPresent(patient -> forget(patient, entry));
            var queue = queueOf(entry);
            queue.due.remove(entry);
            displace(queue, entry);
        }
        return entry;
    }

    private void forget(Patient patient, Entry entry) {
        ofPatients.computeIfPresent(patient, (_, waiting) -> {
            waiting.remove(entry);
            return waiting.isEmpty() ? null : waiting;
        });
    }

    /** Moves every case whose time has come to its new place. */
    void advance(Instant now) {
        while (!changing.isEmpty()) {
            var entry = changing.first();
            if (entry.nextChange().orElseThrow().isAfter(now)) {
                return;
            }
            var queue = queueOf(entry);
            displace(queue, entry);
            entry.restand(now);
            place(queue, entry);
        }
    }

    private void place(NeedQueue queue, Entry entry) {
        if (entry.nextChange().isPresent()) {
            changing.add(entry);
        }
        boolean first = queue.places.isEmpty() || entry.compareTo(queue.head()) < 0;
        if (first && !queue.places.isEmpty()) {
            heads.remove(queue);
        }
        queue.places.add(entry);
        if (first) {
            queue.lead(entry);
            heads.add(queue);
        }
    }

    private void displace(NeedQueue queue, Entry entry) {
        changing.remove(entry);
        boolean first = entry == queue.head();
        if (first) {
            heads.remove(queue);
        }
        queue.places.remove(entry);
        if (first && !queue.places.isEmpty()) {
            queue.lead(queue.places.first());
            heads.add(queue);
        }
    }

    NeedQueue queueOf(Entry entry) {
        return queueOf(entry.work.need());
    }

    NeedQueue queueOf(Need need) {
        return queues.computeIfAbsent(need, this::open);
    }

    private NeedQueue open(Need need) {
        var queue = new NeedQueue(need);
        known.add(queue);
        return queue;
    }

    Optional<Entry> find(CaseId id) {
        return Optional.ofNullable(entries.get(id));
    }

    Set<Entry> of(Patient patient) {
        return ofPatients.getOrDefault(patient, Set.of());
    }

    /** Needs that cases wait for, the one with the first case first. */
    Collection<NeedQueue> heads() {
        return Collections.unmodifiableCollection(heads);
    }

    /** Every need that any case ever had, in the order in which they were first seen. */
    List<NeedQueue> queues() {
        return known;
    }

    int size() {
        return entries.size();
    }

    /** When the next case changes its place by time alone. */
    Optional<Instant> nextChange() {
        return changing.isEmpty() ? Optional.empty() : changing.first().nextChange();
    }

    List<Waiting> all() {
        var all = new ArrayList<Waiting>(entries.size());
        entries.values().forEach(entry -> all.add(entry.work));
        return all;
    }
}
