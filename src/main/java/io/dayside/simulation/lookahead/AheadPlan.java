package io.dayside.simulation.lookahead;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.score.HardSoftScore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is to read which case, as the solver sees it. */
@PlanningSolution
public class AheadPlan {

    private List<OpenCase> cases;

    private @Nullable HardSoftScore score;

    /** For the solver, which copies it. */
    @SuppressWarnings("NullAway.Init")
    public AheadPlan() {}

    /** @param cases in the order of reading */
    AheadPlan(List<OpenCase> cases) {
        this.cases = cases;
    }

    @PlanningEntityCollectionProperty
    public List<OpenCase> getCases() {
        return cases;
    }

    @PlanningScore
    public @Nullable HardSoftScore getScore() {
        return score;
    }

    public void setScore(@Nullable HardSoftScore score) {
        this.score = score;
    }
}
