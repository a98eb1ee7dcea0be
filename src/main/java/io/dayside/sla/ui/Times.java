package io.dayside.sla.ui;

import io.dayside.ui.ViewerZone;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Clock times of the manager's page, all in one zone.
 *
 * @param today times of other days carry their day
 */
record Times(ZoneId zone, LocalDate today) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    static Times in(ZoneId zone, Instant now) {
        return new Times(zone, LocalDate.ofInstant(now, zone));
    }

    String clock(Instant at) {
        var local = at.atZone(zone);
        return (local.toLocalDate().equals(today) ? CLOCK : DAY_AND_CLOCK).format(local);
    }

    /** {@code Held by Dr Okafor since 14:02}; the words alone where there is no time. */
    String since(String words, @Nullable Instant since) {
        return since == null ? words : words + " since " + clock(since);
    }

    String place() {
        return ViewerZone.place(zone);
    }
}
