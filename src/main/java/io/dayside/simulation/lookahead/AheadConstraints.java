package io.dayside.simulation.lookahead;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;

/** Papers hold; of what they allow, the waits of all cases are least, each weighed by the guarantee of its class. */
public class AheadConstraints implements ConstraintProvider {

    static final String PAPERS = "nobody reads what their papers do not allow";
    static final String TURNS = "little waiting and lateness of what somebody reads";
    static final String OTHERWISE = "little of what nobody reads before the horizon";

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[] {papers(factory), turns(factory), otherwise(factory)};
    }

    /** Nobody else is ever proposed; this is the rule all the same. */
    Constraint papers(ConstraintFactory factory) {
        return factory.forEach(OpenCase.class)
                .filter(open -> !open.getChairs().contains(open.chosen()))
                .penalize(HardSoftScore.ONE_HARD)
                .asConstraint(PAPERS);
    }

    Constraint turns(ConstraintFactory factory) {
        return factory.forEach(OpenCase.class)
                .groupBy(OpenCase::chosen, new Turns())
                .penalize(HardSoftScore.ONE_SOFT, (_, cost) -> cost)
                .asConstraint(TURNS);
    }

    Constraint otherwise(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(OpenCase.class)
                .filter(open -> open.getChair() == null)
                .penalize(HardSoftScore.ONE_SOFT, open -> open.work().costOtherwise())
                .asConstraint(OTHERWISE);
    }
}
