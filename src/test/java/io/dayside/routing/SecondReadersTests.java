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
import io.dayside.collaboration.CaseReading;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turns;
import io.dayside.collaboration.Workflow;
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
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * Cases of every workflow read at random over two nodes on one database, of which one is killed: nobody is given a case that
 * they have read, no resident reads without an attending after them, nothing over its bound is overtaken, nothing is lost.
 */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SecondReadersTests {

    private static final long SEED = 20261128;
    private static final int ROUNDS = 40;
    private static final int ROUND_OF_DEATH = 17;
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    /** By whether they are residents. */
    private static final Map<String, Boolean> READERS =
            Map.of("ada", false, "boris", false, "chiara", false, "dirk", false, "esma", true, "felix", true);

    private static final String POLICY = """
            {"rules": [%s, %s, %s]}""".formatted(
                    rule("two", Priority.ROUTINE, Workflow.DOUBLE),
                    rule("residents", Priority.URGENT, Workflow.SUPERVISED),
                    rule("over", Priority.STAT, Workflow.OVER_READ));

    private static String rule(String name, Priority priority, Workflow workflow) {
        return """
                {"name": "%s", "modalities": [], "regions": [], "priorities": ["%s"], "findings": [],
                  "workflow": "%s", "subspecialty": "", "within": %d, "preliminary": "INSIDE"}""".formatted(name, priority, workflow, workflow == Workflow.OVER_READ ? 86400 : 0);
    }

    /** A lease as its row says. */
    private record Held(CaseId id, String reader, Instant since) {}

    private static final Map<String, String> PROPERTIES = new HashMap<>(TestServices.properties());

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        PROPERTIES.put("dayside.tenant-config", "");
        PROPERTIES.forEach((name, value) -> registry.add(name, () -> value));
    }

    @Autowired
    private ApplicationContext rooms;

    @Autowired
    private World world;

    @Autowired
    private Cases cases;

    @Autowired
    private Turns turns;

    @Autowired
    private RuleBook rules;

    @Autowired
    private Specialists specialists;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private final Set<CaseId> created = new HashSet<>();
    private @Nullable OtherNode other;

    @BeforeEach
    void bothHospitalsAskForSeveralReaders() {
        BOTH.forEach(tenant -> inTransaction(
                tenant,
                () -> jdbc.sql("insert into second_reading_policy (tenant_id, policy) values (:tenant, :policy::jsonb)")
                        .param("tenant", tenant.code())
                        .param("policy", POLICY)
                        .update()));
    }

    @AfterEach
    void end() {
        if (other != null) {
            other.close();
        }
        world.backToRealTime();
        world.dismissEverybody();
        BOTH.forEach(tenant -> inTransaction(
                tenant, () -> jdbc.sql("delete from second_reading_policy").update()));
    }

    @Test
    void nobodyReadsACaseTwiceAndNoneIsLostWhileANodeDies() throws Exception {
        var random = new Random(SEED);
        var here = new NodeActs(rooms);
        employ(here::perform);
        var node = new OtherNode(PROPERTIES);
        other = node;
        employ(act -> node.ask(act).join());
        for (int round = 0; round < ROUNDS; round++) {
            var step = random.nextInt(6) == 0 ? Duration.ofHours(3) : Duration.ofSeconds(20 + random.nextInt(240));
            here.perform("forward " + step);
            if (other != null) {
                node.ask("forward " + step).get();
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                arrive(random);
            }
            if (random.nextInt(3) == 0) {
                oneAlone(random, here);
            } else {
                manyAtOnce(random, here, round == ROUND_OF_DEATH);
            }
            checkReaders();
        }
        readEverything(here);
        checkReaders();
        checkEnds();
    }

    private interface Node {
        String perform(String act) throws Exception;
    }

    private static void employ(Node node) throws Exception {
        node.perform("dismiss");
        for (var reader : READERS.keySet().stream().sorted().toList()) {
            node.perform("employ %s 2 %s".formatted(reader, READERS.get(reader)));
        }
    }

    private void arrive(Random random) {
        var tenant = random.nextBoolean() ? NORTHGATE : HARBOUR;
        var accession = "second-" + random.nextLong();
        world.order(tenant, accession, PRIORITIES.get(random.nextInt(PRIORITIES.size())));
        var study = world.headCt(tenant, accession);
        TenantScope.run(
                tenant,
                () -> transaction.executeWithoutResult(_ -> {
                    events.publishEvent(new StudyCompleted(study, 1, world.now()));
                    events.publishEvent(
                            new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
                }));
        created.add(inTransaction(tenant, () -> cases.of(study)).orElseThrow().id());
    }

    /** What was over its bound when they asked, and every rule allows them, came no earlier than what they were given. */
    private void oneAlone(Random random, NodeActs here) throws Exception {
        var reader = any(random);
        var overdue = created.stream()
                .map(this::find)
                .filter(work -> mayBegin(work, reader) && isOverBound(work))
                .toList();
        var node = random.nextBoolean() ? other : null;

        var answer = node == null
                ? here.perform("next " + reader)
                : node.ask("next " + reader).get();

        if (answer.equals(NodeActs.NONE)) {
            assertThat(overdue).isEmpty();
        } else {
            var given = find(NodeActs.id(answer.substring(NodeActs.HELD.length())));
            assertThat(overdue).allSatisfy(work -> assertThat(since(given)).isBeforeOrEqualTo(since(work)));
        }
    }

    private boolean mayBegin(Case work, String reader) {
        return inTransaction(work.id().tenant(), () -> turns.of(work).waits(work.state()))
                && TenantScope.call(
                        BOTH,
                        () -> transaction.execute(_ -> rules.explain(work, specialist(reader), world.now()).stream()
                                .allMatch(RuleVerdict::allowed)));
    }

    private Specialist specialist(String reader) {
        return specialists.find(reader).orElseThrow();
    }

    /** What is read over waits from when it was signed, and is routine. */
    private Instant since(Case work) {
        var turn = inTransaction(work.id().tenant(), () -> turns.of(work));
        return turn.role() == Role.OVER_READER && turn.since() != null ? turn.since() : work.studyCompletedAt();
    }

    private boolean isOverBound(Case work) {
        var role = inTransaction(work.id().tenant(), () -> turns.of(work)).role();
        var bound = switch (role == Role.OVER_READER ? Priority.ROUTINE : work.priority()) {
            case STAT -> Duration.ofHours(2);
            case URGENT -> Duration.ofHours(8);
            case ROUTINE -> Duration.ofDays(2);
        };
        return !world.now().isBefore(since(work).plus(bound));
    }

    private void manyAtOnce(Random random, NodeActs here, boolean killing) {
        var running = new ArrayList<CompletableFuture<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 4 + random.nextInt(6); i > 0; i--) {
                var act = act(random);
                running.add(
                        other == null || random.nextBoolean()
                                ? CompletableFuture.supplyAsync(() -> here.perform(act), threads)
                                : asked(other, act));
            }
            if (killing && other != null) {
                running.getFirst().handle((_, _) -> "").join();
                other.close();
                other = null;
            }
            running.forEach(one -> settled(one, killing));
        }
    }

    private static CompletableFuture<String> asked(OtherNode node, String act) {
        try {
            return node.ask(act);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void settled(CompletableFuture<String> one, boolean killing) {
        try {
            assertThat(one.join()).doesNotStartWith("failed");
        } catch (CompletionException e) {
            if (!killing) {
                fail(e);
            }
        }
    }

    /** The same reader may sign in one window and take the case again in another. */
    private String act(Random random) {
        var held = holding();
        int kind = random.nextInt(10);
        if (held.isEmpty() || kind < 3) {
            return "next " + any(random);
        }
        var one = held.get(random.nextInt(held.size()));
        return switch (kind) {
            case 3 -> "release %s %s".formatted(one.reader(), one.id());
            case 4 -> "take %s %s".formatted(one.reader(), one.id());
            case 5 -> "take %s %s".formatted(any(random), one.id());
            default -> "read %s %s".formatted(one.reader(), one.id());
        };
    }

    private void checkReaders() {
        var readings = readings();
        readings.forEach((id, ofCase) -> {
            assertThat(ofCase.stream()
                            .filter(reading -> !compares(reading, ofCase))
                            .map(CaseReading::readBy)
                            .filter(Objects::nonNull))
                    .as("readers of " + id)
                    .doesNotHaveDuplicates();
            assertThat(ofCase.stream().filter(reading -> compares(reading, ofCase) && !reading.due()))
                    .as("comparing " + id)
                    .allMatch(reading ->
                            Objects.equals(reading.readBy(), ofCase.get(1).readBy()));
        });
        assertThat(leases())
                .allSatisfy(lease -> assertThat(readings.getOrDefault(lease.id(), List.of()))
                        .filteredOn(reading -> lease.reader().equals(reading.readBy()))
                        .filteredOn(reading -> reading.role() != Role.SECOND || !isToCompare(lease))
                        .allSatisfy(reading -> assertThat(reading.readAt()).isAfterOrEqualTo(lease.since())));
        assertThat(leases())
                .filteredOn(lease -> isResident(lease.reader()))
                .allSatisfy(lease -> assertThat(find(lease.id()).priority()).isEqualTo(Priority.URGENT));
    }

    /** The first look at both readings, which who read second takes. */
    private static boolean compares(CaseReading reading, List<CaseReading> ofCase) {
        return reading.role() == Role.CONSENSUS && reading.position() == 3 && ofCase.size() >= 3;
    }

    /** Given to who read it second after that, while nobody had compared yet. */
    private boolean isToCompare(Held lease) {
        var ofCase = inTransaction(lease.id().tenant(), () -> turns.readings(lease.id()));
        var readAt = ofCase.get(1).readAt();
        var comparedAt = ofCase.get(2).readAt();
        return readAt != null
                && !lease.since().isBefore(readAt)
                && (comparedAt == null || !lease.since().isAfter(comparedAt));
    }

    private void readEverything(NodeActs here) {
        if (other != null) {
            other.close();
            other = null;
        }
        here.perform("forward PT11M");
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            READERS.keySet().forEach(reader -> readEverythingOf(reader, here));
            assertThat(created).allSatisfy(id -> {
                assertThat(find(id).state()).isEqualTo(CaseState.FINAL);
                assertThat(readings().getOrDefault(id, List.of())).noneMatch(CaseReading::due);
            });
        });
    }

    private static void readEverythingOf(String reader, NodeActs here) {
        var answer = here.perform("next " + reader);
        while (!answer.equals(NodeActs.NONE)) {
            here.perform("read " + reader + " " + answer.substring(NodeActs.HELD.length()));
            answer = here.perform("next " + reader);
        }
    }

    private void checkEnds() {
        var readings = readings();
        var roles = new HashMap<Workflow, List<List<Role>>>();
        readings.values()
                .forEach(ofCase -> roles.computeIfAbsent(ofCase.getFirst().workflow(), _ -> new ArrayList<>())
                        .add(ofCase.stream().map(CaseReading::role).toList()));
        assertThat(roles.get(Workflow.DOUBLE))
                .isNotEmpty()
                .containsOnly(List.of(Role.FIRST, Role.SECOND, Role.CONSENSUS, Role.CONSENSUS));
        assertThat(roles.get(Workflow.SUPERVISED)).isNotEmpty().containsOnly(List.of(Role.FIRST, Role.ATTENDING));
        assertThat(roles.get(Workflow.OVER_READ)).isNotEmpty().containsOnly(List.of(Role.FIRST, Role.OVER_READER));
        assertThat(readings.values().stream().flatMap(List::stream))
                .filteredOn(reading -> reading.workflow() == Workflow.SUPERVISED)
                .allSatisfy(
                        reading -> assertThat(isResident(reading.readBy())).isEqualTo(reading.role() == Role.FIRST));
    }

    private static boolean isResident(@Nullable String reader) {
        return Boolean.TRUE.equals(READERS.get(reader));
    }

    private static String any(Random random) {
        var names = READERS.keySet().stream().sorted().toList();
        return names.get(random.nextInt(names.size()));
    }

    private Map<CaseId, List<CaseReading>> readings() {
        var found = new HashMap<CaseId, List<CaseReading>>();
        created.forEach(id -> {
            var ofCase = inTransaction(id.tenant(), () -> turns.readings(id));
            if (!ofCase.isEmpty()) {
                found.put(id, ofCase);
            }
        });
        return found;
    }

    private List<Held> holding() {
        return leases("state = 'HELD'");
    }

    /** What was taken back in the transaction that gave it was never anybody's. */
    private List<Held> leases() {
        return leases("held_since is distinct from ended_at");
    }

    private List<Held> leases(String which) {
        return BOTH.stream()
                .flatMap(tenant -> inTransaction(
                        tenant,
                        () -> jdbc.sql("select * from lease where " + which + " order by held_since, id")
                                .query((row, _) -> new Held(
                                        new CaseId(tenant, row.getObject("case_id", UUID.class)),
                                        row.getString("username"),
                                        row.getTimestamp("held_since").toInstant()))
                                .list())
                        .stream())
                .filter(lease -> created.contains(lease.id()))
                .toList();
    }

    private Case find(CaseId id) {
        return inTransaction(id.tenant(), () -> cases.find(id)).orElseThrow();
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }
}
