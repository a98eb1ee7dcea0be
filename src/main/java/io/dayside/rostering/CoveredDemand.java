package io.dayside.rostering;

import ai.timefold.solver.core.api.score.stream.uni.UniConstraintCollector;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hundredths of demand-hours that shifts cover. A collector of its own, since a move touches some hundred cells: as tuples of
 * a stream they would make the search a hundred times slower.
 */
final class CoveredDemand implements UniConstraintCollector<Duty, CoveredDemand.Sum, Long> {

    static final class Sum {

        private int[] readers = {};
        private long covered;

        private Runnable add(Duty duty) {
            var choice = duty.chosen();
            if (readers.length == 0) {
                readers = new int[choice.missing.length];
            }
            for (int cell : choice.cells) {
                covered += brought(choice.missing[cell], readers[cell]++);
            }
            return () -> remove(choice);
        }

        private void remove(Choice choice) {
            for (int cell : choice.cells) {
                covered -= brought(choice.missing[cell], --readers[cell]);
            }
        }

        /** By one more beside so many. */
        private static int brought(int missing, int readers) {
            return Math.clamp((long) missing - (long) readers * Need.READER, 0, Need.READER);
        }
    }

    @Override
    public Supplier<Sum> supplier() {
        return Sum::new;
    }

    @Override
    public BiFunction<Sum, Duty, Runnable> accumulator() {
        return Sum::add;
    }

    @Override
    public Function<Sum, @Nullable Long> finisher() {
        return sum -> sum.covered;
    }
}
