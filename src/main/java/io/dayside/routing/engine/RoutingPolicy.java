package io.dayside.routing.engine;

import io.dayside.triage.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every weight and bound of the order of reading, as a value. {@code docs/routing.md} says what each does.
 *
 * @param bounds longest wait of a class until nothing that came later may be put before it
 * @param flagged what a finding that models flagged asks for, by severity
 * @param ageing steps by which a class moves forward as its promised time runs out, by ascending share
 * @param headStarts by how much weights may move a case forward among its class, at most
 * @param interrupts classes that a class may interrupt when nobody is free
 */
public record RoutingPolicy(
        Map<ReadingClass, Duration> bounds,
        Map<Severity, Flagged> flagged,
        Map<ReadingClass, List<Step>> ageing,
        Map<ReadingClass, Duration> headStarts,
        Weights weights,
        Placing placing,
        Reservation reservation,
        Map<ReadingClass, Set<ReadingClass>> interrupts) {

    /**
     * @param as class that it asks for
     * @param from calibrated probability from which it does
     * @param weight severity as a factor of urgency, 0 to 1
     */
    public record Flagged(ReadingClass as, double from, double weight) {

        public Flagged {
            share("from", from);
            share("weight", weight);
        }
    }

    /**
     * @param share of the promised time that has run out; 1 when it is due, 2 when as much again has passed
     */
    public record Step(double share, ReadingClass as) {

        public Step {
            if (!(share > 0 && share <= 100)) {
                throw new IllegalArgumentException("a share must be above 0 and at most 100, was " + share);
            }
        }
    }

    /**
     * How much of the class's head start a case gets, each times a factor of 0 to 1; at most 1 in all.
     *
     * @param urgency calibrated probability times severity
     * @param continuity whether the reader has read the same patient
     * @param fit how well the need suits the reader
     */
    public record Weights(double urgency, double continuity, double fit) {

        public Weights {
            share("urgency", urgency);
            share("continuity", continuity);
            share("fit", fit);
            if (urgency + continuity + fit > 1 + 1e-9) {
                throw new IllegalArgumentException("weights of the order must not exceed 1 in all");
            }
        }
    }

    /**
     * How free readers are compared when a case arrives, each times a factor of 0 to 1.
     *
     * @param load places that they have left
     * @param fairness how little they have read this shift beside the others, by value
     */
    public record Placing(double continuity, double fit, double load, double fairness) {

        public Placing {
            share("continuity", continuity);
            share("fit", fit);
            share("load", load);
            share("fairness", fairness);
        }
    }

    /**
     * Keeps a scarce reader for what others on shift cannot read.
     *
     * @param readers on shift for a need, at most, for it to be scarce; 0 turns reservation off
     * @param window a scarce case due within it, or a shift that ends within it, holds the reader back
     * @param below classes less pressing than this one stand back
     */
    public record Reservation(int readers, Duration window, ReadingClass below) {

        public Reservation {
            if (readers < 0 || window.isNegative()) {
                throw new IllegalArgumentException("readers and window of a reservation must not be negative");
            }
        }
    }

    public RoutingPolicy {
        bounds = whole("bounds", ReadingClass.class, bounds);
        flagged = whole("flagged", Severity.class, flagged);
        headStarts = whole("headStarts", ReadingClass.class, headStarts);
        ageing = ascending(ageing);
        interrupts = frozen(interrupts);
        if (bounds.values().stream().anyMatch(bound -> !bound.isPositive())) {
            throw new IllegalArgumentException("bounds must be positive, were " + bounds);
        }
        if (headStarts.values().stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("head starts must not be negative, were " + headStarts);
        }
    }

    /** SHA-256 of the content in lower-case hexadecimal: equal policies have equal versions. */
    public String version() {
        try {
            byte[] content = toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Most pressing of what order and models ask for. The clock has no part in it, so that the bound does not move. */
    public ReadingClass classOf(Waiting work) {
        return ReadingClass.most(work.ordered(), byModels(work));
    }

    /** What the models ask for; the order's own class where they ask for nothing. */
    ReadingClass byModels(Waiting work) {
        var flag = work.flag();
        if (flag == null) {
            return work.ordered();
        }
        var rule = of(flagged, flag.severity());
        return flag.probability() < rule.from() ? work.ordered() : rule.as();
    }

    /** What the clock asks for at {@code now}; the order's own class where it asks for nothing. */
    ReadingClass byClock(Waiting work, Instant now) {
        var best = work.ordered();
        for (var step : steps(work)) {
            if (!begins(step, work).isAfter(now)) {
                best = ReadingClass.most(best, step.as());
            }
        }
        return best;
    }

    /** From when on nothing that came later may be put before the case. */
    public Instant boundAt(Waiting work) {
        return work.since().plus(of(bounds, classOf(work)));
    }

    /** The next instant after {@code now} at which the case's place in the order changes by time alone. */
    Optional<Instant> nextChange(Waiting work, Instant now) {
        return Stream.concat(steps(work).stream().map(step -> begins(step, work)), Stream.of(boundAt(work)))
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    private List<Step> steps(Waiting work) {
        return ageing.getOrDefault(work.ordered(), List.of());
    }

    private static Instant begins(Step step, Waiting work) {
        double targetsAfterDue = step.share() - 1;
        return work.dueAt().plusMillis(Math.round(work.target().toMillis() * targetsAfterDue));
    }

    /** Calibrated probability times severity, 0 to 1; 0 where nothing is flagged. */
    double urgency(Waiting work) {
        var flag = work.flag();
        return flag == null
                ? 0
                : flag.probability() * of(flagged, flag.severity()).weight();
    }

    Duration headStart(ReadingClass rank) {
        return of(headStarts, rank);
    }

    Set<ReadingClass> interruptible(ReadingClass by) {
        return interrupts.getOrDefault(by, Set.of());
    }

    private static <K extends Enum<K>, V> V of(Map<K, V> whole, K key) {
        return Objects.requireNonNull(whole.get(key));
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be 0 to 1, was " + value);
        }
    }

    private static <K extends Enum<K>, V> Map<K, V> whole(String name, Class<K> keys, Map<K, V> map) {
        var missing = EnumSet.allOf(keys);
        missing.removeAll(map.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(name + " lacks " + missing);
        }
        return Collections.unmodifiableMap(new EnumMap<>(map));
    }

    private static Map<ReadingClass, List<Step>> ascending(Map<ReadingClass, List<Step>> ageing) {
        var sorted = new EnumMap<ReadingClass, List<Step>>(ReadingClass.class);
        ageing.forEach((of, steps) -> sorted.put(
                of, steps.stream().sorted(Comparator.comparing(Step::share)).toList()));
        return Collections.unmodifiableMap(sorted);
    }

    private static Map<ReadingClass, Set<ReadingClass>> frozen(Map<ReadingClass, Set<ReadingClass>> interrupts) {
        var sorted = new EnumMap<ReadingClass, Set<ReadingClass>>(ReadingClass.class);
        interrupts.forEach((of, whom) -> {
            if (!whom.stream().allMatch(of::isBefore)) {
                throw new IllegalArgumentException(of + " may interrupt only what is less pressing, not " + whom);
            }
            if (!whom.isEmpty()) {
                sorted.put(of, Collections.unmodifiableSet(EnumSet.copyOf(whom)));
            }
        });
        return Collections.unmodifiableMap(sorted);
    }
}
