package io.dayside.workforce;

import io.dayside.identity.ShiftWords;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Shifts of this moment, for the table of demo logins. */
@Component
class ShiftsNow implements ShiftWords {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final Specialists specialists;
    private final Clock clock;

    ShiftsNow(Specialists specialists, Clock clock) {
        this.specialists = specialists;
        this.clock = clock;
    }

    @Override
    public String now(String username) {
        return specialists
                .find(username)
                .map(specialist -> words(specialist, clock.instant()))
                .orElse("");
    }

    static String words(Specialist specialist, Instant now) {
        return specialist
                .shiftEnd(now)
                .map(end -> "on shift until " + clock(end))
                .or(() -> specialist.nextShift(now).map(start -> "off until " + clock(start)))
                .orElse("has no shift");
    }

    private static String clock(ZonedDateTime at) {
        var zone = at.getZone().getId();
        return CLOCK.format(at) + " "
                + zone.substring(zone.lastIndexOf('/') + 1).replace('_', ' ');
    }
}
