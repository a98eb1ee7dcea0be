package io.dayside.triage.model;

import static java.lang.Math.exp;

import java.util.List;

/** From a network's score to a probability: {@code 1 / (1 + exp(-(slope * score + offset)))} (Platt 1999). */
public record Calibration(double slope, double offset) {

    private static final int STEPS = 100;

    public double probability(double score) {
        return 1 / (1 + exp(-(slope * score + offset)));
    }

    /** One validation case; {@code weight} evens out sources of different size. */
    public record Case(double score, boolean positive, double weight) {}

    /** The calibration that makes {@code cases} most likely, by Newton's method with a faint pull towards slope 1. */
    public static Calibration fitted(List<Case> cases) {
        double slope = 1;
        double offset = 0;
        for (int step = 0; step < STEPS; step++) {
            double gradientSlope = 1e-3 * (slope - 1);
            double gradientOffset = 1e-3 * offset;
            double slopeSlope = 1e-3;
            double slopeOffset = 0;
            double offsetOffset = 1e-3;
            var now = new Calibration(slope, offset);
            for (Case each : cases) {
                double probability = now.probability(each.score);
                double error = each.weight * (probability - (each.positive ? 1 : 0));
                double curvature = each.weight * Math.max(probability * (1 - probability), 1e-6);
                gradientSlope += error * each.score;
                gradientOffset += error;
                slopeSlope += curvature * each.score * each.score;
                slopeOffset += curvature * each.score;
                offsetOffset += curvature;
            }
            double determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset;
            slope -= bounded((offsetOffset * gradientSlope - slopeOffset * gradientOffset) / determinant);
            offset -= bounded((slopeSlope * gradientOffset - slopeOffset * gradientSlope) / determinant);
        }
        return new Calibration(slope, offset);
    }

    private static double bounded(double step) {
        return Math.clamp(step, -1, 1);
    }
}
