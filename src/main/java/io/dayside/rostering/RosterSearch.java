package io.dayside.rostering;

import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.CartesianProductMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import io.dayside.rostering.RosterProblem.Roster;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Timefold's search for a better roster than the one with which it begins; it ends after its time, earlier where nothing has
 * become better for a third of it, or when stopped. Loads the solver only when one is made. For one run.
 */
public final class RosterSearch {

    /** Where equally long runs of steps are wanted instead of equally long times. */
    private static final long SEED = 1;

    private final RosterProblem problem;
    private final Roster from;
    private final Solver<WeekPlan> solver;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** @param longest how long it searches at most */
    public RosterSearch(RosterProblem problem, Roster from, Duration longest) {
        this(
                problem,
                from,
                new TerminationConfig()
                        .withMillisecondsSpentLimit(longest.toMillis())
                        .withUnimprovedMillisecondsSpentLimit(longest.toMillis() / 3));
    }

    private RosterSearch(RosterProblem problem, Roster from, TerminationConfig until) {
        this.problem = problem;
        this.from = from;
        this.solver = SolverFactory.<WeekPlan>create(config(until)).buildSolver();
    }

    /** Ends after a number of moves, so that it finds the same wherever it runs. */
    public static RosterSearch ofMoves(RosterProblem problem, Roster from, long moves) {
        return new RosterSearch(problem, from, new TerminationConfig().withMoveCountLimit(moves));
    }

    private static SolverConfig config(TerminationConfig until) {
        return new SolverConfig()
                .withSolutionClass(WeekPlan.class)
                .withEntityClasses(Duty.class)
                .withConstraintProviderClass(RosterConstraints.class)
                .withRandomSeed(SEED)
                .withPhases(new LocalSearchPhaseConfig()
                        .withLocalSearchType(LocalSearchType.LATE_ACCEPTANCE)
                        .withMoveSelectorConfig(new UnionMoveSelectorConfig()
                                .withMoveSelectors(
                                        new ChangeMoveSelectorConfig(),
                                        new CartesianProductMoveSelectorConfig()
                                                .withMoveSelectors(
                                                        new ChangeMoveSelectorConfig(),
                                                        new ChangeMoveSelectorConfig()))))
                .withTerminationConfig(until);
    }

    /**
     * Searches on the calling thread.
     *
     * @param better hears each roster that is better than all before
     * @return the best, at least as good as the one with which it began
     */
    public Roster run(Consumer<Roster> better) {
        if (stopped.get()) {
            return from;
        }
        solver.addEventListener(event -> {
            better.accept(event.getNewBestSolution().roster());
            if (stopped.get()) {
                solver.terminateEarly();
            }
        });
        var found = solver.solve(new WeekPlan(problem, from)).roster();
        var start = RosterFigures.of(problem, from);
        return RosterFigures.of(problem, found).compareTo(start) < 0 ? found : from;
    }

    /** From any thread; what was found by then is what it finds. */
    public void stop() {
        stopped.set(true);
        solver.terminateEarly();
    }
}
