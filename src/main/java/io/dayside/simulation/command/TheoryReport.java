package io.dayside.simulation.command;

import io.dayside.simulation.theory.Agreement;
import io.dayside.simulation.theory.Agreement.Measure;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Simulated means beside those of theory. */
final class TheoryReport {

    private static final double ONE_PERCENT = 0.01;

    private final PrintWriter out;
    private final boolean json;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private int within;
    private int all;
    private double farthest;

    TheoryReport(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
        if (!json) {
            out.println(
                    "Minutes; mean read 12 minutes where nothing else is said; intervals of 95 % by 40 batch means. Of a"
                            + " class that waits less than half a minute, the mean time from arrival to the end of reading.");
            out.println();
            out.println("| queue | class | mean | theory | simulated | ratio |");
            out.println("|---|---|---|---|---|---|");
        }
    }

    void add(List<Agreement.Line> lines) {
        for (Agreement.Line line : lines) {
            double away = Math.abs(line.ratio() - 1);
            all++;
            within += away <= ONE_PERCENT ? 1 : 0;
            farthest = Math.max(farthest, away);
            if (json) {
                rows.add(row(line));
            } else {
                out.println(Words.line(
                        "| %s | %d | %s | %.4f | %s | %.4f |",
                        line.queue(),
                        line.classNumber(),
                        line.measure() == Measure.WAIT ? "wait" : "in system",
                        line.expectedMinutes(),
                        Words.of(line.simulated(), 4),
                        line.ratio()));
            }
        }
        out.flush();
    }

    private static Map<String, Object> row(Agreement.Line line) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("queue", line.queue());
        row.put("class", line.classNumber());
        row.put("measure", line.measure().name());
        row.put("theoryMinutes", line.expectedMinutes());
        row.put("simulatedMinutes", Words.json(line.simulated()));
        row.put("ratio", line.ratio());
        return row;
    }

    /** 0 when all are within one per cent, otherwise 1. */
    int end() {
        if (json) {
            Words.print(out, rows);
        } else {
            out.println();
            out.println(Words.line("%d of %d within 1 %%; the farthest is %.2f %% away.", within, all, 100 * farthest));
            out.flush();
        }
        return within == all ? 0 : 1;
    }
}
