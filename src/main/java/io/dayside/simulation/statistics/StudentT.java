package io.dayside.simulation.statistics;

/** Student's t distribution, by the regularised incomplete beta function and its continued fraction. */
final class StudentT {

    private static final double TINY = 1e-300;
    private static final double PRECISE = 1e-15;
    private static final int MOST_TERMS = 500;
    private static final int HALVINGS = 200;

    private StudentT() {}

    /**
     * The value that a variable does not exceed with that probability.
     *
     * @param probability above 0.5 and below 1
     * @param freedom degrees of freedom, 1 or more
     */
    static double quantile(double probability, int freedom) {
        if (!(probability > 0.5 && probability < 1) || freedom < 1) {
            throw new IllegalArgumentException("probability %s, freedom %d".formatted(probability, freedom));
        }
        double low = 0;
        double high = 1;
        while (cumulative(high, freedom) < probability) {
            high *= 2;
        }
        for (int i = 0; i < HALVINGS && high - low > PRECISE * high; i++) {
            double middle = (low + high) / 2;
            if (cumulative(middle, freedom) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Probability of at most {@code t}, which is not negative. */
    static double cumulative(double t, int freedom) {
        double x = freedom / (freedom + t * t);
        return 1 - incompleteBeta(x, freedom / 2.0, 0.5) / 2;
    }

    private static double incompleteBeta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
    }

    /** The continued fraction of the incomplete beta function by Lentz's method. */
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / away(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < PRECISE) {
                return value;
            }
        }
        return value;
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    private static double logBeta(double a, double b) {
        return logGamma(a) + logGamma(b) - logGamma(a + b);
    }

    /** Of multiples of one half above 0, by the recursion from 1 or 1/2. */
    private static double logGamma(double halves) {
        double sum = 0;
        double at = halves;
        while (at > 1) {
            at -= 1;
            sum += Math.log(at);
        }
        return at == 1 ? sum : sum + Math.log(Math.PI) / 2;
    }
}
