package io.dayside.sla;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dayside.archive.StudyRef;
import io.dayside.cases.Case;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.Order;
import io.dayside.intake.OrderChanged;
import io.dayside.intake.OrderMatched;
import io.dayside.intake.StudyCompleted;
import io.dayside.routing.Worklist;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.InvalidConfiguration;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantConfiguration;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import io.dayside.testing.World;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import io.dayside.triage.StudyAssessed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Clocks that begin with the order, wherever they count. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class OrderClocksTests {

    private static final Duration LEAD = Duration.ofMinutes(20);

    private static final String LEVELS = """
            kind: ServiceLevels
            hospital: northgate
            levels:
              - name: at once
                priorities: [STAT]
                modalities: [CT]
                from: ORDER
                opened: 22m
                final: 30m
              - name: others
                from: STUDY_COMPLETE
                final: 4h
            """;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @TempDir
    Path folder;

    @Autowired
    private TenantConfiguration configuration;

    @Autowired
    private Clocks clocks;

    @Autowired
    private ClockRows clockRows;

    @Autowired
    private Cases cases;

    @Autowired
    private Promises promises;

    @Autowired
    private Outlooks outlooks;

    @Autowired
    private Worklist worklist;

    @Autowired
    private MonthlyReports months;

    @Autowired
    private World world;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void nothingWaits() throws Exception {
        world.dismissEverybody();
        for (var tenant : BOTH) {
            for (var work : inTransaction(tenant, () -> cases.in(EnumSet.of(CaseState.READY, CaseState.OPEN)))) {
                advance(work, CaseState.CANCELLED);
            }
        }
        assertThat(apply(LEVELS)).as("what changes").isNotNull();
    }

    @AfterEach
    void backToRealTime() {
        world.backToRealTime();
        outlooks.of(BOTH);
    }

    @Test
    void theClockOfALevelThatSaysSoBeginsWithTheOrder() {
        var order = order(Priority.STAT);
        world.forward(LEAD);
        var stat = ready(order);
        var clock = clockOf(stat);
        assertThat(clock.begunWith()).isEqualTo(ClockBegin.ORDER);
        assertThat(clock.startedAt()).isEqualTo(order.placedAt());
        assertThat(clock.dueAt()).isEqualTo(order.placedAt().plus(Duration.ofMinutes(30)));
        assertThat(clock.openDueAt()).isEqualTo(order.placedAt().plus(Duration.ofMinutes(22)));

        var routine = order(Priority.ROUTINE);
        world.forward(LEAD);
        var other = ready(routine);
        assertThat(clockOf(other).begunWith()).isEqualTo(ClockBegin.STUDY_COMPLETE);
        assertThat(clockOf(other).startedAt()).isEqualTo(other.studyCompletedAt());
    }

    @Test
    void promisesAndTheirOutlookCountFromTheOrder() {
        world.employ("r", 1, "US-NY");
        var early = order(Priority.STAT);
        world.forward(Duration.ofMinutes(25));
        var late = ready(early);

        assertThat(inTransaction(NORTHGATE, promises::openCases))
                .filteredOn(one -> one.id().equals(late.id()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.begunWith()).isEqualTo(ClockBegin.ORDER);
                    assertThat(one.begunAt()).isEqualTo(early.placedAt());
                    assertThat(one.slackSeconds()).isBetween(200L, 300L);
                });
        assertThat(Objects.requireNonNull(outlooks.of(BOTH).get(late.id())).isInDanger())
                .as("ten minutes of reading do not fit into five")
                .isTrue();
        assertThat(TenantScope.call(BOTH, () -> worklist.of("r")))
                .filteredOn(entry -> entry.work().id().equals(late.id()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.why()).contains("ordered 25 min ago"));
    }

    @Test
    void imagesWithoutAnOrderBeginTheClockAndAnOrderThatComesLaterGivesNoMoreTime() {
        var accession = "a-" + Ids.next();
        var study = world.headCt(NORTHGATE, accession);
        publish(new StudyCompleted(study, 1, world.now()));
        var work = caseOf(study);
        assertThat(clockOf(work).begunWith()).isEqualTo(ClockBegin.STUDY_COMPLETE);

        world.forward(Duration.ofMinutes(3));
        var order = world.order(NORTHGATE, accession, Priority.STAT);
        publish(new OrderMatched(study, order.id()));

        assertThat(clockOf(work).level()).isEqualTo("at once");
        assertThat(clockOf(work).begunWith()).isEqualTo(ClockBegin.STUDY_COMPLETE);
        assertThat(clockOf(work).startedAt()).isEqualTo(work.studyCompletedAt());
        assertThat(clockOf(work).dueAt()).isEqualTo(work.studyCompletedAt().plus(Duration.ofMinutes(30)));
    }

    @Test
    void anOrderThatWasThereAndIsMatchedLaterBeginsTheClock() {
        var accession = "a-" + Ids.next();
        var order = world.order(NORTHGATE, "other-" + accession, Priority.STAT);
        world.forward(LEAD);
        var study = world.headCt(NORTHGATE, accession);
        publish(new StudyCompleted(study, 1, world.now()));
        publish(new OrderMatched(study, order.id()));

        assertThat(clockOf(caseOf(study)).begunWith()).isEqualTo(ClockBegin.ORDER);
        assertThat(clockOf(caseOf(study)).startedAt()).isEqualTo(order.placedAt());
    }

    @Test
    void anOrderSentAgainBeforeTheImagesBeginsTheClockAnew() {
        var first = order(Priority.STAT);
        world.forward(LEAD);
        var again = world.orderAnew(first, Priority.STAT, world.now());
        world.forward(Duration.ofMinutes(1));
        assertThat(clockOf(ready(again)).startedAt()).isEqualTo(again.placedAt());
    }

    @Test
    void anOrderSentAgainAfterTheImagesLetsTheClockBeginWithThem() {
        var first = order(Priority.STAT);
        world.forward(LEAD);
        var work = ready(first);
        publish(new OrderChanged(NORTHGATE, first.id(), OrderChanged.Change.CANCELLED));
        assertThat(clockOf(work).startedAt())
                .as("cancelled: the images are here")
                .isEqualTo(first.placedAt());

        world.forward(Duration.ofMinutes(1));
        var again = world.orderAnew(first, Priority.STAT, world.now());
        publish(new OrderChanged(NORTHGATE, again.id(), OrderChanged.Change.REVISED));
        assertThat(clockOf(work).begunWith()).isEqualTo(ClockBegin.STUDY_COMPLETE);
        assertThat(clockOf(work).startedAt()).isEqualTo(work.studyCompletedAt());
    }

    @Test
    void aChangedOrderChangesTheCaseUntilItIsSigned() {
        var first = order(Priority.ROUTINE);
        world.forward(LEAD);
        var work = ready(first);
        var stat = world.orderAnew(first, Priority.STAT, first.placedAt());
        publish(new OrderChanged(NORTHGATE, stat.id(), OrderChanged.Change.REVISED));
        assertThat(caseOf(work.study()).priority()).isEqualTo(Priority.STAT);
        assertThat(clockOf(work).startedAt()).isEqualTo(first.placedAt());
        assertThat(clockOf(work).level()).isEqualTo("at once");

        advance(work, CaseState.OPEN);
        advance(work, CaseState.FINAL);
        world.orderAnew(stat, Priority.ROUTINE, first.placedAt());
        publish(new OrderChanged(NORTHGATE, stat.id(), OrderChanged.Change.REVISED));
        assertThat(caseOf(work.study()).priority()).isEqualTo(Priority.STAT);
        assertThat(clockOf(work).level()).isEqualTo("at once");
    }

    @Test
    void anOrderOfAnotherHospitalChangesNothingHere() {
        var order = order(Priority.STAT);
        world.forward(LEAD);
        var work = ready(order);
        world.orderAnew(order, Priority.ROUTINE, world.now());
        TenantScope.run(
                HARBOUR,
                () -> transaction.executeWithoutResult(_ ->
                        events.publishEvent(new OrderChanged(NORTHGATE, order.id(), OrderChanged.Change.REVISED))));
        assertThat(caseOf(work.study()).priority()).isEqualTo(Priority.STAT);
        assertThat(inTransaction(HARBOUR, () -> clockRows.of(List.of(work.id()))))
                .isEmpty();
        assertThat(inTransaction(
                        HARBOUR,
                        () -> jdbc.sql("update case_clock set begun_with = 'STUDY_COMPLETE' where case_id = :id")
                                .param("id", work.id().id())
                                .update()))
                .isZero();
    }

    @Test
    void theMonthSaysWithWhatItsClocksBegan() {
        var order = order(Priority.STAT);
        world.forward(LEAD);
        var work = ready(order);
        advance(work, CaseState.OPEN);
        world.forward(Duration.ofMinutes(15));
        advance(work, CaseState.FINAL);
        var month = YearMonth.from(world.now().atZone(ZoneId.of("America/New_York")));
        world.callAs(new Caller("m", "mercer", "Ada Mercer", Set.of(Role.MANAGER), Set.of(NORTHGATE)));

        var report = inTransaction(NORTHGATE, () -> months.of(NORTHGATE, month)).orElseThrow();
        assertThat(report.lines())
                .filteredOn(line -> line.level().equals("at once") && line.from() == ClockBegin.ORDER)
                .singleElement()
                .satisfies(line -> assertThat(line.longest()).isGreaterThanOrEqualTo(Duration.ofMinutes(35)));
        assertThat(report.late())
                .filteredOn(late -> late.number().equals(work.number()))
                .singleElement()
                .satisfies(late -> {
                    assertThat(late.begunAt()).isEqualTo(order.placedAt());
                    assertThat(late.completedAt()).isEqualTo(work.studyCompletedAt());
                    assertThat(late.turnaround()).isGreaterThanOrEqualTo(Duration.ofMinutes(35));
                });
        assertThat(new String(MonthlyReportCsv.of(report), StandardCharsets.UTF_8))
                .contains("at once,ORDER,STAT");
    }

    @Test
    void aBeginningThatDoesNotExistIsRefused() {
        assertThat(catchThrowableOfType(
                                InvalidConfiguration.class,
                                () -> apply(LEVELS.replace("from: ORDER", "from: SIGNATURE")))
                        .problems())
                .singleElement()
                .asString()
                .contains("levels[0].from: must be one of ORDER, STUDY_COMPLETE");
    }

    @Test
    void thePlanSaysWhichLevelsBeginWithTheOrder() throws Exception {
        apply("");
        assertThat(apply(LEVELS)).contains("hospital northgate: service levels are at once (from the order), others");
    }

    private List<String> apply(String levels) throws IOException, InvalidConfiguration {
        for (var hospital : List.of("northgate.yaml", "harbour.yaml")) {
            Files.writeString(folder.resolve(hospital), Files.readString(Path.of("tenant-config", hospital)));
        }
        Files.writeString(folder.resolve("levels.yaml"), levels);
        return configuration.apply(folder);
    }

    private Order order(Priority priority) {
        return world.order(NORTHGATE, "a-" + Ids.next(), priority);
    }

    private Case ready(Order order) {
        var study = world.headCt(NORTHGATE, order.accessionNumber());
        publish(new StudyCompleted(study, 1, world.now()));
        publish(new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
        return caseOf(study);
    }

    private Case caseOf(StudyRef study) {
        return inTransaction(NORTHGATE, () -> cases.of(study).orElseThrow());
    }

    private void advance(Case work, CaseState next) {
        inTransaction(work.id().tenant(), () -> {
            try {
                return cases.advance(work.id(), next, "");
            } catch (TransitionRefused e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private CaseClock clockOf(Case work) {
        return inTransaction(NORTHGATE, () -> clocks.of(work.id()).orElseThrow());
    }

    private void publish(Object event) {
        TenantScope.run(NORTHGATE, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }
}
