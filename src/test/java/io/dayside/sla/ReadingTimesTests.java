package io.dayside.sla;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.Case;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.intake.StudyCompleted;
import io.dayside.routing.Leases;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Reading times are learnt from what was signed, at each hospital for itself. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ReadingTimesTests {

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
    private Leases leases;

    @Autowired
    private ReadingTimes times;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @AfterEach
    void backToRealTime() {
        world.backToRealTime();
    }

    @Test
    void whatTenReadingsTookIsExpectedOfTheNextAndOneThatWasPutAsideDoesNotCount() {
        world.employ("r", 3, "GB", "US-NY");
        for (int i = 0; i < ReadingTimes.ENOUGH - 1; i++) {
            read(HARBOUR, Duration.ofMinutes(4));
        }
        var next = ready(HARBOUR);
        assertThat(expected(next)).isEqualTo(ReadingTimes.UNKNOWN);

        read(HARBOUR, Duration.ofMinutes(4));
        read(HARBOUR, Duration.ofSeconds(5));
        world.forward(Duration.ofHours(1));

        assertThat(expected(next))
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(4).plusSeconds(30));
        assertThat(expected(ready(NORTHGATE))).isEqualTo(ReadingTimes.UNKNOWN);
    }

    private Duration expected(Case work) {
        return inTransaction(work.id().tenant(), () -> times.of(work));
    }

    private void read(TenantId tenant, Duration reading) {
        var id = ready(tenant).id();
        TenantScope.call(BOTH, () -> leases.take(id, "r"));
        world.forward(reading);
        inTransaction(tenant, () -> {
            try {
                cases.advance(id, CaseState.FINAL, "");
            } catch (TransitionRefused e) {
                throw new AssertionError(e);
            }
            leases.complete(id, "r");
            return id;
        });
    }

    private Case ready(TenantId tenant) {
        var accession = "a-" + Ids.next();
        world.order(tenant, accession, Priority.ROUTINE);
        var study = world.headCt(tenant, accession);
        publish(tenant, new StudyCompleted(study, 1, world.now()));
        publish(tenant, new StudyAssessed(study, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
        return inTransaction(tenant, () -> cases.of(study).orElseThrow());
    }

    private void publish(TenantId tenant, Object event) {
        TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }
}
