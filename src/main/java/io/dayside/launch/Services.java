package io.dayside.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Redis and Keycloak of one data directory, as child processes of this JVM.
 *
 * <p>They listen on loopback only, on ports that are remembered, with random credentials, and they end with this JVM,
 * even if it is killed. One JVM at a time runs the services of a data directory; others {@linkplain #attachOrStart
 * attach}.
 */
public final class Services implements AutoCloseable {

    private static final Duration ATTACH_LIMIT = Duration.ofSeconds(60);
    private static final long ATTACH_POLL_MILLIS = 200;

    /** A service that we can run ourselves. */
    public enum Kind {
        POSTGRES,
        REDIS,
        /** Brings {@link #POSTGRES} with it, where its database lies. */
        KEYCLOAK
    }

    private final DataFolder data;
    private final ProgressListener listener;
    private final @Nullable FileChannel lock;
    private @Nullable PostgresService postgres;
    private @Nullable RedisService redis;
    private @Nullable KeycloakService keycloak;

    private Services(DataFolder data, ProgressListener listener, @Nullable FileChannel lock) {
        this.data = data;
        this.listener = listener;
        this.lock = lock;
    }

    /**
     * Starts the services and returns when all of them answer.
     *
     * @throws CommandFailure in particular when another process runs services in that data directory
     */
    public static Services start(Path dataDir, Set<Kind> kinds, ProgressListener listener)
            throws CommandFailure, InterruptedException {
        return started(DataFolder.at(dataDir), kinds, listener, true);
    }

    /** As {@link #start}, but does not wait for Keycloak: the listener hears when it answers or why it does not. */
    static Services begin(Path dataDir, Set<Kind> kinds, ProgressListener listener)
            throws CommandFailure, InterruptedException {
        return started(DataFolder.at(dataDir), kinds, listener, false);
    }

    /**
     * Uses the services that another process runs in that data directory, or else starts them for as long as the
     * result is open. For commands beside {@code up}; of Keycloak only a start of its own is offered.
     *
     * @throws CommandFailure in particular when nothing was ever run in that data directory
     */
    public static Services attachOrStart(Path dataDir, Set<Kind> kinds, ProgressListener listener)
            throws CommandFailure, InterruptedException {
        DataFolder data = DataFolder.existing(dataDir);
        Optional<FileChannel> lock = data.tryLock();
        if (lock.isPresent()) {
            return started(data, kinds, listener, lock.get(), true);
        }
        if (kinds.contains(Kind.KEYCLOAK)) {
            throw new CommandFailure("another Dayside runs on data directory %s: end it first".formatted(data.root()));
        }
        Services attached = new Services(data, listener, null);
        attached.attach(kinds);
        return attached;
    }

    private static Services started(DataFolder data, Set<Kind> kinds, ProgressListener listener, boolean whole)
            throws CommandFailure, InterruptedException {
        FileChannel lock = data.tryLock()
                .orElseThrow(() -> new CommandFailure(
                        "another Dayside runs on data directory %s: end it, or choose another with --data"
                                .formatted(data.root())));
        return started(data, kinds, listener, lock, whole);
    }

    private static Services started(
            DataFolder data, Set<Kind> kinds, ProgressListener listener, FileChannel lock, boolean whole)
            throws CommandFailure, InterruptedException {
        Services services = new Services(data, listener, lock);
        try {
            data.requireFreeSpace();
            services.add(kinds, whole);
            return services;
        } catch (CommandFailure | InterruptedException | RuntimeException e) {
            services.close();
            throw e;
        }
    }

    /** Starts those of the services that do not run yet, side by side as far as they allow. */
    public void add(Set<Kind> kinds) throws CommandFailure, InterruptedException {
        add(kinds, true);
    }

    private synchronized void add(Set<Kind> kinds, boolean whole) throws CommandFailure, InterruptedException {
        Set<Kind> wanted = EnumSet.noneOf(Kind.class);
        wanted.addAll(kinds);
        if (wanted.contains(Kind.KEYCLOAK)) {
            wanted.add(Kind.POSTGRES);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<@Nullable Void> redisReady =
                    threads.submit(() -> onlyIf(wanted.contains(Kind.REDIS), this::startRedis));
            Future<Path> keycloakHome = wanted.contains(Kind.KEYCLOAK) && keycloak == null
                    ? threads.submit(() -> KeycloakService.prepare(data, keycloakArchive(), listener))
                    : CompletableFuture.completedFuture(data.root());
            onlyIf(wanted.contains(Kind.POSTGRES), this::startPostgres);
            result(redisReady);
            Path home = result(keycloakHome);
            onlyIf(wanted.contains(Kind.KEYCLOAK), () -> startKeycloak(home, whole));
        }
    }

    /** The database service; only if it was asked for. */
    public PostgresService postgres() {
        return asked(postgres, Kind.POSTGRES);
    }

    /** Redis; only if it was asked for. */
    public RedisService redis() {
        return asked(redis, Kind.REDIS);
    }

    /** Keycloak; only if it was asked for. */
    public KeycloakService keycloak() {
        return asked(keycloak, Kind.KEYCLOAK);
    }

    /** The properties by which the application finds all of these services. */
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        if (postgres != null) {
            properties.putAll(postgres.database().properties());
        }
        if (redis != null) {
            properties.putAll(redis.properties());
        }
        if (keycloak != null) {
            properties.putAll(keycloak.properties());
        }
        return properties;
    }

    /**
     * From now on starts a service again that ends although nobody asked it to.
     *
     * @param givenUp runs when a service keeps ending
     */
    void keepRunning(Runnable givenUp) {
        if (postgres != null) {
            postgres.keepRunning(listener, givenUp);
        }
        if (redis != null) {
            redis.keepRunning(listener, givenUp);
        }
        if (keycloak != null) {
            keycloak.keepRunning(listener, givenUp);
        }
    }

    /** Whether nobody can log in, because the Keycloak that we run does not answer. */
    boolean awaitsKeycloak() {
        return keycloak != null && !keycloak.answers();
    }

    /** Ends what we started, last started first; returns when all have ended. */
    @Override
    public void close() {
        if (keycloak != null) {
            keycloak.close();
        }
        if (redis != null) {
            redis.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException _) {
            // The operating system gives the lock back when we end.
        }
    }

    private void startPostgres() throws CommandFailure, InterruptedException {
        if (postgres == null) {
            Instant begin = Instant.now();
            postgres = PostgresService.start(data, listener);
            ready("PostgreSQL 18", postgres.port(), begin);
        }
    }

    private void startRedis() throws CommandFailure, InterruptedException {
        if (redis == null) {
            Instant begin = Instant.now();
            redis = RedisService.start(data);
            ready("Redis", redis.port(), begin);
        }
    }

    private void startKeycloak(Path home, boolean whole) throws CommandFailure, InterruptedException {
        if (keycloak != null) {
            return;
        }
        Instant begin = Instant.now();
        KeycloakService starting = KeycloakService.begin(data, home, postgres());
        keycloak = starting;
        if (whole) {
            awaitReady(starting);
            ready("Keycloak", starting.port(), begin);
        } else {
            Thread.ofVirtual().name("Keycloak start").start(() -> tellWhenReady(starting, begin));
        }
    }

    private void awaitReady(KeycloakService starting) throws CommandFailure, InterruptedException {
        try {
            starting.awaitReady();
        } catch (CommandFailure | InterruptedException | RuntimeException e) {
            starting.close();
            keycloak = null;
            throw e;
        }
    }

    private void tellWhenReady(KeycloakService starting, Instant begin) {
        try {
            starting.awaitReady();
            ready("Keycloak", starting.port(), begin);
        } catch (CommandFailure e) {
            listener.progress(e.line());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void ready(String name, int port, Instant begin) {
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        listener.progress("%s: ready on 127.0.0.1:%d after %.1f s".formatted(name, port, seconds));
    }

    private void attach(Set<Kind> kinds) throws CommandFailure, InterruptedException {
        if (kinds.contains(Kind.POSTGRES)) {
            awaitPort(PostgresService.NAME);
            postgres = PostgresService.attach(data);
        }
        if (kinds.contains(Kind.REDIS)) {
            awaitPort(RedisService.NAME);
            redis = RedisService.attach(data);
        }
    }

    private void awaitPort(String service) throws CommandFailure, InterruptedException {
        Instant deadline = Instant.now().plus(ATTACH_LIMIT);
        while (!Ports.answers(data.ports().remembered(service))) {
            if (Instant.now().isAfter(deadline)) {
                throw new CommandFailure("another Dayside uses data directory %s but its %s does not answer: end it"
                        .formatted(data.root(), service));
            }
            Thread.sleep(ATTACH_POLL_MILLIS);
        }
    }

    /** Built by Maven beside the classes. */
    private static Path keycloakArchive() {
        return Path.of(System.getProperty("dayside.home", ""), "target", "services", "keycloak.zip")
                .toAbsolutePath();
    }

    private static <T> T asked(@Nullable T service, Kind kind) {
        if (service == null) {
            throw new IllegalStateException(kind + " was not asked for");
        }
        return service;
    }

    /** A step of a start. */
    @FunctionalInterface
    private interface Step {
        void run() throws CommandFailure, InterruptedException;
    }

    private static @Nullable Void onlyIf(boolean wanted, Step step) throws CommandFailure, InterruptedException {
        if (wanted) {
            step.run();
        }
        return null;
    }

    private static <T extends @Nullable Object> T result(Future<T> future) throws CommandFailure, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
