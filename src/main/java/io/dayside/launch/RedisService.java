package io.dayside.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Redis on loopback, with a password and without a memory of its own: it holds only what may be lost. */
public final class RedisService implements AutoCloseable {

    static final String NAME = "redis";

    private static final String PROGRAM = "redis-server-6.2.6-v5-linux-amd64";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final int ANSWER_TIMEOUT_MILLIS = 1_000;

    private final DataFolder data;
    private final int port;
    private final @Nullable ChildProcess process;

    private RedisService(DataFolder data, int port, @Nullable ChildProcess process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    static RedisService start(DataFolder data) throws CommandFailure, InterruptedException {
        int port = data.ports().claim(NAME);
        ChildProcess.Plan plan;
        try {
            Path folder = Unpacking.once(data.programs().resolve(PROGRAM), RedisService::unpack);
            plan = plan(data, folder, port);
        } catch (IOException e) {
            throw new CommandFailure("Redis cannot be unpacked: " + e.getMessage(), e);
        }
        ChildProcess.endLeftover(plan, data.root());
        ChildProcess process = ChildProcess.start(plan);
        RedisService service = new RedisService(data, port, process);
        try {
            process.awaitReady(service::answers, START_LIMIT);
            return service;
        } catch (CommandFailure | InterruptedException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    static RedisService attach(DataFolder data) {
        return new RedisService(data, data.ports().remembered(NAME), null);
    }

    /** The properties by which Spring finds it. */
    public Map<String, String> properties() {
        return Map.of(
                "spring.data.redis.host", "127.0.0.1",
                "spring.data.redis.port", Integer.toString(port),
                "spring.data.redis.password", password());
    }

    int port() {
        return port;
    }

    void keepRunning(ProgressListener listener, Runnable givenUp) {
        if (process != null) {
            process.keepRunning(listener, givenUp);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    private String password() {
        return data.secrets().get(NAME);
    }

    /** Speaks just enough of the protocol to know that it accepts our password. */
    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write("AUTH %s\r\nPING\r\n".formatted(password()).getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+OK".equals(answers.readLine()) && "+PONG".equals(answers.readLine());
        } catch (IOException _) {
            return false;
        }
    }

    private static void unpack(Path folder) throws IOException {
        try (InputStream program = RedisService.class.getResourceAsStream("/" + PROGRAM)) {
            if (program == null) {
                throw new IOException("its artifact is missing from the class path");
            }
            Path target = folder.resolve("redis-server");
            Files.copy(program, target);
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static ChildProcess.Plan plan(DataFolder data, Path programs, int port) throws IOException {
        Path folder = data.part(NAME);
        Files.createDirectories(folder);
        Path settings = folder.resolve("redis.conf");
        Files.deleteIfExists(settings);
        Files.createFile(settings, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(settings, settings(data, folder, port));
        return new ChildProcess.Plan(
                "Redis",
                List.of(programs.resolve("redis-server").toString(), settings.toString()),
                Map.of(),
                data.log(NAME),
                data.pidFile(NAME),
                "TERM",
                STOP_PATIENCE);
    }

    private static String settings(DataFolder data, Path folder, int port) {
        return """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir "%s"
                daemonize no
                set-proc-title no
                save ""
                appendonly no
                maxmemory 256mb
                maxmemory-policy allkeys-lru
                """.formatted(port, data.secrets().get(NAME), folder);
    }
}
