package io.dayside.routing;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.intake.StudyCompleted;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import io.dayside.testing.World;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import io.dayside.triage.StudyAssessed;
import io.dayside.workforce.Credential;
import io.dayside.workforce.Credential.Contract;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Random cases, readers and orders of events over two nodes on one database, of which one is killed at random moments: no
 * barred pair, no case lost or held twice, nobody over their capacity or contract, no bound broken while an eligible reader is
 * free.
 */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class TwoNodesTests {

    private static final long SEED = 20261127;
    private static final int ROUNDS = 60;
    private static final int DEATHS = 4;
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final Map<TenantId, String> JURISDICTIONS = Map.of(NORTHGATE, "US-NY", HARBOUR, "GB");
    private static final Map<String, Reader> READERS = Stream.of(
                    new Reader("amara", 1, Set.of("GB")),
                    new Reader("bela", 2, Set.of("US-NY")),
                    new Reader("chandra", 3, Set.of("GB", "US-NY")),
                    new Reader("dagny", 2, Set.of("GB", "US-NY")),
                    new Reader("emeka", 3, Set.of()),
                    new Reader("farah", 2, Set.of("GB", "US-NY"), true))
            .collect(Collectors.toMap(Reader::name, reader -> reader));
    private static final Comparator<Case> ARRIVAL = Comparator.comparing(Case::studyCompletedAt)
            .thenComparing(work -> work.id().id());

    private static final Contract CONTRACT =
            new Contract(168, 2, 9, List.of(), Credential.SINCE_EVER, Credential.WITHOUT_END);

    private record Reader(String name, int capacity, Set<String> licences, boolean hasContract) {

        Reader(String name, int capacity, Set<String> licences) {
            this(name, capacity, licences, false);
        }

        boolean mayRead(TenantId hospital) {
            return licences.contains(JURISDICTIONS.get(hospital));
        }
    }

    /** A lease as its row says. */
    private record Held(CaseId id, String reader, Instant since, Instant end, String state) {

        boolean overlaps(Held other, Duration more) {
            return since.plus(more).isBefore(other.end)
                    && other.since.plus(more).isBefore(end);
        }
    }

    private static final Map<String, String> PROPERTIES = new HashMap<>(TestServices.properties());

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        PROPERTIES.put("dayside.tenant-config", "");
        PROPERTIES.forEach((name, value) -> registry.add(name, () -> value));
    }

    static void employ(World world) {
        READERS.values().stream().sorted(Comparator.comparing(Reader::name)).forEach(one -> employ(one, world));
    }

    private static void employ(Reader one, World world) {
        var licences = one.licences().toArray(String[]::new);
        if (one.hasContract()) {
            world.employUnder(CONTRACT, one.name(), one.capacity(), licences);
        } else {
            world.employ(one.name(), one.capacity(), licences);
        }
    }

    @Autowired
    private ApplicationContext rooms;

    @Autowired
    private World world;

    @Autowired
    private Cases cases;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private final Set<CaseId> created = new HashSet<>();
    private final Set<CaseId> signed = new HashSet<>();
    private final Map<String, Set<CaseId>> declined = new HashMap<>();
    private @Nullable OtherNode other;
    private int deaths;
    private boolean contractWasSpent;

    @BeforeEach
    void bothAreInService() {
        World.takeIntoService(jdbc);
    }

    @AfterEach
    void end() {
        if (other != null) {
            other.close();
        }
        world.backToRealTime();
        world.dismissEverybody();
    }

    @Test
    void nothingIsLostDoubledBarredOrOvertakenWhileANodeDies() throws Exception {
        var random = new Random(SEED);
        var here = new NodeActs(rooms);
        employ(world);
        var ahead = Duration.ZERO;
        for (int round = 0; round < ROUNDS; round++) {
            if (other == null) {
                other = new OtherNode(PROPERTIES);
                other.ask("forward " + ahead).get();
            }
            var step = step(random);
            ahead = ahead.plus(step);
            here.perform("forward " + step);
            other.ask("forward " + step).get();
            for (int i = random.nextInt(4); i > 0; i--) {
                arrive(random);
            }
            boolean killing = round % (ROUNDS / DEATHS) == ROUNDS / DEATHS / 2;
            if (killing || random.nextInt(3) > 0) {
                manyAtOnce(random, here, killing);
            } else {
                oneAlone(random, here);
            }
            check();
        }
        readEverything(here);

        assertThat(deaths).isEqualTo(DEATHS);
        assertThat(created).hasSizeGreaterThan(ROUNDS);
        assertThat(contractWasSpent).isTrue();
    }

    /** More than {@link LiveOrder} lets pass before it reads all again; now and then more than a lease or a bound. */
    private static Duration step(Random random) {
        return random.nextInt(5) == 0
                ? Duration.ofMinutes(30 + random.nextInt(300))
                : Duration.ofSeconds(30 + random.nextInt(240));
    }

    private void arrive(Random random) {
        var tenant = random.nextBoolean() ? NORTHGATE : HARBOUR;
        var priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
        var accession = "two-" + random.nextLong();
        world.order(tenant, accession, priority);
        var study = world.headCt(tenant, accession);
        var assessed = random.nextInt(4) == 0
                ? new StudyAssessed(study, Assessment.Status.DONE, 0.9, Severity.CRITICAL, "haemorrhage")
                : new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "");
        publish(tenant, new StudyCompleted(study, 1, world.now()));
        publish(tenant, assessed);
        created.add(inTransaction(tenant, () -> cases.of(study)).orElseThrow().id());
    }

    /** Asked at either node while nothing else happens, the guarantee can be checked against every case. */
    private void oneAlone(Random random, NodeActs here) throws Exception {
        var reader = any(random);
        var waiting = in(CaseState.READY).stream()
                .filter(work -> reader.mayRead(work.id().tenant()) && !declinedBy(reader.name(), work.id()))
                .filter(work -> !world.now().isBefore(work.studyCompletedAt().plus(bound(work))))
                .toList();
        boolean isFull = held(reader.name()).size() >= reader.capacity() || hasReadAll(reader);
        var act = "next " + reader.name();

        var answer = random.nextBoolean() ? here.perform(act) : node().ask(act).get();

        if (answer.equals(NodeActs.NONE)) {
            assertThat(isFull ? List.of() : waiting).isEmpty();
        } else {
            var given = find(NodeActs.id(answer.substring(NodeActs.HELD.length())));
            assertThat(waiting)
                    .allSatisfy(work -> assertThat(ARRIVAL.compare(given, work)).isNotPositive());
        }
    }

    /** A lease that has run out counts until somebody has ended it, as its holder may have renewed it elsewhere. */
    private boolean hasReadAll(Reader reader) {
        long held = leases().stream()
                .filter(lease ->
                        lease.reader().equals(reader.name()) && lease.state().equals("HELD"))
                .count();
        var read = signedBy(reader.name());
        return reader.hasContract()
                && (held + ofTheHour(read, world.now()) >= CONTRACT.casesPerHour()
                        || held + ofTheDay(read, world.now()) >= CONTRACT.casesPerDay());
    }

    private List<Instant> signedBy(String reader) {
        return leases().stream()
                .filter(lease -> lease.reader().equals(reader) && lease.state().equals("COMPLETED"))
                .map(Held::end)
                .toList();
    }

    private static long ofTheHour(List<Instant> read, Instant at) {
        return read.stream()
                .filter(one -> !one.isAfter(at) && one.isAfter(at.minus(Duration.ofHours(1))))
                .count();
    }

    private static long ofTheDay(List<Instant> read, Instant at) {
        var day = at.atZone(ZURICH).toLocalDate();
        return read.stream()
                .filter(one -> one.atZone(ZURICH).toLocalDate().equals(day))
                .count();
    }

    private void checkContracts() {
        var read = signedBy("farah");
        assertThat(read)
                .as(() -> "what farah held: "
                        + leases().stream()
                                .filter(lease -> lease.reader().equals("farah"))
                                .map(Held::toString)
                                .collect(Collectors.joining("\n")))
                .allSatisfy(at -> {
                    assertThat(ofTheHour(read, at)).isLessThanOrEqualTo(CONTRACT.casesPerHour());
                    assertThat(ofTheDay(read, at)).isLessThanOrEqualTo(CONTRACT.casesPerDay());
                });
        contractWasSpent |= ofTheHour(read, world.now()) == CONTRACT.casesPerHour();
    }

    private static Duration bound(Case work) {
        if (work.topSeverity() == Severity.CRITICAL) {
            return Duration.ofHours(1);
        }
        return switch (work.priority()) {
            case STAT -> Duration.ofHours(2);
            case URGENT -> Duration.ofHours(8);
            case ROUTINE -> Duration.ofDays(2);
        };
    }

    private void manyAtOnce(Random random, NodeActs here, boolean killing) throws Exception {
        var acts = new ArrayList<String>();
        var running = new ArrayList<CompletableFuture<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 3 + random.nextInt(6); i > 0; i--) {
                var act = act(random);
                acts.add(act);
                running.add(
                        random.nextBoolean()
                                ? CompletableFuture.supplyAsync(() -> here.perform(act), threads)
                                : node().ask(act));
            }
            if (killing) {
                running.get(random.nextInt(running.size())).handle((_, _) -> "").join();
                killOther();
            }
            for (int i = 0; i < acts.size(); i++) {
                note(acts.get(i), running.get(i), killing);
            }
        }
    }

    private void killOther() {
        node().close();
        other = null;
        deaths++;
    }

    private void note(String act, CompletableFuture<String> running, boolean killing) {
        try {
            var answer = running.join();
            assertThat(answer).doesNotStartWith("failed");
            if (answer.equals(NodeActs.SIGNED)) {
                signed.add(NodeActs.id(act.split(" ", -1)[2]));
            }
        } catch (CompletionException e) {
            if (!killing) {
                fail(act, e);
            }
        }
    }

    private String act(Random random) {
        var reader = any(random).name();
        var open = held(reader).stream().map(Held::id).toList();
        int kind = random.nextInt(10);
        if (kind < 4 || (open.isEmpty() && kind < 8)) {
            return "next " + reader;
        }
        if (kind >= 8) {
            var waiting = in(CaseState.READY);
            return waiting.isEmpty()
                    ? "next " + reader
                    : "take %s %s"
                            .formatted(
                                    reader,
                                    waiting.get(random.nextInt(waiting.size())).id());
        }
        var id = open.get(random.nextInt(open.size()));
        return switch (kind) {
            case 4 -> "release %s %s".formatted(reader, id);
            case 5 -> {
                declined.computeIfAbsent(reader, _ -> new HashSet<>()).add(id);
                yield "decline %s %s".formatted(reader, id);
            }
            case 6 -> "heartbeat %s %s".formatted(reader, id);
            default -> "sign %s %s".formatted(reader, id);
        };
    }

    private void check() {
        await().untilAsserted(() -> {
            var everyLease = leases();
            var held = everyLease.stream()
                    .filter(lease -> lease.state().equals("HELD"))
                    .toList();
            assertThat(held).extracting(Held::id).doesNotHaveDuplicates();
            assertThat(in(CaseState.OPEN))
                    .extracting(Case::id)
                    .containsExactlyInAnyOrderElementsOf(
                            held.stream().map(Held::id).toList());
            assertThat(Stream.of(CaseState.READY, CaseState.OPEN, CaseState.FINAL)
                            .flatMap(one -> in(one).stream()))
                    .extracting(Case::id)
                    .containsAll(created);
            assertThat(in(CaseState.FINAL)).extracting(Case::id).containsAll(signed);
            assertThat(everyLease)
                    .allSatisfy(
                            lease -> assertThat(reader(lease).mayRead(lease.id().tenant()))
                                    .isTrue());
        });
        READERS.values().forEach(one -> assertThat(held(one.name())).hasSizeLessThanOrEqualTo(one.capacity()));
        checkHistory();
        checkContracts();
    }

    /** What happens in one round happens at once; from round to round at least half a minute passes. */
    private void checkHistory() {
        leases().stream().collect(Collectors.groupingBy(Held::id)).values().forEach(ofOneCase -> {
            for (var one : ofOneCase) {
                assertThat(ofOneCase)
                        .filteredOn(next -> !next.equals(one) && next.overlaps(one, Duration.ofSeconds(20)))
                        .isEmpty();
            }
        });
    }

    /** With one node left, what was held through the dead one comes back and everything is read. */
    private void readEverything(NodeActs here) {
        if (other != null) {
            other.close();
        }
        here.perform("forward PT11M");
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            here.perform("forward PT61M");
            for (var reader : List.of("farah", "chandra", "dagny", "amara", "bela")) {
                readEverythingOf(reader, here);
            }
            assertThat(in(CaseState.FINAL)).extracting(Case::id).containsAll(created);
        });
    }

    private static void readEverythingOf(String reader, NodeActs here) {
        var answer = here.perform("next " + reader);
        while (!answer.equals(NodeActs.NONE)) {
            here.perform("sign " + reader + " " + answer.substring(NodeActs.HELD.length()));
            answer = here.perform("next " + reader);
        }
    }

    private OtherNode node() {
        return Objects.requireNonNull(other, "the other node is up");
    }

    private static Reader any(Random random) {
        var names = READERS.keySet().stream().sorted().toList();
        return Objects.requireNonNull(READERS.get(names.get(random.nextInt(names.size()))));
    }

    private static Reader reader(Held lease) {
        return Objects.requireNonNull(READERS.get(lease.reader()));
    }

    private boolean declinedBy(String reader, CaseId id) {
        return declined.getOrDefault(reader, Set.of()).contains(id);
    }

    private List<Held> held(String reader) {
        var now = world.now();
        return leases().stream()
                .filter(lease -> lease.reader().equals(reader)
                        && lease.state().equals("HELD")
                        && lease.end().isAfter(now))
                .toList();
    }

    private List<Held> leases() {
        return BOTH.stream()
                .flatMap(tenant -> inTransaction(
                        tenant,
                        () -> jdbc.sql("select * from lease")
                                .query((row, _) -> new Held(
                                        new CaseId(tenant, row.getObject("case_id", UUID.class)),
                                        row.getString("username"),
                                        row.getTimestamp("held_since").toInstant(),
                                        row.getTimestamp(row.getTimestamp("ended_at") == null ? "until" : "ended_at")
                                                .toInstant(),
                                        row.getString("state")))
                                .list())
                        .stream())
                .toList();
    }

    private Case find(CaseId id) {
        return inTransaction(id.tenant(), () -> cases.find(id)).orElseThrow();
    }

    private List<Case> in(CaseState state) {
        return BOTH.stream()
                .flatMap(tenant -> inTransaction(tenant, () -> cases.in(EnumSet.of(state))).stream())
                .sorted(ARRIVAL)
                .toList();
    }

    private void publish(TenantId tenant, Object event) {
        TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }
}
