package io.dayside.triage.training;

import java.util.List;

/** The trivial classifier that a network has to beat: logistic regression on the picture at 32 by 32. */
final class LogisticRegression {

    private static final int SIDE = 32;
    private static final int ROUNDS = 1000;
    private static final double RATE = 0.01;
    private static final double MOMENTUM = 0.9;
    private static final double RIDGE = 0.02;

    private final double[] mean = new double[SIDE * SIDE];
    private final double[] deviation = new double[SIDE * SIDE];
    private final double[] weights = new double[SIDE * SIDE];
    private double offset;

    private LogisticRegression() {}

    static LogisticRegression fitted(List<Sample> samples) {
        var model = new LogisticRegression();
        double[][] rows = samples.stream().map(LogisticRegression::pixels).toArray(double[][]::new);
        model.standardise(rows);
        double[] velocity = new double[model.weights.length];
        double offsetVelocity = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double[] gradient = new double[model.weights.length];
            double offsetGradient = 0;
            for (int i = 0; i < rows.length; i++) {
                double error = model.probability(rows[i]) - (samples.get(i).positive() ? 1 : 0);
                offsetGradient += error / rows.length;
                for (int j = 0; j < gradient.length; j++) {
                    gradient[j] += error * rows[i][j] / rows.length;
                }
            }
            offsetVelocity = MOMENTUM * offsetVelocity - RATE * offsetGradient;
            model.offset += offsetVelocity;
            for (int j = 0; j < gradient.length; j++) {
                velocity[j] = MOMENTUM * velocity[j] - RATE * (gradient[j] + RIDGE * model.weights[j]);
                model.weights[j] += velocity[j];
            }
        }
        return model;
    }

    /** Learns mean and deviation of each pixel, and applies them to {@code rows}. */
    private void standardise(double[][] rows) {
        for (double[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / rows.length;
            }
        }
        for (double[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                deviation[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / rows.length;
            }
        }
        for (int j = 0; j < mean.length; j++) {
            deviation[j] = Math.sqrt(deviation[j]) + 1;
        }
        for (double[] row : rows) {
            standardise(row);
        }
    }

    private void standardise(double[] row) {
        for (int j = 0; j < mean.length; j++) {
            row[j] = (row[j] - mean[j]) / deviation[j];
        }
    }

    double probability(Sample sample) {
        double[] row = pixels(sample);
        standardise(row);
        return probability(row);
    }

    private double probability(double[] row) {
        double sum = offset;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * row[j];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    private static double[] pixels(Sample sample) {
        float[] small = sample.plane().resized(SIDE, SIDE).values();
        double[] row = new double[small.length];
        for (int j = 0; j < small.length; j++) {
            row[j] = small[j];
        }
        return row;
    }
}
