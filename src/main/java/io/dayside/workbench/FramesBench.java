package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dayside bench frames}: frames over WADO-RS beside Orthanc, of the same stored study. */
@Command(
        name = "frames",
        description = "Measure frames over WADO-RS beside Orthanc, of the same stored CT study in turns: first byte and"
                + " throughput.",
        mixinStandardHelpOptions = true)
public final class FramesBench implements Callable<Integer> {

    private static final int MOST_CONNECTIONS = 4;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--slices", defaultValue = "200", description = "Of the study (default ${DEFAULT-VALUE}).")
    private int slices = 200;

    @Option(names = "--rounds", defaultValue = "5", description = "That count (default ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--warm-ups",
            defaultValue = "20",
            description = "Rounds that Dayside alone takes before, for the JVM's compiler (default ${DEFAULT-VALUE}).")
    private int warmUps = 20;

    @Option(
            names = "--connections",
            defaultValue = "1,4",
            split = ",",
            description = "At once, each 1 to 4 (default ${DEFAULT-VALUE}).")
    private List<Integer> connections = List.of(1, 4);

    @Mixin
    private final WorkFolder work = new WorkFolder();

    @Override
    public Integer call() throws Exception {
        if (!Rival.isInstalled("Orthanc") || OrthancPeer.plugin().isEmpty()) {
            throw new CommandFailure("Orthanc is missing: install packages orthanc and orthanc-dicomweb");
        }
        if (connections.stream().anyMatch(count -> count < 1 || count > MOST_CONNECTIONS)) {
            throw new CommandFailure("--connections are 1 to " + MOST_CONNECTIONS);
        }
        Path folder = work.create("dayside-frames");
        try (var dayside = new DaysidePeer(folder.resolve("dayside"));
                var orthanc = new OrthancPeer(folder.resolve("orthanc"))) {
            measure(List.of(dayside, orthanc), new CtRound(1, slices).write(folder.resolve("study"), 1));
            return 0;
        } finally {
            Trees.delete(folder);
        }
    }

    private void measure(List<IngestPeer> peers, CtRound.Sent sent) throws Exception {
        var reading = new FrameReading(sent);
        for (var peer : peers) {
            peer.start();
            Stow.send(addressOf(peer), sent);
            reading.check(addressOf(peer));
        }
        for (int i = 0; i < warmUps; i++) {
            reading.read(addressOf(peers.getFirst()), connections.getLast());
        }
        var table = new FramesTable(spec.commandLine().getOut(), reading.count(), reading.bytes());
        for (int count : connections) {
            for (int i = -1; i < rounds; i++) {
                for (int j = 0; j < peers.size(); j++) {
                    var peer = peers.get((i + 1 + j) % peers.size());
                    var taken = reading.read(addressOf(peer), count);
                    if (i >= 0) {
                        table.note(peer.name(), taken);
                    }
                }
            }
            table.print(count);
        }
    }

    private static DicomWebAddress addressOf(IngestPeer peer) {
        return Objects.requireNonNull(peer.dicomweb());
    }
}
