package io.dayside.triage.training;

import io.dayside.triage.model.ModelCard.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Figures of a classifier on a held-out set. */
final class Figures {

    private static final int RESAMPLES = 1000;
    private static final int BINS = 10;

    private Figures() {}

    /** One held-out case; cases of one {@code cluster} (a patient) are drawn together. */
    record Outcome(String cluster, double probability, boolean positive) {}

    static List<Measurement> of(String on, List<Outcome> outcomes, double operatingPoint) {
        List<Measurement> figures = new ArrayList<>();
        figures.add(Measurement.of("cases", on, outcomes.size()));
        figures.add(Measurement.of("positive cases", on, (double)
                outcomes.stream().filter(Outcome::positive).count()));
        figures.add(bounded("AUC", on, outcomes, Figures::auc));
        figures.add(bounded("sensitivity", on, outcomes, each -> sensitivity(each, operatingPoint)));
        figures.add(bounded("specificity", on, outcomes, each -> specificity(each, operatingPoint)));
        figures.add(Measurement.of("Brier score", on, brier(outcomes)));
        figures.add(Measurement.of("expected calibration error", on, calibrationError(outcomes)));
        return figures;
    }

    /** A figure with the interval that holds 95 % of its bootstrap resamples, drawn by cluster with a fixed seed. */
    static Measurement bounded(String name, String on, List<Outcome> outcomes, ToDoubleFunction<List<Outcome>> figure) {
        var clusters = List.copyOf(outcomes.stream()
                .collect(Collectors.groupingBy(Outcome::cluster, TreeMap::new, Collectors.toList()))
                .values());
        var random = new Random(7);
        List<Double> sorted = new ArrayList<>();
        for (int i = 0; i < RESAMPLES; i++) {
            List<Outcome> drawn = new ArrayList<>(outcomes.size());
            for (int j = 0; j < clusters.size(); j++) {
                drawn.addAll(clusters.get(random.nextInt(clusters.size())));
            }
            double value = figure.applyAsDouble(drawn);
            if (!Double.isNaN(value)) {
                sorted.add(value);
            }
        }
        sorted.sort(Comparator.naturalOrder());
        double own = figure.applyAsDouble(outcomes);
        if (sorted.isEmpty()) {
            return Measurement.of(name, on, own);
        }
        return new Measurement(
                name, on, own, sorted.get(sorted.size() * 25 / 1000), sorted.get((sorted.size() * 975 - 1) / 1000));
    }

    /** Chance that a positive case scores above a negative one; ties count half. */
    static double auc(List<Outcome> outcomes) {
        List<Outcome> sorted = new ArrayList<>(outcomes);
        sorted.sort(Comparator.comparingDouble(Outcome::probability));
        double rankSum = 0;
        long positives = 0;
        int from = 0;
        while (from < sorted.size()) {
            int to = from;
            while (to < sorted.size()
                    && sorted.get(to).probability() == sorted.get(from).probability()) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0;
            for (Outcome outcome : sorted.subList(from, to)) {
                rankSum += outcome.positive() ? rank : 0;
                positives += outcome.positive() ? 1 : 0;
            }
            from = to;
        }
        long negatives = sorted.size() - positives;
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    static double sensitivity(List<Outcome> outcomes, double operatingPoint) {
        return share(outcomes.stream().filter(Outcome::positive).toList(), operatingPoint);
    }

    static double specificity(List<Outcome> outcomes, double operatingPoint) {
        return 1 - share(outcomes.stream().filter(each -> !each.positive()).toList(), operatingPoint);
    }

    private static double share(List<Outcome> outcomes, double operatingPoint) {
        double above = outcomes.stream()
                .filter(each -> each.probability() >= operatingPoint)
                .count();
        return outcomes.isEmpty() ? Double.NaN : above / outcomes.size();
    }

    static double brier(List<Outcome> outcomes) {
        return outcomes.stream()
                .mapToDouble(each -> Math.pow(each.probability() - (each.positive() ? 1 : 0), 2))
                .average()
                .orElse(Double.NaN);
    }

    /** Mean gap between predicted and observed share over ten equally wide bins, weighted by their size. */
    static double calibrationError(List<Outcome> outcomes) {
        double[] predicted = new double[BINS];
        double[] observed = new double[BINS];
        for (Outcome outcome : outcomes) {
            int bin = Math.min((int) (outcome.probability() * BINS), BINS - 1);
            predicted[bin] += outcome.probability();
            observed[bin] += outcome.positive() ? 1 : 0;
        }
        double gap = 0;
        for (int bin = 0; bin < BINS; bin++) {
            gap += Math.abs(predicted[bin] - observed[bin]);
        }
        return gap / outcomes.size();
    }

    /** Highest threshold that still finds {@code sensitivity} of the positive cases. */
    static double operatingPoint(List<Outcome> validation, double sensitivity) {
        double[] positives = validation.stream()
                .filter(Outcome::positive)
                .mapToDouble(Outcome::probability)
                .sorted()
                .toArray();
        int missed = (int) Math.floor(positives.length * (1 - sensitivity));
        return Math.floor(positives[missed] * 1000) / 1000;
    }
}
