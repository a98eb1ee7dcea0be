package io.dayside.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** DCMTK's {@code storescp}: a file an instance, no index, nothing synced. It shows what the network gives. */
final class StorescpPeer implements IngestPeer {

    static final String NAME = "storescp, keeps nothing safe";

    private final Path folder;
    private final int port;
    private @Nullable Process process;

    StorescpPeer(Path folder) throws IOException {
        this.folder = folder;
        this.port = ServerProcess.freePort();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        process = Rival.start(
                List.of("storescp", "--fork", "--bit-preserving", "-od", folder.toString(), Integer.toString(port)));
        Loopback.await(port, process);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String aeTitle() {
        return "STORESCP";
    }

    @Override
    public int held(CtRound.Sent sent) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.count();
        }
    }

    @Override
    public void stop() throws IOException {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
            process = null;
        }
        Trees.delete(folder);
    }
}
