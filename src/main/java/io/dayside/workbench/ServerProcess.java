package io.dayside.workbench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A server as a child of ours, listening on loopback only; ends with us. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int POLL_MILLIS = 20;
    private static final int LAST_LINES = 20;

    private final StandServer kind;
    private final Map<String, String> properties;
    private final List<String> options;
    private final Path log;
    private final int port;
    private final int webPort;
    private @Nullable Process process;

    /** @param options of the JVM */
    ServerProcess(StandServer kind, Map<String, String> properties, List<String> options, Path log) throws IOException {
        this.kind = kind;
        this.port = freePort();
        this.webPort = freePort();
        this.properties = new HashMap<>(properties);
        this.properties.putAll(Map.of(
                "dayside.dicom.bind", "127.0.0.1",
                "dayside.hl7.bind", "127.0.0.1",
                "dayside.hl7.port", "0",
                "dayside.dicom.port", Integer.toString(port),
                "spring.main.banner-mode", "off",
                "spring.main.web-application-type", kind.isWeb() ? "servlet" : "none",
                "server.address", "127.0.0.1",
                "server.port", Integer.toString(webPort),
                "management.server.port", "-1"));
        this.options = options;
        this.log = log;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Of DICOM. */
    int port() {
        return port;
    }

    /** Where the server has pages or calls. */
    int webPort() {
        return webPort;
    }

    long pid() {
        return Objects.requireNonNull(process, "started").pid();
    }

    /** Of its process, since that started. */
    Duration processorTime() {
        return Objects.requireNonNull(process, "started")
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO);
    }

    /**
     * Starts it and waits until it accepts connections.
     *
     * @param more properties of this start alone
     * @return how long that took; empty when it ended before
     */
    Optional<Duration> start(Map<String, String> more) throws IOException, InterruptedException {
        return start(more, () -> Loopback.accepts(port) && (!kind.isWeb() || Loopback.accepts(webPort)));
    }

    /** As {@link #start(Map)}, until something else is so. */
    Optional<Duration> start(Map<String, String> more, BooleanSupplier ready) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process started = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process = started;
        sendProperties(started, more);
        long deadline = begin + START_LIMIT.toNanos();
        while (started.isAlive()) {
            if (ready.getAsBoolean()) {
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
                ServerMain.class.getName(),
                kind.application()));
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

    /** The end of its log, which may be about to be deleted. */
    String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
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
