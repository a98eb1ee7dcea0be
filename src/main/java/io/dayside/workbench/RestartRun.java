package io.dayside.workbench;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Kills a server just after it has answered for objects, and takes the time until it answers again. */
final class RestartRun {

    /** What arrives before each kill, over as many associations as there are studies. */
    private static final int STUDIES = 4;

    private static final int SLICES = 50;

    private final IngestStand stand;
    private final FilledIndex index;
    private final Path folder;
    private final CtRound round = new CtRound(STUDIES, SLICES);

    /** @param folder for what is sent */
    RestartRun(IngestStand stand, FilledIndex index, Path folder) {
        this.stand = stand;
        this.index = index;
        this.folder = folder;
    }

    /**
     * What one start took.
     *
     * @param processor time of the server's process until it answered, which other work on the machine disturbs less
     * @param tailBytes in segments behind what was noted as indexed, which the start has to read
     * @param held of the instances that arrived just before the kill
     */
    record Start(Duration toFirstEcho, Duration processor, long tailBytes, int held) {}

    /** Instances that each start has to find again. */
    int sentBefore() {
        return round.instances();
    }

    void growTo(int instances) throws SQLException, IOException {
        index.growTo(instances);
        index.makeSegments();
    }

    Start restart() throws Exception {
        var sent = round.write(folder, STUDIES);
        SideBySide.seconds(sent.folders(), sender -> {
            int number = sent.folders().indexOf(sender);
            send(sent, sender, number);
        });
        stand.server().kill();
        long tail = tailBytes();
        var took = stand.server()
                .start(Map.of(), this::answersEcho)
                .orElseThrow(() -> new IOException("the server ended as it started:\n" + lastWords()));
        var processor = stand.server().processorTime();
        Trees.delete(folder);
        return new Start(took, processor, tail, stand.held(sent.studies()));
    }

    private String lastWords() {
        try {
            return stand.server().lastWords();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void send(CtRound.Sent sent, Path sender, int number) throws Exception {
        var contexts = PresentationContext.single(UID.CTImageStorage, UID.ExplicitVRLittleEndian);
        try (var client = DimseClient.connect(address(), IngestStand.sender(number), IngestStand.AE_TITLE, contexts)) {
            for (Path file : sent.files()) {
                if (file.startsWith(sender) && !client.store(file).isStored()) {
                    throw new IOException("an object was not stored");
                }
            }
        }
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), stand.server().port());
    }

    private boolean answersEcho() {
        var contexts = PresentationContext.single(UID.Verification, UID.ImplicitVRLittleEndian);
        try (var client = DimseClient.connect(address(), IngestStand.sender(0), IngestStand.AE_TITLE, contexts)) {
            boolean success = client.echo() == Status.Success;
            client.release();
            return success;
        } catch (IOException _) {
            return false;
        }
    }

    private long tailBytes() throws SQLException, IOException {
        long bytes = 0;
        try (var connection = stand.connect();
                var notes = connection.prepareStatement("select indexed_bytes, sealed from segment where name = ?");
                var files = Files.list(stand.objects().resolve("segments"))) {
            for (Path file : files.toList()) {
                notes.setString(1, "segments/" + file.getFileName());
                try (var note = notes.executeQuery()) {
                    boolean known = note.next();
                    if (!known || !note.getBoolean(2)) {
                        bytes += Files.size(file) - (known ? note.getLong(1) : 0);
                    }
                }
            }
        }
        return bytes;
    }
}
