package io.dayside.collaboration;

import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.Case;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.identity.Caller;
import io.dayside.intake.StudyCompleted;
import io.dayside.notices.Notice;
import io.dayside.notices.Notices;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import io.dayside.testing.World;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import io.dayside.triage.StudyAssessed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Two who differ settle it between them, and a third is asked when they do not in time. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SettledByTheTwoTests {

    private static final long SEED = 20261129;
    private static final int CASES = 60;
    private static final List<String> READERS = List.of("ada", "boris", "chiara");
    private static final Duration WITHIN = Duration.ofHours(1);

    private static final String POLICY = policy("two", WITHIN);

    private static String policy(String rule, Duration within) {
        return """
                {"rules": [{"name": "%s", "modalities": [], "regions": [], "priorities": [], "findings": [],
                  "workflow": "DOUBLE", "subspecialty": "", "within": %d, "preliminary": "INSIDE"}]}""".formatted(rule, within.toSeconds());
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @Autowired
    private World world;

    @Autowired
    private Cases cases;

    @Autowired
    private Turns turns;

    @Autowired
    private Unsettled unsettled;

    @Autowired
    private Notices notices;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void harbourLetsTwoSettleIt() {
        inTransaction(
                HARBOUR,
                () -> jdbc.sql(
                                "insert into second_reading_policy (tenant_id, policy) values ('harbour', :policy::jsonb)")
                        .param("policy", POLICY)
                        .update());
    }

    @AfterEach
    void andNoLonger() {
        world.backToRealTime();
        inTransaction(
                HARBOUR, () -> jdbc.sql("delete from second_reading_policy").update());
    }

    @Test
    void bothAreToldAndThenTheOtherAlone() {
        var work = differing();
        assertThat(turn(work).only()).containsExactlyInAnyOrder("ada", "boris");
        assertThat(told("ada", work))
                .singleElement()
                .satisfies(notice -> assertThat(notice.words())
                        .contains(work.number(), "Either of you")
                        .containsPattern("until \\d{1,2} [A-Z][a-z]{2} \\d\\d:\\d\\d "));
        assertThat(told("boris", work)).hasSize(1);
        assertThat(told("chiara", work)).isEmpty();

        read(work, "ada", Role.AGREEMENT);
        assertThat(turn(work).only()).containsExactly("boris");
        assertThat(told("ada", work)).hasSize(1);
        assertThat(told("boris", work))
                .hasSize(2)
                .anySatisfy(notice -> assertThat(notice.words()).contains("proposes a joint report"));
    }

    @Test
    void aThirdIsAskedWhenTheTimeIsOverAndNoSooner() {
        var work = differing();
        read(work, "ada", Role.AGREEMENT);
        world.forward(WITHIN.minusMinutes(1));
        askThird(HARBOUR);
        assertThat(turn(work).role()).isEqualTo(Role.AGREEMENT);
        read(work, "boris", Role.AGREEMENT);
        world.forward(Duration.ofMinutes(1));
        askThird(NORTHGATE);
        assertThat(turn(work).role()).as("another hospital's look").isEqualTo(Role.AGREEMENT);
        askThird(HARBOUR);

        assertThat(turn(work).role()).as("proposing anew gives no more time").isEqualTo(Role.CONSENSUS);
        assertThat(turn(work).only()).isEmpty();
        assertThat(turn(work).readBy()).containsExactlyInAnyOrder("ada", "boris");
        askThird(HARBOUR);
        assertThat(trailed(work)).isEqualTo(1);
    }

    @Test
    void whoeverHoldsItWhenTheTimeIsOverMayFinish() {
        var work = differing();
        advance(work, CaseState.OPEN);
        world.forward(WITHIN.multipliedBy(2));
        askThird(HARBOUR);
        assertThat(turn(work).role()).isEqualTo(Role.JOINT);

        advance(work, CaseState.READY);
        askThird(HARBOUR);
        assertThat(turn(work).role()).isEqualTo(Role.CONSENSUS);
    }

    @Test
    void nobodyIsToldToSettleWhatIsOverItsTime() {
        var work = differing();
        advance(work, CaseState.OPEN);
        world.forward(WITHIN.plusMinutes(1));
        read(work, "ada", Role.AGREEMENT);

        assertThat(told("boris", work)).as("that they differ").hasSize(1);
    }

    @Test
    void whoReadSecondComparesThoughTheyLostTheCase() {
        var work = readByTwo();

        assertThat(turn(work).role()).isEqualTo(Role.CONSENSUS);
        assertThat(turn(work).only()).containsExactly("boris");
        assertThat(turn(work).settledByThemselves()).isTrue();
        assertThat(told("boris", work)).as("nobody knows whether they differ").isEmpty();

        read(work, "boris", Role.JOINT);
        assertThat(turn(work).only()).containsExactlyInAnyOrder("ada", "boris");
        assertThat(told("ada", work)).hasSize(1);
    }

    @Test
    void whereTheyDoNotCompareInTimeAThirdIsAskedBesideThem() {
        var work = readByTwo();
        world.forward(WITHIN.minusMinutes(1));
        askThird(HARBOUR);
        assertThat(turn(work).only()).containsExactly("boris");
        assertThat(trailed(work)).isZero();

        world.forward(Duration.ofMinutes(1));
        askThird(HARBOUR);
        askThird(HARBOUR);

        assertThat(turn(work).only()).isEmpty();
        assertThat(turn(work).barred()).containsExactly("ada");
        assertThat(trailed(work)).isEqualTo(1);
        read(work, "boris", Role.JOINT);
        assertThat(turn(work).only())
                .as("whoever compares late still settles it with the other")
                .containsExactlyInAnyOrder("ada", "boris");
    }

    @Test
    void onceSomebodyHasComparedNeitherOfTheTwoDecides() {
        var work = readByTwo();
        read(work, "boris", Role.CONSENSUS);

        assertThat(turn(work).only()).isEmpty();
        assertThat(turn(work).barred()).containsExactlyInAnyOrder("ada", "boris");
    }

    @Test
    void whereAThirdDecidesAtOnceWhoReadSecondHasAnHour() {
        keep(policy("two", Duration.ZERO));
        var work = readByTwo();
        world.forward(Duration.ofMinutes(59));
        askThird(HARBOUR);
        assertThat(turn(work).only()).containsExactly("boris");

        world.forward(Duration.ofMinutes(1));
        askThird(HARBOUR);
        assertThat(turn(work).only()).isEmpty();
    }

    @Test
    void whatTheRuleGaveHoldsThoughItIsRenamedOrGone() {
        var work = readByTwo();
        keep(policy("renamed", Duration.ofHours(9)));
        assertThat(turn(work).within()).isEqualTo(WITHIN);

        inTransaction(
                HARBOUR, () -> jdbc.sql("delete from second_reading_policy").update());
        read(work, "boris", Role.JOINT);
        assertThat(turn(work).settledByThemselves()).isTrue();
        assertThat(turn(work).only()).containsExactlyInAnyOrder("ada", "boris");
    }

    /** Whatever the two do, and however late, nobody answers themselves and a third decides only over both. */
    @Test
    void nobodyAnswersThemselvesAndEveryCaseEnds() {
        var random = new Random(SEED);
        int agreed = 0;
        int byThird = 0;
        for (int i = 0; i < CASES; i++) {
            var work = differing();
            for (int step = 0; turn(work).role() != Role.FIRST; step++) {
                assertThat(step).isLessThan(200);
                if (random.nextInt(3) == 0) {
                    world.forward(Duration.ofMinutes(random.nextInt(40)));
                    askThird(HARBOUR);
                }
                oneReads(work, random);
            }
            var roles = checked(work);
            agreed += roles.getLast() == Role.AGREEMENT ? 1 : 0;
            byThird += roles.getLast() == Role.CONSENSUS ? 1 : 0;
        }
        assertThat(agreed).isPositive();
        assertThat(byThird).isPositive();
        assertThat(agreed + byThird).isEqualTo(CASES);
    }

    private void oneReads(Case work, Random random) {
        var turn = turn(work);
        var may = READERS.stream()
                .filter(one -> turn.only().isEmpty()
                        ? !turn.readBy().contains(one)
                        : turn.only().contains(one))
                .toList();
        assertThat(may).isNotEmpty();
        var reader = may.get(random.nextInt(may.size()));
        switch (turn.role()) {
            case JOINT -> read(work, reader, Role.AGREEMENT);
            case AGREEMENT -> read(work, reader, random.nextInt(3) == 0 ? null : Role.AGREEMENT);
            default -> read(work, reader, null);
        }
    }

    private List<Role> checked(Case work) {
        var readings = inTransaction(HARBOUR, () -> turns.readings(work.id()));
        var settling = readings.stream()
                .filter(one -> one.role() == Role.JOINT || one.role() == Role.AGREEMENT)
                .map(CaseReading::readBy)
                .toList();
        assertThat(settling).allMatch(reader -> "ada".equals(reader) || "boris".equals(reader));
        for (int i = 1; i < settling.size(); i++) {
            assertThat(settling.get(i)).isNotEqualTo(settling.get(i - 1));
        }
        var roles = new ArrayList<>(readings.stream().map(CaseReading::role).toList());
        if (roles.getLast() == Role.CONSENSUS) {
            assertThat(readings.getLast().readBy()).isEqualTo("chiara");
        }
        return roles;
    }

    /** Read by Ada, then by Boris, who differs. */
    private Case differing() {
        var work = readByTwo();
        read(work, "boris", Role.JOINT);
        return work;
    }

    /** Read by Ada, then by Boris, who has not compared yet. */
    private Case readByTwo() {
        var accession = "two-" + Ids.next();
        world.order(HARBOUR, accession, Priority.ROUTINE);
        var study = world.headCt(HARBOUR, accession);
        publish(new StudyCompleted(study, 1, world.now()));
        publish(new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
        var work = inTransaction(HARBOUR, () -> cases.of(study).orElseThrow());
        read(work, "ada", Role.SECOND);
        read(work, "boris", Role.CONSENSUS);
        return work;
    }

    private void keep(String policy) {
        inTransaction(
                HARBOUR,
                () -> jdbc.sql("update second_reading_policy set policy = :policy::jsonb")
                        .param("policy", policy)
                        .update());
    }

    private Turn turn(Case work) {
        return inTransaction(HARBOUR, () -> turns.of(work));
    }

    private void read(Case work, String username, @Nullable Role next) {
        TenantScope.run(HARBOUR, () -> transaction.executeWithoutResult(_ -> turns.read(work, username, null, next)));
    }

    private void askThird(TenantId tenant) {
        TenantScope.run(tenant, unsettled::askThird);
    }

    private void advance(Case work, CaseState next) {
        inTransaction(HARBOUR, () -> {
            try {
                return cases.advance(work.id(), next, "");
            } catch (TransitionRefused e) {
                throw new AssertionError(e);
            }
        });
    }

    private List<Notice> told(String username, Case work) {
        world.callAs(new Caller(
                "s-" + username,
                username,
                "Dr " + username,
                Set.of(io.dayside.identity.Role.SPECIALIST),
                Set.of(HARBOUR)));
        return notices.mine().stream()
                .map(Notices.Told::notice)
                .filter(notice ->
                        Objects.equals(notice.object(), "case:" + work.id().id()))
                .toList();
    }

    private int trailed(Case work) {
        return inTransaction(
                HARBOUR,
                () -> jdbc.sql(
                                "select count(*) from audit_event where object = :object and action = 'THIRD_READER_ASKED'")
                        .param("object", "case:" + work.id().id())
                        .query(Integer.class)
                        .single());
    }

    private void publish(Object event) {
        TenantScope.run(HARBOUR, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }
}
