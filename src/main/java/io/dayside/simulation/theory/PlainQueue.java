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
import java.util.stream.Stream;
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

    /** What one class of a run came to, in minutes by batch means: waiting, and from arrival to the end of reading. */
    record Outcome(Interval waiting, Interval inSystem) {}

    private record Means(BatchMeans waiting, BatchMeans inSystem) {

        Means() {
            this(new BatchMeans(BATCHES), new BatchMeans(BATCHES));
        }

        void add(int batch, SimCase simCase) {
            waiting.add(batch, simCase.waitedMinutes());
            inSystem.add(batch, simCase.closedAt() - simCase.spec().arrivesAt());
        }

        Outcome outcome() {
            return new Outcome(waiting.interval(), inSystem.interval());
        }
    }

    /** One outcome a class, of {@code cases} simulated cases. */
    List<Outcome> outcomes(int cases, long seed) {
        int first = (int) (cases * WARM_UP);
        List<Means> means = Stream.generate(Means::new).limit(rates.length).toList();
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
        return means.stream().map(Means::outcome).toList();
    }

    private static void count(SimCase simCase, int first, int cases, List<Means> means) {
        int number = simCase.spec().number();
        if (number >= first) {
            int batch = (int) ((long) (number - first) * BATCHES / (cases - first));
            means.get(simCase.spec().orderClass()).add(batch, simCase);
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
