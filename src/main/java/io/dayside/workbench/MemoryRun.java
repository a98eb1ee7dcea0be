package io.dayside.workbench;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.ClientOptions;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Large objects that arrive at the same time at a server with little memory. */
final class MemoryRun implements AutoCloseable {

    /** Until everybody's bytes are on a slow disk. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final IngestStand stand;
    private final Path collections;

    private MemoryRun(IngestStand stand, Path collections) {
        this.stand = stand;
        this.collections = collections;
    }

    /** @param heapMib of the server */
    static MemoryRun start(Path folder, StandServer kind, int heapMib) throws Exception {
        Path collections = Files.createDirectories(folder).resolve("collections.log");
        var stand = IngestStand.in(
                folder,
                kind,
                List.of(
                        "-XX:+UseG1GC",
                        "-Xmx" + heapMib + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        ServerMemory.option(collections)));
        var run = new MemoryRun(stand, collections);
        try {
            stand.start();
            return run;
        } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /**
     * What became of it.
     *
     * @param whole objects whose stored bytes are those that were sent
     * @param seconds until all were answered
     */
    record Outcome(int whole, double seconds, ServerMemory memory) {}

    /** Sends so many objects of that size at once, then reads what is stored and removes it. */
    Outcome send(int associations, int mib) throws IOException, InterruptedException {
        int whole = 0;
        List<Sent> sent = IntStream.range(0, associations)
                .mapToObj(number -> new Sent(number, new GeneratedObject(mib), Ledger.sha256()))
                .toList();
        double seconds = SideBySide.seconds(sent, this::send);
        for (var one : sent) {
            if (isWholeAndRemoved(one)) {
                whole++;
            }
        }
        return new Outcome(whole, seconds, ServerMemory.of(stand.server().pid(), collections));
    }

    private record Sent(int number, GeneratedObject object, MessageDigest sha256) {}

    private void send(Sent sent) throws IOException {
        var contexts = PresentationContext.single(GeneratedObject.SOP_CLASS, UID.ExplicitVRLittleEndian);
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), stand.server().port());
        var options = ClientOptions.DEFAULT.withLongestWait(PATIENCE);
        try (var client = DimseClient.connect(
                        address, IngestStand.sender(sent.number()), IngestStand.AE_TITLE, contexts, options);
                var dataset = new DigestInputStream(sent.object().dataset(), sent.sha256())) {
            var response = client.store(
                    GeneratedObject.SOP_CLASS, sent.object().sopInstanceUid(), UID.ExplicitVRLittleEndian, dataset);
            if (response.status() != Status.Success) {
                throw new IOException("an object was answered with %04X".formatted(response.status()));
            }
            client.release();
        }
    }

    private boolean isWholeAndRemoved(Sent sent) throws IOException {
        try (var connection = stand.connect();
                var query = connection.prepareStatement("""
                        select object_name, object_offset + dataset_offset, dataset_bytes from instance
                        where sop_instance_uid = ?""")) {
            query.setString(1, sent.object().sopInstanceUid());
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    return false;
                }
                Path file = stand.objects().resolve(rows.getString(1));
                byte[] stored = StoredDigest.of(file, rows.getLong(2), rows.getLong(3));
                Files.delete(file);
                return MessageDigest.isEqual(stored, sent.sha256().digest());
            }
        } catch (SQLException e) {
            throw new IOException("the index cannot be read", e);
        }
    }

    @Override
    public void close() {
        stand.close();
    }
}
