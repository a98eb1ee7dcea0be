package io.dayside.rostering;

import io.dayside.rostering.RosterProblem.Roster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The plain rule: again and again the allowed shift that brings most missing readers a minute, of equal ones that with fewest
 * unusual nights and weekends and then a usual one; until nothing more is allowed or brings anything. Whoever has fewer hours
 * than agreed then has the best that is left.
 */
public final class PlainRule {

    private static final Comparator<Step> BEST = Comparator.comparingDouble(Step::gain)
            .thenComparing(Comparator.comparingInt(Step::burden).reversed())
            .thenComparing(step -> step.option().usual());

    private final RosterProblem problem;
    private final List<List<ShiftOption>> chosen = new ArrayList<>();
    private final long[][] left;

    private PlainRule(RosterProblem problem) {
        this.problem = problem;
        this.left = new long[problem.needs().size()][problem.hours()];
        for (int need = 0; need < left.length; need++) {
            for (int hour = 0; hour < problem.hours(); hour++) {
                left[need][hour] = problem.needs().get(need).missing(hour);
            }
        }
        for (int worker = 0; worker < problem.workers().size(); worker++) {
            chosen.add(new ArrayList<>());
            for (var locked : problem.workers().get(worker).locked()) {
                choose(worker, locked);
            }
        }
    }

    private record Step(int worker, ShiftOption option, double gain, int burden) {}

    public static Roster roster(RosterProblem problem) {
        var rule = new PlainRule(problem);
        rule.run();
        return new Roster(rule.chosen);
    }

    private void run() {
        for (var step = best(); step != null; step = best()) {
            choose(step.worker(), step.option());
        }
    }

    private @Nullable Step best() {
        return IntStream.range(0, problem.workers().size())
                .boxed()
                .flatMap(worker -> problem.workers().get(worker).options().stream()
                        .filter(option -> isAllowed(worker, option))
                        .map(option -> new Step(worker, option, gain(worker, option), burden(worker, option))))
                .filter(step -> step.gain() > 0 || isShortOfHours(step.worker()))
                .max(BEST)
                .orElse(null);
    }

    private boolean isAllowed(int worker, ShiftOption option) {
        var limits = problem.workers().get(worker);
        var has = chosen.get(worker);
        return has.size() < limits.mostShifts()
                && minutes(worker) + option.counted() <= limits.mostMinutes()
                && has.stream().allMatch(one -> one.restMissing(option) == 0);
    }

    private boolean isShortOfHours(int worker) {
        return minutes(worker) < problem.workers().get(worker).leastMinutes();
    }

    private int minutes(int worker) {
        return chosen.get(worker).stream().mapToInt(ShiftOption::counted).sum();
    }

    private int burden(int worker, ShiftOption option) {
        return option.burden() == 0
                ? 0
                : option.burden()
                        + chosen.get(worker).stream()
                                .mapToInt(ShiftOption::burden)
                                .sum();
    }

    private double gain(int worker, ShiftOption option) {
        long gain = 0;
        for (int need = 0; need < left.length; need++) {
            var able = problem.needs().get(need).able().get(worker);
            for (int hour = RosterProblem.firstHour(option); hour < problem.endHour(option); hour++) {
                gain += able.get(hour) ? Math.clamp(left[need][hour], 0, Need.READER) : 0;
            }
        }
        return gain / (double) option.minutes();
    }

    private void choose(int worker, ShiftOption option) {
        chosen.get(worker).add(option);
        for (int need = 0; need < left.length; need++) {
            var able = problem.needs().get(need).able().get(worker);
            for (int hour = RosterProblem.firstHour(option); hour < problem.endHour(option); hour++) {
                left[need][hour] -= able.get(hour) ? Need.READER : 0;
            }
        }
    }
}
