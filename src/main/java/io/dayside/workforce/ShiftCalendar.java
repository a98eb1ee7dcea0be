package io.dayside.workforce;

import io.dayside.tenancy.Ids;
import io.dayside.workforce.ShiftChange.Kind;
import io.dayside.workforce.ShiftChange.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * Shifts as iCalendar (RFC 5545). Events recur by rules down to hourly ones; one whose summary begins with {@code on call} is being on
 * call, {@code off} or {@code break} an absence, every other one a shift. Cancelled events are left out. The beginning of a
 * recurring event follows the wall clock of its zone, its length is exact (section 3.8.5.3).
 */
final class ShiftCalendar {

    static final int MOST_BYTES = 1 << 20;

    private static final int MOST_SHIFTS = 1_000;

    private ShiftCalendar() {}

    /**
     * @param zone of times that name none
     * @throws IllegalArgumentException with what is wrong, in words
     */
    static List<ShiftChange> read(byte[] file, String username, ZoneId zone, Instant from, Instant until) {
        if (file.length > MOST_BYTES) {
            throw new IllegalArgumentException("The calendar is larger than 1 MiB.");
        }
        var changes = new ArrayList<ShiftChange>();
        var events = parsed(file).getComponents(Component.VEVENT).stream()
                .flatMap(component -> component instanceof VEvent event ? Stream.of(event) : Stream.empty())
                .toList();
        var replaced = events.stream()
                .filter(event -> event.getRecurrenceId() != null)
                .map(event -> new Occurrence(
                        uid(event), instant(event.getRecurrenceId().getDate(), zone)))
                .collect(Collectors.toUnmodifiableSet());
        for (var event : events) {
            if (!isCancelled(event)) {
                requireSlow(event);
                for (var occurrence : occurrences(event, from.atZone(zone), until.atZone(zone))) {
                    var start = new Occurrence(uid(event), instant(occurrence.getStart(), zone));
                    if (event.getRecurrenceId() != null || !replaced.contains(start)) {
                        changes.add(change(event, occurrence, username, zone));
                    }
                    if (changes.size() > MOST_SHIFTS) {
                        throw new IllegalArgumentException(
                                "The calendar has more than %d shifts in 90 days.".formatted(MOST_SHIFTS));
                    }
                }
            }
        }
        changes.removeIf(change -> !change.overlaps(from, until));
        changes.sort(Comparator.comparing(ShiftChange::begins));
        return changes;
    }

    /** One of an event's, by when it begins by the rule. */
    private record Occurrence(String uid, Instant start) {}

    private static String uid(VEvent event) {
        return event.getUid().map(Uid::getValue).orElse("");
    }

    /** Nobody's shifts begin every minute, and writing them all down would take hours. */
    private static void requireSlow(VEvent event) {
        boolean isQuick = event.getProperties(Property.RRULE).stream()
                .map(rule -> rule.getValue().toUpperCase(Locale.ROOT))
                .anyMatch(rule -> rule.contains("SECONDLY")
                        || rule.contains("MINUTELY")
                        || rule.contains("BYSECOND")
                        || rule.contains("BYMINUTE"));
        if (isQuick) {
            throw new IllegalArgumentException("An event of the calendar recurs more often than every hour.");
        }
    }

    private static Calendar parsed(byte[] file) {
        try {
            return new CalendarBuilder().build(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserException e) {
            throw new IllegalArgumentException("This is no iCalendar file: line %d.".formatted(e.getLineNo()), e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("This is no iCalendar file.", e);
        }
    }

    private static boolean isCancelled(VEvent event) {
        return event.getStatus() != null && "CANCELLED".equals(event.getStatus().getValue());
    }

    /** Times without a zone, and whole days, recur among their own kind. */
    private static Set<? extends Period<? extends Temporal>> occurrences(
            VEvent event, ZonedDateTime from, ZonedDateTime until) {
        try {
            Temporal start = event.getDateTimeStart().getDate();
            return switch (start) {
                case LocalDate _ -> event.calculateRecurrenceSet(new Period<>(from.toLocalDate(), until.toLocalDate()));
                case LocalDateTime _ ->
                    event.calculateRecurrenceSet(new Period<>(from.toLocalDateTime(), until.toLocalDateTime()));
                default -> event.calculateRecurrenceSet(new Period<>(from, until));
            };
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "An event of the calendar has no beginning, end or rule that can be read.", e);
        }
    }

    private static ShiftChange change(
            VEvent event, Period<? extends Temporal> occurrence, String username, ZoneId zone) {
        var summary = event.getSummary() == null ? "" : event.getSummary().getValue();
        return new ShiftChange(
                Ids.next(),
                username,
                kind(summary.strip().toLowerCase(Locale.ROOT)),
                instant(occurrence.getStart(), zone),
                instant(occurrence.getEnd(), zone),
                "",
                Source.CALENDAR);
    }

    private static Kind kind(String summary) {
        if (summary.startsWith("on call") || summary.startsWith("on-call")) {
            return Kind.ON_CALL;
        }
        return summary.startsWith("off") || summary.startsWith("break") ? Kind.OFF : Kind.EXTRA;
    }

    private static Instant instant(Temporal time, ZoneId zone) {
        return switch (time) {
            case Instant at -> at;
            case ZonedDateTime at -> at.toInstant();
            case OffsetDateTime at -> at.toInstant();
            case LocalDateTime at -> at.atZone(zone).toInstant();
            case LocalDate day -> day.atStartOfDay(zone).toInstant();
            default -> throw new IllegalArgumentException("A time of the calendar cannot be read.");
        };
    }

    /** What they read and when they can be called in from now on, in UTC. */
    static byte[] write(Specialist who, Instant now, Duration ahead) {
        var calendar = new Calendar();
        calendar.add(new ProdId("-//Dayside//Roster//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        var until = now.plus(ahead);
        who.shiftsBetween(now, until).forEach(span -> calendar.add(event(who, "Reading", span)));
        who.changes().stream()
                .filter(change -> change.kind() == Kind.ON_CALL && change.overlaps(now, until))
                .forEach(change -> calendar.add(event(who, "On call", new Span(change.begins(), change.ends()))));
        var written = new ByteArrayOutputStream();
        try {
            new CalendarOutputter().output(calendar, written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.toByteArray();
    }

    private static VEvent event(Specialist who, String summary, Span span) {
        var event = new VEvent(span.from(), span.until(), summary);
        event.add(new Uid("%s-%d-%s@dayside"
                .formatted(
                        who.username(),
                        span.until().getEpochSecond(),
                        summary.toLowerCase(Locale.ROOT).replace(' ', '-'))));
        return event;
    }
}
