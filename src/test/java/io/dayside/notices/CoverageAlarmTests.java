package io.dayside.notices;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.StudyCompleted;
import io.dayside.notices.Notice.Kind;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import io.dayside.testing.World;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import io.dayside.triage.StudyAssessed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Managers hear of hours in which nobody is there, before those hours and once. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class CoverageAlarmTests {

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @Autowired
    private World world;

    @Autowired
    private CoverageAlarm alarm;

    @Autowired
    private Notices notices;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void nobodyWasToldAndNobodyReads() {
        world.dismissEverybody();
        for (var tenant : BOTH) {
            in(tenant, "delete from coverage_alarm");
        }
    }

    @Test
    void aManagerIsToldOnceOfTheHoursInWhichNobodyIsThereForWhatWasSent() {
        int before = told(BOTH).size();
        world.employ("here", 1, "US-NY");
        world.employOffShift("away", 1, "GB");
        sent(HARBOUR);
        sent(NORTHGATE);

        alarm.look();
        alarm.look();

        assertThat(told(BOTH).subList(0, told(BOTH).size() - before))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.tenant()).isEqualTo(HARBOUR);
                    assertThat(notice.words())
                            .contains("Nobody is on shift for CT of Harbour Clinic", "for longer than a day");
                });
        assertThat(told(Set.of(NORTHGATE))).isEmpty();
    }

    @Test
    void whereSomebodyIsAlwaysThereNobodyIsTold() {
        int before = told(BOTH).size();
        world.employ("here", 1, "GB", "US-NY");
        sent(HARBOUR);

        alarm.look();

        assertThat(told(BOTH)).hasSize(before);
    }

    @Test
    void aHoleThatWasFilledAndOpensAgainIsToldAgain() {
        int before = told(Set.of(HARBOUR)).size();
        world.employOffShift("away", 1, "GB");
        sent(HARBOUR);
        alarm.look();
        world.employ("here", 1, "GB");
        alarm.look();
        world.dismissEverybody();
        world.employOffShift("away", 1, "GB");

        alarm.look();

        assertThat(told(Set.of(HARBOUR))).hasSize(before + 2);
    }

    @Test
    void noHospitalWritesAnothersAlarms() {
        assertThatThrownBy(
                        () -> in(
                                NORTHGATE,
                                "insert into coverage_alarm values ('harbour', 'HC1', 'CT', now(), now() + interval '1 hour', now())"))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    private List<Notice> told(Set<TenantId> tenants) {
        world.callAs(new Caller("s", "mercer", "Ada Mercer", Set.of(Role.MANAGER), tenants));
        return notices.mine().stream()
                .map(Notices.Told::notice)
                .filter(notice -> notice.kind() == Kind.NOBODY_ON_SHIFT)
                .toList();
    }

    private void sent(TenantId tenant) {
        var study = world.headCt(tenant, "a-" + Ids.next());
        publish(tenant, new StudyCompleted(study, 1, world.now()));
        publish(tenant, new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
    }

    private void publish(TenantId tenant, Object event) {
        TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private void in(TenantId tenant, String statement) {
        TenantScope.run(
                tenant,
                () -> transaction.executeWithoutResult(_ -> jdbc.sql(statement).update()));
    }
}
