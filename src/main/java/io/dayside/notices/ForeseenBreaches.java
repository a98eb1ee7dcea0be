package io.dayside.notices;

import io.dayside.identity.Role;
import io.dayside.sla.BreachForeseen;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.PlacedTime;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells managers of promises that will probably be broken. */
@Component
class ForeseenBreaches {

    private final NoticeBoard board;
    private final Tenants tenants;
    private final Clock clock;

    ForeseenBreaches(NoticeBoard board, Tenants tenants, Clock clock) {
        this.board = board;
        this.tenants = tenants;
        this.clock = clock;
    }

    @EventListener
    void on(BreachForeseen event) {
        var hospital = tenants.get(event.id().tenant());
        board.post(new Notice(
                hospital.id(),
                Ids.next(),
                Notice.Kind.BREACH_FORESEEN,
                "case:" + event.id().id(),
                words(event, hospital),
                "/manager",
                Set.of(Role.MANAGER),
                Set.of(),
                clock.instant()));
    }

    private static String help(BreachForeseen event) {
        if (!event.saving().isEmpty()) {
            return event.saving();
        }
        return event.outlook().isLost()
                ? "Nobody could keep it without breaking another promise"
                : "Promises shows who is at work on it";
    }

    private static String words(BreachForeseen event, Hospital hospital) {
        return "%s of %s will probably be late: due %s, with a probability of %.0f %%. %s."
                .formatted(
                        event.number(),
                        hospital.name(),
                        PlacedTime.clock(
                                event.dueAt(), hospital.defaultFacility().zone()),
                        event.outlook().late() * 100,
                        help(event));
    }
}
