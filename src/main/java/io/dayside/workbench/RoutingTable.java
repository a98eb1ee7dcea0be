package io.dayside.workbench;

import io.dayside.simulation.Outcome;
import io.dayside.simulation.Policy;
import io.dayside.simulation.statistics.Interval;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Waits of each class under each policy, and what readers had of it. */
final class RoutingTable {

    private final PrintWriter out;

    RoutingTable(PrintWriter out) {
        this.out = out;
    }

    void print(double load, int seeds, List<Outcome> outcomes) {
        line("Load %.2f, %d fortnights, first day of each dropped. Minutes of wait with 95 %% intervals.", load, seeds);
        out.println();
        for (var group : outcomes.getFirst().groups()) {
            ofGroup(group.name(), outcomes);
        }
        out.println("| policy | idle min a day, all readers | fairness (Jain) | interruptions a day"
                + " | begun before a case over its guarantee | not read in 14 further days |");
        out.println("|---|---|---|---|---|---|");
        for (var outcome : outcomes) {
            line(
                    "| %s | %s | %s | %s | %s | %d |",
                    words(outcome),
                    inWords(outcome.idleMinutes(), 0),
                    inWords(outcome.fairness(), 3),
                    inWords(outcome.interruptions(), 1),
                    inWords(outcome.overtaken(), 1),
                    outcome.unfinished());
        }
        out.println();
    }

    private void ofGroup(String name, List<Outcome> outcomes) {
        var first = outcomes.getFirst().group(name);
        line("%s: %.0f cases in each fortnight", name, first.cases().mean());
        out.println();
        out.println("| policy | mean | 95th percentile | maximum, mean of fortnights | maximum of all"
                + " | the same from when a reader was on shift | late |");
        out.println("|---|---|---|---|---|---|---|");
        for (var outcome : outcomes) {
            var group = outcome.group(name);
            line(
                    "| %s | %s | %s | %s | %.0f | %.0f | %s |",
                    words(outcome),
                    inWords(group.mean(), 1),
                    inWords(group.p95(), 0),
                    inWords(group.max(), 0),
                    group.longest(),
                    group.longestCovered(),
                    percent(group.late()));
        }
        line(
                "| no policy can beat (a reader on shift) | %s | %s | | | | uncovered %s |",
                inWords(first.covered().mean(), 1),
                inWords(first.covered().p95(), 0),
                percent(first.covered().uncovered()));
        out.println();
    }

    private static String words(Outcome outcome) {
        for (Policy.Baseline baseline : Policy.Baseline.values()) {
            if (baseline.name().equals(outcome.variant())) {
                return baseline.words();
            }
        }
        return "**" + outcome.variant() + "**";
    }

    static String inWords(Interval interval, int digits) {
        return String.format(
                Locale.ROOT, "%." + digits + "f ± %." + digits + "f", interval.mean(), interval.halfWidth());
    }

    private static String percent(Interval share) {
        return String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * share.mean(), 100 * share.halfWidth());
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
