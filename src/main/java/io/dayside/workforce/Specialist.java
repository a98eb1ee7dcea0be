package io.dayside.workforce;

import io.dayside.tenancy.TenantId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
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

    public enum Standing {
        PENDING,
        ACTIVE,
        SUSPENDED,
        EXPIRED,
        REVOKED
    }

    /** Permission by a jurisdiction. {@code validTo} is the last day on which it holds. */
    public record Licence(
            String jurisdiction, String number, Standing standing, LocalDate validFrom, LocalDate validTo) {}

    /** Permission by a tenant. */
    public record Privilege(TenantId tenant, Standing standing, LocalDate validFrom, LocalDate validTo) {}

    /** Ability for a modality and body region; {@code *} stands for any. */
    public record Competency(String modality, String bodyRegion) {}

    /** Weekly hours in the specialist's own zone; {@code to} not after {@code from} means past midnight. */
    public record Shift(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

    public boolean onShift(Instant at) {
        var local = at.atZone(zone);
        return shifts.stream().anyMatch(shift -> covers(shift, local.getDayOfWeek(), local.toLocalTime()));
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
