package io.dayside.notices;

import io.dayside.cases.Case;
import io.dayside.cases.Cases;
import io.dayside.collaboration.ReadersDiffer;
import io.dayside.collaboration.Role;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.PlacedTime;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells two whose readings differ that it is for them to settle it, and until when. */
@Component
class DifferingReaders {

    private final NoticeBoard board;
    private final Cases cases;
    private final Tenants tenants;
    private final Clock clock;

    DifferingReaders(NoticeBoard board, Cases cases, Tenants tenants, Clock clock) {
        this.board = board;
        this.cases = cases;
        this.tenants = tenants;
        this.clock = clock;
    }

    @EventListener
    void on(ReadersDiffer event) {
        if (event.until().isAfter(clock.instant())) {
            cases.find(event.id()).ifPresent(work -> tell(work, event));
        }
    }

    private void tell(Case work, ReadersDiffer event) {
        var id = work.id();
        board.post(new Notice(
                id.tenant(),
                Ids.next(),
                Notice.Kind.READINGS_DIFFER,
                "case:" + id.id(),
                words(work, event, tenants.get(id.tenant())),
                "/case/%s/%s".formatted(id.tenant().code(), id.id()),
                Set.of(),
                event.readers(),
                clock.instant()));
    }

    private static String words(Case work, ReadersDiffer event, Hospital hospital) {
        var until = PlacedTime.date(event.until(), hospital.defaultFacility().zone());
        return (event.role() == Role.JOINT
                        ? "Your reading of %s of %s and a colleague's differ. Either of you takes it again for a joint report"
                                + " until %s; then a third reader decides."
                        : "A colleague proposes a joint report of %s of %s. Agree or propose anew until %s; then a third"
                                + " reader decides.")
                .formatted(work.number(), hospital.name(), until);
    }
}
