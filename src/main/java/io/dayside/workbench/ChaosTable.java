package io.dayside.workbench;

import java.util.Map;
import java.util.TreeMap;

/** What blows did, by their names. */
final class ChaosTable {

    private static final String HEAD = "| killed | kills | acknowledged | lost | altered | half-indexed"
            + " | kept though not acknowledged |\n|---|---|---|---|---|---|---|\n";

    private final Map<String, Tally> tallies = new TreeMap<>();

    /** What the blows of one name did. */
    static final class Tally {

        int kills;
        int acknowledged;
        private int lost;
        private int altered;
        private int halfIndexed;
        private int kept;

        void add(IndexCheck.Findings findings) {
            lost += findings.lost().size();
            altered += findings.altered().size();
            halfIndexed += findings.halfIndexed().size();
            kept += findings.kept();
        }

        private boolean isWhole() {
            return lost + altered + halfIndexed == 0;
        }

        private String row(String name) {
            return "| %s | %d | %d | %d | %d | %d | %d |%n"
                    .formatted(name, kills, acknowledged, lost, altered, halfIndexed, kept);
        }
    }

    Tally tally(String name) {
        return tallies.computeIfAbsent(name, _ -> new Tally());
    }

    /** Whether nothing was lost, altered or left half indexed. */
    boolean isWhole() {
        return tallies.values().stream().allMatch(Tally::isWhole);
    }

    @Override
    public String toString() {
        var table = new StringBuilder(HEAD);
        tallies.forEach((name, tally) -> table.append(tally.row(name)));
        return table.toString();
    }
}
