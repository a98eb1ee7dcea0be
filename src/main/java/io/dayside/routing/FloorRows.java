package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.collaboration.Turn;
import io.dayside.collaboration.Turns;
import io.dayside.routing.engine.Waiting;
import io.dayside.sla.Clocks;
import io.dayside.sla.ReadingTimes;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the database says of one hospital's cases that wait or are held. */
@Component
class FloorRows {

    private static final Set<CaseState> OPEN =
            EnumSet.of(CaseState.READY, CaseState.OFFERED, CaseState.OPEN, CaseState.PRELIMINARY);

    private static final Set<CaseState> REPORTED =
            EnumSet.of(CaseState.PRELIMINARY, CaseState.FINAL, CaseState.ADDENDUM, CaseState.CORRECTED);

    /**
     * @param holders of those of {@code works} that are held
     * @param declines who declined which of {@code works}
     */
    record Floor(Map<CaseId, Waiting> works, Map<CaseId, String> holders, Map<CaseId, Set<String>> declines) {}

    private final Cases cases;
    private final Clocks clocks;
    private final ReadingTimes times;
    private final LeaseRows leases;
    private final DeclineRows declines;
    private final Turns turns;
    private final AskedSubspecialty asked;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FloorRows(
            Cases cases,
            Clocks clocks,
            ReadingTimes times,
            LeaseRows leases,
            DeclineRows declines,
            Turns turns,
            AskedSubspecialty asked,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.times = times;
        this.leases = leases;
        this.declines = declines;
        this.turns = turns;
        this.asked = asked;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.clock = clock;
    }

    /** Not inside a transaction: it sees this hospital and no other. Every case is expected to take as long. */
    Floor of(TenantId tenant) {
        return of(tenant, _ -> ReadingTimes.UNKNOWN);
    }

    /** The same with what reading such a case takes there. */
    Floor withReadingTimes(TenantId tenant) {
        return of(tenant, times::of);
    }

    private Floor of(TenantId tenant, Function<Case, Duration> expected) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> read(expected)));
    }

    /** Whether whoever held it has reported on it. Not inside a transaction. */
    boolean wasRead(CaseId id) {
        return TenantScope.call(id.tenant(), () -> transaction.execute(_ -> cases.find(id)))
                .map(work -> REPORTED.contains(work.state()))
                .orElse(false);
    }

    private Floor read(Function<Case, Duration> expected) {
        var holders = leases.held(clock.instant()).stream().collect(Collectors.toMap(Lease::id, Lease::username));
        var found = found();
        var due = turns.of(found);
        var open = found.stream()
                .filter(work -> turn(due, work).waits(work.state()) || holders.containsKey(work.id()))
                .collect(Collectors.toMap(Case::id, Function.identity()));
        var running = clocks.of(open.keySet());
        var works = open.values().stream()
                .map(work -> WaitingWork.of(
                        work, running.get(work.id()), expected.apply(work), turn(due, work), asked.of(work)))
                .collect(Collectors.toMap(Waiting::id, Function.identity()));
        holders.keySet().retainAll(works.keySet());
        return new Floor(works, holders, declines.of(works.keySet()));
    }

    /** One that is signed between the two looks is found by both: the later one counts. */
    private Collection<Case> found() {
        var found = new HashMap<CaseId, Case>();
        cases.in(OPEN).forEach(work -> found.put(work.id(), work));
        cases.all(turns.toBeReadOver()).forEach(work -> found.put(work.id(), work));
        return found.values();
    }

    private static Turn turn(Map<CaseId, Turn> due, Case work) {
        return due.getOrDefault(work.id(), Turn.ONLY);
    }
}
