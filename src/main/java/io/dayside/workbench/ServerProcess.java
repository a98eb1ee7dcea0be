package io.dayside.workbench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An {@link IngestServer} as a child of ours, listening on loopback only; ends with us. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int POLL_MILLIS = 20;

    private final Map<String, String> properties;
    private final List<String> options;
    private final Path log;
    private final int port;
    private @Nullable Process process;

    /** @param options of the JVM */
    ServerProcess(Map<String, String> properties, List<String> options, Path log) throws IOException {
        this.port = freePort();
        this.properties = new HashMap<>(properties);
        this.properties.putAll(Map.of(
                "dayside.dicom.bind", "127.0.0.1",
                "dayside.hl7.bind", "127.0.0.1",
                "dayside.hl7.port", "0",
                "dayside.dicom.port", Integer.toString(port),
                "spring.main.banner-mode", "off"));
        this.options = options;
        this.log = log;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /**
     * Starts it and waits until it accepts connections.
     *
     * @param more properties of this start alone
     * @return how long that took; empty when it ended before
     */
    Optional<Duration> start(Map<String, String> more) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process started = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process = started;
        sendProperties(started, more);
        long deadline = begin + START_LIMIT.toNanos();
        while (started.isAlive()) {
            if (accepts()) {
                return Optional.of(Duration.ofNanos(System.nanoTime() - begin));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the server does not accept within " + START_LIMIT + ": see " + log);
            }
            started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
        return Optional.empty();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                IngestServer.class.getName()));
        return command;
    }

    private void sendProperties(Process started, Map<String, String> more) throws IOException {
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(more);
        var lines = new StringBuilder();
        all.forEach(
                (name, value) -> lines.append(name).append('=').append(value).append('\n'));
        lines.append('\n');
        var in = started.getOutputStream();
        in.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoLinger(true, 0);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** As {@code kill -9}; returns when it is gone. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
