package io.dayside.sla;

import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.archive.StudyRef;
import io.dayside.cases.Case;
import io.dayside.cases.CasePrioritised;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.HoldReason;
import io.dayside.cases.TransitionRefused;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.StudyCompleted;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;

/** What hospitals are promised, from their files to the clocks of their cases. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ServiceLevelsTests {

    private static final String LEVELS = """
            kind: ServiceLevels
            hospital: northgate
            levels:
              - name: head CT at once
                priorities: [STAT]
                modalities: [CT]
                opened: 5m
                preliminary: 10m
                final: 20m
              - name: office hours
                priorities: [ROUTINE]
                counted:
                  days: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY]
                  from: '08:00'
                  to: '08:00'
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
    private ServiceLevelRows rows;

    @Autowired
    private ClockRows clockRows;

    @Autowired
    private Clocks clocks;

    @Autowired
    private Cases cases;

    @Autowired
    private MonthlyReportApi api;

    @Autowired
    private World world;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void backToRealTime() {
        world.backToRealTime();
    }

    @Test
    void theFirstLevelThatCoversACaseHoldsAndTurnaroundTimesOtherwise() throws Exception {
        apply(LEVELS);
        var stat = clockOf(ready(NORTHGATE, Priority.STAT));
        assertThat(stat.level()).isEqualTo("head CT at once");
        assertThat(stat.target()).isEqualTo(Duration.ofMinutes(20));
        assertThat(stat.openDueAt()).isEqualTo(stat.startedAt().plusSeconds(300));
        assertThat(stat.preliminaryDueAt()).isEqualTo(stat.startedAt().plusSeconds(600));
        assertThat(stat.dueAt()).isEqualTo(stat.startedAt().plusSeconds(1200));

        var urgent = clockOf(ready(NORTHGATE, Priority.URGENT));
        assertThat(urgent.level()).isEmpty();
        assertThat(urgent.openDueAt()).isNull();
        assertThat(clockOf(ready(HARBOUR, Priority.STAT)).level())
                .as("another hospital's")
                .isEmpty();
    }

    @Test
    void whatIsTakenOutOfTheFilesHoldsNoMoreAndRunningClocksKeepTheirPromise() throws Exception {
        apply(LEVELS);
        var before = ready(NORTHGATE, Priority.STAT);
        assertThat(apply("")).contains("hospital northgate: service levels are the turnaround times alone");
        assertThat(clockOf(before).level()).isEqualTo("head CT at once");
        assertThat(clockOf(ready(NORTHGATE, Priority.STAT)).level()).isEmpty();
    }

    @Test
    void everyStepIsNotedAndPausesForTheHospitalMoveWhatIsDue() throws Exception {
        apply(LEVELS);
        var work = ready(NORTHGATE, Priority.STAT);
        var before = clockOf(work);
        advance(work, CaseState.OPEN, "");
        advance(work, CaseState.ON_HOLD, HoldReason.QUESTION_TO_HOSPITAL.name());
        world.forward(Duration.ofMinutes(7));
        advance(work, CaseState.READY, "");
        var after = clockOf(work);
        assertThat(after.paused()).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(8));
        assertThat(after.dueAt()).isEqualTo(before.dueAt().plus(after.paused()));
        assertThat(after.preliminaryDueAt())
                .isEqualTo(Objects.requireNonNull(before.preliminaryDueAt()).plus(after.paused()));
        assertThat(inTransaction(NORTHGATE, () -> clockRows.pauses(List.of(work.id()))))
                .containsOnly(Map.entry(work.id(), List.of(HoldReason.QUESTION_TO_HOSPITAL)));

        advance(work, CaseState.OPEN, "");
        advance(work, CaseState.PRELIMINARY, "");
        assertThat(clockOf(work).preliminaryAt()).isNotNull();
        advance(work, CaseState.FINAL, "");
        var stopped = clockOf(work);
        assertThat(stopped.turnaround(Objects.requireNonNull(stopped.stoppedAt())))
                .isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void whatWasLateBeforeAPauseStaysLate() throws Exception {
        apply(LEVELS);
        var work = ready(NORTHGATE, Priority.STAT);
        world.forward(Duration.ofMinutes(8));
        advance(work, CaseState.OPEN, "");
        var opened = clockOf(work);
        assertThat(opened.openedAt()).isAfter(opened.openDueAt());
        advance(work, CaseState.ON_HOLD, HoldReason.QUESTION_TO_HOSPITAL.name());
        world.forward(Duration.ofMinutes(30));
        advance(work, CaseState.READY, "");
        var after = clockOf(work);
        assertThat(after.openDueAt()).isEqualTo(opened.openDueAt());
        assertThat(after.dueAt()).isEqualTo(opened.dueAt().plus(after.paused()));

        inTransaction(NORTHGATE, () -> {
            events.publishEvent(new CasePrioritised(work.id(), Priority.ROUTINE));
            return true;
        });
        assertThat(clockOf(work).level()).isEqualTo("office hours");
        assertThat(clockOf(work).openDueAt()).as("a step that was done").isEqualTo(opened.openDueAt());
    }

    @Test
    void aLevelThatCountsTooFewHoursIsRefused() {
        assertThatThrownBy(() -> apply("""
                kind: ServiceLevels
                hospital: northgate
                levels:
                  - name: rare
                    counted: {days: [MONDAY], from: '08:00', to: '09:00'}
                    final: 1000h
                """))
                .isInstanceOfSatisfying(
                        InvalidConfiguration.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .asString()
                                .contains("'rare' counts so few hours that it is never due"));
    }

    @Test
    void everyMistakeOfAFileIsNamedWithItsPlace() {
        assertThatThrownBy(() -> apply("""
                kind: ServiceLevels
                hospital: northgate
                levels:
                  - name: one
                    priorities: [SOON]
                    opened: 2h
                    final: 1h
                    colour: red
                  - name: one
                    modalities: [ct]
                    begun: {days: [], from: '08:00', to: '25:00'}
                    final: 0m
                """))
                .isInstanceOfSatisfying(
                        InvalidConfiguration.class,
                        invalid -> assertThat(invalid.problems())
                                .anyMatch(line -> line.contains("levels[0].priorities[0]: must be one of STAT"))
                                .anyMatch(line -> line.contains("levels[0].colour: is no known field"))
                                .anyMatch(line -> line.contains("levels[1].modalities: must be codes such as CT"))
                                .anyMatch(line -> line.contains("levels[1].begun.days: must name at least one"))
                                .anyMatch(line -> line.contains("levels[1].begun.to: must be a time"))
                                .anyMatch(line -> line.contains("levels[1].final: must lie between"))
                                .anyMatch(line -> line.contains("levels: names 'one' twice"))
                                .anyMatch(line -> line.contains("promises the signed report before an earlier step")));
    }

    @Test
    void aHospitalSeesNeitherLevelsNorPausesOfAnother() throws Exception {
        apply(LEVELS);
        var work = ready(NORTHGATE, Priority.STAT);
        advance(work, CaseState.ON_HOLD, HoldReason.IMAGES_INCOMPLETE.name());
        assertThat(inTransaction(NORTHGATE, () -> rows.of(NORTHGATE).levels())).hasSize(2);
        assertThat(inTransaction(HARBOUR, () -> rows.of(NORTHGATE).levels())).isEmpty();
        assertThat(inTransaction(HARBOUR, () -> rows.all())).doesNotContainKey("northgate");
        assertThat(inTransaction(HARBOUR, () -> clockRows.pauses(List.of(work.id()))))
                .isEmpty();
        assertThat(inTransaction(
                        HARBOUR,
                        () -> jdbc.sql("update clock_pause set reason = 'TECHNICAL_FAULT'")
                                .update()))
                .isZero();
    }

    @Test
    void aMonthHoldsWhatWasSignedInItAndWhatWasLate() throws Exception {
        apply(LEVELS);
        var late = ready(NORTHGATE, Priority.STAT);
        advance(late, CaseState.OPEN, "");
        world.forward(Duration.ofMinutes(30));
        advance(late, CaseState.FINAL, "");
        var month = YearMonth.from(world.now().atZone(ZoneId.of("America/New_York")));
        var manager = new Caller("m", "mercer", "Ada Mercer", Set.of(Role.MANAGER), Set.of(NORTHGATE));

        var report = scoped(manager, () -> api.report("northgate", month));
        assertThat(report.lines())
                .filteredOn(line -> line.level().equals("head CT at once"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.priority()).isEqualTo(Priority.STAT);
                    assertThat(line.onTime()).isLessThan(line.reports());
                    assertThat(line.longest()).isGreaterThanOrEqualTo(Duration.ofMinutes(30));
                    assertThat(line.steps())
                            .extracting(MonthlyReport.Step::name)
                            .containsExactly("opened", "preliminary report");
                });
        assertThat(report.late())
                .filteredOn(one -> one.number().equals(late.number()))
                .singleElement()
                .satisfies(one -> assertThat(one.over()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12)));
        assertThat(scoped(manager, () -> api.report("northgate", month.plusMonths(1)))
                        .lines())
                .isEmpty();
        assertThat(scoped(manager, () -> api.pdf("northgate", month)).getBody()).startsWith('%', 'P', 'D', 'F');
        assertThatThrownBy(() -> scoped(manager, () -> api.report("harbour", month)))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND));
        var elsewhere = new Caller("s", "coord", "Jo", Set.of(Role.COORDINATOR), Set.of(HARBOUR));
        assertThatThrownBy(() -> scoped(elsewhere, () -> api.csv("northgate", month)))
                .isInstanceOf(ErrorResponseException.class);
    }

    /** As a call of theirs runs. */
    private <T> T scoped(Caller caller, Supplier<T> call) {
        world.callAs(caller);
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(
                        caller.username(),
                        "",
                        caller.roles().stream().map(role -> "ROLE_" + role).toArray(String[]::new)));
        try {
            return TenantScope.call(caller.tenants(), call::get);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private List<String> apply(String levels) throws IOException, InvalidConfiguration {
        for (var hospital : List.of("northgate.yaml", "harbour.yaml")) {
            Files.writeString(folder.resolve(hospital), Files.readString(Path.of("tenant-config", hospital)));
        }
        Files.writeString(folder.resolve("levels.yaml"), levels);
        return configuration.apply(folder);
    }

    private Case ready(TenantId tenant, Priority priority) {
        var accession = "a-" + Ids.next();
        world.order(tenant, accession, priority);
        StudyRef study = world.headCt(tenant, accession);
        publish(tenant, new StudyCompleted(study, 1, world.now()));
        publish(tenant, new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
        return inTransaction(tenant, () -> cases.of(study).orElseThrow());
    }

    private void advance(Case work, CaseState next, String reason) {
        inTransaction(work.id().tenant(), () -> {
            try {
                return cases.advance(work.id(), next, reason);
            } catch (TransitionRefused e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private CaseClock clockOf(Case work) {
        return inTransaction(work.id().tenant(), () -> clocks.of(work.id()).orElseThrow());
    }

    private void publish(TenantId tenant, Object event) {
        TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }
}
