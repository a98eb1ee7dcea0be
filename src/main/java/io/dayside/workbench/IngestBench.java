package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dayside bench ingest}: storing beside Orthanc, storescp and the bare disk, in one run on the same bytes. */
@Command(
        name = "ingest",
        description = "Measure storing beside Orthanc, DCMTK's storescp and the bare disk, on the same studies in"
                + " turns: instances a second, MB a second, medians and ratios.",
        mixinStandardHelpOptions = true)
public final class IngestBench implements Callable<Integer> {

    private static final String BARE = "append and fdatasync alone";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--studies", defaultValue = "10", description = "CT studies a round (default ${DEFAULT-VALUE}).")
    private int studies = 10;

    @Option(names = "--slices", defaultValue = "200", description = "Slices a study (default ${DEFAULT-VALUE}).")
    private int slices = 200;

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds that count (default ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--warm-ups",
            defaultValue = "4",
            description = "Rounds that Dayside alone takes before, for the JVM's compiler (default ${DEFAULT-VALUE}).")
    private int warmUps = 4;

    @Option(
            names = "--associations",
            defaultValue = "1,4,16",
            split = ",",
            description = "Senders at once, each 1 to 16 (default ${DEFAULT-VALUE}).")
    private List<Integer> associations = List.of(1, 4, 16);

    /** Whom Dayside is measured beside. */
    enum Beside {
        ORTHANC,
        STORESCP,
        DISK
    }

    @Option(
            names = "--beside",
            split = ",",
            description = "One of ${COMPLETION-CANDIDATES}, or several with commas; otherwise all.")
    private Set<Beside> beside = EnumSet.allOf(Beside.class);

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Folder for all data, on the disk that is to be measured; otherwise a temporary one.")
    private @Nullable Path work;

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        for (String program : List.of("dcmsend", "storescp", "Orthanc")) {
            if (!Rival.isInstalled(program)) {
                throw new CommandFailure(program + " is missing: install DCMTK and Orthanc (packages dcmtk, orthanc)");
            }
        }
        if (associations.stream().anyMatch(count -> count < 1 || count > IngestStand.SENDERS)) {
            throw new CommandFailure("--associations are 1 to " + IngestStand.SENDERS);
        }
        Path parent = work == null ? Path.of(System.getProperty("java.io.tmpdir")) : Files.createDirectories(work);
        Path folder = Files.createTempDirectory(parent, "dayside-bench");
        PrintWriter out = spec.commandLine().getOut();
        try (var dayside = new DaysidePeer(folder.resolve("dayside"));
                var orthanc = new OrthancPeer(folder.resolve("orthanc"));
                var storescp = new StorescpPeer(folder.resolve("storescp"))) {
            List<IngestPeer> peers = new ArrayList<>(List.of(dayside));
            if (beside.contains(Beside.ORTHANC)) {
                peers.add(orthanc);
            }
            if (beside.contains(Beside.STORESCP)) {
                peers.add(storescp);
            }
            var round = new CtRound(studies, slices);
            out.printf(
                    "%d CT slices a round, medians of %d rounds after one that does not count; Dayside alone was sent %d"
                            + " rounds before%n%n",
                    round.instances(), rounds, warmUps);
            warmUp(round, dayside, folder);
            out.println("| associations | who | instances/s | MB/s | slowest to fastest | Dayside is faster by |");
            out.println("|---|---|---|---|---|---|");
            for (int count : associations) {
                measure(round, count, peers, folder, out);
            }
        } finally {
            Trees.delete(folder);
        }
        return 0;
    }

    /** A server of a hospital has been up for days; ours compiles as it goes, and Orthanc was compiled before. */
    private void warmUp(CtRound round, DaysidePeer dayside, Path folder) throws Exception {
        for (int i = 0; i < warmUps; i++) {
            Path files = folder.resolve("round");
            send(dayside, round.write(files, associations.getLast()));
            Trees.delete(files);
        }
    }

    private void measure(CtRound round, int senders, List<IngestPeer> peers, Path folder, PrintWriter out)
            throws Exception {
        seconds.clear();
        long bytes = 0;
        for (int i = -1; i < rounds; i++) {
            Path files = folder.resolve("round");
            var sent = round.write(files, senders);
            bytes = sent.bytes();
            for (int j = 0; j < peers.size(); j++) {
                note(i, peers.get((j + i + 1) % peers.size()), sent);
            }
            if (beside.contains(Beside.DISK)) {
                note(i, BARE, BareWrites.write(folder.resolve("bare"), sent));
            }
            Trees.delete(files);
        }
        print(round.instances(), bytes, senders, out);
    }

    private void note(int round, IngestPeer peer, CtRound.Sent sent) throws Exception {
        note(round, peer.name(), send(peer, sent));
    }

    /** @return seconds, when it holds all of them */
    private static double send(IngestPeer peer, CtRound.Sent sent) throws Exception {
        peer.start();
        double taken = Dcmsend.send(peer, sent);
        int held = peer.held(sent);
        if (held != sent.files().size()) {
            throw new CommandFailure("%s holds %d of %d"
                    .formatted(peer.name(), held, sent.files().size()));
        }
        peer.stop();
        Rival.run(List.of("sync"));
        return taken;
    }

    private void note(int round, String name, double taken) {
        if (round >= 0) {
            seconds.computeIfAbsent(name, _ -> new ArrayList<>()).add(taken);
        }
    }

    private void print(int instances, long bytes, int senders, PrintWriter out) {
        double ours = median("Dayside");
        for (var row : seconds.entrySet()) {
            var who = row.getKey();
            double theirs = median(who);
            var all = row.getValue().stream().mapToDouble(Double::doubleValue).summaryStatistics();
            out.printf(
                    "| %d | %s | %.0f | %.0f | %.0f to %.0f | %s |%n",
                    senders,
                    who,
                    instances / theirs,
                    bytes / theirs / 1e6,
                    instances / all.getMax(),
                    instances / all.getMin(),
                    who.equals("Dayside") ? "" : "%.2f".formatted(theirs / ours));
        }
        out.flush();
    }

    private double median(String who) {
        return Medians.of(seconds.getOrDefault(who, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }
}
