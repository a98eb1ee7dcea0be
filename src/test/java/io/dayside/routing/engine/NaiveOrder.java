package io.dayside.routing.engine;

import io.dayside.cases.CaseId;
import io.dayside.routing.engine.RoutingPolicy.Step;
import io.dayside.triage.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The order of reading as {@code docs/routing.md} says it, by sorting everything at each question. Shares no code with it. */
final class NaiveOrder {

    private static final class Reader {

        private final int places;
        private Instant until = Instant.MIN;
        private final LinkedHashSet<String> patients = new LinkedHashSet<>();

        private Reader(int places) {
            this.places = places;
        }
    }

    private final RoutingPolicy policy;
    private final Credentials credentials;
    private final Map<CaseId, Waiting> waiting = new LinkedHashMap<>();
    private final Map<CaseId, String> holders = new HashMap<>();
    private final Map<CaseId, Waiting> held = new HashMap<>();
    private final Map<CaseId, Set<String>> declined = new HashMap<>();
    private final Map<String, Reader> readers = new HashMap<>();

    NaiveOrder(RoutingPolicy policy, Credentials credentials) {
        this.policy = policy;
        this.credentials = credentials;
    }

    void arrive(Waiting work) {
        if (held.containsKey(work.id())) {
            held.put(work.id(), work);
        } else {
            waiting.put(work.id(), work);
        }
    }

    void withdraw(CaseId id) {
        waiting.remove(id);
        held.remove(id);
        holders.remove(id);
        declined.remove(id);
    }

    void join(String reader, int places) {
        readers.putIfAbsent(reader, new Reader(places));
    }

    void leave(String reader) {
        holders.entrySet().stream()
                .filter(holding -> holding.getValue().equals(reader))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::giveBack);
        readers.remove(reader);
    }

    void shift(String reader, Instant until) {
        reader(reader).until = until;
    }

    void take(String reader, CaseId id) {
        held.put(id, known(waiting.remove(id)));
        holders.put(id, reader);
    }

    void giveBack(CaseId id) {
        waiting.put(id, known(held.remove(id)));
        holders.remove(id);
    }

    void finish(CaseId id) {
        var work = known(held.remove(id));
        var patients = reader(known(holders.remove(id))).patients;
        if (!work.continuity().isEmpty()) {
            var patient = work.id().tenant() + " " + work.continuity();
            patients.remove(patient);
            patients.add(patient);
            if (patients.size() > 64) {
                patients.removeFirst();
            }
        }
        declined.remove(id);
    }

    void decline(String reader, CaseId id) {
        declined.computeIfAbsent(id, _ -> new HashSet<>()).add(reader);
    }

    private Reader reader(String name) {
        return known(readers.get(name));
    }

    private static <T> T known(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    Waiting work(CaseId id) {
        return known(waiting.get(id));
    }

    Map<CaseId, Waiting> waiting() {
        return waiting;
    }

    Map<CaseId, String> holders() {
        return holders;
    }

    boolean onShift(String reader, Instant now) {
        return reader(reader).until.isAfter(now);
    }

    List<CaseId> top(String reader, Instant now) {
        boolean full = holders.values().stream().filter(reader::equals).count() >= reader(reader).places;
        if (full || !onShift(reader, now)) {
            return List.of();
        }
        var visible = new ArrayList<>(waiting.values().stream()
                .filter(work -> allowed(reader, work, now) && !hidden(reader, work, now))
                .toList());
        boolean kept = visible.stream().anyMatch(work -> isScarce(work, now) && isSoon(reader, work, now));
        visible.sort(Comparator.comparing((Waiting work) -> !overBound(work, now))
                .thenComparing((one, other) -> overBound(one, now) && overBound(other, now)
                        ? one.since().compareTo(other.since())
                        : 0)
                .thenComparing((one, other) -> overBound(one, now) || overBound(other, now)
                        ? 0
                        : below(reader, kept, now).compare(one, other))
                .thenComparing(Waiting::since)
                .thenComparing(work -> work.id().id()));
        return visible.stream().map(Waiting::id).toList();
    }

    private Comparator<Waiting> below(String reader, boolean kept, Instant now) {
        return Comparator.comparing((Waiting work) -> kept
                        && !isScarce(work, now)
                        && rank(work, now).compareTo(policy.reservation().below()) > 0)
                .thenComparing(work -> rank(work, now))
                .thenComparing(work -> pressing(reader, work, now));
    }

    private Instant pressing(String reader, Waiting work, Instant now) {
        var weights = policy.weights();
        boolean known = reader(reader).patients.contains(work.id().tenant() + " " + work.continuity());
        double own = weights.fit() * credentials.fit(reader, work.need()) + (known ? weights.continuity() : 0);
        long most = known(policy.headStarts().get(rank(work, now))).toMillis();
        return work.dueAt()
                .minusMillis(Math.round(most * (weights.urgency() * urgency(work))))
                .minusMillis(Math.round(most * own));
    }

    private double urgency(Waiting work) {
        var flag = work.flag();
        return flag == null
                ? 0
                : flag.probability()
                        * known(policy.flagged().get(flag.severity())).weight();
    }

    boolean allowed(String reader, Waiting work, Instant now) {
        return credentials.allow(reader, work.need(), LocalDate.ofInstant(now, ZoneOffset.UTC));
    }

    private boolean hidden(String reader, Waiting work, Instant now) {
        var by = declined.getOrDefault(work.id(), Set.of());
        return by.contains(reader)
                && readers.keySet().stream().anyMatch(other -> !by.contains(other) && allowed(other, work, now));
    }

    private boolean isScarce(Waiting work, Instant now) {
        long able = readers.keySet().stream()
                .filter(reader -> onShift(reader, now) && allowed(reader, work, now))
                .count();
        return able > 0 && able <= policy.reservation().readers();
    }

    private boolean isSoon(String reader, Waiting work, Instant now) {
        var soon = now.plus(policy.reservation().window());
        return !work.dueAt().isAfter(soon) || !reader(reader).until.isAfter(soon);
    }

    boolean overBound(Waiting work, Instant now) {
        var asked = Optional.ofNullable(byModels(work))
                .filter(rank -> rank.compareTo(work.ordered()) < 0)
                .orElse(work.ordered());
        return Duration.between(work.since(), now)
                        .compareTo(known(policy.bounds().get(asked)))
                >= 0;
    }

    private ReadingClass byModels(Waiting work) {
        var flag = work.flag();
        if (flag == null) {
            return work.ordered();
        }
        Severity severity = flag.severity();
        return flag.probability() >= known(policy.flagged().get(severity)).from()
                ? known(policy.flagged().get(severity)).as()
                : work.ordered();
    }

    ReadingClass rank(Waiting work, Instant now) {
        var best = work.ordered();
        if (byModels(work).compareTo(best) < 0) {
            best = byModels(work);
        }
        for (Step step : policy.ageing().getOrDefault(work.ordered(), List.of())) {
            var from = work.dueAt().minusMillis(Math.round(work.target().toMillis() * (1 - step.share())));
            if (!now.isBefore(from) && step.as().compareTo(best) < 0) {
                best = step.as();
            }
        }
        return best;
    }
}
