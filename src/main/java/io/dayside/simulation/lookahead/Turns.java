package io.dayside.simulation.lookahead;

import ai.timefold.solver.core.api.score.stream.uni.UniConstraintCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the cases of one reader cost, read one after the other in the order of reading. */
final class Turns implements UniConstraintCollector<OpenCase, Turns.Line, Long> {

    static final class Line {

        private final List<OpenCase> cases = new ArrayList<>();

        private Runnable add(OpenCase open) {
            int at = cases.size();
            while (at > 0 && cases.get(at - 1).getPlace() > open.getPlace()) {
                at--;
            }
            cases.add(at, open);
            return () -> remove(open);
        }

        /** By place, since the chair of what is taken out has changed. */
        private void remove(OpenCase open) {
            int at = cases.size() - 1;
            while (cases.get(at).getPlace() != open.getPlace()) {
                at--;
            }
            cases.remove(at);
        }

        private Long cost() {
            long cost = 0;
            if (!cases.isEmpty()) {
                Chair chair = cases.getFirst().chosen();
                double free = chair.from;
                for (OpenCase open : cases) {
                    Work work = open.work();
                    cost += free < chair.until ? work.cost(free, chair.factor) : work.costOtherwise();
                    free += work.minutes() * chair.factor;
                }
            }
            return cost;
        }
    }

    @Override
    public Supplier<Line> supplier() {
        return Line::new;
    }

    @Override
    public BiFunction<Line, OpenCase, Runnable> accumulator() {
        return Line::add;
    }

    @Override
    public Function<Line, @Nullable Long> finisher() {
        return Line::cost;
    }
}
