package io.dayside.rostering;

import ai.timefold.solver.core.api.score.BendableScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import ai.timefold.solver.core.api.score.stream.uni.UniConstraintCollector;

/** What must hold of a roster, and what of it is better, in the order of {@link RosterFigures}. */
public class RosterConstraints implements ConstraintProvider {

    static final int SOFT_LEVELS = 4;

    static final String REST = "eleven hours of rest between two shifts";
    static final String CONTRACT = "no more hours than the contract has";
    static final String COVER = "a reader for each need in each hour";
    static final String AGREED = "as many hours as agreed";
    static final String FAIR = "unusual nights and weekends shared";
    static final String CHANGES = "few changes";

    private static final BendableScore BROKEN = BendableScore.ofHard(1, SOFT_LEVELS, 0, 1);

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[] {
            rest(factory), contract(factory), cover(factory), agreed(factory), fair(factory), changes(factory)
        };
    }

    /** Two at once have less than none. */
    Constraint rest(ConstraintFactory factory) {
        return factory.forEachUniquePair(Duty.class, Joiners.equal(Duty::person))
                .filter((one, other) -> one.restMissing(other) > 0)
                .penalize(BROKEN, Duty::restMissing)
                .asConstraint(REST);
    }

    Constraint contract(ConstraintFactory factory) {
        return factory.forEach(Duty.class)
                .groupBy(Duty::person, minutes())
                .filter((person, minutes) -> minutes > person.worker.mostMinutes())
                .penalize(BROKEN, (person, minutes) -> minutes - person.worker.mostMinutes())
                .asConstraint(CONTRACT);
    }

    /** By what is covered, so that what is not counts for as much less. */
    Constraint cover(ConstraintFactory factory) {
        return factory.forEach(Duty.class)
                .groupBy(new CoveredDemand())
                .reward(level(0), covered -> covered)
                .asConstraint(COVER);
    }

    Constraint agreed(ConstraintFactory factory) {
        return factory.forEach(Duty.class)
                .groupBy(Duty::person, minutes())
                .complement(Person.class, _ -> 0L)
                .penalize(level(1), (person, minutes) -> Math.max(0, person.worker.leastMinutes() - minutes))
                .asConstraint(AGREED);
    }

    Constraint fair(ConstraintFactory factory) {
        return factory.forEach(Duty.class)
                .filter(duty -> duty.shift().burden() > 0)
                .groupBy(
                        Duty::person,
                        ConstraintCollectors.sum(duty -> duty.shift().burden()))
                .penalize(level(2), (_, burden) -> burden * burden)
                .asConstraint(FAIR);
    }

    /** A usual shift that is not worked costs as much as one kept gains. */
    Constraint changes(ConstraintFactory factory) {
        return factory.forEach(Duty.class)
                .impact(
                        level(3),
                        duty -> duty.shift().usual()
                                ? duty.shift().minutes()
                                : -duty.shift().minutes())
                .asConstraint(CHANGES);
    }

    private static UniConstraintCollector<Duty, ?, Long> minutes() {
        return ConstraintCollectors.sum(duty -> duty.shift().counted());
    }

    private static BendableScore level(int soft) {
        return BendableScore.ofSoft(1, SOFT_LEVELS, soft, 1);
    }
}
