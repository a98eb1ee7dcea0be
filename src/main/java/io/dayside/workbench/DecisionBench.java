package io.dayside.workbench;

import io.dayside.workbench.DecisionRun.Decided;
import io.dayside.workbench.DecisionRun.Taken;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What deciding costs at several sizes, beside what it cost with the fewest cases and as many specialists. */
final class DecisionBench {

    private static final double LIMIT_MICROS = 5_000;

    private final PrintWriter out;
    private final int times;

    DecisionBench(PrintWriter out, int times) {
        this.out = out;
        this.times = times;
    }

    /** @param cases rising */
    void print(List<Integer> cases, List<Integer> specialists) {
        out.printf(
                "Each decision %d times while cases come, are read and grow old: %d hospitals, a third of the specialists"
                        + " on shift, four in five of these reading.%n%n",
                times, DecisionRun.HOSPITALS);
        out.println(
                "| specialists | open cases | kinds of need | decision | median µs | 99th percentile µs"
                        + " | 99th of the processor's time µs | median by that of the fewest cases | logarithm of cases by that of the fewest | 99th by 5 ms |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
        taken(cases.getLast(), specialists.getFirst());
        for (int staff : specialists) {
            printAll(cases, staff);
        }
    }

    private void printAll(List<Integer> cases, int staff) {
        int fewest = cases.getFirst();
        var least = taken(fewest, staff);
        for (int open : cases) {
            var taken = open == fewest ? least : taken(open, staff);
            double growth = Math.log(open) / Math.log(fewest);
            row(staff, open, taken, "next case", taken.next(), least.next(), growth);
            row(staff, open, taken, "placing an arrival", taken.placing(), least.placing(), growth);
            out.flush();
        }
    }

    /** The compiler has done its part before. */
    private Taken taken(int open, int staff) {
        var run = new DecisionRun(open, staff);
        run.ask(times);
        return run.ask(times);
    }

    private void row(int staff, int open, Taken taken, String decision, Decided micros, Decided least, double growth) {
        out.printf(
                Locale.ROOT,
                "| %d | %d | %d | %s | %.1f | %.1f | %.1f | %.2f | %.2f | %.4f |%n",
                staff,
                open,
                taken.needs(),
                decision,
                micros.elapsed().median(),
                micros.elapsed().p99(),
                micros.processor().p99(),
                micros.elapsed().median() / least.elapsed().median(),
                growth,
                micros.elapsed().p99() / LIMIT_MICROS);
    }
}
