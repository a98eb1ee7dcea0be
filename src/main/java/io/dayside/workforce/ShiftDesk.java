package io.dayside.workforce;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.ShiftChange.Kind;
import io.dayside.workforce.ShiftChange.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/**
 * What differs from weekly shifts: extra shifts, absences and breaks, being on call, swaps, calendars. Each is in the trail
 * of the platform. Methods say what is wrong by {@link IllegalArgumentException}, in words.
 */
@Service
public class ShiftDesk {

    private static final String ROSTERING = "hasAnyRole('MANAGER', 'CREDENTIALING', 'OPERATOR')";
    private static final int LONGEST_REASON = 200;
    private static final Duration LONGEST = Duration.ofDays(60);
    private static final Duration FARTHEST = Duration.ofDays(400);

    /** So far ahead a calendar is taken over. */
    static final Duration CALENDAR_AHEAD = Duration.ofDays(90);

    private final Office office;
    private final Specialists specialists;
    private final SpecialistRows people;
    private final ShiftChangeRows rows;
    private final Callers callers;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ShiftDesk(
            Office office,
            Specialists specialists,
            SpecialistRows people,
            ShiftChangeRows rows,
            Callers callers,
            AuditTrail trail,
            ApplicationEventPublisher events,
            Clock clock) {
        this.office = office;
        this.specialists = specialists;
        this.people = people;
        this.rows = rows;
        this.callers = callers;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /** Everybody with weekly shifts and what differs from them. */
    @PreAuthorize(ROSTERING)
    public List<Specialist> everybody() {
        return office.call(specialists::all);
    }

    @PreAuthorize(ROSTERING)
    public ShiftChange note(String username, Kind kind, Instant begins, Instant ends, String reason) {
        check(begins, ends, reason);
        return alone(() -> {
            find(username);
            return insert(new ShiftChange(Ids.next(), username, kind, begins, ends, reason, Source.PERSON));
        });
    }

    /** A change that is to be noted; {@code ends} is exclusive. */
    record Noted(String username, Kind kind, Instant begins, Instant ends, String reason) {}

    /**
     * Notes all or none, in their order.
     *
     * @param still asked within the transaction of everybody as they are; where it says no nothing is written
     * @return how many; nothing where {@code still} said no
     */
    @PreAuthorize(ROSTERING)
    Optional<Integer> noteAll(List<Noted> changes, Predicate<List<Specialist>> still) {
        changes.forEach(change -> check(change.begins(), change.ends(), change.reason()));
        return alone(() -> {
            if (!still.test(specialists.all())) {
                return Optional.empty();
            }
            changes.forEach(change -> insert(new ShiftChange(
                    Ids.next(),
                    change.username(),
                    change.kind(),
                    change.begins(),
                    change.ends(),
                    change.reason(),
                    Source.ROSTER)));
            return Optional.of(changes.size());
        });
    }

    /** Takes back what a person noted or a calendar brought. */
    @PreAuthorize(ROSTERING)
    public void takeBack(UUID id) {
        alone(() -> {
            var change = rows.find(id).orElseThrow(() -> new NoSuchElementException("It was taken back already."));
            rows.remove(id);
            tell(change.username(), "taken back: " + words(change));
            return change;
        });
    }

    /** One reads instead of another: both changes or none. */
    @PreAuthorize(ROSTERING)
    public void swap(String from, String to, Instant begins, Instant ends, String reason) {
        check(begins, ends, reason);
        if (from.equals(to)) {
            throw new IllegalArgumentException("Two different people swap.");
        }
        alone(() -> {
            var gives = find(from);
            var takes = find(to);
            if (!gives.shiftsBetween(begins, ends).equals(List.of(new Span(begins, ends)))) {
                throw new IllegalArgumentException("%s is not on shift all that time.".formatted(gives.displayName()));
            }
            if (!takes.shiftsBetween(begins, ends).isEmpty()) {
                throw new IllegalArgumentException(
                        "%s is on shift already during that time.".formatted(takes.displayName()));
            }
            insert(new ShiftChange(Ids.next(), from, Kind.OFF, begins, ends, swapped(takes, reason), Source.PERSON));
            return insert(
                    new ShiftChange(Ids.next(), to, Kind.EXTRA, begins, ends, swapped(gives, reason), Source.PERSON));
        });
    }

    /**
     * Takes over the shifts of a calendar for the next 90 days in place of those that an earlier calendar brought; what
     * people noted stays.
     *
     * @param file iCalendar, UTF-8
     * @return how many shifts it brought
     */
    @PreAuthorize(ROSTERING)
    public int takeCalendar(String username, byte[] file) {
        var now = clock.instant();
        var zone = office.call(() -> find(username).zone());
        var brought = ShiftCalendar.read(file, username, zone, now, now.plus(CALENDAR_AHEAD));
        return alone(() -> {
            int before = rows.removeCalendar(username);
            brought.forEach(change -> rows.insert(change, caller().username()));
            tell(username, "calendar: %d shifts in place of %d".formatted(brought.size(), before));
            return brought.size();
        });
    }

    /** The shifts of the next 60 days as iCalendar; for who makes rosters, and for each their own. */
    public byte[] calendar(String username) {
        var caller = caller();
        boolean isOwn = caller.is(Role.SPECIALIST) && caller.username().equals(username);
        if (!isOwn && !caller.is(Role.MANAGER) && !caller.is(Role.CREDENTIALING) && !caller.is(Role.OPERATOR)) {
            throw new AccessDeniedException("shifts are for who makes rosters");
        }
        return office.call(() -> ShiftCalendar.write(find(username), clock.instant(), LONGEST));
    }

    /** Nobody else changes shifts until it is done, so that what it looks at stays so. */
    private <T> T alone(Supplier<T> work) {
        return office.call(() -> {
            people.lockAll();
            return work.get();
        });
    }

    private static String swapped(Specialist with, String reason) {
        return "swapped with " + with.displayName() + (reason.isBlank() ? "" : ": " + reason);
    }

    private void check(Instant begins, Instant ends, String reason) {
        if (!ends.isAfter(begins)) {
            throw new IllegalArgumentException("It must end after it begins.");
        }
        if (Duration.between(begins, ends).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("It may last %d days at most.".formatted(LONGEST.toDays()));
        }
        if (!ends.isAfter(clock.instant()) || begins.isAfter(clock.instant().plus(FARTHEST))) {
            throw new IllegalArgumentException(
                    "It must not be over, and begin within %d days.".formatted(FARTHEST.toDays()));
        }
        if (!isWholeMinute(begins) || !isWholeMinute(ends)) {
            throw new IllegalArgumentException("It must begin and end at a whole minute.");
        }
        if (reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("The reason may have %d characters at most.".formatted(LONGEST_REASON));
        }
    }

    private static boolean isWholeMinute(Instant at) {
        return at.equals(at.truncatedTo(ChronoUnit.MINUTES));
    }

    private Specialist find(String username) {
        return specialists.find(username).orElseThrow(() -> new NoSuchElementException("no such specialist"));
    }

    private Caller caller() {
        return callers.required();
    }

    private ShiftChange insert(ShiftChange change) {
        rows.insert(change, caller().username());
        tell(change.username(), words(change));
        return change;
    }

    private void tell(String username, String what) {
        trail.append(AuditEvent.of(
                TenantId.PLATFORM,
                AuditAction.SPECIALIST_CHANGED,
                PassportChanges.object(username),
                Map.of(SpecialistDocument.SHIFTS, what)));
        events.publishEvent(new SpecialistChanged(username));
    }

    private static String words(ShiftChange change) {
        var why = change.reason().isBlank() ? "" : ", " + change.reason();
        return "%s from %s to %s%s".formatted(change.kind(), change.begins(), change.ends(), why);
    }
}
