package io.dayside.archive;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.dayside.archive.s3.Bucket;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
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
            ArchiveTenants tenants,
            ObjectStore objects,
            ObjectProvider<Bucket> bucket,
            ObjectProvider<CopyCheck> copies,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            DamageNews news,
            MeterRegistry meters,
            @Value("${dayside.archive.scrub:0 0 2 * * SUN}") String schedule) {
        var transaction = new TransactionTemplate(transactions);
        return Tasks.recurring("scrub-objects", Schedules.cron(schedule)).execute((_, _) -> {
            try {
                tenants.forEach("scrubbing", tenant -> {
                    copies.ifAvailable(check -> check(tenant, check, meters));
                    var report = scrub(tenant, objects.files(), bucket.getIfAvailable(), jdbc, transaction);
                    tell(report, meters);
                    report.damaged().forEach(damage -> news.tell(tenant, damage));
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void tell(Scrubber.Report report, MeterRegistry meters) {
        log.info(
                "{} {} objects scrubbed, {} damaged, {} not reached",
                report.tenant(),
                report.objects(),
                report.damaged().size(),
                report.unreachable());
        meters.counter("dayside.archive.scrubbed", "tenant", report.tenant().code())
                .increment((double) report.objects());
    }

    private static Scrubber.Report scrub(
            TenantId tenant,
            ObjectFiles files,
            @Nullable Bucket bucket,
            JdbcClient jdbc,
            TransactionTemplate transaction)
            throws IOException {
        try (var stored = new ScrubbedBytes(files, bucket)) {
            return TenantScope.call(tenant, () -> new Scrubber(stored, jdbc, transaction).scrub(tenant, (_, _) -> {}));
        }
    }

    private static void check(TenantId tenant, CopyCheck copies, MeterRegistry meters) {
        try {
            int altered = TenantScope.call(tenant, () -> copies.check(tenant));
            meters.counter("dayside.archive.s3.altered", "tenant", tenant.code())
                    .increment(altered);
        } catch (IOException e) {
            log.warn("{} the copies in S3 could not all be read: {}", tenant, e.toString());
        }
    }
}
