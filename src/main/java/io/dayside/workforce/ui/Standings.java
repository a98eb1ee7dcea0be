package io.dayside.workforce.ui;

import io.dayside.tenancy.Facility;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Standing;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How permissions stand on a day, in words. */
final class Standings {

    /** The officer is warned three times before a permission ends. */
    private static final int[] WARNING_DAYS = {7, 30, 90};

    private Standings() {}

    /** A line of the page; {@code style} is a class of its style sheet, empty where nothing is to be seen. */
    record Line(String words, String style) {}

    static Line of(String name, Standing standing, LocalDate validTo, LocalDate today) {
        return switch (standing) {
            case ACTIVE -> active(name, validTo, ChronoUnit.DAYS.between(today, validTo));
            case PENDING -> new Line(name + " is pending", "");
            case SUSPENDED -> new Line("⚠ " + name + " is suspended", "ended");
            case EXPIRED -> new Line("⚠ " + name + " expired", "ended");
            case REVOKED -> new Line("⚠ " + name + " was revoked", "ended");
        };
    }

    private static Line active(String name, LocalDate validTo, long daysLeft) {
        return IntStream.of(WARNING_DAYS)
                .filter(days -> daysLeft <= days)
                .mapToObj(
                        days -> new Line("⚠ %s ends on %s, within %d days".formatted(name, validTo, days), "expiring"))
                .findFirst()
                .orElseGet(() -> new Line(name + " until " + validTo, ""));
    }

    /** What keeps a specialist from reading for a facility on a day; empty when nothing does. */
    static List<String> obstacles(Specialist specialist, Facility facility, LocalDate today) {
        var obstacles = new ArrayList<String>();
        if (specialist.licences().stream()
                .noneMatch(licence -> licence.jurisdiction().equals(facility.jurisdiction())
                        && licence.standingOn(today) == Standing.ACTIVE)) {
            obstacles.add("no licence for " + facility.jurisdiction());
        }
        if (specialist.privileges().stream()
                .noneMatch(privilege -> privilege.tenant().equals(facility.tenant())
                        && privilege.standingOn(today) == Standing.ACTIVE)) {
            obstacles.add("no privilege");
        }
        return obstacles;
    }
}
