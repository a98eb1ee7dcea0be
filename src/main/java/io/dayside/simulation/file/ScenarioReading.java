package io.dayside.simulation.file;

import io.dayside.routing.engine.PolicyFile;
import io.dayside.simulation.Behaviour;
import io.dayside.simulation.CaseClass;
import io.dayside.simulation.CaseStream;
import io.dayside.simulation.CaseType;
import io.dayside.simulation.ContractTerms;
import io.dayside.simulation.DaysidePolicy;
import io.dayside.simulation.Experiment;
import io.dayside.simulation.Finding;
import io.dayside.simulation.Policy;
import io.dayside.simulation.ReadingTime;
import io.dayside.simulation.Scenario;
import io.dayside.simulation.ScenarioReader;
import io.dayside.simulation.ShiftPattern;
import io.dayside.simulation.Variant;
import io.dayside.simulation.WeekShape;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The fields of {@code kind: scenario}. */
final class ScenarioReading {

    private static final double MOST_CASES_A_DAY = 100_000;
    private static final double LONGEST_MINUTES = 10_000;
    private static final int MOST_SEEDS = 1_000;
    private static final int HOURS_OF_A_WEEK = 168;
    private static final int MOST_CASES = 10_000;
    private static final LocalDate A_MONDAY = LocalDate.of(2026, 3, 2);

    private ScenarioReading() {}

    static Experiment experiment(Fields root, List<String> problems) {
        int seeds = root.integerOr("seeds", 10, 2, MOST_SEEDS);
        int firstSeed = root.integerOr("firstSeed", 1, 0, Integer.MAX_VALUE - MOST_SEEDS);
        var start = root.dateOr("start", A_MONDAY);
        int days = root.integerOr("days", 14, 1, 366);
        int warmUp = root.integerOr("warmUpDays", 1, 0, 365);
        var classes = root.objects("classes", ScenarioReading::caseClass);
        var types = root.objects("types", ScenarioReading::type);
        var streams = root.objects("streams", ScenarioReading::stream);
        var readers = readers(root, "readers");
        var behaviour =
                root.objectIfThere("behaviour", ScenarioReading::behaviour).orElse(Behaviour.USUAL);
        if (!problems.isEmpty()) {
            root.objects("variants", Change::read);
            throw new IllegalArgumentException("see the problems");
        }
        var base = new Scenario(start, days, warmUp, classes, types, streams, readers, behaviour);
        var variants = root.objects("variants", fields -> Change.read(fields).of(base, fields));
        requireDistinct(root, variants);
        return new Experiment(
                variants,
                LongStream.range(firstSeed, (long) firstSeed + seeds).boxed().toList());
    }

    private static void requireDistinct(Fields root, List<Variant> variants) {
        if (variants.isEmpty()) {
            root.problem("variants", "must have at least one variant");
        }
        Set<String> names = new HashSet<>();
        for (Variant variant : variants) {
            if (!names.add(variant.name())) {
                root.problem("variants", "have %s twice".formatted(variant.name()));
            }
        }
    }

    private static CaseClass caseClass(Fields fields) {
        String name = fields.text("name");
        Duration limit = fields.duration("limit");
        return new CaseClass(name, limit, fields.durationOr("guarantee", limit.multipliedBy(4)));
    }

    private static CaseType type(Fields fields) {
        return new CaseType(
                fields.text("name"),
                fields.text("skill"),
                fields.object("time", ScenarioReading::time).orElse(new ReadingTime.Fixed(1)),
                fields.objectIfThere("finding", ScenarioReading::finding));
    }

    private static ReadingTime time(Fields fields) {
        String name = fields.text("distribution");
        if (name.equals("empirical")) {
            return new ReadingTime.Empirical(fields.numbers("minutes"));
        }
        double mean = fields.number("mean", 0, LONGEST_MINUTES);
        return switch (name) {
            case "fixed" -> new ReadingTime.Fixed(mean);
            case "exponential" -> new ReadingTime.Exponential(mean);
            case "log-normal" -> new ReadingTime.LogNormal(mean, fields.number("sigma", 0, 5));
            case "gamma" -> new ReadingTime.Gamma(mean, fields.number("shape", 0, 1_000));
            default -> {
                fields.problem("distribution", "must be fixed, exponential, log-normal, gamma or empirical");
                yield new ReadingTime.Fixed(1);
            }
        };
    }

    private static Finding finding(Fields fields) {
        return new Finding(
                fields.text("name"),
                fields.text("raisesTo"),
                fields.number("prevalence", 0, 1),
                fields.number("sensitivity", 0, 1),
                fields.number("specificity", 0, 1),
                fields.durationOr("turnaround", Duration.ZERO));
    }

    private static CaseStream stream(Fields fields) {
        String name = fields.text("name");
        String region = fields.text("region");
        var zone = fields.zoneOr("zone", Fields.utc());
        var replayed = fields.instants("arrivals");
        double perDay = replayed.isEmpty() ? fields.number("casesPerDay", 0, MOST_CASES_A_DAY) : 0;
        return new CaseStream(
                name,
                region,
                zone,
                perDay,
                shape(fields),
                fields.weights("types"),
                fields.weights("classes"),
                replayed);
    }

    private static WeekShape shape(Fields fields) {
        double[] hours = fields.numbers("hours");
        double[] days = fields.numbers("days");
        return new WeekShape(
                hours.length == 0 ? WeekShape.FLAT.hours() : hours, days.length == 0 ? WeekShape.FLAT.days() : days);
    }

    /** Several alike where there is a count. */
    private static List<ScenarioReader> readers(Fields root, String name) {
        return root.objects(name, ScenarioReading::alike).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<ScenarioReader> alike(Fields fields) {
        String name = fields.text("name");
        int count = fields.integerOr("count", 1, 1, 1_000);
        var zone = fields.zoneOr("zone", Fields.utc());
        var regions = Set.copyOf(fields.texts("regions"));
        var skills = Set.copyOf(fields.texts("skills"));
        double factor = fields.numberOr("factor", 1, 0.01, 100);
        var shifts = fields.objects("shifts", ScenarioReading::shift);
        var contract =
                fields.objectIfThere("contract", ScenarioReading::contract).orElse(null);
        if (regions.isEmpty() || skills.isEmpty() || shifts.isEmpty()) {
            throw new IllegalArgumentException("regions, skills and shifts must each have at least one");
        }
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new ScenarioReader(
                        count == 1 ? name : name + " " + number, zone, regions, skills, factor, shifts, contract))
                .toList();
    }

    private static ContractTerms contract(Fields fields) {
        return new ContractTerms(
                fields.integerOr("hoursPerWeek", HOURS_OF_A_WEEK, 1, HOURS_OF_A_WEEK),
                fields.integerOr("casesPerHour", MOST_CASES, 1, MOST_CASES),
                fields.integerOr("casesPerDay", MOST_CASES, 1, MOST_CASES));
    }

    private static ShiftPattern shift(Fields fields) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        fields.texts("days").forEach(day -> days.add(fields.constant("days", day, DayOfWeek.class)));
        if (!fields.has("days")) {
            days.addAll(EnumSet.allOf(DayOfWeek.class));
        }
        return new ShiftPattern(
                days,
                fields.time("from"),
                fields.time("until"),
                fields.objects("breaks", pause -> new ShiftPattern.Break(pause.time("from"), pause.time("until"))));
    }

    private static Behaviour behaviour(Fields fields) {
        var usual = Behaviour.USUAL;
        return new Behaviour(
                fields.has("atShiftEnd") ? fields.oneOf("atShiftEnd", Behaviour.AtShiftEnd.class) : usual.atShiftEnd(),
                fields.numberOr("lostConnections", 0, 0, 1),
                fields.durationOr("lease", usual.lease()),
                fields.durationOr("away", usual.away()));
    }

    /** What a variant does to the scenario. */
    private record Change(
            String name, Policy policy, double arrivals, List<ScenarioReader> added, List<String> removed) {

        static Change read(Fields fields) {
            return new Change(
                    fields.text("name"),
                    ScenarioReading.policy(fields),
                    fields.numberOr("arrivals", 1, 0, 100),
                    readers(fields, "add"),
                    fields.texts("remove"));
        }

        Variant of(Scenario base, Fields fields) {
            for (String gone : removed) {
                if (base.readers().stream().noneMatch(reader -> reader.name().equals(gone))) {
                    fields.problem("remove", "names %s, who is no reader".formatted(gone));
                }
            }
            if (arrivals != 1
                    && base.streams().stream()
                            .anyMatch(stream -> !stream.replayed().isEmpty())) {
                fields.problem("arrivals", "cannot change streams that are replayed");
            }
            Scenario changed = arrivals == 1 ? base : base.withArrivals(arrivals);
            if (!added.isEmpty() || !removed.isEmpty()) {
                var readers = new ArrayList<>(base.readers());
                readers.removeIf(reader -> removed.contains(reader.name()));
                readers.addAll(added);
                changed = changed.withReaders(readers);
            }
            if (policy instanceof DaysidePolicy ours) {
                ours.requireKnown(changed);
            }
            return new Variant(name, changed, policy);
        }
    }

    private static Policy policy(Fields fields) {
        String name = fields.text("policy");
        if (name.equalsIgnoreCase("dayside")) {
            String terms = fields.has("terms") ? fields.text("terms") : "";
            return terms.isEmpty()
                    ? DaysidePolicy.standard()
                    : new DaysidePolicy("Dayside, own terms", PolicyFile.read(terms));
        }
        for (Policy.Baseline baseline : Policy.Baseline.values()) {
            if (baseline.name().equalsIgnoreCase(name.replace('-', '_'))) {
                return baseline;
            }
        }
        if (!name.isEmpty()) {
            fields.problem(
                    "policy",
                    "must be dayside or one of "
                            + String.join(
                                    ", ",
                                    java.util.Arrays.stream(Policy.Baseline.values())
                                            .map(Policy.Baseline::code)
                                            .toList()));
        }
        return Policy.Baseline.CLASS_THEN_AGE_PULL;
    }
}
