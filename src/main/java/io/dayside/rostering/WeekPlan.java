package io.dayside.rostering;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.score.BendableScore;
import io.dayside.rostering.RosterProblem.Roster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A week as the solver sees it. */
@PlanningSolution
public class WeekPlan {

    private List<Person> people;

    private List<Duty> duties;

    private @Nullable BendableScore score;

    /** For the solver, which copies it. */
    @SuppressWarnings("NullAway.Init")
    public WeekPlan() {}

    /** @param from the roster with which the search begins; what is locked is in it */
    WeekPlan(RosterProblem problem, Roster from) {
        int[] missing = problem.missing();
        people = problem.workers().stream().map(Person::new).toList();
        duties = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            addDuties(problem, i, from.shifts().get(i), missing);
        }
    }

    private void addDuties(RosterProblem problem, int index, List<ShiftOption> has, int[] missing) {
        var person = people.get(index);
        var worker = person.worker;
        Map<ShiftOption, Choice> choices = new LinkedHashMap<>();
        for (var option : worker.options()) {
            choices.put(option, new Choice(option, problem.cells(index, option, missing), missing));
        }
        var range = List.copyOf(choices.values());
        for (int slot = 0; slot < Math.max(worker.mostShifts(), has.size()); slot++) {
            var shift = slot < has.size() ? has.get(slot) : null;
            duties.add(new Duty(
                    duties.size(),
                    person,
                    range,
                    shift == null ? null : choices.get(shift),
                    shift != null && worker.locked().contains(shift)));
        }
    }

    @ProblemFactCollectionProperty
    public List<Person> getPeople() {
        return people;
    }

    @PlanningEntityCollectionProperty
    public List<Duty> getDuties() {
        return duties;
    }

    @PlanningScore(bendableHardLevelsSize = 1, bendableSoftLevelsSize = RosterConstraints.SOFT_LEVELS)
    public @Nullable BendableScore getScore() {
        return score;
    }

    public void setScore(@Nullable BendableScore score) {
        this.score = score;
    }

    Roster roster() {
        return new Roster(people.stream()
                .map(person -> duties.stream()
                        .filter(duty -> duty.person() == person && duty.getChoice() != null)
                        .map(Duty::shift)
                        .toList())
                .toList());
    }
}
