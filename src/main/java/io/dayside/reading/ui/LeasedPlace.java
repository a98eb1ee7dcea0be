package io.dayside.reading.ui;

import com.vaadin.flow.component.UI;
import io.dayside.cases.CaseId;
import io.dayside.reading.ReadingRoom;
import io.dayside.routing.Leases;
import io.dayside.sla.CaseClock;
import java.util.Optional;

/** A case that routing gave to its reader. */
record LeasedPlace(CaseId id, String username, ReadingRoom room, Leases leases, Optional<CaseClock> running)
        implements DeskPlace {

    @Override
    public boolean keep() {
        return leases.heartbeat(id, username);
    }

    /** What the order of reading gives next; with this one unsigned, it stays held until its lease ends. */
    @Override
    public void next(UI ui) {
        leases.takeNext(username)
                .ifPresentOrElse(
                        lease -> ReadingNavigation.toCase(ui, lease.id()), () -> ReadingNavigation.toWorklist(ui));
    }

    @Override
    public void toList(UI ui) {
        ReadingNavigation.toWorklist(ui);
    }

    @Override
    public String listWords() {
        return "Worklist";
    }

    @Override
    public void giveBack(UI ui) {
        leases.release(id, username, "given back unread");
        ReadingNavigation.toWorklist(ui);
    }

    @Override
    public String leavingWords() {
        return "Give back";
    }

    @Override
    public String leavingHint() {
        return "Back to the worklist, unread. Your text is kept.";
    }

    @Override
    public boolean mayDecline() {
        return true;
    }

    @Override
    public void decline(UI ui, String reason) {
        leases.decline(id, username, reason);
        ReadingNavigation.toWorklist(ui);
    }

    @Override
    public String lostWords() {
        return "This case went back to the worklist meanwhile. Your text is kept.";
    }
}
