package io.dayside.simulation.lookahead;

import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.SwapMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.monitoring.MonitoringConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Timefold's search for a better plan, a fixed number of moves long, so that it finds the same wherever it runs. */
final class PlanSearch {

    private static final long SEED = 1;

    /** A plan as good as the one so many steps ago is taken; more would need more moves than there are. */
    private static final int LATE_ACCEPTANCE = 50;

    private final Solver<AheadPlan> solver;

    /** @param moves tried for each plan */
    PlanSearch(long moves) {
        quiet();
        this.solver = SolverFactory.<AheadPlan>create(config(moves)).buildSolver();
    }

    /** The solver tells of each of thousands of plans. */
    private static void quiet() {
        if (LoggerFactory.getLogger("ai.timefold.solver") instanceof Logger logger) {
            logger.setLevel(Level.WARN);
        }
    }

    private static SolverConfig config(long moves) {
        return new SolverConfig()
                .withSolutionClass(AheadPlan.class)
                .withEntityClasses(OpenCase.class)
                .withConstraintProviderClass(AheadConstraints.class)
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
                .withMonitoringConfig(new MonitoringConfig().withSolverMetricList(List.of()))
                .withRandomSeed(SEED)
                .withPhases(new LocalSearchPhaseConfig()
                        .withAcceptorConfig(new LocalSearchAcceptorConfig().withLateAcceptanceSize(LATE_ACCEPTANCE))
                        .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1))
                        .withMoveSelectorConfig(new UnionMoveSelectorConfig()
                                .withMoveSelectors(new ChangeMoveSelectorConfig(), new SwapMoveSelectorConfig())))
                .withTerminationConfig(new TerminationConfig().withMoveCountLimit(moves));
    }

    /** @return a plan at least as good */
    AheadPlan better(AheadPlan plan) {
        return solver.solve(plan);
    }
}
