package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.Login;
import io.dayside.launch.ProgressListener;
import io.dayside.launch.Services;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A database and a server of their own in a folder, with one hospital. */
final class IngestStand implements AutoCloseable {

    static final String TENANT = "proving-ground";
    static final String AE_TITLE = "PROVING";
    static final int SENDERS = 16;

    private static final int START_TRIES = 5;
    private static final long TRY_PAUSE_MILLIS = 500;

    private final Path data;
    private final StandServer kind;
    private Services services;
    private final ServerProcess server;
    private final @Nullable StandCoordinator coordinator;

    private IngestStand(
            Path data,
            StandServer kind,
            Services services,
            ServerProcess server,
            @Nullable StandCoordinator coordinator) {
        this.data = data;
        this.kind = kind;
        this.services = services;
        this.server = server;
        this.coordinator = coordinator;
    }

    /** @param options of the server's JVM */
    static IngestStand in(Path folder, StandServer kind, List<String> options) throws Exception {
        StandCoordinator coordinator = kind == StandServer.DICOMWEB ? new StandCoordinator() : null;
        Path config = Files.createDirectories(folder.resolve("tenant-config"));
        Files.writeString(
                config.resolve(TENANT + ".yaml"),
                hospital() + (coordinator == null ? "" : coordinator.document(TENANT)));
        Path data = folder.resolve("data");
        Services services = startServices(data, kind);
        Map<String, String> properties = new HashMap<>(services.properties());
        properties.put("dayside.data-dir", data.toString());
        properties.put("dayside.tenant-config", config.toString());
        if (coordinator != null) {
            properties.putAll(coordinator.properties());
        }
        var server = new ServerProcess(kind, properties, options, folder.resolve("server.log"));
        return new IngestStand(data, kind, services, server, coordinator);
    }

    private static Services startServices(Path data, StandServer kind) throws CommandFailure, InterruptedException {
        return Services.start(data, kind.services(), ProgressListener.silent());
    }

    /** Starts the server unless it runs. */
    void start() throws IOException, InterruptedException, SQLException {
        if (server.isAlive()) {
            return;
        }
        if (start(Map.of()).isEmpty()) {
            throw new IOException("the server ended as it started:\n" + server.lastWords());
        }
    }

    /**
     * As {@link ServerProcess#start(Map)}; then the coordinator may call.
     *
     * @param more properties of this start alone
     */
    Optional<Duration> start(Map<String, String> more) throws IOException, InterruptedException, SQLException {
        var took = server.start(more);
        if (coordinator != null && took.isPresent()) {
            try (var connection = connect()) {
                coordinator.admit(connection);
            }
        }
        return took;
    }

    /** The hospital's DICOMweb, for its coordinator. */
    DicomWebAddress dicomweb() {
        var root = URI.create("http://127.0.0.1:" + server.webPort() + "/dicomweb/" + TENANT);
        return new DicomWebAddress(
                root, Objects.requireNonNull(coordinator, "asked for").token());
    }

    /** The calling AE title of a sender, counted from 0. */
    static String sender(int number) {
        return "SENDER_" + number;
    }

    private static String hospital() {
        var senders = new StringBuilder();
        for (int i = 0; i < SENDERS; i++) {
            senders.append("  - aeTitle: ").append(sender(i)).append('\n');
        }
        return """
                kind: Hospital
                id: %s
                name: Proving Ground
                numberPrefix: PG
                aeTitle: %s
                facilities:
                  - code: PGM
                    name: Proving Ground, main site
                    jurisdiction: GB
                    zone: Europe/London
                senders:
                %sturnaround:
                  stat: 1h
                  urgent: 4h
                  routine: 24h
                models: []
                quietTime: 4s
                orderWait: 5m
                orders:
                  sendingApplication: PROVING_RIS
                  sendingFacility: PROVING
                  receivingFacility: PROVING
                """.formatted(TENANT, AE_TITLE, senders);
    }

    ServerProcess server() {
        return server;
    }

    /** To the server's tables, as the hospital sees them. */
    Connection connect() throws SQLException {
        return connect(services.postgres().database().app());
    }

    /** As {@link #connect()}, by the account that owns the tables. */
    Connection connectAsOwner() throws SQLException {
        return connect(services.postgres().database().owner());
    }

    private Connection connect(Login login) throws SQLException {
        Connection connection =
                DriverManager.getConnection(services.postgres().database().url(), login.username(), login.password());
        try (var scope = connection.prepareStatement("select set_config('dayside.tenants', ?, false)")) {
            scope.setString(1, "{" + TENANT + "}");
            scope.execute();
        }
        return connection;
    }

    /** Instances of these studies in the index. */
    int held(List<String> studies) throws SQLException {
        try (var connection = connect();
                var count = connection.prepareStatement(
                        "select count(*) from instance where study_instance_uid = any (?)")) {
            count.setArray(1, connection.createArrayOf("text", studies.toArray()));
            try (var rows = count.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** Where the hospital's objects lie. */
    Path objects() {
        return data.resolve("objects").resolve(TENANT);
    }

    /** Kills every process of PostgreSQL with -9. */
    void killDatabase() {
        services.postgres().postmaster().ifPresent(postmaster -> {
            List<ProcessHandle> parts = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            parts.forEach(ProcessHandle::destroyForcibly);
        });
    }

    /** Kills one process of PostgreSQL with -9; its parent then ends the others and recovers. */
    void killPartOfDatabase(Random random) {
        services.postgres().postmaster().ifPresent(postmaster -> {
            List<ProcessHandle> parts = postmaster.descendants().toList();
            if (!parts.isEmpty()) {
                parts.get(random.nextInt(parts.size())).destroyForcibly();
            }
        });
    }

    /** Starts PostgreSQL again after {@link #killDatabase}. */
    void restartDatabase() throws CommandFailure, InterruptedException {
        services.close();
        for (int i = 1; ; i++) {
            try {
                services = startServices(data, kind);
                return;
            } catch (CommandFailure e) {
                // What is left of the killed one may still hold its shared memory.
                if (i == START_TRIES) {
                    throw e;
                }
                Thread.sleep(TRY_PAUSE_MILLIS);
            }
        }
    }

    @Override
    public void close() {
        server.close();
        if (coordinator != null) {
            coordinator.close();
        }
        services.close();
    }
}
