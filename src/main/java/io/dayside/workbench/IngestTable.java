package io.dayside.workbench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What storing took: a block of rows for each door and number of senders. */
final class IngestTable {

    static final String OURS = "Dayside";

    private final PrintWriter out;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    IngestTable(PrintWriter out) {
        this.out = out;
        out.println("| by | at once | who | instances/s | MB/s | slowest to fastest | Dayside is faster by | goal |");
        out.println("|---|---|---|---|---|---|---|---|");
    }

    void note(String who, double taken) {
        seconds.computeIfAbsent(who, _ -> new ArrayList<>()).add(taken);
    }

    /** Prints the medians of what was noted since the last call, ours first. */
    void print(Door door, int senders, int instances, long bytes) {
        double ours = median(OURS);
        for (var who : whoOursFirst()) {
            double theirs = median(who);
            var all = noted(who).stream().mapToDouble(Double::doubleValue).summaryStatistics();
            var goal = door.goal(who, senders);
            out.printf(
                    "| %s | %d | %s | %.0f | %.0f | %.0f to %.0f | %s | %s |%n",
                    door.title(),
                    senders,
                    who,
                    instances / theirs,
                    bytes / theirs / 1e6,
                    instances / all.getMax(),
                    instances / all.getMin(),
                    who.equals(OURS) ? "" : "%.2f".formatted(theirs / ours),
                    goal.isPresent() ? "%.1f".formatted(goal.getAsDouble()) : "");
        }
        out.flush();
        seconds.clear();
    }

    private List<String> whoOursFirst() {
        return seconds.keySet().stream()
                .sorted(Comparator.comparing(who -> !who.equals(OURS)))
                .toList();
    }

    private List<Double> noted(String who) {
        return seconds.getOrDefault(who, List.of());
    }

    private double median(String who) {
        return Medians.of(noted(who).stream().mapToDouble(Double::doubleValue).toArray());
    }
}
