package io.dayside.simulation.command;

import io.dayside.simulation.Experiment;
import io.dayside.simulation.Outcome;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Variants side by side. */
final class ScenarioReport {

    private final PrintWriter out;
    private final boolean json;

    ScenarioReport(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void print(Experiment experiment, List<Outcome> outcomes) {
        if (json) {
            Words.print(out, outcomes.stream().map(ScenarioReport::fields).toList());
            return;
        }
        out.println(Words.line(
                "%d seeds, the same cases for every variant of one scenario. Minutes of waiting with intervals of 95 %%.",
                experiment.seeds().size()));
        out.println();
        for (var group : outcomes.getFirst().groups()) {
            ofGroup(group.name(), outcomes);
        }
        readers(experiment, outcomes);
        out.flush();
    }

    private void ofGroup(String name, List<Outcome> outcomes) {
        out.println(name);
        out.println();
        out.println("| variant | cases | mean | 95th percentile | maximum, mean of seeds | maximum of all | late"
                + " | until a reader is on shift | arrive uncovered |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        for (var outcome : outcomes) {
            for (var group : outcome.groups()) {
                if (group.name().equals(name)) {
                    out.println(Words.line(
                            "| %s | %.0f | %s | %s | %s | %.0f | %s | %s | %s |",
                            outcome.variant(),
                            group.cases().mean(),
                            Words.of(group.mean(), 1),
                            Words.of(group.p95(), 0),
                            Words.of(group.max(), 0),
                            group.longest(),
                            Words.percent(group.late()),
                            Words.of(group.covered().mean(), 1),
                            Words.percent(group.covered().uncovered())));
                }
            }
        }
        out.println();
    }

    private void readers(Experiment experiment, List<Outcome> outcomes) {
        out.println("| variant | policy | idle min a day, all readers | utilisation | fairness (Jain)"
                + " | interruptions a day | begun before a case over its guarantee | not read |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (int i = 0; i < outcomes.size(); i++) {
            var outcome = outcomes.get(i);
            out.println(Words.line(
                    "| %s | %s | %s | %s | %s | %s | %s | %d |",
                    outcome.variant(),
                    experiment.variants().get(i).policy().words(),
                    Words.of(outcome.idleMinutes(), 0),
                    Words.percent(outcome.utilisation()),
                    Words.of(outcome.fairness(), 3),
                    Words.of(outcome.interruptions(), 1),
                    Words.of(outcome.overtaken(), 1),
                    outcome.unfinished()));
        }
    }

    private static Map<String, Object> fields(Outcome outcome) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("variant", outcome.variant());
        fields.put(
                "groups", outcome.groups().stream().map(ScenarioReport::fields).toList());
        fields.put("idleMinutesADay", Words.json(outcome.idleMinutes()));
        fields.put("utilisation", Words.json(outcome.utilisation()));
        fields.put("fairness", Words.json(outcome.fairness()));
        fields.put("interruptionsADay", Words.json(outcome.interruptions()));
        fields.put("overtaken", Words.json(outcome.overtaken()));
        fields.put("unfinished", outcome.unfinished());
        return fields;
    }

    private static Map<String, Object> fields(Outcome.Group group) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", group.name());
        fields.put("cases", Words.json(group.cases()));
        fields.put("meanMinutes", Words.json(group.mean()));
        fields.put("p95Minutes", Words.json(group.p95()));
        fields.put("maxMinutes", Words.json(group.max()));
        fields.put("longestMinutes", group.longest());
        fields.put("longestCoveredMinutes", group.longestCovered());
        fields.put("lateShare", Words.json(group.late()));
        fields.put("untilCoveredMinutes", Words.json(group.covered().mean()));
        fields.put("uncoveredShare", Words.json(group.covered().uncovered()));
        return fields;
    }
}
