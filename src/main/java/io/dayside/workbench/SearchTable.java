package io.dayside.workbench;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What searching took, beside what it took in the first archive, which is the smallest. */
final class SearchTable {

    private static final String ALL = "all of these";

    private final PrintWriter out;
    private final Map<String, Percentiles> smallest = new HashMap<>();

    SearchTable(PrintWriter out) {
        this.out = out;
        out.println("| instances | level | query | median ms | 99th percentile ms | median by the smallest archive's"
                + " | 99th by its | goal |");
        out.println("|---|---|---|---|---|---|---|---|");
    }

    /** @param taken milliseconds of each query */
    void print(int instances, Map<SearchQuery, double[]> taken) {
        for (var level : SearchQuery.Level.values()) {
            taken.forEach((query, millis) -> {
                if (query.level() == level) {
                    row(instances, level, query.words(), millis);
                }
            });
            row(
                    instances,
                    level,
                    ALL,
                    taken.entrySet().stream()
                            .filter(one -> one.getKey().level() == level)
                            .flatMapToDouble(one -> Arrays.stream(one.getValue()))
                            .toArray());
        }
        out.flush();
    }

    private void row(int instances, SearchQuery.Level level, String words, double[] millis) {
        var now = Percentiles.of(millis);
        var before = smallest.computeIfAbsent(level + words, _ -> now);
        out.printf(
                "| %d | %s | %s | %.1f | %.1f | %.2f | %.2f | not above 1 |%n",
                instances,
                level,
                words,
                now.median(),
                now.p99(),
                now.median() / before.median(),
                now.p99() / before.p99());
    }
}
