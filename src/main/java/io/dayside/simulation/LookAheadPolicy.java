package io.dayside.simulation;

import io.dayside.simulation.engine.Discipline;
import io.dayside.simulation.engine.Floor;
import io.dayside.simulation.lookahead.LookAhead;
import java.util.function.Consumer;

/**
 * An experiment: Timefold plans who reads which waiting case, and Dayside's own order does the rest. The same seeds give the
 * same figures.
 *
 * @param plans what is planned, and how waiting weighs
 * @param everyMinutes how old a plan may become; it is made anew earlier for a pressing case, a flag or a shift
 * @param horizonMinutes how far it looks
 * @param mostCases in a plan
 * @param moves that the solver tries for each plan
 * @param meter runs each making of a plan, from whichever thread simulates
 */
public record LookAheadPolicy(
        String words,
        DaysidePolicy ordinary,
        Plans plans,
        int everyMinutes,
        int horizonMinutes,
        int mostCases,
        long moves,
        Consumer<Runnable> meter)
        implements Policy {

    /** Which cases are planned, and how their waiting weighs. */
    public enum Plans {
        /** Waits of all cases alike, by the guarantees of their classes; long cases are left for the sake of short ones. */
        WEIGHED,
        /** Each besides by how long it takes to read, so that nothing is gained by reading short ones first. */
        LONG_AS_SHORT,
        /** The same, and the order decides where it has anything more pressing than the least class for a reader. */
        LEAST_PRESSING
    }

    public LookAheadPolicy {
        if (everyMinutes < 1 || horizonMinutes < 1 || mostCases < 1 || moves < 1) {
            throw new IllegalArgumentException("minutes, cases and moves of a look ahead must be positive");
        }
    }

    @Override
    public boolean hearsModels() {
        return ordinary.hearsModels();
    }

    @Override
    public Discipline discipline(Floor floor, Scenario scenario) {
        var terms = new LookAhead.Terms(
                everyMinutes,
                horizonMinutes,
                mostCases,
                moves,
                plans != Plans.WEIGHED,
                plans == Plans.LEAST_PRESSING,
                scenario.classes().stream()
                        .mapToDouble(CaseClass::guaranteeMinutes)
                        .toArray(),
                scenario.classes().stream().mapToDouble(CaseClass::limitMinutes).toArray());
        return new LookAhead(floor, ordinary.discipline(floor, scenario), terms, meter);
    }
}
