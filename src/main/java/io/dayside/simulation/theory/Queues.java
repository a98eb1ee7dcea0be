package io.dayside.simulation.theory;

/**
 * Closed forms for queues with Poisson arrivals. Times are in the unit of the given means; waits are means in the queue,
 * without the service itself; classes come most pressing first.
 */
public final class Queues {

    private Queues() {}

    /**
     * Erlang's C: the probability that an arrival waits in M/M/c.
     *
     * @param load offered load in erlangs, below {@code servers}
     */
    public static double erlangC(int servers, double load) {
        requireStable(load / servers);
        double blocked = 1;
        for (int n = 1; n <= servers; n++) {
            blocked = load * blocked / (n + load * blocked);
        }
        return blocked / (1 - load / servers * (1 - blocked));
    }

    /** Mean wait in M/M/c, first come first served. */
    public static double mmc(int servers, double rate, double meanService) {
        double load = rate * meanService;
        return erlangC(servers, load) * meanService / (servers - load);
    }

    /** Cobham 1954: mean wait of each class in M/M/c, served to the end, one mean service time for all. */
    public static double[] mmcPriority(int servers, double[] rates, double meanService) {
        double total = 0;
        for (double rate : rates) {
            total += rate;
        }
        double first = erlangC(servers, total * meanService) * meanService / servers;
        return byClass(first, rates, rate -> rate * meanService / servers);
    }

    /**
     * Mean wait of each class in M/M/c where a class interrupts all lesser ones and work is kept, one exponential service
     * time for all: classes 1 to k together are a plain M/M/c, whose number in the system Little's law splits.
     */
    public static double[] mmcInterrupting(int servers, double[] rates, double meanService) {
        double[] waits = new double[rates.length];
        double rateSoFar = 0;
        double inSystemSoFar = 0;
        for (int k = 0; k < rates.length; k++) {
            rateSoFar += rates[k];
            double inSystem = rateSoFar * (mmc(servers, rateSoFar, meanService) + meanService);
            waits[k] = (inSystem - inSystemSoFar) / rates[k] - meanService;
            inSystemSoFar = inSystem;
        }
        return waits;
    }

    /**
     * Pollaczek and Khinchine: mean wait in M/G/1, first come first served.
     *
     * @param secondMoment mean of the squared service time
     */
    public static double mg1(double rate, double meanService, double secondMoment) {
        requireStable(rate * meanService);
        return rate * secondMoment / 2 / (1 - rate * meanService);
    }

    /** Cobham 1954: mean wait of each class in M/G/1, served to the end, each class with a service time of its own. */
    public static double[] mg1Priority(double[] rates, double[] meanServices, double[] secondMoments) {
        double residual = 0;
        for (int k = 0; k < rates.length; k++) {
            residual += rates[k] * secondMoments[k] / 2;
        }
        double[] loads = loads(rates, meanServices);
        return byClass(residual, loads, load -> load);
    }

    /** Mean wait of each class in M/G/1 where a class interrupts all lesser ones and work is kept. */
    public static double[] mg1Interrupting(double[] rates, double[] meanServices, double[] secondMoments) {
        double[] waits = new double[rates.length];
        double[] loads = loads(rates, meanServices);
        double before = 0;
        double residual = 0;
        for (int k = 0; k < rates.length; k++) {
            double with = before + loads[k];
            requireStable(with);
            residual += rates[k] * secondMoments[k] / 2;
            double inSystem = meanServices[k] / (1 - before) + residual / (1 - before) / (1 - with);
            waits[k] = inSystem - meanServices[k];
            before = with;
        }
        return waits;
    }

    private static double[] byClass(double first, double[] values, java.util.function.DoubleUnaryOperator toLoad) {
        double[] waits = new double[values.length];
        double before = 0;
        for (int k = 0; k < values.length; k++) {
            double with = before + toLoad.applyAsDouble(values[k]);
            requireStable(with);
            waits[k] = first / (1 - before) / (1 - with);
            before = with;
        }
        return waits;
    }

    private static double[] loads(double[] rates, double[] meanServices) {
        double[] loads = new double[rates.length];
        java.util.Arrays.setAll(loads, k -> rates[k] * meanServices[k]);
        return loads;
    }

    private static void requireStable(double utilisation) {
        if (!(utilisation >= 0 && utilisation < 1)) {
            throw new IllegalArgumentException("load per server must lie below 1, was " + utilisation);
        }
    }
}
