package io.dayside.simulation.theory;

import io.dayside.simulation.ReadingTime;
import io.dayside.simulation.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The queues on which the simulation is held against closed forms. */
public final class Agreement {

    private static final double MEAN_MINUTES = 12;
    private static final double[] SHARES = {0.05, 0.25, 0.70};
    private static final double[] EVEN_SHARES = {0.3, 0.3, 0.4};
    private static final int MOST_READERS = 4;
    private static final double[] LOADS = {0.5, 0.7, 0.8};

    /**
     * Who waits less on average hardly ever waits at all, and one per cent of so little would take runs of days; the closed
     * form of interruption is of the time in the system anyway.
     */
    private static final double HARDLY_WAITS_MINUTES = 0.5;

    /** Cases by which intervals come to about half a per cent at load 0; more by the square of what readers have free. */
    private static final double CASES = 2_300_000;

    private final String name;
    private final double load;
    private final PlainQueue queue;
    private final double[] expected;

    private Agreement(String name, double load, PlainQueue queue, double... expected) {
        this.name = name;
        this.load = load;
        this.queue = queue;
        this.expected = expected;
    }

    /**
     * What one class of one queue came to.
     *
     * @param expectedMinutes by the closed form
     * @param simulated minutes, with the interval of batch means
     */
    public record Line(String queue, int classNumber, Measure measure, double expectedMinutes, Interval simulated) {

        public double ratio() {
            return simulated.mean() / expectedMinutes;
        }
    }

    /** Of which mean a line is. */
    public enum Measure {
        WAIT,
        /** From arrival to the end of reading, of a class that waits less than half a minute. */
        TIME_IN_SYSTEM
    }

    /** Names the queue, for people. */
    @Override
    public String toString() {
        return name;
    }

    /**
     * One line a class, most pressing first.
     *
     * @param length of the run as a share of one whose intervals are about half a per cent
     */
    public List<Line> lines(double length, long seed) {
        var outcomes = queue.outcomes((int) (length * CASES / (1 - load) / (1 - load)), seed);
        return IntStream.range(0, expected.length)
                .mapToObj(k -> line(k, outcomes.get(k)))
                .toList();
    }

    private Line line(int k, PlainQueue.Outcome outcome) {
        if (expected[k] >= HARDLY_WAITS_MINUTES) {
            return new Line(name, k + 1, Measure.WAIT, expected[k], outcome.waiting());
        }
        double inSystem = expected[k] + queue.times().get(k).meanMinutes();
        return new Line(name, k + 1, Measure.TIME_IN_SYSTEM, inSystem, outcome.inSystem());
    }

    /** Every queue: M/M/c of 1 to 4 readers in three orders, M/G/1 with four reading times in three orders. */
    public static List<Agreement> all() {
        List<Agreement> all = new ArrayList<>();
        for (double load : LOADS) {
            for (int readers = 1; readers <= MOST_READERS; readers++) {
                all.add(erlang(readers, load));
                all.add(cobham(readers, load, SHARES));
                all.add(cobham(readers, load, EVEN_SHARES));
                all.add(interrupting(readers, load, SHARES));
                all.add(interrupting(readers, load, EVEN_SHARES));
            }
            all.addAll(oneReader(load));
        }
        return all;
    }

    static Agreement erlang(int readers, double load) {
        double rate = load * readers / MEAN_MINUTES;
        return new Agreement(
                "M/M/%d load %.2f by arrival (Erlang C)".formatted(readers, load),
                load,
                queue(readers, new double[] {rate}, exponential(1), PlainQueue.Order.ARRIVAL),
                Queues.mmc(readers, rate, MEAN_MINUTES));
    }

    static Agreement cobham(int readers, double load, double[] shares) {
        double[] rates = rates(readers, load, shares);
        return new Agreement(
                "M/M/%d load %.2f by class (Cobham), shares %s".formatted(readers, load, Arrays.toString(shares)),
                load,
                queue(readers, rates, exponential(rates.length), PlainQueue.Order.CLASS),
                Queues.mmcPriority(readers, rates, MEAN_MINUTES));
    }

    static Agreement interrupting(int readers, double load, double[] shares) {
        double[] rates = rates(readers, load, shares);
        return new Agreement(
                "M/M/%d load %.2f by class, interrupting, shares %s".formatted(readers, load, Arrays.toString(shares)),
                load,
                queue(readers, rates, exponential(rates.length), PlainQueue.Order.CLASS_INTERRUPTING),
                Queues.mmcInterrupting(readers, rates, MEAN_MINUTES));
    }

    /** Unequal reading times: by arrival for each distribution, by class and interrupting for one of each. */
    static List<Agreement> oneReader(double load) {
        List<Agreement> all = new ArrayList<>();
        for (ReadingTime time : List.of(
                new ReadingTime.Fixed(MEAN_MINUTES),
                new ReadingTime.Gamma(MEAN_MINUTES, 3),
                new ReadingTime.LogNormal(MEAN_MINUTES, 0.6))) {
            double rate = load / MEAN_MINUTES;
            all.add(new Agreement(
                    "M/G/1 load %.2f by arrival (Pollaczek-Khinchine), %s".formatted(load, inWords(time)),
                    load,
                    queue(1, new double[] {rate}, List.of(time), PlainQueue.Order.ARRIVAL),
                    Queues.mg1(rate, MEAN_MINUTES, time.secondMoment())));
        }
        all.add(unequal(load, PlainQueue.Order.CLASS));
        all.add(unequal(load, PlainQueue.Order.CLASS_INTERRUPTING));
        return all;
    }

    private static Agreement unequal(double load, PlainQueue.Order order) {
        List<ReadingTime> times =
                List.of(new ReadingTime.LogNormal(9, 0.5), new ReadingTime.Gamma(15, 2), new ReadingTime.Fixed(4));
        double[] means = times.stream().mapToDouble(ReadingTime::meanMinutes).toArray();
        double[] squares = times.stream().mapToDouble(ReadingTime::secondMoment).toArray();
        double mean = 0;
        for (int k = 0; k < means.length; k++) {
            mean += EVEN_SHARES[k] * means[k];
        }
        double[] rates = new double[means.length];
        for (int k = 0; k < rates.length; k++) {
            rates[k] = EVEN_SHARES[k] * load / mean;
        }
        boolean toTheEnd = order == PlainQueue.Order.CLASS;
        return new Agreement(
                "M/G/1 load %.2f by class%s, a reading time for each class"
                        .formatted(load, toTheEnd ? " (Cobham)" : ", interrupting"),
                load,
                queue(1, rates, times, order),
                toTheEnd ? Queues.mg1Priority(rates, means, squares) : Queues.mg1Interrupting(rates, means, squares));
    }

    private static double[] rates(int readers, double load, double[] shares) {
        return Arrays.stream(shares)
                .map(share -> share * load * readers / MEAN_MINUTES)
                .toArray();
    }

    private static List<ReadingTime> exponential(int classes) {
        return java.util.Collections.nCopies(classes, new ReadingTime.Exponential(MEAN_MINUTES));
    }

    private static PlainQueue queue(int readers, double[] rates, List<ReadingTime> times, PlainQueue.Order order) {
        return new PlainQueue(readers, rates, times, order);
    }

    private static String inWords(ReadingTime time) {
        return switch (time) {
            case ReadingTime.Fixed _ -> "always equal";
            case ReadingTime.Exponential _ -> "exponential";
            case ReadingTime.LogNormal drawn -> "log-normal, sigma " + drawn.sigma();
            case ReadingTime.Gamma drawn -> "gamma, shape " + drawn.shape();
            case ReadingTime.Empirical _ -> "as measured";
        };
    }
}
