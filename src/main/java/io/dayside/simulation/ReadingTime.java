package io.dayside.simulation;

import java.util.random.RandomGenerator;

/** How long reading takes, in minutes of a reader of factor 1. */
public sealed interface ReadingTime {

    double meanMinutes();

    /** The mean of the squares, in minutes squared. */
    double secondMoment();

    double draw(RandomGenerator random);

    /** Always the same. */
    record Fixed(double meanMinutes) implements ReadingTime {
        public Fixed {
            requirePositive(meanMinutes, "minutes");
        }

        @Override
        public double secondMoment() {
            return meanMinutes * meanMinutes;
        }

        @Override
        public double draw(RandomGenerator random) {
            return meanMinutes;
        }
    }

    /** Without memory. */
    record Exponential(double meanMinutes) implements ReadingTime {
        public Exponential {
            requirePositive(meanMinutes, "mean");
        }

        @Override
        public double secondMoment() {
            return 2 * meanMinutes * meanMinutes;
        }

        @Override
        public double draw(RandomGenerator random) {
            return meanMinutes * random.nextExponential();
        }
    }

    /** @param sigma standard deviation of the logarithm */
    record LogNormal(double meanMinutes, double sigma) implements ReadingTime {
        public LogNormal {
            requirePositive(meanMinutes, "mean");
            requirePositive(sigma, "sigma");
        }

        @Override
        public double secondMoment() {
            return meanMinutes * meanMinutes * Math.exp(sigma * sigma);
        }

        @Override
        public double draw(RandomGenerator random) {
            return meanMinutes * Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
        }
    }

    /** @param shape above 0; whole numbers make it Erlang's, 1 the exponential distribution */
    record Gamma(double meanMinutes, double shape) implements ReadingTime {
        public Gamma {
            requirePositive(meanMinutes, "mean");
            requirePositive(shape, "shape");
        }

        @Override
        public double secondMoment() {
            return meanMinutes * meanMinutes * (1 + 1 / shape);
        }

        @Override
        public double draw(RandomGenerator random) {
            return meanMinutes / shape * ofShape(shape, random);
        }

        /** By rejection from a cubed normal variable (Marsaglia and Tsang 2000). */
        private static double ofShape(double shape, RandomGenerator random) {
            if (shape < 1) {
                return ofShape(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
            }
            double d = shape - 1.0 / 3;
            while (true) {
                double x = random.nextGaussian();
                double cubeRoot = 1 + x / Math.sqrt(9 * d);
                double v = cubeRoot * cubeRoot * cubeRoot;
                if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d * (1 - v + Math.log(v))) {
                    return d * v;
                }
            }
        }
    }

    /** One of measured values, each as likely. */
    record Empirical(double[] minutes) implements ReadingTime {
        public Empirical {
            minutes = minutes.clone();
            if (minutes.length == 0) {
                throw new IllegalArgumentException("values must not be empty");
            }
            for (double value : minutes) {
                requirePositive(value, "values");
            }
        }

        @Override
        public double meanMinutes() {
            return java.util.Arrays.stream(minutes).average().orElseThrow();
        }

        @Override
        public double secondMoment() {
            return java.util.Arrays.stream(minutes)
                    .map(value -> value * value)
                    .average()
                    .orElseThrow();
        }

        @Override
        public double draw(RandomGenerator random) {
            return minutes[random.nextInt(minutes.length)];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Empirical empirical && java.util.Arrays.equals(minutes, empirical.minutes);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(minutes);
        }

        @Override
        public String toString() {
            return "Empirical" + java.util.Arrays.toString(minutes);
        }
    }

    private static void requirePositive(double value, String name) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s must be positive, was %s".formatted(name, value));
        }
    }
}
