package io.dayside.rostering;

import io.dayside.rostering.RosterProblem.Roster;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Why somebody who counts for a need does not work in an hour. */
public enum Obstacle {
    /** No shift is open to them then: they are away, or must rest from what is fixed. */
    AWAY,
    /** Each shift then is too near to another of theirs. */
    REST,
    /** Each shift then has more hours than their contract has left, or they have as many shifts as a week may have. */
    HOURS,
    /** A shift then would leave more elsewhere. */
    ELSEWHERE;

    /** Names of everybody who counts for the need in that hour and is not there; empty where nobody does. */
    public static Map<Obstacle, List<String>> of(RosterProblem problem, Roster roster, int need, int hour) {
        var why = new EnumMap<Obstacle, List<String>>(Obstacle.class);
        IntStream.range(0, problem.workers().size())
                .filter(worker -> problem.needs().get(need).able().get(worker).get(hour))
                .filter(worker -> roster.shifts().get(worker).stream().noneMatch(shift -> isIn(problem, shift, hour)))
                .forEach(worker -> why.computeIfAbsent(
                                of(
                                        problem,
                                        problem.workers().get(worker),
                                        roster.shifts().get(worker),
                                        hour),
                                _ -> new ArrayList<>())
                        .add(problem.workers().get(worker).name()));
        return why;
    }

    private static Obstacle of(RosterProblem problem, Worker worker, List<ShiftOption> has, int hour) {
        var then = worker.options().stream()
                .filter(option -> isIn(problem, option, hour))
                .toList();
        if (then.isEmpty()) {
            return AWAY;
        }
        var rested = then.stream()
                .filter(option -> has.stream().allMatch(one -> one.restMissing(option) == 0))
                .toList();
        if (rested.isEmpty()) {
            return REST;
        }
        int minutes = has.stream().mapToInt(ShiftOption::counted).sum();
        boolean fits = has.size() < worker.mostShifts()
                && rested.stream().anyMatch(option -> minutes + option.counted() <= worker.mostMinutes());
        return fits ? ELSEWHERE : HOURS;
    }

    private static boolean isIn(RosterProblem problem, ShiftOption shift, int hour) {
        return RosterProblem.firstHour(shift) <= hour && hour < problem.endHour(shift);
    }
}
