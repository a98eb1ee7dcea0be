package io.dayside.simulation.qucad;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Cases of several groups come to equal readers as a Poisson process; models look at the cases of their group and flag
 * some; emergent cases go before all others. Reading times are exponential.
 *
 * @param traffic offered work per reader, below 1
 * @param readers how many
 * @param emergentShare of all cases; no model looks at them
 * @param emergentMinutes mean reading time of emergent cases
 * @param preemptive whether a case of a more pressing class interrupts, work being kept; otherwise readings are finished
 * @param groups of the other cases
 * @param models that look at them
 */
public record QucadModel(
        double traffic,
        int readers,
        double emergentShare,
        double emergentMinutes,
        boolean preemptive,
        List<Group> groups,
        List<Model> models) {

    private static final int MOST_READERS = 1_000;
    private static final double PRECISE = 1e-9;

    /**
     * @param share of the cases that are not emergent
     * @param diseases at most one in a case
     * @param nonDiseasedMinutes mean reading time of cases without
     */
    public record Group(String name, double share, List<Disease> diseases, double nonDiseasedMinutes) {

        public Group {
            diseases = List.copyOf(diseases);
            requireShare("share of group " + name, share);
            requirePositive("minutesNonDiseased of group " + name, nonDiseasedMinutes);
            double all = diseases.stream().mapToDouble(Disease::prevalence).sum();
            if (all > 1 + PRECISE) {
                throw new IllegalArgumentException("prevalences of group %s exceed 1 in all".formatted(name));
            }
        }
    }

    /**
     * @param rank 1 is the most pressing, where flags are ranked by disease
     * @param prevalence in the group
     * @param minutes mean reading time of cases with it
     */
    public record Disease(String name, int rank, double prevalence, double minutes) {

        public Disease {
            requireShare("prevalence of " + name, prevalence);
            requirePositive("minutes of " + name, minutes);
            if (rank < 1) {
                throw new IllegalArgumentException("rank of %s must be 1 or more, was %d".formatted(name, rank));
            }
        }
    }

    /**
     * @param group whose cases it sees, all of them
     * @param disease that it looks for
     * @param sensitivity share of the cases with that disease that it flags
     * @param falsePositives share of all other cases of the group that it flags
     * @param turnaroundMinutes until its result is there; the case can be read before
     */
    public record Model(
            String name,
            String group,
            String disease,
            double sensitivity,
            double falsePositives,
            double turnaroundMinutes) {

        public Model {
            requireShare("sensitivity of " + name, sensitivity);
            requireShare("falsePositives of " + name, falsePositives);
            if (!(turnaroundMinutes >= 0)) {
                throw new IllegalArgumentException("turnaround of %s must not be negative".formatted(name));
            }
        }
    }

    public QucadModel {
        groups = List.copyOf(groups);
        models = List.copyOf(models);
        if (!(traffic > 0 && traffic < 1)) {
            throw new IllegalArgumentException("traffic must be above 0 and below 1, was " + traffic);
        }
        if (readers < 1 || readers > MOST_READERS) {
            throw new IllegalArgumentException("readers must be 1 to 1000, was " + readers);
        }
        requireShare("interrupting", emergentShare);
        requirePositive("minutesInterrupting", emergentMinutes);
        double all = groups.stream().mapToDouble(Group::share).sum();
        if (Math.abs(all - 1) > PRECISE) {
            throw new IllegalArgumentException("shares of groups must be 1 in all, were " + all);
        }
        requireKnown(groups, models);
    }

    /** QuCAD's own model: one group, one disease, one model. */
    public static QucadModel of(
            double traffic,
            int readers,
            double emergentShare,
            Minutes minutes,
            boolean preemptive,
            double prevalence,
            double sensitivity,
            double falsePositives,
            double turnaroundMinutes) {
        var disease = new Disease("disease", 1, prevalence, minutes.diseased());
        return new QucadModel(
                traffic,
                readers,
                emergentShare,
                minutes.emergent(),
                preemptive,
                List.of(new Group("all", 1, List.of(disease), minutes.nonDiseased())),
                List.of(new Model("model", "all", "disease", sensitivity, falsePositives, turnaroundMinutes)));
    }

    /** Mean reading times. */
    public record Minutes(double emergent, double diseased, double nonDiseased) {}

    /** Mean reading time over all cases. */
    double meanMinutes() {
        double others = 0;
        for (Group group : groups) {
            others += group.share() * meanMinutes(group);
        }
        return emergentShare * emergentMinutes + (1 - emergentShare) * others;
    }

    private static double meanMinutes(Group group) {
        double sum = 0;
        double healthy = 1;
        for (Disease disease : group.diseases()) {
            sum += disease.prevalence() * disease.minutes();
            healthy -= disease.prevalence();
        }
        return sum + Math.max(0, healthy) * group.nonDiseasedMinutes();
    }

    /** Cases a minute that make up the traffic. */
    double arrivalsPerMinute() {
        return traffic * readers / meanMinutes();
    }

    int ranks() {
        return groups.stream()
                .flatMap(group -> group.diseases().stream())
                .mapToInt(Disease::rank)
                .max()
                .orElse(1);
    }

    int rankOf(Model model) {
        return disease(groups, model).rank();
    }

    private static Disease disease(List<Group> groups, Model model) {
        return groups.stream()
                .filter(group -> group.name().equals(model.group()))
                .flatMap(group -> group.diseases().stream())
                .filter(disease -> disease.name().equals(model.disease()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model %s looks for %s in %s, which is not there"
                        .formatted(model.name(), model.disease(), model.group())));
    }

    private static void requireKnown(List<Group> groups, List<Model> models) {
        Set<String> names = new HashSet<>();
        for (Group group : groups) {
            if (!names.add(group.name())) {
                throw new IllegalArgumentException("group %s appears twice".formatted(group.name()));
            }
        }
        models.forEach(model -> Objects.requireNonNull(disease(groups, model)));
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("%s must be 0 to 1, was %s".formatted(name, value));
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s must be positive, was %s".formatted(name, value));
        }
    }
}
