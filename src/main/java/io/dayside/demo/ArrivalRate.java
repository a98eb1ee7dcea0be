package io.dayside.demo;

import java.time.LocalTime;

/**
 * How many studies arrive over a day: low at 04:00, peaks at 11:00 and 19:00, as emergency departments report. The mean
 * over a day is 1, so that a rate is this times the mean.
 */
final class ArrivalRate {

    private static final double[] HOURLY = {
        0.62, 0.48, 0.38, 0.31, 0.28, 0.33, 0.48, 0.75, 1.08, 1.38, 1.58, 1.66, 1.55, 1.40, 1.29, 1.24, 1.27, 1.37,
        1.49, 1.54, 1.38, 1.14, 0.96, 0.77
    };

    private static final double MEAN = mean();

    private ArrivalRate() {}

    /** Share of the mean rate at that time of day, the hours joined by straight lines. */
    static double at(LocalTime time) {
        int hour = time.getHour();
        double part = time.toSecondOfDay() / 3600.0 - hour;
        double here = HOURLY[hour];
        double next = HOURLY[(hour + 1) % HOURLY.length];
        return (here + (next - here) * part) / MEAN;
    }

    private static double mean() {
        double sum = 0;
        for (double rate : HOURLY) {
            sum += rate;
        }
        return sum / HOURLY.length;
    }
}
