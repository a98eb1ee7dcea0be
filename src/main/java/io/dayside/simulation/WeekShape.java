package io.dayside.simulation;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * How arrivals are spread over a week, in local time.
 *
 * @param hours 24 weights, of which the mean counts as 1
 * @param days 7 weights from Monday; a stream's cases a day are those of a day of weight 1
 */
public record WeekShape(double[] hours, double[] days) {

    /** The same at every hour. */
    public static final WeekShape FLAT = new WeekShape(filled(24), filled(7));

    public WeekShape {
        hours = checked(hours, 24, "hours");
        days = checked(days, 7, "days");
    }

    /** The rate at that time as a multiple of the mean rate of a day of weight 1. */
    double at(LocalDateTime local) {
        double mean = Arrays.stream(hours).sum() / hours.length;
        return hours[local.getHour()] / mean * days[local.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue()];
    }

    private static double[] filled(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] checked(double[] weights, int length, String name) {
        boolean right = weights.length == length
                && Arrays.stream(weights).allMatch(weight -> weight >= 0 && weight < Double.POSITIVE_INFINITY)
                && Arrays.stream(weights).sum() > 0;
        if (!right) {
            throw new IllegalArgumentException(
                    "%s must be %d weights, none negative, not all 0".formatted(name, length));
        }
        return weights.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeekShape shape && Arrays.equals(hours, shape.hours) && Arrays.equals(days, shape.days);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(hours) + Arrays.hashCode(days);
    }

    @Override
    public String toString() {
        return "WeekShape[hours=%s, days=%s]".formatted(Arrays.toString(hours), Arrays.toString(days));
    }
}
