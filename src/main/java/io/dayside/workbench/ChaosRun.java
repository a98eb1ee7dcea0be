package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Blow after blow at one server and one database, which are held against the ledger after each. */
final class ChaosRun implements AutoCloseable {

    /** Starts sooner, and needs no more than one of the hospitals' smallest machines. */
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final int FILES = 100;
    private static final int FILES_OF_LARGE = 30;
    private static final int POLL_MILLIS = 5;

    /** A restarted database is noticed within a second; the rest is for a busy machine. */
    private static final Duration HEALING = Duration.ofSeconds(60);

    private static final int HEALING_POLL_MILLIS = 200;

    private final IngestStand stand;
    private final Ledger ledger;
    private final IndexCheck check;
    private final Random random;
    private final ProgressListener listener;
    private final int associations;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final List<Double> restarts = new ArrayList<>();
    private Tally unjudged = new Tally();

    /** What the blows of one name did. */
    private static final class Tally {
        private int kills;
        private int acknowledged;
        private int lost;
        private int altered;
        private int halfIndexed;
        private int kept;

        void add(IndexCheck.Findings findings) {
            lost += findings.lost().size();
            altered += findings.altered().size();
            halfIndexed += findings.halfIndexed().size();
            kept += findings.kept();
        }
    }

    private ChaosRun(IngestStand stand, Ledger ledger, int associations, Random random, ProgressListener listener) {
        this.stand = stand;
        this.ledger = ledger;
        this.check = new IndexCheck(stand);
        this.associations = associations;
        this.random = random;
        this.listener = listener;
    }

    static ChaosRun start(Path folder, int associations, long seed, ProgressListener listener) throws Exception {
        var random = new Random(seed);
        return new ChaosRun(
                IngestStand.in(folder, StandServer.INTAKE, JVM),
                new Ledger(folder.resolve("sent"), random),
                associations,
                random,
                listener);
    }

    /** Deals the blows; returns when the server has been restarted after the last and all was looked at again. */
    void kill(List<Blow> blows) throws Exception {
        for (int i = 0; i < blows.size(); i++) {
            round(blows.get(i));
            listener.progress("%d of %d: %s, %d acknowledged so far"
                    .formatted(
                            i + 1,
                            blows.size(),
                            blows.get(i).name(),
                            ledger.acknowledged().size()));
        }
        startServer(Map.of());
        check.forget();
        judge(unjudged);
    }

    private void round(Blow blow) throws Exception {
        startServer(
                blow.awaitsPoint() ? Map.of("dayside.archive.halt-at", blow.point() + ":" + blow.passes()) : Map.of());
        judge(unjudged);
        var tally = tally(blow.name());
        unjudged = tally;
        int before = ledger.acknowledged().size();
        var sending = send(blow.large());
        strike(blow, sending);
        collect(sending);
        tally.kills++;
        tally.acknowledged += ledger.acknowledged().size() - before;
        if (stand.server().isAlive()) {
            awaitHealed();
            judge(tally);
            stand.server().kill();
        }
    }

    private void startServer(Map<String, String> more) throws IOException, InterruptedException {
        Optional<Duration> took = stand.server().start(more);
        if (took.isEmpty() && !more.isEmpty()) {
            listener.progress("killed while it indexed what the one before had left");
            tally("while starting").kills++;
            took = stand.server().start(Map.of());
        }
        restarts.add(took.orElseThrow(() -> new IOException("the server ended while it started: see server.log"))
                        .toMillis()
                / 1000.0);
    }

    private Tally tally(String name) {
        return tallies.computeIfAbsent(name, _ -> new Tally());
    }

    /** Files on their way, and what of them was acknowledged. */
    private record Sending(List<Path> files, Future<Set<Path>> success) {}

    private List<Sending> send(boolean large) throws IOException {
        List<Sending> sending = new ArrayList<>();
        for (int i = 0; i < associations; i++) {
            List<Path> files = ledger.next(large ? FILES_OF_LARGE : FILES, large);
            sending.add(new Sending(
                    files,
                    threads.submit(
                            new Storescu(files, stand.server().port(), IngestStand.sender(i), IngestStand.AE_TITLE))));
        }
        return sending;
    }

    private void strike(Blow blow, List<Sending> sending) throws CommandFailure, InterruptedException {
        if (blow.awaitsPoint()) {
            while (stand.server().isAlive()
                    && !sending.stream().allMatch(one -> one.success().isDone())) {
                Thread.sleep(POLL_MILLIS);
            }
            stand.server().kill();
            return;
        }
        Thread.sleep(blow.afterMillis());
        switch (blow.victim()) {
            case SERVER -> stand.server().kill();
            case PART_OF_DATABASE -> stand.killPartOfDatabase(random);
            case DATABASE -> {
                stand.killDatabase();
                stand.restartDatabase();
            }
            case BOTH -> {
                stand.killDatabase();
                stand.server().kill();
                stand.restartDatabase();
            }
        }
    }

    private void collect(List<Sending> sending) throws IOException, InterruptedException, ExecutionException {
        for (Sending one : sending) {
            ledger.book(one.files(), one.success().get());
        }
    }

    /** Until the server has noticed that its database was restarted. */
    private void awaitHealed() throws InterruptedException {
        long deadline = System.nanoTime() + HEALING.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (check.missing(ledger) == 0) {
                    return;
                }
            } catch (SQLException _) {
                listener.progress("the database recovers");
            }
            Thread.sleep(HEALING_POLL_MILLIS);
        }
    }

    private void judge(Tally tally) throws SQLException, IOException {
        var findings = check.check(ledger);
        tally.add(findings);
        if (!findings.isClean()) {
            listener.progress("LOST %s, ALTERED %s, HALF INDEXED %s"
                    .formatted(findings.lost(), findings.altered(), findings.halfIndexed()));
        }
    }

    int acknowledged() {
        return ledger.acknowledged().size();
    }

    /** Whether nothing was lost, altered or left half indexed. */
    boolean isWhole() {
        return tallies.values().stream().allMatch(tally -> tally.lost + tally.altered + tally.halfIndexed == 0);
    }

    String table() {
        var table = new StringBuilder("| killed | kills | acknowledged | lost | altered | half-indexed"
                + " | kept though not acknowledged |\n|---|---|---|---|---|---|---|\n");
        tallies.forEach((name, tally) -> table.append("| %s | %d | %d | %d | %d | %d | %d |%n"
                .formatted(
                        name,
                        tally.kills,
                        tally.acknowledged,
                        tally.lost,
                        tally.altered,
                        tally.halfIndexed,
                        tally.kept)));
        return table.append("%d acknowledged in all; the server accepted again after %.1f s (median of %d starts)%n"
                        .formatted(
                                acknowledged(),
                                Medians.of(restarts.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray()),
                                restarts.size()))
                .toString();
    }

    @Override
    public void close() {
        threads.close();
        stand.close();
    }
}
