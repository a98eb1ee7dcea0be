package io.dayside.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A service that runs as our child and ends when we end, however we end.
 *
 * <p>Between us and the service stands a small shell, the guard, that holds a pipe from us: the pipe closes when this
 * JVM closes it or dies, and the guard then ends the service. Guard and service have a session of their own where
 * {@code setsid} exists, so that Ctrl-C reaches us alone and we end the services in the right order.
 */
final class ChildProcess implements AutoCloseable {

    private static final Duration GUARD_GRACE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final List<String> FOREIGN_SETTINGS = List.of("PG", "KC_", "KEYCLOAK_", "JAVA_", "JDK_", "QUARKUS_");
    private static final String GUARD = guard();

    /** A service that keeps ending is not helped by being started for ever. */
    private static final int MAX_RESTARTS = 5;

    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

    private final Plan plan;
    private volatile Process guard;
    private volatile boolean closing;

    private ChildProcess(Plan plan, Process guard) {
        this.plan = plan;
        this.guard = guard;
    }

    /**
     * How a service is run.
     *
     * @param name for people
     * @param command program and arguments; no secrets, since every user of the machine can read them
     * @param environment added to what we inherit; may hold secrets
     * @param log receives both outputs of the service
     * @param pidFile holds the service's process id while it runs
     * @param stopSignal by which the service ends in order, as {@code kill -s} names it
     * @param patience how long it may take to end before it is killed
     */
    record Plan(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Path pidFile,
            String stopSignal,
            Duration patience) {}

    static ChildProcess start(Plan plan) throws CommandFailure {
        return new ChildProcess(plan, launch(plan));
    }

    private static Process launch(Plan plan) throws CommandFailure {
        List<String> command = new ArrayList<>();
        findProgram("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of("sh", "-c", GUARD, "guard", plan.stopSignal()));
        command.addAll(List.of(
                Long.toString(plan.patience().toSeconds()), plan.pidFile().toString()));
        command.addAll(plan.command());
        try {
            Files.createDirectories(plan.log().getParent());
            Files.createDirectories(plan.pidFile().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
            prepare(builder.environment());
            builder.environment().putAll(plan.environment());
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailure(plan.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Runs a program to its end and fails unless it succeeds; its output goes to {@code log}. */
    static void run(String what, List<String> command, Map<String, String> environment, Path log)
            throws CommandFailure, InterruptedException {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            prepare(builder.environment());
            builder.environment().putAll(environment);
            int exit = builder.start().waitFor();
            if (exit != 0) {
                throw new CommandFailure("%s failed with exit code %d: see %s".formatted(what, exit, log));
            }
        } catch (IOException e) {
            throw new CommandFailure(what + " cannot be run: " + e.getMessage(), e);
        }
    }

    boolean isAlive() {
        return guard.isAlive();
    }

    /**
     * From now on starts the service again, on the same port, when it ends although nobody asked it to.
     *
     * @param listener hears of each such end
     * @param givenUp runs when the service has been started again too often
     */
    void keepRunning(ProgressListener listener, Runnable givenUp) {
        Thread.ofVirtual().name(plan.name() + " watch").start(() -> {
            try {
                watch(listener);
                if (!closing) {
                    givenUp.run();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void watch(ProgressListener listener) throws InterruptedException {
        for (int restarts = 0; restarts < MAX_RESTARTS; restarts++) {
            guard.waitFor();
            Thread.sleep(RESTART_PAUSE);
            if (!restart(listener)) {
                return;
            }
        }
        guard.waitFor();
    }

    private synchronized boolean restart(ProgressListener listener) {
        if (closing) {
            return false;
        }
        listener.progress("%s ended unexpectedly and is started again: see %s".formatted(plan.name(), plan.log()));
        try {
            guard = launch(plan);
            return true;
        } catch (CommandFailure e) {
            listener.progress(e.line());
            return false;
        }
    }

    /** Returns once the service answers; fails when it ends first or takes too long. */
    void awaitReady(BooleanSupplier answers, Duration limit) throws CommandFailure, InterruptedException {
        Instant deadline = Instant.now().plus(limit);
        while (!answers.getAsBoolean()) {
            if (!isAlive()) {
                throw new CommandFailure(plan.name() + " ended while it was starting: see " + plan.log());
            }
            if (Instant.now().isAfter(deadline)) {
                throw new CommandFailure(
                        "%s did not answer within %d s: see %s".formatted(plan.name(), limit.toSeconds(), plan.log()));
            }
            Thread.sleep(POLL);
        }
    }

    /** Asks the service to end and returns when it has, or when the guard has killed it. */
    @Override
    public synchronized void close() {
        closing = true;
        try {
            guard.getOutputStream().close();
        } catch (IOException _) {
            // The pipe is gone because the guard is: nothing left to close.
        }
        try {
            if (!guard.waitFor(plan.patience().plus(GUARD_GRACE).toMillis(), TimeUnit.MILLISECONDS)) {
                guard.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends what an earlier run left behind: the process of the plan's process id file, if its command line names
     * {@code ownPath}, so that a process id used again by a stranger is left alone.
     */
    static void endLeftover(Plan plan, Path ownPath) throws CommandFailure, InterruptedException {
        Optional<ProcessHandle> leftover = leftover(plan.pidFile(), ownPath);
        if (leftover.isEmpty()) {
            return;
        }
        ProcessHandle process = leftover.get();
        run(
                "kill",
                List.of("sh", "-c", "kill -s \"$1\" \"$2\" || true", "kill", plan.stopSignal(), "" + process.pid()),
                Map.of(),
                plan.log());
        Instant deadline = Instant.now().plus(plan.patience());
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            Thread.sleep(POLL);
        }
        if (process.isAlive()) {
            throw new CommandFailure("process %d of an earlier start still uses %s: end it, then try again"
                    .formatted(process.pid(), ownPath));
        }
    }

    private static Optional<ProcessHandle> leftover(Path pidFile, Path ownPath) {
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(_ -> commandLine(pid).contains(ownPath.toString()));
        } catch (IOException | NumberFormatException | java.util.NoSuchElementException _) {
            return Optional.empty();
        }
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException _) {
            return "";
        }
    }

    /** The program of that name on the path. */
    static Optional<Path> findProgram(String name) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return List.of(path.split(":")).stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Settings meant for other programs of this machine must not reach our services. */
    private static void prepare(Map<String, String> environment) {
        environment.keySet().removeIf(key -> FOREIGN_SETTINGS.stream().anyMatch(key::startsWith));
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
    }

    private static String guard() {
        try (InputStream in = ChildProcess.class.getResourceAsStream("guard.sh")) {
            if (in == null) {
                throw new IllegalStateException("guard.sh is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
