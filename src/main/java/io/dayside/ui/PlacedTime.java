package io.dayside.ui;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as sentences say them: by the clock of one place, which they name. */
public final class PlacedTime {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private PlacedTime() {}

    /** {@code 22:41 Zurich}. */
    public static String clock(Instant at, ZoneId zone) {
        return said(CLOCK, at, zone);
    }

    /** {@code Sat 22:41 Zurich}. */
    public static String weekday(Instant at, ZoneId zone) {
        return said(WEEKDAY, at, zone);
    }

    /** {@code 5 Dec 22:41 Zurich}. */
    public static String date(Instant at, ZoneId zone) {
        return said(DATE, at, zone);
    }

    private static String said(DateTimeFormatter format, Instant at, ZoneId zone) {
        return format.format(at.atZone(zone)) + " " + ViewerZone.place(zone);
    }
}
