package io.dayside.triage.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells a picture that looks like nothing the model was trained on. Two measures: likeness of a thumbnail to the mean
 * thumbnail of each source, and the Mahalanobis distance of the network's mean features.
 *
 * @param thumbnails one a source, {@link #SIDE} squared values of mean 0 and length 1
 * @param leastLikeness correlation with the best of them below which a picture is refused
 * @param featureMean mean of the training pictures' features
 * @param precision inverse covariance of those features, row-major
 * @param mostDistance distance above which a picture is refused
 */
public record Guard(
        List<double[]> thumbnails,
        double leastLikeness,
        double[] featureMean,
        double[] precision,
        double mostDistance) {

    public static final int SIDE = 16;

    /** Why the picture is refused; empty when it may be assessed. */
    public Optional<String> objection(Plane picture, float[] features, String expected) {
        if (likeness(picture) < leastLikeness || distance(features) > mostDistance) {
            return Optional.of("does not look like " + expected);
        }
        return Optional.empty();
    }

    /** Correlation with the thumbnail that fits best; -1 to 1. */
    public double likeness(Plane picture) {
        double[] own = thumbnail(picture);
        double best = -1;
        for (double[] thumbnail : thumbnails) {
            double product = 0;
            for (int i = 0; i < own.length; i++) {
                product += own[i] * thumbnail[i];
            }
            best = Math.max(best, product);
        }
        return best;
    }

    public double distance(float[] features) {
        int n = featureMean.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum += (features[i] - featureMean[i]) * precision[i * n + j] * (features[j] - featureMean[j]);
            }
        }
        return Math.sqrt(Math.max(sum, 0) / n);
    }

    static double[] thumbnail(Plane picture) {
        Plane small = picture.resized(SIDE, SIDE);
        double[] values = new double[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = small.values()[i];
        }
        return normalised(values);
    }

    private static double[] normalised(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 1e-9;
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
            squares += values[i] * values[i];
        }
        double scale = 1 / Math.sqrt(squares);
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale;
        }
        return values;
    }

    /** Learns a guard from training pictures, a list for each source, and sets its limits. */
    public static final class Builder {

        private final List<double[]> thumbnails = new ArrayList<>();
        private final List<float[]> features = new ArrayList<>();

        /** Adds one source. */
        public Builder add(List<Plane> pictures, List<float[]> pictureFeatures) {
            double[] mean = new double[SIDE * SIDE];
            for (Plane picture : pictures) {
                double[] thumbnail = thumbnail(picture);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += thumbnail[i];
                }
            }
            thumbnails.add(normalised(mean));
            features.addAll(pictureFeatures);
            return this;
        }

        /** A guard that refuses nothing yet. */
        public Guard open() {
            int n = features.getFirst().length;
            double[] mean = new double[n];
            for (float[] each : features) {
                for (int i = 0; i < n; i++) {
                    mean[i] += each[i] / features.size();
                }
            }
            return new Guard(List.copyOf(thumbnails), -1, mean, inverse(covariance(mean), n), Double.MAX_VALUE);
        }

        /** Covariance, shrunk a tenth towards its diagonal so that it can be inverted. */
        private double[] covariance(double[] mean) {
            int n = mean.length;
            double[] covariance = new double[n * n];
            for (float[] each : features) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        covariance[i * n + j] += (each[i] - mean[i]) * (each[j] - mean[j]) / features.size();
                    }
                }
            }
            for (int i = 0; i < n * n; i++) {
                covariance[i] = i % (n + 1) == 0 ? covariance[i] + 1e-6 : covariance[i] * 0.9;
            }
            return covariance;
        }

        private static double[] inverse(double[] matrix, int n) {
            double[] left = matrix.clone();
            double[] right = new double[n * n];
            for (int i = 0; i < n; i++) {
                right[i * n + i] = 1;
            }
            for (int pivot = 0; pivot < n; pivot++) {
                double scale = 1 / left[pivot * n + pivot];
                for (int j = 0; j < n; j++) {
                    left[pivot * n + j] *= scale;
                    right[pivot * n + j] *= scale;
                }
                for (int row = 0; row < n; row++) {
                    double factor = row == pivot ? 0 : left[row * n + pivot];
                    for (int j = 0; factor != 0 && j < n; j++) {
                        left[row * n + j] -= factor * left[pivot * n + j];
                        right[row * n + j] -= factor * right[pivot * n + j];
                    }
                }
            }
            return right;
        }
    }

    /** The same guard with limits. */
    public Guard limited(double likeness, double distance) {
        return new Guard(thumbnails, likeness, featureMean, precision, distance);
    }
}
