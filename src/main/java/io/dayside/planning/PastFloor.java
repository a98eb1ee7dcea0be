package io.dayside.planning;

import io.dayside.routing.engine.PolicyFile;
import io.dayside.routing.engine.ReadingClass;
import io.dayside.simulation.Behaviour;
import io.dayside.simulation.CaseClass;
import io.dayside.simulation.CaseStream;
import io.dayside.simulation.CaseType;
import io.dayside.simulation.ContractTerms;
import io.dayside.simulation.Finding;
import io.dayside.simulation.ReadingTime;
import io.dayside.simulation.Scenario;
import io.dayside.simulation.ScenarioReader;
import io.dayside.simulation.ShiftPattern;
import io.dayside.simulation.WeekShape;
import io.dayside.tenancy.Priority;
import io.dayside.workforce.ReadingRights;
import io.dayside.workforce.ReadingRights.Kind;
import io.dayside.workforce.ReadingRights.Place;
import io.dayside.workforce.Specialist;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The past as a floor that can be simulated: cases come when they came, of the kind, priority and flag that they had, and
 * meet today's specialists with their weekly shifts, licences, privileges, competencies and contracts.
 *
 * @param scenario region by facility, skill by kind of study
 * @param cases that are replayed
 * @param leftOut cases that nobody of today's specialists may read
 * @param measured readings whose time is known; where they are fewer than {@link #ENOUGH} of all kinds together, reading
 *     takes {@link #ASSUMED} on average
 */
record PastFloor(Scenario scenario, int cases, int leftOut, int measured) {

    /** Readings from which a kind's own times are used; below that those of all kinds. */
    static final int ENOUGH = 10;

    static final Duration ASSUMED = Duration.ofMinutes(10);

    private static final double ASSUMED_SIGMA = 0.6;
    private static final Duration SHORTEST_READING = Duration.ofSeconds(15);
    private static final Duration LONGEST_READING = Duration.ofHours(2);
    private static final Duration TURNAROUND_OF_MODELS = Duration.ofMinutes(2);
    private static final int DAYS_FROM_WHICH_ONE_WARMS_UP = 7;

    /** Limits where no case of a priority came. */
    private static final Map<Priority, Duration> USUAL_LIMITS = Map.of(
            Priority.STAT, Duration.ofHours(1),
            Priority.URGENT, Duration.ofHours(4),
            Priority.ROUTINE, Duration.ofDays(1));

    private record Stream(String region, Kind kind, Priority priority, boolean flagged) {

        static Stream of(PastCase one) {
            return new Stream(one.region(), one.kind(), one.priority(), one.flagged());
        }

        String name() {
            return String.join(", ", region, type(), className(priority));
        }

        String type() {
            return kind.words() + (flagged ? ", flagged" : "");
        }
    }

    /** Empty where nothing came that today's specialists may read. */
    static Optional<PastFloor> of(List<PastCase> past, List<Specialist> staff, Instant now) {
        var day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var readers = readers(past, staff, day);
        var readable = past.stream()
                .filter(one -> readers.stream()
                        .anyMatch(reader -> reader.regions().contains(one.region())
                                && reader.skills().contains(one.kind().words())))
                .toList();
        if (readable.isEmpty()) {
            return Optional.empty();
        }
        var start = LocalDate.ofInstant(readable.getFirst().completeAt(), ZoneOffset.UTC);
        int days = (int) ChronoUnit.DAYS.between(start, day) + 1;
        var scenario = new Scenario(
                start,
                days,
                days < DAYS_FROM_WHICH_ONE_WARMS_UP ? 0 : 1,
                classes(readable),
                types(readable),
                streams(readable),
                readers,
                Behaviour.USUAL);
        int measured = (int) readable.stream().filter(one -> isMeasured(one)).count();
        return Optional.of(new PastFloor(scenario, readable.size(), past.size() - readable.size(), measured));
    }

    static String className(Priority priority) {
        return switch (priority) {
            case STAT -> "STAT";
            case URGENT -> "urgent";
            case ROUTINE -> "routine";
        };
    }

    private static List<CaseClass> classes(List<PastCase> past) {
        var bounds = PolicyFile.standard().bounds();
        return List.of(Priority.STAT, Priority.URGENT, Priority.ROUTINE).stream()
                .map(priority -> new CaseClass(
                        className(priority),
                        limit(past, priority),
                        Objects.requireNonNull(bounds.get(ReadingClass.valueOf(priority.name())))))
                .toList();
    }

    /** What most cases of the priority were promised. */
    private static Duration limit(List<PastCase> past, Priority priority) {
        return past.stream()
                .filter(one -> one.priority() == priority)
                .collect(Collectors.groupingBy(PastCase::target, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<Duration, Long>comparingByValue()
                        .thenComparing(
                                Map.Entry.<Duration, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElseGet(() -> Objects.requireNonNull(USUAL_LIMITS.get(priority)));
    }

    private static List<CaseType> types(List<PastCase> past) {
        var all = minutes(past);
        var ofKind = past.stream().collect(Collectors.groupingBy(PastCase::kind));
        return past.stream()
                .map(Stream::of)
                .collect(Collectors.toMap(Stream::type, Function.identity(), (one, _) -> one))
                .values()
                .stream()
                .sorted(Comparator.comparing(Stream::type))
                .map(stream -> new CaseType(
                        stream.type(),
                        stream.kind().words(),
                        readingTime(minutes(ofKind.getOrDefault(stream.kind(), List.of())), all),
                        finding(stream)))
                .toList();
    }

    /** A flag that was there is there again, whatever is drawn. */
    private static Optional<Finding> finding(Stream stream) {
        return stream.flagged()
                ? Optional.of(new Finding("flag", className(Priority.STAT), 1, 1, 1, TURNAROUND_OF_MODELS))
                : Optional.empty();
    }

    private static ReadingTime readingTime(double[] ofKind, double[] all) {
        if (ofKind.length >= ENOUGH) {
            return new ReadingTime.Empirical(ofKind);
        }
        return all.length >= ENOUGH
                ? new ReadingTime.Empirical(all)
                : new ReadingTime.LogNormal(ASSUMED.toMinutes(), ASSUMED_SIGMA);
    }

    private static double[] minutes(List<PastCase> past) {
        return past.stream()
                .filter(PastFloor::isMeasured)
                .mapToDouble(one -> one.reading().orElseThrow().toMillis() / 60_000.0)
                .toArray();
    }

    /** A report that was put aside, or opened by mistake, says nothing of how long reading takes. */
    private static boolean isMeasured(PastCase one) {
        return one.reading()
                .filter(time -> time.compareTo(SHORTEST_READING) >= 0 && time.compareTo(LONGEST_READING) <= 0)
                .isPresent();
    }

    private static List<CaseStream> streams(List<PastCase> past) {
        return past.stream().collect(Collectors.groupingBy(Stream::of)).entrySet().stream()
                .sorted(Comparator.comparing(stream -> stream.getKey().name()))
                .map(stream -> stream(stream.getKey(), stream.getValue()))
                .toList();
    }

    private static CaseStream stream(Stream stream, List<PastCase> cases) {
        return new CaseStream(
                stream.name(),
                stream.region(),
                ZoneOffset.UTC,
                0,
                WeekShape.FLAT,
                Map.of(stream.type(), 1.0),
                Map.of(className(stream.priority()), 1.0),
                cases.stream().map(PastCase::completeAt).sorted().toList());
    }

    private static List<ScenarioReader> readers(List<PastCase> past, List<Specialist> staff, LocalDate day) {
        var places = past.stream()
                .collect(Collectors.toMap(
                        PastCase::region, one -> new Place(one.hospital(), one.jurisdiction()), (one, _) -> one));
        var kinds = past.stream().map(PastCase::kind).collect(Collectors.toSet());
        var names = staff.stream().collect(Collectors.groupingBy(Specialist::displayName, Collectors.counting()));
        var readers = new ArrayList<ScenarioReader>();
        for (var one : staff) {
            var regions = places.entrySet().stream()
                    .filter(place ->
                            ReadingRights.obstacles(one, place.getValue(), day).isEmpty())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            var skills = skills(one, kinds, day);
            var shifts = one.shifts().stream()
                    .filter(shift -> !shift.days().isEmpty())
                    .map(shift -> new ShiftPattern(shift.days(), shift.from(), shift.to(), List.of()))
                    .toList();
            if (!regions.isEmpty() && !skills.isEmpty() && !shifts.isEmpty()) {
                boolean isAlone = names.getOrDefault(one.displayName(), 1L) == 1;
                var name = isAlone ? one.displayName() : one.displayName() + " (" + one.username() + ")";
                readers.add(new ScenarioReader(name, one.zone(), regions, skills, 1, shifts, contract(one)));
            }
        }
        return readers;
    }

    private static @Nullable ContractTerms contract(Specialist one) {
        var contract = one.contract();
        return contract == null
                ? null
                : new ContractTerms(contract.hoursPerWeek(), contract.casesPerHour(), contract.casesPerDay());
    }

    private static Set<String> skills(Specialist one, Set<Kind> kinds, LocalDate day) {
        return kinds.stream()
                .filter(kind -> ReadingRights.isCompetent(one, kind, day))
                .map(Kind::words)
                .collect(Collectors.toSet());
    }
}
