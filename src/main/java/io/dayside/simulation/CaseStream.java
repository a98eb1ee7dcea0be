package io.dayside.simulation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Cases of one hospital or site.
 *
 * @param name by which its random draws are told from others': streams of one name are alike in every scenario
 * @param region whose licence a reader must have
 * @param zone of the week's shape
 * @param casesPerDay of a day of weight 1
 * @param types weights of types by name
 * @param classes weights of classes by name
 * @param replayed arrivals as they were, instead of drawn ones; rising; empty to draw them
 */
public record CaseStream(
        String name,
        String region,
        ZoneId zone,
        double casesPerDay,
        WeekShape shape,
        Map<String, Double> types,
        Map<String, Double> classes,
        List<Instant> replayed) {

    public CaseStream {
        types = weights("types", types);
        classes = weights("classes", classes);
        replayed = List.copyOf(replayed);
        if (!(casesPerDay >= 0 && casesPerDay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cases a day must not be negative, were " + casesPerDay);
        }
        for (int i = 1; i < replayed.size(); i++) {
            if (replayed.get(i).isBefore(replayed.get(i - 1))) {
                throw new IllegalArgumentException("replayed arrivals must rise, number %d does not".formatted(i + 1));
            }
        }
    }

    /** The same stream with other numbers of drawn cases. */
    public CaseStream times(double factor) {
        return new CaseStream(name, region, zone, casesPerDay * factor, shape, types, classes, replayed);
    }

    private static Map<String, Double> weights(String what, Map<String, Double> weights) {
        boolean right = weights.values().stream().allMatch(weight -> weight >= 0 && weight < Double.POSITIVE_INFINITY)
                && weights.values().stream().mapToDouble(Double::doubleValue).sum() > 0;
        if (!right) {
            throw new IllegalArgumentException("%s must have weights, none negative, not all 0".formatted(what));
        }
        return java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(weights));
    }
}
