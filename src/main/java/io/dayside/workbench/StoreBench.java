package io.dayside.workbench;

import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.StoreResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Instances a second over one association on the loopback, nobody keeping anything: each sender with each receiver. A
 * program's start and end, taken from storescu with one file, are not counted.
 */
final class StoreBench {

    private static final int WARM_UPS = 8;
    private static final int ROUNDS = 9;
    private static final int START_TRIES = 100;
    private static final int TRY_PAUSE_MS = 50;

    private final List<Path> files;
    private final PrintWriter out;
    private final List<String> uids = new ArrayList<>();

    StoreBench(List<Path> files, PrintWriter out) throws Exception {
        this.files = files;
        this.out = out;
        for (Path file : files) {
            uids.add(DicomFile.readHeader(file).dataset().getString(Tag.SOPInstanceUID, ""));
        }
    }

    void print() throws Exception {
        if (!Rival.isInstalled("storescu") || !Rival.isInstalled("storescp")) {
            return;
        }
        int theirPort = freePort();
        Process theirs = Rival.start(List.of("storescp", "--ignore", "-pdu", "131072", Integer.toString(theirPort)));
        try (DimseServer ours = DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                DimseOptions.DEFAULT,
                _ -> new AssociationPolicy.Accepted(),
                request -> {
                    request.dataset().transferTo(OutputStream.nullOutputStream());
                    return StoreResponse.SUCCESS;
                })) {
            await(theirPort);
            measure(theirPort, ours.port());
        } finally {
            theirs.destroyForcibly();
        }
    }

    private void measure(int theirs, int ours) throws Exception {
        List<Path> one = files.subList(0, 1);
        double[] seconds = Medians.inTurns(
                WARM_UPS,
                ROUNDS,
                List.of(
                        () -> storescu(theirs, one),
                        () -> storescu(theirs, files),
                        () -> storescu(ours, one),
                        () -> storescu(ours, files),
                        () -> send(theirs),
                        () -> send(ours)));
        int others = files.size() - 1;
        double between = (seconds[1] - seconds[0]) / others;
        row("`storescu` to `storescp`", between, between);
        row("`storescu` to Dayside", (seconds[3] - seconds[2]) / others, between);
        row("Dayside to `storescp`", seconds[4] / files.size(), between);
        row("Dayside to Dayside", seconds[5] / files.size(), between);
        out.printf("| C-STORE | Dayside, both sides | %.0f KiB allocated for one | |%n", allocatedKib(ours));
    }

    /** @param seconds for one instance */
    private void row(String what, double seconds, double between) throws IOException {
        double megabytes = Files.size(files.getFirst()) / seconds / 1e6;
        out.printf(
                "| C-STORE | %s | %.0f/s, %.0f MB/s | %s |%n",
                what, 1 / seconds, megabytes, Medians.share(seconds, between));
        out.flush();
    }

    private static void storescu(int port, List<Path> files) throws IOException, InterruptedException {
        Rival.run(command(port, files));
    }

    private static List<String> command(int port, List<Path> files) {
        List<String> command =
                new ArrayList<>(List.of("storescu", "-pdu", "131072", "localhost", Integer.toString(port)));
        files.forEach(file -> command.add(file.toString()));
        return command;
    }

    /** Of sender and receiver together, for one instance. */
    private double allocatedKib(int port) throws Exception {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();
        send(port);
        return (threads.getTotalThreadAllocatedBytes() - before) / 1024.0 / files.size();
    }

    private void send(int port) throws Exception {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var contexts = PresentationContext.single(UID.SecondaryCaptureImageStorage, UID.ExplicitVRLittleEndian);
        try (DimseClient client = DimseClient.connect(address, "BENCH", "BENCH", contexts)) {
            for (int i = 0; i < files.size(); i++) {
                try (InputStream in = Files.newInputStream(files.get(i))) {
                    InputStream dataset = DicomFile.openDataset(in).bytes();
                    client.store(UID.SecondaryCaptureImageStorage, uids.get(i), UID.ExplicitVRLittleEndian, dataset);
                }
            }
            client.release();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(int port) throws InterruptedException, IOException {
        for (int i = 0; i < START_TRIES; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoLinger(true, 0);
                return;
            } catch (IOException _) {
                Thread.sleep(TRY_PAUSE_MS);
            }
        }
        throw new IOException("storescp does not listen");
    }
}
