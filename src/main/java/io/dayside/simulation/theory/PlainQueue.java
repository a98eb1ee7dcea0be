package io.dayside.simulation.theory;

import io.dayside.simulation.ReadingTime;
import io.dayside.simulation.discipline.SharedList;
import io.dayside.simulation.engine.CaseSpec;
import io.dayside.simulation.engine.Conduct;
import io.dayside.simulation.engine.Floor;
import io.dayside.simulation.engine.Shifts;
import io.dayside.simulation.engine.SimCase;
import io.dayside.simulation.engine.SimReader;
import io.dayside.simulation.engine.Simulation;
import io.dayside.simulation.statistics.BatchMeans;
import io.dayside.simulation.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue that theory knows: equal readers who are always on, Poisson arrivals, classes most pressing first.
 *
 * @param rates arrivals a minute of each class
 * @param times reading time of each class
 * @param order how readers choose
 */
record PlainQueue(int readers, double[] rates, List<ReadingTime> times, Order order) {

    /** First cases, which find the floor too empty, as a share of all. */
    private static final double WARM_UP = 0.05;

    private static final int BATCHES = 40;

    /** How readers choose. */
    enum Order {
        ARRIVAL,
        CLASS,
        CLASS_INTERRUPTING
    }

    /** Mean wait of each class in {@code cases} simulated cases, by batch means. */
    List<Interval> waits(int cases, long seed) {
        int first = (int) (cases * WARM_UP);
        List<BatchMeans> means = new ArrayList<>();
        for (int k = 0; k < rates.length; k++) {
            means.add(new BatchMeans(BATCHES));
        }
        var floor = floor();
        new Simulation(
                        floor.readers(),
                        arrivals(cases, new SplittableRandom(seed)),
                        discipline(floor),
                        Conduct.USUAL,
                        simCase -> count(simCase, first, cases, means),
                        0,
                        Double.POSITIVE_INFINITY)
                .run(Double.MAX_VALUE);
        return means.stream().map(BatchMeans::interval).toList();
    }

    private static void count(SimCase simCase, int first, int cases, List<BatchMeans> means) {
        int number = simCase.spec().number();
        if (number >= first) {
            int batch = (int) ((long) (number - first) * BATCHES / (cases - first));
            means.get(simCase.spec().orderClass()).add(batch, simCase.waitedMinutes());
        }
    }

    private Floor floor() {
        List<SimReader> all = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            SimReader reader = new SimReader(i, new boolean[] {true}, 1, Shifts.ALWAYS);
            all.add(reader);
        }
        return new Floor(all);
    }

    private SharedList discipline(Floor floor) {
        return switch (order) {
            case ARRIVAL -> SharedList.firstComeFirstRead(floor, 1);
            case CLASS -> SharedList.byClass(floor, 1, rates.length);
            case CLASS_INTERRUPTING -> SharedList.interruptingAll(floor, 1, rates.length);
        };
    }

    private Supplier<@Nullable CaseSpec> arrivals(int cases, SplittableRandom random) {
        double total = java.util.Arrays.stream(rates).sum();
        return new Supplier<>() {
            private int number;
            private double at;

            @Override
            public @Nullable CaseSpec get() {
                if (number == cases) {
                    return null;
                }
                at += random.nextExponential() / total;
                int k = classOf(random.nextDouble() * total);
                ReadingTime time = times.get(k);
                return CaseSpec.plain(number++, at, k, time.draw(random), time.meanMinutes());
            }
        };
    }

    private int classOf(double point) {
        double sum = 0;
        for (int k = 0; k < rates.length - 1; k++) {
            sum += rates[k];
            if (point < sum) {
                return k;
            }
        }
        return rates.length - 1;
    }
}
