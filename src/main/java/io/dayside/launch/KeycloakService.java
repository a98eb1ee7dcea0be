package io.dayside.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Keycloak on loopback, with its own database in our PostgreSQL. */
public final class KeycloakService implements AutoCloseable {

    static final String NAME = "keycloak";

    private static final String FOLDER = "keycloak-26.7.3";
    private static final String ADMIN = "dayside-admin";
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
    /** What Keycloak calls build options: a change of any of them needs another {@code kc.sh build}. */
    private static final List<String> BUILD_OPTIONS = List.of("--db=postgres");

    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms64m",
            "-Xmx512m",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Djava.security.egd=file:/dev/urandom",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED");

    private final DataFolder data;
    private final int port;
    private final ChildProcess process;

    private KeycloakService(DataFolder data, int port, ChildProcess process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    /** Unpacks and builds it unless that is done; needs no database. */
    static Path prepare(DataFolder data, Path archive, ProgressListener listener)
            throws CommandFailure, InterruptedException {
        Path home = unpack(data, archive, listener);
        Path mark = home.resolve("dayside-built");
        String options = String.join(" ", BUILD_OPTIONS);
        try {
            if (Files.exists(mark) && Files.readString(mark).equals(options)) {
                return home;
            }
            listener.progress("Keycloak: preparing it for PostgreSQL, once");
            List<String> command =
                    new ArrayList<>(List.of("sh", home.resolve("bin/kc.sh").toString(), "build"));
            command.addAll(BUILD_OPTIONS);
            ChildProcess.run(
                    "preparing Keycloak",
                    command,
                    Map.of("JAVA_HOME", javaHome().toString(), "JAVA_OPTS_KC_HEAP", "-Xmx512m"),
                    data.log(NAME));
            Files.writeString(mark, options);
            return home;
        } catch (IOException e) {
            throw new CommandFailure("Keycloak cannot be prepared in %s: %s".formatted(home, e.getMessage()), e);
        }
    }

    /** Starts it and returns at once: {@link #awaitReady} waits until it answers. */
    static KeycloakService begin(DataFolder data, Path home, PostgresService postgres)
            throws CommandFailure, InterruptedException {
        int port = data.ports().claim(NAME);
        ChildProcess.Plan plan = plan(data, home, postgres, port);
        ChildProcess.endLeftover(plan, home);
        return new KeycloakService(data, port, ChildProcess.start(plan));
    }

    /** Fails when it ends first or takes too long; it is ours to close even so. */
    void awaitReady() throws CommandFailure, InterruptedException {
        process.awaitReady(this::answers, START_LIMIT);
    }

    /** Address as browsers see it, without a slash at the end. */
    public String url() {
        return "http://localhost:" + port;
    }

    /** The administrator of the master realm. */
    public Login admin() {
        return new Login(ADMIN, data.secrets().get("keycloak-admin"));
    }

    /** The properties by which the application finds it. */
    public Map<String, String> properties() {
        return Map.of(
                "dayside.keycloak.url", url(),
                "dayside.keycloak.patience", START_LIMIT.toSeconds() + "s",
                "dayside.keycloak.admin-username", admin().username(),
                "dayside.keycloak.admin-password", admin().password());
    }

    int port() {
        return port;
    }

    void keepRunning(ProgressListener listener, Runnable givenUp) {
        process.keepRunning(listener, givenUp);
    }

    @Override
    public void close() {
        process.close();
    }

    boolean answers() {
        if (!Ports.answers(port)) {
            return false;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/realms/master"))
                .timeout(ANSWER_TIMEOUT)
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(ANSWER_TIMEOUT).build()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ChildProcess.Plan plan(DataFolder data, Path home, PostgresService postgres, int port) {
        List<String> command =
                new ArrayList<>(List.of(javaHome().resolve("bin/java").toString()));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                // Written when it first ends; saves a quarter of the work of each later start.
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + home.resolve("dayside-classes.jsa"),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                // One node: nothing to find others by, and no port for them.
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname-strict=false"));
        Login database = postgres.keycloakLogin();
        Map<String, String> environment = Map.of(
                "KC_DB_URL", postgres.keycloakUrl(),
                "KC_DB_USERNAME", database.username(),
                "KC_DB_PASSWORD", database.password(),
                "KC_DB_POOL_MAX_SIZE", "20",
                "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                "KC_BOOTSTRAP_ADMIN_PASSWORD", data.secrets().get("keycloak-admin"));
        return new ChildProcess.Plan(
                "Keycloak", command, environment, data.log(NAME), data.pidFile(NAME), "TERM", STOP_PATIENCE);
    }

    private static Path unpack(DataFolder data, Path archive, ProgressListener listener) throws CommandFailure {
        Path home = data.programs().resolve(FOLDER);
        try {
            return Unpacking.once(home, folder -> {
                listener.progress("Keycloak: unpacking it, once");
                unpack(archive, folder);
            });
        } catch (IOException e) {
            throw new CommandFailure(
                    "Keycloak cannot be unpacked from %s: %s (./dayside builds that file)"
                            .formatted(archive, e.getMessage()),
                    e);
        }
    }

    /** Leaves out the first folder of every name, which carries the version. */
    private static void unpack(Path archive, Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path target = Unpacking.inside(folder, name);
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
        Files.setPosixFilePermissions(folder.resolve("bin/kc.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }
}
