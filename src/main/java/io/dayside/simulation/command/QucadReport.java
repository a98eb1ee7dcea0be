package io.dayside.simulation.command;

import io.dayside.simulation.qucad.Protocol;
import io.dayside.simulation.qucad.QucadRun;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Waits with and without models. */
final class QucadReport {

    private final PrintWriter out;
    private final boolean json;

    QucadReport(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void print(QucadRun run) {
        List<QucadRun.Row> rows = run.rows();
        if (json) {
            Words.print(out, rows.stream().map(QucadReport::row).toList());
        } else {
            table(run, rows);
        }
    }

    private void table(QucadRun run, List<QucadRun.Row> rows) {
        out.println(Words.line(
                "%d trials of %d cases, seed %d. Mean minutes with intervals of 95 %%; waiting is all time in the list,"
                        + " also after an interruption; below 0 is saved.",
                run.trials(), run.cases(), run.seed()));
        out.println();
        List<Protocol> protocols = List.copyOf(rows.getFirst().cells().keySet());
        out.println(header(protocols));
        out.println("|---|---|" + "---|".repeat(3 * protocols.size() - 1));
        for (QucadRun.Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.name(), Words.line("%.2f %%", 100 * row.share())));
            for (Protocol protocol : protocols) {
                QucadRun.Cell cell = row.under(protocol);
                cells.add(Words.of(cell.waiting(), 2));
                cells.add(Words.of(cell.inSystem(), 2));
                if (protocol != Protocol.WITHOUT_AI) {
                    cells.add(Words.of(cell.change(), 2));
                }
            }
            out.println("| " + String.join(" | ", cells) + " |");
        }
        out.flush();
    }

    private static String header(List<Protocol> protocols) {
        var line = new StringBuilder("| cases | share |");
        for (Protocol protocol : protocols) {
            String name = words(protocol);
            line.append(" %s: waiting | %s: in system |".formatted(name, name));
            if (protocol != Protocol.WITHOUT_AI) {
                line.append(" %s: change of waiting |".formatted(name));
            }
        }
        return line.toString();
    }

    private static String words(Protocol protocol) {
        return switch (protocol) {
            case WITHOUT_AI -> "without AI";
            case PRIORITY -> "with AI";
            case HIERARCHY -> "with AI, by rank";
        };
    }

    private static Map<String, Object> row(QucadRun.Row row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cases", row.name());
        fields.put("share", row.share());
        row.cells().forEach((protocol, cell) -> {
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("waitingMinutes", Words.json(cell.waiting()));
            of.put("inSystemMinutes", Words.json(cell.inSystem()));
            of.put("changeOfWaitingMinutes", Words.json(cell.change()));
            fields.put(protocol.name().toLowerCase(Locale.ROOT), of);
        });
        return fields;
    }
}
