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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final Door door;
    private final int senders;
    private final AtomicInteger badParts = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ChaosTable table = new ChaosTable();
    private final List<Double> restarts = new ArrayList<>();
    private ChaosTable.Tally unjudged = new ChaosTable.Tally();

    private ChaosRun(
            IngestStand stand, Ledger ledger, Door door, int senders, Random random, ProgressListener listener) {
        this.stand = stand;
        this.ledger = ledger;
        this.check = new IndexCheck(stand);
        this.door = door;
        this.senders = senders;
        this.random = random;
        this.listener = listener;
    }

    static ChaosRun start(Path folder, Door door, int senders, long seed, ProgressListener listener) throws Exception {
        var random = new Random(seed);
        return new ChaosRun(
                IngestStand.in(folder, door == Door.C_STORE ? StandServer.INTAKE : StandServer.DICOMWEB, JVM),
                new Ledger(folder.resolve("sent"), random),
                door,
                senders,
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
        var tally = table.tally(blow.name());
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

    private void startServer(Map<String, String> more) throws IOException, InterruptedException, SQLException {
        Optional<Duration> took = stand.start(more);
        if (took.isEmpty() && !more.isEmpty()) {
            listener.progress("killed while it indexed what the one before had left");
            table.tally("while starting").kills++;
            took = stand.start(Map.of());
        }
        restarts.add(took.orElseThrow(() -> new IOException("the server ended while it started: see server.log"))
                        .toMillis()
                / 1000.0);
    }

    /** Files on their way, and what of them was acknowledged. */
    private record Sending(List<Path> files, Future<Set<Path>> success) {}

    private List<Sending> send(boolean large) throws IOException {
        List<Sending> sending = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            List<Path> files = ledger.next(large ? FILES_OF_LARGE : FILES, large);
            sending.add(new Sending(files, threads.submit(sender(files, i))));
        }
        return sending;
    }

    private Callable<Set<Path>> sender(List<Path> files, int number) {
        return switch (door) {
            case C_STORE ->
                new Storescu(files, stand.server().port(), IngestStand.sender(number), IngestStand.AE_TITLE);
            case STOW_RS ->
                new StowSender(files, stand.dicomweb(), new StowSender.BadParts() {
                    @Override
                    public Path next() throws IOException {
                        return ledger.bad();
                    }

                    @Override
                    public void refused() {
                        badParts.incrementAndGet();
                    }
                });
        };
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

    private void judge(ChaosTable.Tally tally) throws SQLException, IOException {
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

    /** How many parts that cannot be stored were answered as failed amid others. */
    int badParts() {
        return badParts.get();
    }

    /** Whether nothing was lost, altered or left half indexed. */
    boolean isWhole() {
        return table.isWhole();
    }

    String table() {
        var text = new StringBuilder(table.toString());
        if (door == Door.STOW_RS) {
            text.append("%d parts that cannot be stored were listed as failed%n".formatted(badParts()));
        }
        return text.append("%d acknowledged in all; the server accepted again after %.1f s (median of %d starts)%n"
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
