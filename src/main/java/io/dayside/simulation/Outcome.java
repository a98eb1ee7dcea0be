package io.dayside.simulation;

import io.dayside.simulation.statistics.Interval;
import java.util.List;

/**
 * What a variant came to: each figure is the mean over seeds with its interval.
 *
 * @param groups classes by their orders, most pressing first; then cases with a finding that were ordered lower
 * @param idleMinutes a day of all readers on shift
 * @param utilisation share of the minutes on shift that were read
 * @param fairness Jain's index over readers' shares of their shifts that they read: 1 where all read alike
 * @param interruptions a day of all readers
 * @param overtaken readings that began before an earlier case that had waited longer than its class's guarantee
 * @param unfinished cases that were not read when a run was ended, over all seeds
 */
public record Outcome(
        String variant,
        List<Group> groups,
        Interval idleMinutes,
        Interval utilisation,
        Interval fairness,
        Interval interruptions,
        Interval overtaken,
        int unfinished) {

    /**
     * One kind of case. Waits are minutes from arrival until it is read, interruptions included.
     *
     * @param longest over all seeds
     * @param longestCovered over all seeds, of waits without the part before any reader was on shift who may read the case
     * @param late share whose reading ended after the class's limit
     * @param covered the least wait that any policy could give: until any reader who may read the case is on shift
     */
    public record Group(
            String name,
            Interval cases,
            Interval mean,
            Interval p95,
            Interval max,
            double longest,
            double longestCovered,
            Interval late,
            Coverage covered) {}

    /** @param uncovered share of cases that arrive while nobody who may read them is on shift */
    public record Coverage(Interval mean, Interval p95, Interval uncovered) {}

    public Outcome {
        groups = List.copyOf(groups);
    }

    public Group group(String name) {
        return groups.stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no group " + name));
    }
}
