package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.routing.engine.Waiting;
import io.dayside.sla.Outlook;
import io.dayside.sla.Outlooks;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Looks ahead by running the floor forward several times, at most once in {@link #FRESH}. */
@Component
class ForecastOutlooks implements Outlooks {

    static final Duration FRESH = Duration.ofSeconds(15);

    private static final int RUNS = 20;

    /** Those whose promise is broken first; each is tried with everybody who might save it. */
    private static final int MOST_SAVED = 5;

    private static final Seen NOTHING_SEEN = new Seen(Map.of(), Instant.MIN);

    /** @param at when it was looked at */
    private record Seen(Map<CaseId, Outlook> outlooks, Instant at) {

        boolean isFresh(Instant now) {
            return !isNothing() && !now.isBefore(at) && now.isBefore(at.plus(FRESH));
        }

        boolean isNothing() {
            return at.equals(Instant.MIN);
        }
    }

    private final FloorRows floor;
    private final Specialists specialists;
    private final Tenants tenants;
    private final PoliciesInForce policies;
    private final ContractUseRows contractUse;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Seen last = NOTHING_SEEN;

    ForecastOutlooks(
            FloorRows floor,
            Specialists specialists,
            Tenants tenants,
            PoliciesInForce policies,
            ContractUseRows contractUse,
            Clock clock) {
        this.floor = floor;
        this.specialists = specialists;
        this.tenants = tenants;
        this.policies = policies;
        this.contractUse = contractUse;
        this.clock = clock;
    }

    @Override
    public Map<CaseId, Outlook> of(Set<TenantId> hospitals) {
        return fresh().entrySet().stream()
                .filter(outlook -> hospitals.contains(outlook.getKey().tenant()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Where somebody looks just now, what was seen before has to do. */
    private Map<CaseId, Outlook> fresh() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a look ahead is at all hospitals, a transaction at its own");
        }
        var seen = last;
        if (seen.isFresh(clock.instant())) {
            return seen.outlooks();
        }
        if (seen.isNothing()) {
            looking.lock();
        } else if (!looking.tryLock()) {
            return seen.outlooks();
        }
        try {
            var now = clock.instant();
            if (!last.isFresh(now)) {
                last = new Seen(look(now), now);
            }
            return last.outlooks();
        } finally {
            looking.unlock();
        }
    }

    private Map<CaseId, Outlook> look(Instant now) {
        var everybody = TenantScope.call(tenants.ids(), specialists::all);
        var signed = TenantScope.call(tenants.ids(), () -> contractUse.signed(everybody, now));
        var floors = tenants.ids().stream().map(floor::withReadingTimes).toList();
        var forecast = new FloorForecast(policies.current(), everybody, floors, signed, now);
        var runs = LongStream.rangeClosed(1, RUNS).mapToObj(forecast::run).toList();
        var outlooks = new HashMap<CaseId, Outlook>();
        Stream.concat(forecast.waiting().stream(), forecast.held().stream())
                .forEach(work -> outlooks.put(work.id(), outlook(work, runs, now)));
        var rescue = new Rescue(forecast, everybody, runs, now);
        forecast.waiting().stream()
                .filter(work -> isToBeSaved(work, outlooks, now))
                .sorted(Comparator.comparing(Waiting::dueAt)
                        .thenComparing(work -> work.id().toString()))
                .limit(MOST_SAVED)
                .forEach(work -> outlooks.computeIfPresent(
                        work.id(),
                        (_, outlook) -> new Outlook(outlook.expectedAt(), outlook.late(), rescue.of(work), true)));
        return Map.copyOf(outlooks);
    }

    private static boolean isToBeSaved(Waiting work, Map<CaseId, Outlook> outlooks, Instant now) {
        var outlook = outlooks.get(work.id());
        return outlook != null && outlook.isInDanger() && work.dueAt().isAfter(now);
    }

    private static Outlook outlook(Waiting work, List<Map<CaseId, Instant>> runs, Instant now) {
        var signed = runs.stream()
                .flatMap(run -> Optional.ofNullable(run.get(work.id())).stream())
                .sorted()
                .toList();
        long inTime = signed.stream().filter(at -> !at.isAfter(work.dueAt())).count();
        double late = work.dueAt().isAfter(now) ? 1 - inTime / (double) runs.size() : 1;
        return new Outlook(median(signed, runs.size()), late, Optional.empty(), false);
    }

    /** What is not signed in half of the runs is not expected to be. */
    private static @Nullable Instant median(List<Instant> sorted, int runs) {
        return sorted.size() * 2 <= runs ? null : sorted.get(runs / 2);
    }
}
