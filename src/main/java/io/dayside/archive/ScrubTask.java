package io.dayside.archive;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Scrubs every tenant's objects when {@code dayside.archive.scrub} says so; by default each Sunday night. */
@Configuration(proxyBeanMethods = false)
class ScrubTask {

    private static final Logger log = LoggerFactory.getLogger(ScrubTask.class);

    @Bean
    Task<Void> scrubObjects(
            ObjectStore objects,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            AuditTrail trail,
            MeterRegistry meters,
            @Value("${dayside.archive.scrub:0 0 2 * * SUN}") String schedule) {
        var transaction = new TransactionTemplate(transactions);
        var scrubber = new Scrubber(objects.files(), jdbc, transaction);
        return Tasks.recurring("scrub-objects", Schedules.cron(schedule)).execute((_, _) -> {
            for (var tenant : tenants(objects)) {
                var report = TenantScope.call(tenant, () -> scrubber.scrub(tenant, (_, _) -> {}));
                log.info(
                        "{} {} objects scrubbed, {} damaged",
                        tenant,
                        report.objects(),
                        report.damaged().size());
                meters.counter("dayside.archive.scrubbed", "tenant", tenant.code())
                        .increment((double) report.objects());
                report.damaged().stream().filter(Scrubber.Damage::newlyFound).forEach(damage -> {
                    meters.counter("dayside.archive.damaged", "tenant", tenant.code())
                            .increment();
                    tell(tenant, damage, trail, transaction);
                });
            }
        });
    }

    private static Iterable<TenantId> tenants(ObjectStore objects) {
        try {
            return objects.files().tenants();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tell(
            TenantId tenant, Scrubber.Damage damage, AuditTrail trail, TransactionTemplate transaction) {
        log.error("{} instance {} is damaged: {}", tenant, damage.sopInstanceUid(), damage.problem());
        TenantScope.run(
                tenant,
                () -> Actor.run(
                        Actor.system("archive"),
                        () -> transaction.executeWithoutResult(_ -> trail.append(AuditEvent.of(
                                tenant,
                                AuditAction.OBJECT_DAMAGED,
                                "instance:" + damage.sopInstanceUid(),
                                Map.of("problem", damage.problem().name()))))));
    }
}
