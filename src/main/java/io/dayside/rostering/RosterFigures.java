package io.dayside.rostering;

import io.dayside.rostering.RosterProblem.Roster;
import java.util.Comparator;
import java.util.List;

/**
 * What a roster comes to, counted without the solver.
 *
 * @param broken minutes of rest that are missing and of contracts that are exceeded
 * @param uncovered hundredths of demand-hours without a reader
 * @param idleMinutes that people have less than they are to have
 * @param burden squares of everybody's nights and weekend days that are not usual
 * @param changedMinutes of shifts that are not usual, and of usual ones that are not worked
 * @param workedMinutes of everybody
 */
public record RosterFigures(
        long broken, long uncovered, long idleMinutes, long burden, long changedMinutes, long workedMinutes)
        implements Comparable<RosterFigures> {

    private static final Comparator<RosterFigures> BEST_FIRST = Comparator.comparingLong(RosterFigures::broken)
            .thenComparingLong(RosterFigures::uncovered)
            .thenComparingLong(RosterFigures::idleMinutes)
            .thenComparingLong(RosterFigures::burden)
            .thenComparingLong(RosterFigures::changedMinutes);

    public static RosterFigures of(RosterProblem problem, Roster roster) {
        long broken = 0;
        long idle = 0;
        long burden = 0;
        long changed = 0;
        long worked = 0;
        for (int i = 0; i < problem.workers().size(); i++) {
            var worker = problem.workers().get(i);
            var shifts = roster.shifts().get(i);
            int minutes = shifts.stream().mapToInt(ShiftOption::counted).sum();
            broken += Math.max(0, minutes - worker.mostMinutes()) + restMissing(shifts);
            idle += Math.max(0, worker.leastMinutes() - minutes);
            long load = shifts.stream().mapToLong(ShiftOption::burden).sum();
            burden += load * load;
            worked += minutes;
            changed += worker.options().stream()
                    .filter(option -> option.usual() != shifts.contains(option))
                    .mapToLong(ShiftOption::minutes)
                    .sum();
        }
        return new RosterFigures(broken, uncovered(problem, roster), idle, burden, changed, worked);
    }

    private static long restMissing(List<ShiftOption> shifts) {
        long missing = 0;
        for (int i = 0; i < shifts.size(); i++) {
            for (int j = i + 1; j < shifts.size(); j++) {
                missing += shifts.get(i).restMissing(shifts.get(j));
            }
        }
        return missing;
    }

    private static long uncovered(RosterProblem problem, Roster roster) {
        long uncovered = 0;
        int[][] present = present(problem, roster);
        for (int need = 0; need < present.length; need++) {
            for (int hour = 0; hour < problem.hours(); hour++) {
                uncovered += Math.max(0, problem.needs().get(need).wanted()[hour] - present[need][hour]);
            }
        }
        return uncovered;
    }

    /** Hundredths of readers by need and hour, with those who are there whatever is chosen. */
    public static int[][] present(RosterProblem problem, Roster roster) {
        int[][] present =
                problem.needs().stream().map(need -> need.present().clone()).toArray(int[][]::new);
        for (int worker = 0; worker < problem.workers().size(); worker++) {
            for (var shift : roster.shifts().get(worker)) {
                for (int need = 0; need < present.length; need++) {
                    var able = problem.needs().get(need).able().get(worker);
                    for (int hour = RosterProblem.firstHour(shift); hour < problem.endHour(shift); hour++) {
                        present[need][hour] += able.get(hour) ? Need.READER : 0;
                    }
                }
            }
        }
        return present;
    }

    @Override
    public int compareTo(RosterFigures other) {
        return BEST_FIRST.compare(this, other);
    }
}
