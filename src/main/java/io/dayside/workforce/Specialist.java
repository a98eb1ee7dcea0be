package io.dayside.workforce;

import io.dayside.tenancy.TenantId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who reads and signs.
 *
 * @param username their login, also their key here
 * @param capacity how many cases they may hold at once
 */
public record Specialist(
        String username,
        String displayName,
        ZoneId zone,
        int capacity,
        List<Licence> licences,
        List<Privilege> privileges,
        List<Competency> competencies,
        List<Shift> shifts) {

    private static final int DAYS_UNTIL_SHIFTS_REPEAT = 7;

    public enum Standing {
        PENDING,
        ACTIVE,
        SUSPENDED,
        EXPIRED,
        REVOKED;

        /** What a standing granted between two days amounts to on {@code day}; both days belong to it. */
        Standing on(LocalDate day, LocalDate validFrom, LocalDate validTo) {
            return switch (this) {
                case REVOKED, EXPIRED -> this;
                case PENDING, ACTIVE, SUSPENDED -> {
                    if (day.isAfter(validTo)) {
                        yield EXPIRED;
                    }
                    yield this == ACTIVE && day.isBefore(validFrom) ? PENDING : this;
                }
            };
        }
    }

    /** Permission by a jurisdiction. {@code validTo} is the last day on which it holds. */
    public record Licence(
            String jurisdiction, String number, Standing standing, LocalDate validFrom, LocalDate validTo) {

        /** As the dates make it: what was active expires after its last day. */
        public Standing standingOn(LocalDate day) {
            return standing.on(day, validFrom, validTo);
        }
    }

    /** Permission by a tenant. */
    public record Privilege(TenantId tenant, Standing standing, LocalDate validFrom, LocalDate validTo) {

        /** As the dates make it: what was active expires after its last day. */
        public Standing standingOn(LocalDate day) {
            return standing.on(day, validFrom, validTo);
        }
    }

    /** Ability for a modality and body region; {@code *} stands for any. */
    public record Competency(String modality, String bodyRegion) {

        private static final String ANY = "*";

        /** Computed radiography is read like digital radiography. */
        public boolean covers(String wantedModality, String wantedRegion) {
            var read = wantedModality.equals("CR") ? "DX" : wantedModality;
            var able = modality.equals("CR") ? "DX" : modality;
            return (able.equals(ANY) || able.equals(read))
                    && (bodyRegion.equals(ANY) || bodyRegion.equals(wantedRegion));
        }
    }

    /** Weekly hours in the specialist's own zone; {@code to} not after {@code from} means past midnight. */
    public record Shift(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

    public boolean onShift(Instant at) {
        var local = at.atZone(zone);
        return shifts.stream().anyMatch(shift -> covers(shift, local.getDayOfWeek(), local.toLocalTime()));
    }

    /** When the next shift begins after {@code at}, in the specialist's zone; empty for who has no shift. */
    public Optional<ZonedDateTime> nextShift(Instant at) {
        var today = at.atZone(zone).toLocalDate();
        return today.datesUntil(today.plusDays(DAYS_UNTIL_SHIFTS_REPEAT + 1))
                .flatMap(day -> shifts.stream()
                        .filter(shift -> shift.days().contains(day.getDayOfWeek()))
                        .map(shift -> day.atTime(shift.from()).atZone(zone)))
                .filter(start -> start.toInstant().isAfter(at))
                .min(Comparator.naturalOrder());
    }

    /** When the shift that is on at {@code at} ends, in the specialist's zone; empty off shift. */
    public Optional<ZonedDateTime> shiftEnd(Instant at) {
        if (!onShift(at)) {
            return Optional.empty();
        }
        var today = at.atZone(zone).toLocalDate();
        return today.datesUntil(today.plusDays(DAYS_UNTIL_SHIFTS_REPEAT + 1))
                .flatMap(day ->
                        shifts.stream().map(shift -> day.atTime(shift.to()).atZone(zone)))
                .filter(end -> end.toInstant().isAfter(at) && !onShift(end.toInstant()))
                .min(Comparator.naturalOrder());
    }

    private static boolean covers(Shift shift, DayOfWeek day, LocalTime time) {
        boolean pastMidnight = !shift.to().isAfter(shift.from());
        boolean sinceStart = !time.isBefore(shift.from());
        boolean untilEnd = time.isBefore(shift.to());
        if (!pastMidnight) {
            return shift.days().contains(day) && sinceStart && untilEnd;
        }
        return (shift.days().contains(day) && sinceStart) || (shift.days().contains(day.minus(1)) && untilEnd);
    }
}
