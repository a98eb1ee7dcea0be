package io.dayside.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 18 in the data directory, on loopback only, with scram-sha-256 passwords only. */
public final class PostgresService implements AutoCloseable {

    static final String NAME = "postgres";

    private static final String DATABASE = "dayside";
    private static final String KEYCLOAK = "keycloak";
    private static final String SUPERUSER = "postgres";
    /** Crash recovery replays up to max_wal_size (1 GB) from a slow disk. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=150",
            "shared_buffers=192MB",
            "fsync=on",
            "synchronous_commit=on",
            "password_encryption=scram-sha-256",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_line_prefix=%m [%p] ",
            // Values of rows and statements may identify a patient: they stay out of the log.
            "log_error_verbosity=terse",
            "log_min_error_statement=panic",
            "log_parameter_max_length=0",
            "log_parameter_max_length_on_error=0");
    private static final String CLIENTS = """
            # Written at every start. Only this machine, only with a password.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final DataFolder data;
    private final int port;
    private final @Nullable ChildProcess process;

    private PostgresService(DataFolder data, int port, @Nullable ChildProcess process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    /** Starts it, after making the cluster, roles and databases that are missing. */
    static PostgresService start(DataFolder data, ProgressListener listener)
            throws CommandFailure, InterruptedException {
        Path log = data.log(NAME);
        Account account = Account.forPostgres(log);
        Path programs = PostgresPrograms.unpackInto(data.programs());
        Path cluster = cluster(data, account, programs, listener);
        int port = data.ports().claim(NAME);
        ChildProcess.Plan plan = plan(data, account, programs, cluster, port);
        ChildProcess.endLeftover(plan, cluster);
        writeClients(cluster);
        account.own(cluster);
        ChildProcess process = ChildProcess.start(plan);
        PostgresService service = new PostgresService(data, port, process);
        try {
            process.awaitReady(service::answers, START_LIMIT);
            service.bringUp();
            return service;
        } catch (CommandFailure | InterruptedException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /** The one that another process of ours runs in this data directory. */
    static PostgresService attach(DataFolder data) {
        return new PostgresService(data, data.ports().remembered(NAME), null);
    }

    /** The application's database. */
    public DatabaseAccess database() {
        return access(DATABASE);
    }

    /** A further database with the same roles and rights, empty. For tests, which must not disturb each other. */
    public DatabaseAccess createDatabase(String database) {
        try {
            try (Connection connection = superuser(SUPERUSER)) {
                PostgresSetup.database(connection, database, PostgresSetup.OWNER);
            }
            try (Connection connection = superuser(database)) {
                PostgresSetup.applicationDatabase(connection, database);
            }
            return access(database);
        } catch (SQLException e) {
            throw new IllegalStateException("database " + database + " cannot be created", e);
        }
    }

    /** Removes a database made by {@link #createDatabase} and ends its sessions. */
    public void dropDatabase(String database) {
        try (Connection connection = superuser(SUPERUSER)) {
            PostgresSetup.execute(
                    connection, "drop database if exists %s with (force)".formatted(PostgresSetup.name(database)));
        } catch (SQLException e) {
            throw new IllegalStateException("database " + database + " cannot be dropped", e);
        }
    }

    /** Names of all databases whose name begins with {@code prefix}. */
    public List<String> databases(String prefix) {
        List<String> names = new ArrayList<>();
        try (Connection connection = superuser(SUPERUSER);
                var query =
                        connection.prepareStatement("select datname from pg_database where starts_with(datname, ?)")) {
            query.setString(1, prefix);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException("databases cannot be listed", e);
        }
    }

    /** The server's first process, parent of all its others, while it runs. */
    public Optional<ProcessHandle> postmaster() {
        try {
            var lines = Files.readAllLines(data.part(NAME).resolve("postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    int port() {
        return port;
    }

    /** Keycloak's own database, without parameters. */
    String keycloakUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + KEYCLOAK;
    }

    Login keycloakLogin() {
        return login(KEYCLOAK);
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

    private DatabaseAccess access(String database) {
        String url = "jdbc:postgresql://127.0.0.1:%d/%s?currentSchema=%s,public&ApplicationName=dayside"
                .formatted(port, database, PostgresSetup.SCHEMA);
        return new DatabaseAccess(url, login(PostgresSetup.OWNER), login(PostgresSetup.APP));
    }

    private Login login(String role) {
        return new Login(role, data.secrets().get("postgres-" + role));
    }

    private boolean answers() {
        try (Connection _ = superuser(SUPERUSER)) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private void bringUp() throws CommandFailure {
        try (Connection connection = superuser(SUPERUSER)) {
            PostgresSetup.role(connection, login(PostgresSetup.OWNER));
            PostgresSetup.role(connection, login(PostgresSetup.APP));
            PostgresSetup.role(connection, login(KEYCLOAK));
            PostgresSetup.applicationRoles(connection);
            PostgresSetup.database(connection, KEYCLOAK, KEYCLOAK);
        } catch (SQLException e) {
            throw new CommandFailure("PostgreSQL's roles cannot be set up: see " + data.log(NAME), e);
        }
        createDatabase(DATABASE);
    }

    private Connection superuser(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", data.secrets().get("postgres-" + SUPERUSER));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("ApplicationName", "dayside launcher");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }

    private static ChildProcess.Plan plan(DataFolder data, Account account, Path programs, Path cluster, int port) {
        List<String> command = new ArrayList<>(
                List.of(programs.resolve("bin/postgres").toString(), "-D", cluster.toString(), "-p", "" + port));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return new ChildProcess.Plan(
                "PostgreSQL",
                account.command(command),
                Map.of(),
                data.log(NAME),
                data.pidFile(NAME),
                "INT",
                STOP_PATIENCE);
    }

    private static Path cluster(DataFolder data, Account account, Path programs, ProgressListener listener)
            throws CommandFailure, InterruptedException {
        Path cluster = data.part(NAME);
        if (data.isWhole(NAME)) {
            if (!Files.exists(cluster.resolve("global/pg_control"))) {
                throw new CommandFailure("the database in %s is damaged: restore it from a backup, or move %s away"
                        .formatted(cluster, data.root()));
            }
            if (!data.secrets().has("postgres-" + SUPERUSER)) {
                throw new CommandFailure("the credentials of the database in %s are missing: restore %s from a backup"
                        .formatted(cluster, data.part("secrets")));
            }
            return cluster;
        }
        if (Files.exists(cluster.resolve("postmaster.opts"))) {
            throw new CommandFailure(
                    "%s is half built but has been in use: move %s away, or create the empty file %s to use it as it is"
                            .formatted(cluster, data.root(), data.mark(NAME)));
        }
        listener.progress("PostgreSQL: making the database cluster");
        try {
            initialise(data, account, programs, cluster);
        } catch (IOException e) {
            throw new CommandFailure("the database cannot be made in %s: %s".formatted(cluster, e.getMessage()), e);
        }
        return cluster;
    }

    private static void initialise(DataFolder data, Account account, Path programs, Path cluster)
            throws IOException, CommandFailure, InterruptedException {
        Unpacking.deleteTree(cluster);
        Files.createDirectories(
                cluster, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordFile = Files.createTempFile(data.root(), "initdb", null);
        try {
            Files.writeString(passwordFile, data.secrets().get("postgres-" + SUPERUSER));
            account.own(cluster, passwordFile);
            ChildProcess.run(
                    "initdb",
                    account.command(List.of(
                            programs.resolve("bin/initdb").toString(),
                            "--pgdata=" + cluster,
                            "--username=" + SUPERUSER,
                            "--auth=scram-sha-256",
                            "--pwfile=" + passwordFile,
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8")),
                    Map.of(),
                    data.log(NAME));
        } finally {
            Files.delete(passwordFile);
        }
        data.markWhole(NAME);
    }

    private static void writeClients(Path cluster) throws CommandFailure {
        try {
            Files.writeString(cluster.resolve("pg_hba.conf"), CLIENTS);
        } catch (IOException e) {
            throw new CommandFailure("%s cannot be written: %s".formatted(cluster, e.getMessage()), e);
        }
    }
}
