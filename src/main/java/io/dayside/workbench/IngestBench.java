package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dayside bench ingest}: storing beside Orthanc, storescp and the bare disk, in one run on the same bytes. */
@Command(
        name = "ingest",
        description =
                "Measure storing by C-STORE and STOW-RS beside Orthanc, DCMTK's storescp and the bare disk, on the"
                        + " same studies in turns: instances a second, MB a second, medians, ratios and goals.",
        mixinStandardHelpOptions = true)
public final class IngestBench implements Callable<Integer> {

    /** That a client of HTTP keeps open to one server. */
    private static final int MOST_CONNECTIONS = 4;

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
    private int warmUps = 8;

    @Option(
            names = "--associations",
            defaultValue = "1,4,16",
            split = ",",
            description = "Senders at once, each 1 to 16 (default ${DEFAULT-VALUE}).")
    private List<Integer> associations = List.of(1, 4, 16);

    @Option(
            names = "--connections",
            defaultValue = "1,4",
            split = ",",
            description = "Of STOW-RS at once, each 1 to 4 (default ${DEFAULT-VALUE}).")
    private List<Integer> connections = List.of(1, 4);

    @Option(
            names = "--by",
            split = ",",
            description = "One of ${COMPLETION-CANDIDATES}, or several with commas; otherwise all.")
    private Set<Door> doors = EnumSet.allOf(Door.class);

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

    @Mixin
    private final WorkFolder work = new WorkFolder();

    @Override
    public Integer call() throws Exception {
        check();
        Path folder = work.create("dayside-bench");
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
                            + " rounds before by each way. STOW-RS: %d slices a request over connections that are kept."
                            + "%n%n",
                    round.instances(), rounds, warmUps, Stow.TOGETHER);
            warmUp(round, dayside, folder);
            var table = new IngestTable(out);
            for (var door : doors) {
                for (int count : countsOf(door)) {
                    measure(round, door, count, peers, folder, table);
                }
            }
        } finally {
            Trees.delete(folder);
        }
        return 0;
    }

    private void check() throws CommandFailure, IOException {
        for (String program : List.of("dcmsend", "storescp", "Orthanc")) {
            if (!Rival.isInstalled(program)) {
                throw new CommandFailure(program + " is missing: install DCMTK and Orthanc (packages dcmtk, orthanc)");
            }
        }
        if (doors.contains(Door.STOW_RS)
                && beside.contains(Beside.ORTHANC)
                && OrthancPeer.plugin().isEmpty()) {
            throw new CommandFailure("Orthanc's DICOMweb is missing: install package orthanc-dicomweb");
        }
        requireWithin("--associations", associations, IngestStand.SENDERS);
        requireWithin("--connections", connections, MOST_CONNECTIONS);
    }

    private static void requireWithin(String option, List<Integer> counts, int most) throws CommandFailure {
        if (counts.stream().anyMatch(count -> count < 1 || count > most)) {
            throw new CommandFailure(option + " are 1 to " + most);
        }
    }

    private List<Integer> countsOf(Door door) {
        return switch (door) {
            case C_STORE -> associations;
            case STOW_RS -> connections;
        };
    }

    /** A server of a hospital has been up for days; ours compiles as it goes, and Orthanc was compiled before. */
    private void warmUp(CtRound round, DaysidePeer dayside, Path folder) throws Exception {
        for (int i = 0; i < warmUps; i++) {
            for (var door : doors) {
                Path files = folder.resolve("round");
                send(dayside, door, round.write(files, countsOf(door).getLast()));
                Trees.delete(files);
            }
        }
    }

    private void measure(CtRound round, Door door, int senders, List<IngestPeer> all, Path folder, IngestTable table)
            throws Exception {
        long bytes = 0;
        for (int i = -1; i < rounds; i++) {
            Path files = folder.resolve("round");
            var sent = round.write(files, senders);
            bytes = sent.bytes();
            var taken = new LinkedHashMap<String, Double>();
            for (int j = 0; j < all.size(); j++) {
                var peer = all.get((j + i + 1) % all.size());
                if (door.isOf(peer)) {
                    taken.put(peer.name(), send(peer, door, sent));
                }
            }
            if (beside.contains(Beside.DISK)) {
                taken.put(BARE, BareWrites.write(folder.resolve("bare"), sent));
            }
            if (i >= 0) {
                taken.forEach(table::note);
            }
            Trees.delete(files);
        }
        table.print(door, senders, round.instances(), bytes);
    }

    /** @return seconds, when it holds all of them */
    private static double send(IngestPeer peer, Door door, CtRound.Sent sent) throws Exception {
        peer.start();
        double taken = door.send(peer, sent);
        int held = peer.held(sent);
        if (held != sent.files().size()) {
            throw new CommandFailure("%s holds %d of %d"
                    .formatted(peer.name(), held, sent.files().size()));
        }
        peer.stop();
        Rival.run(List.of("sync"));
        return taken;
    }
}
