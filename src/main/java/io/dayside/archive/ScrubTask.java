package io.dayside.archive;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
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
            DamageNews news,
            MeterRegistry meters,
            @Value("${dayside.archive.scrub:0 0 2 * * SUN}") String schedule) {
        var scrubber = new Scrubber(objects.files(), jdbc, new TransactionTemplate(transactions));
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
                report.damaged().forEach(damage -> news.tell(tenant, damage));
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
}
