package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.DatabaseAccess;
import io.dayside.launch.ProgressListener;
import io.dayside.launch.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A database and an {@link IngestServer} of their own in a folder, with one hospital. */
final class IngestStand implements AutoCloseable {

    static final String TENANT = "proving-ground";
    static final String AE_TITLE = "PROVING";
    static final int SENDERS = 16;

    private static final int START_TRIES = 5;
    private static final long TRY_PAUSE_MILLIS = 500;

    private final Path data;
    private Services services;
    private final ServerProcess server;

    private IngestStand(Path data, Services services, ServerProcess server) {
        this.data = data;
        this.services = services;
        this.server = server;
    }

    /** @param options of the server's JVM */
    static IngestStand in(Path folder, List<String> options) throws Exception {
        Path config = Files.createDirectories(folder.resolve("tenant-config"));
        Files.writeString(config.resolve(TENANT + ".yaml"), hospital());
        Path data = folder.resolve("data");
        Services services = startServices(data);
        Map<String, String> properties = new HashMap<>(services.properties());
        properties.put("dayside.data-dir", data.toString());
        properties.put("dayside.tenant-config", config.toString());
        return new IngestStand(data, services, new ServerProcess(properties, options, folder.resolve("server.log")));
    }

    private static Services startServices(Path data) throws CommandFailure, InterruptedException {
        return Services.start(data, EnumSet.of(Services.Kind.POSTGRES), ProgressListener.silent());
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
        DatabaseAccess database = services.postgres().database();
        Connection connection = DriverManager.getConnection(
                database.url(), database.app().username(), database.app().password());
        try (var scope = connection.prepareStatement("select set_config('dayside.tenants', ?, false)")) {
            scope.setString(1, "{" + TENANT + "}");
            scope.execute();
        }
        return connection;
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
                services = startServices(data);
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
        services.close();
    }
}
