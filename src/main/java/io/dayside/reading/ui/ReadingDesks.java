package io.dayside.reading.ui;

import io.dayside.cases.CaseId;
import io.dayside.critical.ui.CriticalPages;
import io.dayside.identity.Callers;
import io.dayside.reading.ReadingRoom;
import io.dayside.reading.SecondOpinions;
import io.dayside.routing.Interruptions;
import io.dayside.routing.Leases;
import io.dayside.sla.Clocks;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.LiveUpdates;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lays out the desk for a case, with everything that the desk may call. */
@Component
class ReadingDesks {

    private final ReadingRoom room;
    private final Leases leases;
    private final Interruptions interruptions;
    private final Tenants tenants;
    private final LiveUpdates updates;
    private final Clocks clocks;
    private final Callers callers;
    private final Specialists specialists;
    private final CriticalPages critical;
    private final SecondOpinions opinions;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ReadingDesks(
            ReadingRoom room,
            Leases leases,
            Interruptions interruptions,
            Tenants tenants,
            LiveUpdates updates,
            Clocks clocks,
            Callers callers,
            Specialists specialists,
            CriticalPages critical,
            SecondOpinions opinions,
            TransactionTemplate transactions,
            Clock clock) {
        this.room = room;
        this.leases = leases;
        this.interruptions = interruptions;
        this.tenants = tenants;
        this.updates = updates;
        this.clocks = clocks;
        this.callers = callers;
        this.specialists = specialists;
        this.critical = critical;
        this.opinions = opinions;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param lost called when the lease is lost while the desk is open */
    ReadingDesk of(CaseId id, Runnable lost) {
        var caller = callers.required();
        var username = caller.username();
        ZoneId zone = specialists.find(username).map(Specialist::zone).orElse(ZoneOffset.UTC);
        var running = transactions.execute(_ -> clocks.of(id));
        var pressing = new PressingNote(interruptions, leases, tenants, updates, clock, caller);
        var desk = new ReadingDesk(
                new LeasedPlace(id, username, room, leases, running),
                new ReadingDesk.Reader(username, zone),
                Optional.of(pressing),
                clock,
                lost);
        return desk.with(new OpinionsPanel(opinions, id, this::name, updates, zone))
                .with(critical.atDesk(id, zone, true));
    }

    private String name(String person) {
        return specialists.find(person).map(Specialist::displayName).orElse(person);
    }
}
