package io.dayside.archive;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/** Deletes each night what the hospitals' rules no longer keep, and overwrites soon what was deleted. */
@Configuration(proxyBeanMethods = false)
class RetentionTasks {

    private static final Logger log = LoggerFactory.getLogger(RetentionTasks.class);
    private static final int MOST_A_NIGHT = 10_000;
    private static final Duration ERASE_EVERY = Duration.ofMinutes(1);

    @Bean
    Task<Void> deleteOutlivedStudies(
            Retention retention,
            Tenants tenants,
            Clock clock,
            @Value("${dayside.archive.retention:0 0 3 * * *}") String schedule) {
        return Tasks.recurring("delete-outlived-studies", Schedules.cron(schedule))
                .execute((_, _) -> run(() -> ArchiveTenants.forEach(
                        tenants.ids(),
                        "deleting outlived studies",
                        tenant -> deleteOutlived(tenant, retention, clock))));
    }

    private static void deleteOutlived(TenantId tenant, Retention retention, Clock clock) {
        TenantScope.run(
                tenant,
                () -> Actor.run(
                        Actor.system("archive"),
                        () -> retention
                                .outlived(tenant, clock.instant(), MOST_A_NIGHT)
                                .forEach(study -> delete(study, retention))));
    }

    private static void delete(StudyRef study, Retention retention) {
        try {
            retention.delete(study, "kept as long as the hospital's rule says");
        } catch (StudyKept e) {
            log.info("{} a study outlived its rule and stays: {}", study.tenant(), e.getMessage());
        } catch (NoSuchElementException _) {
            log.info("{} a study that outlived its rule is gone already", study.tenant());
        } catch (DataAccessException e) {
            log.warn("{} a study that outlived its rule could not be deleted tonight", study.tenant(), e);
        }
    }

    @Bean
    Task<Void> eraseDeletedObjects(Eraser eraser, ArchiveTenants tenants) {
        return Tasks.recurring("erase-deleted-objects", FixedDelay.of(ERASE_EVERY))
                .execute((_, _) -> run(() -> tenants.forEach("erasing", eraser::erase)));
    }

    private interface Round {
        void run() throws IOException;
    }

    private static void run(Round round) {
        try {
            round.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
