package io.dayside.workforce;

import io.dayside.cases.AgeGroup;
import io.dayside.tenancy.TenantId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who reads and signs.
 *
 * @param username their login, also their key here
 * @param capacity how many cases they may hold at once
 * @param shifts weekly
 * @param changes what differs from them, for once; those that are over for more than a week may be missing
 * @param contract absent for who is limited by none
 * @param resident whether they are in training: an attending reads after them
 */
public record Specialist(
        String username,
        String displayName,
        ZoneId zone,
        int capacity,
        List<Licence> licences,
        List<Privilege> privileges,
        List<Competency> competencies,
        List<Shift> shifts,
        List<ShiftChange> changes,
        Credential.@Nullable Contract contract,
        boolean resident) {

    private static final int DAYS_UNTIL_SHIFTS_REPEAT = 7;

    /** Somebody whose weeks are all alike. */
    public Specialist(
            String username,
            String displayName,
            ZoneId zone,
            int capacity,
            List<Licence> licences,
            List<Privilege> privileges,
            List<Competency> competencies,
            List<Shift> shifts) {
        this(username, displayName, zone, capacity, licences, privileges, competencies, shifts, List.of());
    }

    /** Somebody who is limited by no contract, and no resident. */
    public Specialist(
            String username,
            String displayName,
            ZoneId zone,
            int capacity,
            List<Licence> licences,
            List<Privilege> privileges,
            List<Competency> competencies,
            List<Shift> shifts,
            List<ShiftChange> changes) {
        this(username, displayName, zone, capacity, licences, privileges, competencies, shifts, changes, null, false);
    }

    /** The same, in training. */
    public Specialist asResident() {
        return new Specialist(
                username,
                displayName,
                zone,
                capacity,
                licences,
                privileges,
                competencies,
                shifts,
                changes,
                contract,
                true);
    }

    public Specialist under(Credential.Contract agreed) {
        return new Specialist(
                username,
                displayName,
                zone,
                capacity,
                licences,
                privileges,
                competencies,
                shifts,
                changes,
                agreed,
                resident);
    }

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
    public record Licence(String jurisdiction, String number, Standing standing, LocalDate validFrom, LocalDate validTo)
            implements Credential {

        @Override
        public CredentialKind kind() {
            return CredentialKind.LICENCE;
        }

        @Override
        public String name() {
            return jurisdiction + " " + number;
        }
    }

    /** Permission by a tenant. */
    public record Privilege(TenantId tenant, Standing standing, LocalDate validFrom, LocalDate validTo)
            implements Credential {

        @Override
        public CredentialKind kind() {
            return CredentialKind.PRIVILEGE;
        }

        @Override
        public String name() {
            return tenant.code();
        }
    }

    /** Whose studies a competency is for. */
    public enum Ages {
        ANY,
        NEWBORN,
        CHILD,
        ADULT;

        /** A patient of unknown age is only for who reads any. */
        public boolean cover(@Nullable AgeGroup age) {
            return this == ANY || (age != null && name().equals(age.name()));
        }
    }

    /**
     * Ability for a modality, a body region, an age and a subspecialty; {@code *} stands for any.
     *
     * @param evidence numbers of the certificates that prove it: it holds on days on which one of them does. Without any
     *     it holds by itself
     */
    public record Competency(
            String modality,
            String bodyRegion,
            Ages ages,
            String subspecialty,
            Standing standing,
            LocalDate validFrom,
            LocalDate validTo,
            List<String> evidence)
            implements Credential {

        public static final String ANY = "*";

        public Competency {
            evidence = List.copyOf(evidence);
        }

        /** For patients of any age, without proof and without end. */
        public Competency(String modality, String bodyRegion) {
            this(modality, bodyRegion, Ages.ANY, ANY, Standing.ACTIVE, SINCE_EVER, WITHOUT_END, List.of());
        }

        @Override
        public CredentialKind kind() {
            return CredentialKind.COMPETENCY;
        }

        @Override
        public String name() {
            return String.join(" ", modality, bodyRegion, ages.name(), subspecialty);
        }

        @Override
        public String terms() {
            return evidence.isEmpty() ? "" : "proved by " + String.join(" or ", evidence);
        }

        /** Whether studies of that kind may be read by it on that day. */
        public boolean covers(String wantedModality, String wantedRegion, @Nullable AgeGroup age, LocalDate day) {
            return standingOn(day) == Standing.ACTIVE && ages.cover(age) && covers(wantedModality, wantedRegion);
        }

        /** As {@link #covers(String, String, AgeGroup, LocalDate)}, where a subspecialty is asked for as well. */
        public boolean covers(
                String wantedModality, String wantedRegion, @Nullable AgeGroup age, Subspecialty asked, LocalDate day) {
            return covers(wantedModality, wantedRegion, age, day) && (!asked.required() || isIn(asked));
        }

        /** Whether it names the subspecialty; {@code *} names none. */
        public boolean isIn(Subspecialty asked) {
            return subspecialty.equals(asked.name());
        }

        /** Computed radiography is read like digital radiography. */
        static String readLike(String modality) {
            return modality.equals("CR") ? "DX" : modality;
        }

        /** Whether it is for that modality and region. */
        public boolean covers(String wantedModality, String wantedRegion) {
            var able = readLike(modality);
            return (able.equals(ANY) || able.equals(readLike(wantedModality)))
                    && (bodyRegion.equals(ANY) || bodyRegion.equals(wantedRegion));
        }

        /**
         * As the certificates make it: once for each time in which one of them holds without a gap, and pending where
         * there is none.
         */
        List<Competency> provedBy(List<Credential.Evidence> certificates) {
            if (evidence.isEmpty()) {
                return List.of(this);
            }
            var proved = new ArrayList<Competency>();
            certificates.stream()
                    .filter(one -> evidence.contains(one.number()))
                    .sorted(Comparator.comparing(Credential.Evidence::validFrom))
                    .forEach(proof -> {
                        var last = proved.isEmpty() ? null : proved.removeLast();
                        if (last != null && proof.validFrom().isAfter(last.validTo.plusDays(1))) {
                            proved.add(last);
                            last = null;
                        }
                        proved.add(between(
                                last == null ? proof.validFrom() : last.validFrom,
                                last == null ? proof.validTo() : later(last.validTo, proof.validTo())));
                    });
            return proved.isEmpty()
                    ? List.of(as(Standing.PENDING, validFrom, validTo))
                    : proved.stream().flatMap(this::within).toList();
        }

        private Stream<Competency> within(Competency proved) {
            var from = later(validFrom, proved.validFrom);
            var to = validTo.isBefore(proved.validTo) ? validTo : proved.validTo;
            return to.isBefore(from) ? Stream.empty() : Stream.of(between(from, to));
        }

        private Competency between(LocalDate from, LocalDate to) {
            return as(standing, from, to);
        }

        private Competency as(Standing other, LocalDate from, LocalDate to) {
            return new Competency(modality, bodyRegion, ages, subspecialty, other, from, to, evidence);
        }

        private static LocalDate later(LocalDate one, LocalDate other) {
            return one.isAfter(other) ? one : other;
        }
    }

    /** Weekly hours in the specialist's own zone; {@code to} not after {@code from} means past midnight. */
    public record Shift(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

    public boolean onShift(Instant at) {
        var change = changes.stream()
                .filter(one -> one.kind() != ShiftChange.Kind.ON_CALL && one.covers(at))
                .max(ShiftChange.WEIGHT);
        if (change.isPresent()) {
            return change.get().kind() == ShiftChange.Kind.EXTRA;
        }
        var local = at.atZone(zone);
        return shifts.stream().anyMatch(shift -> covers(shift, local.getDayOfWeek(), local.toLocalTime()));
    }

    /** Off shift, and can be called in. */
    public boolean onCall(Instant at) {
        return !onShift(at)
                && changes.stream().anyMatch(change -> change.kind() == ShiftChange.Kind.ON_CALL && change.covers(at));
    }

    /** When the next shift begins after {@code at}, in the specialist's zone; empty for who has none within weeks. */
    public Optional<ZonedDateTime> nextShift(Instant at) {
        return turns(at, Shift::from)
                .filter(turn -> onShift(turn) && !onShift(turn.minusMillis(1)))
                .findFirst()
                .map(turn -> turn.atZone(zone));
    }

    /** When the shift that is on at {@code at} ends, in the specialist's zone; empty off shift. */
    public Optional<ZonedDateTime> shiftEnd(Instant at) {
        return onShift(at)
                ? turns(at, Shift::to)
                        .filter(turn -> !onShift(turn))
                        .findFirst()
                        .map(turn -> turn.atZone(zone))
                : Optional.empty();
    }

    /** When they are on shift between two moments, in order, apart. */
    public List<Span> shiftsBetween(Instant from, Instant until) {
        var spans = new ArrayList<Span>();
        var begin = onShift(from) ? Optional.of(from) : nextShift(from).map(ZonedDateTime::toInstant);
        while (begin.isPresent() && begin.get().isBefore(until)) {
            var end = shiftEnd(begin.get())
                    .map(ZonedDateTime::toInstant)
                    .filter(ended -> ended.isBefore(until))
                    .orElse(until);
            spans.add(new Span(begin.get(), end));
            begin = nextShift(end.minusMillis(1)).map(ZonedDateTime::toInstant).filter(next -> !next.isBefore(end));
        }
        return spans;
    }

    /** Moments after {@code at} at which a shift may begin or end, in order, without those that nothing can happen at. */
    private Stream<Instant> turns(Instant at, Function<Shift, LocalTime> weekly) {
        var today = at.atZone(zone).toLocalDate();
        int days = (int) Math.max(DAYS_UNTIL_SHIFTS_REPEAT, daysChanged(at)) + DAYS_UNTIL_SHIFTS_REPEAT + 1;
        var ofWeeks = today.datesUntil(today.plusDays(days))
                .flatMap(day -> shifts.stream()
                        .map(shift ->
                                day.atTime(weekly.apply(shift)).atZone(zone).toInstant()));
        var ofChanges = changes.stream().flatMap(change -> Stream.of(change.begins(), change.ends()));
        return Stream.of(ofWeeks, ofChanges, clockChanges(at, today.plusDays(days)))
                .flatMap(turns -> turns)
                .filter(turn -> turn.isAfter(at))
                .distinct()
                .sorted();
    }

    /** A shift may begin or end in an hour that a night does not have, or has twice. */
    private Stream<Instant> clockChanges(Instant at, LocalDate last) {
        return Stream.iterate(
                        zone.getRules().nextTransition(at),
                        change -> zone.getRules().nextTransition(change.getInstant()))
                .takeWhile(change -> change != null
                        && change.getDateTimeBefore().toLocalDate().isBefore(last))
                .flatMap(change -> Stream.of(
                        change.getInstant(),
                        change.getInstant().plus(change.getDuration().abs())));
    }

    private long daysChanged(Instant at) {
        return changes.stream()
                .map(ShiftChange::ends)
                .max(Comparator.naturalOrder())
                .map(last -> Duration.between(at, last).toDays())
                .orElse(0L);
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
