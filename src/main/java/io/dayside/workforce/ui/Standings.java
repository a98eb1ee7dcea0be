package io.dayside.workforce.ui;

import io.dayside.workforce.Credential;
import io.dayside.workforce.Specialist.Standing;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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

    /** As {@link #of(String, Standing, LocalDate, LocalDate)}, of what may have no end. */
    static Line of(String name, Credential credential, LocalDate today) {
        var standing = credential.standingOn(today);
        return standing == Standing.ACTIVE && !credential.ends()
                ? new Line(name, "")
                : of(name, standing, credential.validTo(), today);
    }

    private static Line active(String name, LocalDate validTo, long daysLeft) {
        return IntStream.of(WARNING_DAYS)
                .filter(days -> daysLeft <= days)
                .mapToObj(
                        days -> new Line("⚠ %s ends on %s, within %d days".formatted(name, validTo, days), "expiring"))
                .findFirst()
                .orElseGet(() -> new Line(name + " until " + validTo, ""));
    }

    /** How it stands today, in a few words; empty where it simply holds and nothing is near. */
    static String state(Credential credential, LocalDate today) {
        return of("", credential, today).style().isEmpty() && credential.standingOn(today) == Standing.ACTIVE
                ? ""
                : of("", credential, today).words().strip();
    }

    /** {@code board certificate} of a constant. */
    static String inWords(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
