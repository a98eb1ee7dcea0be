package io.dayside.simulation.statistics;

/**
 * A mean with the half width of its 95 % confidence interval, by Student's t over independent values.
 *
 * @param mean of the values; NaN for none
 * @param halfWidth NaN for fewer than two values
 * @param values how many
 */
public record Interval(double mean, double halfWidth, int values) {

    private static final double LEVEL = 0.975;

    public static Interval of(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        if (values.length < 2) {
            return new Interval(mean, Double.NaN, values.length);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        int freedom = values.length - 1;
        double half = StudentT.quantile(LEVEL, freedom) * Math.sqrt(squares / freedom / values.length);
        return new Interval(mean, half, values.length);
    }

    public double low() {
        return mean - halfWidth;
    }

    public double high() {
        return mean + halfWidth;
    }

    public boolean contains(double value) {
        return value >= low() && value <= high();
    }
}
