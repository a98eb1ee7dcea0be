package io.dayside.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.launch.Services.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real PostgreSQL and Redis: started, used again, half built, killed. */
class ServicesTests {

    private static final Set<Kind> DATABASE_AND_CACHE = EnumSet.of(Kind.POSTGRES, Kind.REDIS);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path programs = Path.of("replaced by JUnit");

    @TempDir
    private Path data = Path.of("replaced by JUnit");

    /** Unpacking takes longer than all the rest: once is enough. */
    @BeforeEach
    void sharePrograms() throws IOException {
        Files.createSymbolicLink(data.resolve("services"), programs);
    }

    @AfterEach
    void unlinkPrograms() throws IOException {
        if (Files.isSymbolicLink(data.resolve("services"))) {
            Files.delete(data.resolve("services"));
        }
    }

    @Test
    void whatWasWrittenIsThereAtTheNextStart() throws Exception {
        int port;
        try (Services services = start()) {
            port = services.postgres().port();
            ownerExecutes(services, "create table kept as select 42 as answer");
        }
        assertThat(processesOf(data)).isEmpty();
        try (Services services = start()) {
            assertThat(services.postgres().port()).isEqualTo(port);
            ownerExecutes(services, "select answer from kept");
        }
        assertThat(processesOf(data)).isEmpty();
    }

    @Test
    void credentialsAreForTheirOwnerOnly() throws Exception {
        try (Services _ = start();
                Stream<Path> secrets = Files.list(data.resolve("secrets"))) {
            assertThat(mode(data.resolve("secrets"))).isEqualTo("rwx------");
            assertThat(secrets)
                    .isNotEmpty()
                    .allSatisfy(secret -> assertThat(mode(secret)).isEqualTo("rw-------"));
            assertThat(mode(data.resolve("redis/redis.conf"))).isEqualTo("rw-------");
            assertThat(mode(data.resolve("postgres"))).isEqualTo("rwx------");
            assertThat(commandLinesOf(data)).noneMatch(line -> line.contains(secret("postgres-postgres")));
        }
    }

    @Test
    void aSecondStartOnTheSameDataIsRefusedAndAnotherCommandAttaches() throws Exception {
        try (Services services = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("--data");
            try (Services attached = Services.attachOrStart(data, DATABASE_AND_CACHE, ProgressListener.silent())) {
                assertThat(attached.properties()).isEqualTo(services.properties());
                ownerExecutes(attached, "select 1");
            }
            ownerExecutes(services, "select 1");
        }
    }

    @Test
    void aHalfMadeClusterIsMadeAgain() throws Exception {
        Files.createDirectories(data.resolve("postgres/base"));
        Files.writeString(data.resolve("postgres/PG_VERSION"), "18");
        try (Services services = start()) {
            ownerExecutes(services, "select 1");
        }
    }

    @Test
    void aClusterThatWasInUseIsNeverMadeAgain() throws Exception {
        start().close();
        Files.delete(data.resolve("postgres.whole"));
        assertThatThrownBy(this::start)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("half built")
                .message()
                .doesNotContain("\n");
        assertThat(data.resolve("postgres/global/pg_control")).exists();
        Files.createFile(data.resolve("postgres.whole"));
        start().close();
    }

    @Test
    void lostCredentialsAreToldInOneLine() throws Exception {
        start().close();
        Files.delete(data.resolve("secrets/postgres-postgres"));
        assertThatThrownBy(this::start).isInstanceOf(CommandFailure.class).hasMessageContaining("credentials");
    }

    @Test
    void anInterruptedUnpackingIsDoneAgain() throws Exception {
        Files.delete(data.resolve("services"));
        Path partial = data.resolve("services/postgres-18.0.0.partial/bin");
        Files.createDirectories(partial);
        Files.writeString(partial.resolve("postgres"), "half");
        try (Services services = start()) {
            ownerExecutes(services, "select 1");
        }
        assertThat(partial).doesNotExist();
    }

    @Test
    void childrenEndWhenTheirParentIsKilled() throws Exception {
        Process parent = startInAnotherJvm();
        assertThat(processesOf(data)).isNotEmpty();
        parent.destroyForcibly().waitFor();
        assertThat(eventually(() -> processesOf(data).isEmpty())).isTrue();
        try (Services services = start()) {
            ownerExecutes(services, "select 1");
        }
    }

    @Test
    void aStartRightAfterAKillWaitsForTheOldServices() throws Exception {
        startInAnotherJvm().destroyForcibly().waitFor();
        try (Services services = start()) {
            ownerExecutes(services, "select 1");
        }
    }

    @Test
    void servicesLeftWithoutAGuardAreEndedByTheNextStart() throws Exception {
        Process parent = startInAnotherJvm();
        List<ProcessHandle> guards = parent.children().toList();
        guards.forEach(ProcessHandle::destroyForcibly);
        parent.destroyForcibly().waitFor();
        assertThat(processesOf(data)).isNotEmpty();
        try (Services services = start()) {
            ownerExecutes(services, "select 1");
        }
        assertThat(eventually(() -> processesOf(data).isEmpty())).isTrue();
    }

    @Test
    void aServiceThatIsKilledComesBackOnItsPort() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try (Services services = Services.start(data, EnumSet.of(Kind.REDIS), lines::add)) {
            services.keepRunning(() -> lines.add("given up"));
            ProcessHandle redis = processesOf(data).stream()
                    .filter(process -> process.info().command().orElse("").endsWith("redis-server"))
                    .findFirst()
                    .orElseThrow();
            redis.destroyForcibly();
            assertThat(eventually(() ->
                            !redis.isAlive() && Ports.answers(services.redis().port())))
                    .isTrue();
            assertThat(lines).anyMatch(line -> line.contains("started again")).doesNotContain("given up");
        }
        assertThat(processesOf(data)).isEmpty();
    }

    private Services start() throws CommandFailure, InterruptedException {
        return Services.start(data, DATABASE_AND_CACHE, ProgressListener.silent());
    }

    /** Starts the services in a JVM of their own and returns when they are ready. */
    private Process startInAnotherJvm() throws IOException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldServices.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(parent.inputReader().readLine()).isEqualTo("ready");
        return parent;
    }

    /** What the other JVM runs. */
    static final class HoldServices {

        private HoldServices() {}

        static void main(String[] args) throws Exception {
            try (Services _ = Services.start(Path.of(args[0]), DATABASE_AND_CACHE, ProgressListener.silent())) {
                System.out.println("ready");
                TimeUnit.MINUTES.sleep(5);
            }
        }
    }

    private static void ownerExecutes(Services services, String sql) throws SQLException {
        DatabaseAccess access = services.postgres().database();
        try (Connection connection = DriverManager.getConnection(
                access.url(), access.owner().username(), access.owner().password())) {
            PostgresSetup.execute(connection, sql);
        }
    }

    private String secret(String name) {
        return new Secrets(data.resolve("secrets")).get(name);
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** PostgreSQL and Redis of that directory. */
    private static List<ProcessHandle> processesOf(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").matches(".*/(postgres|redis-server)"))
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private static List<String> commandLinesOf(Path data) {
        return processesOf(data).stream()
                .map(process -> process.info().commandLine().orElse(""))
                .toList();
    }

    private static boolean eventually(java.util.function.BooleanSupplier claim) throws InterruptedException {
        Instant deadline = Instant.now().plus(LIMIT);
        while (!claim.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            Thread.sleep(100);
        }
        return true;
    }
}
