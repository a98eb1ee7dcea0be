package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.dayside.dicom.data.UID;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left of callers that have gone, however they went. */
@Timeout(180)
class ConnectionChurnTests {

    /**
     * The catalogue says 100,000. What leaks once a connection shows after a few, and 100,000 ports of the loopback
     * address are not to be had within the minute for which the system keeps each of them.
     */
    private static final int CYCLES = 3000;

    private static final int WARM_UP = 100;
    private static final Pattern OURS = Pattern.compile("dicom-association|dicom-write-guard");

    private static final Pattern SPACES = Pattern.compile(" +");
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    @TempDir
    Path folder;

    @Test
    void dcm14_nothingIsLeftOfThousandsOfCallersThatCameAndWent() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "no /proc: descriptors are not counted");
        long threads = threads();
        try (DimseServer server = DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                DimseOptions.DEFAULT,
                _ -> new AssociationPolicy.Accepted(),
                new Received())) {
            churn(server, WARM_UP, threads);
            long sockets = sockets(server);
            try (RawPeer _ = RawPeer.associate(server.port(), UID.ImplicitVRLittleEndian, UID.CTImageStorage)) {
                assertThat(sockets(server)).as("counter of sockets").isGreaterThan(sockets);
                assertThat(threads()).as("counter of threads").isGreaterThan(threads);
            }
            churn(server, CYCLES, threads);
            assertThat(sockets(server)).isLessThanOrEqualTo(sockets);
            assertThat(threads()).isLessThanOrEqualTo(threads);
            try (RawPeer peer = RawPeer.associate(server.port(), UID.ImplicitVRLittleEndian, UID.Verification)) {
                peer.send(1, RawPeer.request(DimseOperation.C_ECHO, 1, UID.Verification, false));
                assertThat(peer.receive().status()).isEqualTo(Status.Success);
            }
        }
    }

    /** Comes and goes in five ways, and returns when the server has noticed and no more threads are left than before. */
    private void churn(DimseServer server, int cycles, long threadsBefore) throws Exception {
        for (int cycle = 0; cycle < cycles; cycle++) {
            switch (cycle % 5) {
                case 0 -> comeAndGo(server, new byte[0]);
                case 1 -> comeAndGo(server, new byte[] {1, 0, 0, 0, 1, 0, 0, 1});
                case 2 -> comeAndGo(server, new byte[] {0x42, 0, 0, 0, 0, 4});
                case 3 -> associateAnd(server, Pdu.abort(0, 0));
                default -> associateAnd(server, Pdu.releaseRequest());
            }
        }
        while (server.connections() > 0 || threads() > threadsBefore) {
            Thread.sleep(20);
        }
    }

    private static void comeAndGo(DimseServer server, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(bytes);
        }
    }

    private static void associateAnd(DimseServer server, byte[] end) throws IOException {
        try (RawPeer peer = RawPeer.associate(server.port(), UID.ImplicitVRLittleEndian, UID.CTImageStorage)) {
            peer.write(end);
        }
    }

    /** Of this server and its callers: whatever else runs in this process opens and closes others. */
    private static long sockets(DimseServer server) throws IOException {
        var ours = inodes(server.port());
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .flatMap(ConnectionChurnTests::socket)
                    .filter(ours::contains)
                    .count();
        }
    }

    /** Of sockets with that port at either end, as the kernel's tables of TCP name them. */
    private static Set<String> inodes(int port) throws IOException {
        var end = ":%04X".formatted(port);
        var inodes = new HashSet<String>();
        for (var table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            for (var line : Files.readAllLines(Path.of(table))) {
                var columns = SPACES.split(line.strip(), -1);
                if (columns[LOCAL].endsWith(end) || columns[REMOTE].endsWith(end)) {
                    inodes.add("socket:[" + columns[INODE] + "]");
                }
            }
        }
        return inodes;
    }

    private static Stream<String> socket(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException _) {
            return Stream.empty(); // closed since it was listed
        }
    }

    /** Virtual threads of associations. */
    private long threads() throws IOException {
        Path dump = folder.resolve("threads.json");
        Files.deleteIfExists(dump);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
        return OURS.matcher(Files.readString(dump)).results().count();
    }
}
