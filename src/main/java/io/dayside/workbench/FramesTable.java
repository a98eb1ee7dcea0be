package io.dayside.workbench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What reading frames took: a block of rows for each number of connections. */
final class FramesTable {

    private final PrintWriter out;
    private final int frames;
    private final long bytes;
    private final Map<String, List<FrameReading.Taken>> noted = new TreeMap<>();

    /**
     * @param frames of a round
     * @param bytes of a round
     */
    FramesTable(PrintWriter out, int frames, long bytes) {
        this.out = out;
        this.frames = frames;
        this.bytes = bytes;
        out.printf(
                "%d frames a round of %.0f MB, each in a request; one round before does not count%n%n",
                frames, bytes / 1e6);
        out.println("| connections | who | first byte, median ms | 99th percentile ms | frames/s | MB/s"
                + " | Dayside's first byte is sooner by | Dayside gives more by | goal of both |");
        out.println("|---|---|---|---|---|---|---|---|---|");
    }

    void note(String who, FrameReading.Taken taken) {
        noted.computeIfAbsent(who, _ -> new ArrayList<>()).add(taken);
    }

    /** Prints what was noted since the last call; ours is among it. */
    void print(int connections) {
        var ours = Row.of(noted.getOrDefault(IngestTable.OURS, List.of()));
        noted.forEach((who, taken) -> {
            var row = Row.of(taken);
            boolean isOurs = who.equals(IngestTable.OURS);
            out.printf(
                    "| %d | %s | %.2f | %.2f | %.0f | %.0f | %s | %s | %s |%n",
                    connections,
                    who,
                    row.firstByte().median(),
                    row.firstByte().p99(),
                    frames / row.seconds(),
                    bytes / row.seconds() / 1e6,
                    isOurs
                            ? ""
                            : ratio(row.firstByte().median(), ours.firstByte().median()),
                    isOurs ? "" : ratio(row.seconds(), ours.seconds()),
                    isOurs ? "" : "above 1");
        });
        out.flush();
        noted.clear();
    }

    private static String ratio(double theirs, double ours) {
        return "%.2f".formatted(theirs / ours);
    }

    /** @param seconds of the median round */
    private record Row(Percentiles firstByte, double seconds) {

        static Row of(List<FrameReading.Taken> rounds) {
            return new Row(
                    Percentiles.of(rounds.stream()
                            .flatMapToDouble(round -> Arrays.stream(round.firstBytes()))
                            .toArray()),
                    Medians.of(rounds.stream()
                            .mapToDouble(FrameReading.Taken::seconds)
                            .toArray()));
        }
    }
}
