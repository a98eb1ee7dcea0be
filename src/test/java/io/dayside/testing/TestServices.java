package io.dayside.testing;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.DatabaseAccess;
import io.dayside.launch.KeycloakService;
import io.dayside.launch.ProgressListener;
import io.dayside.launch.Services;
import io.dayside.launch.Services.Kind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * The real PostgreSQL and Redis for tests, started once a test JVM under {@code target/test-services} and kept there
 * for the next run; Keycloak when it is first asked for.
 *
 * <pre>{@code
 * @DynamicPropertySource
 * static void services(DynamicPropertyRegistry registry) {
 *     TestServices.register(registry);
 * }
 * }</pre>
 */
public final class TestServices {

    private static final String PREFIX = "test_";
    private static final int MAX_PARALLEL_RUNS = 4;
    private static final AtomicInteger databases = new AtomicInteger();

    private TestServices() {}

    /** Started on first use, ended with the JVM. */
    private static final class Holder {
        private static final Path DIRECTORY;
        private static final Services SERVICES;

        static {
            Started started = firstFree();
            DIRECTORY = started.directory();
            SERVICES = started.services();
            Runtime.getRuntime().addShutdownHook(new Thread(SERVICES::close, "test services"));
            SERVICES.postgres().databases(PREFIX).forEach(SERVICES.postgres()::dropDatabase);
        }
    }

    private record Started(Path directory, Services services) {}

    /**
     * Sets what {@code ./dayside up} sets for database, Redis and data directory, with an empty database of its own for
     * each call, so that Spring contexts do not disturb each other.
     */
    public static void register(DynamicPropertyRegistry registry) {
        properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    /** Like {@link #register}, with Keycloak, which the first caller in a JVM waits for. */
    public static void registerWithKeycloak(DynamicPropertyRegistry registry) {
        register(registry);
        keycloak().properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    /** The same properties for tests that start the application themselves. Each call makes another database. */
    public static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(Holder.SERVICES.redis().properties());
        String name = PREFIX + databases.incrementAndGet();
        properties.putAll(Holder.SERVICES.postgres().createDatabase(name).properties());
        properties.put("spring.datasource.hikari.maximum-pool-size", "8");
        properties.put("spring.datasource.hikari.minimum-idle", "0");
        properties.put("spring.datasource.hikari.idle-timeout", "10000");
        properties.put(
                "dayside.data-dir",
                Holder.DIRECTORY
                        .resolve("contexts")
                        .resolve(name + "-" + ProcessHandle.current().pid())
                        .toString());
        properties.put("dayside.tenant-config", "tenant-config");
        properties.put("dayside.dicom.port", "0");
        properties.put("dayside.hl7.port", "0");
        properties.put("management.server.port", "0");
        properties.put("dayside.traffic.enabled", "false");
        return properties;
    }

    /** An empty database with the application's roles and rights. */
    public static DatabaseAccess freshDatabase() {
        return Holder.SERVICES.postgres().createDatabase(PREFIX + databases.incrementAndGet());
    }

    /** Keycloak, started on first use. */
    public static KeycloakService keycloak() {
        try {
            Holder.SERVICES.add(Set.of(Kind.KEYCLOAK));
            return Holder.SERVICES.keycloak();
        } catch (CommandFailure e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Another test run of the same clone may hold the first directory. */
    private static Started firstFree() {
        CommandFailure last = new CommandFailure("no attempt was made");
        for (int attempt = 1; attempt <= MAX_PARALLEL_RUNS; attempt++) {
            Path directory = Path.of("target", attempt == 1 ? "test-services" : "test-services-" + attempt)
                    .toAbsolutePath();
            try {
                return new Started(
                        directory,
                        Services.start(directory, EnumSet.of(Kind.POSTGRES, Kind.REDIS), ProgressListener.silent()));
            } catch (CommandFailure e) {
                last = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException(last);
    }
}
