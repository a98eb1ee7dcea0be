package io.dayside.intake;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.dayside.archive.Archive;
import io.dayside.archive.DeletedStudy;
import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A performed step names its patient. It goes with the last study that is held of those that it belongs to, and after a
 * while where none of them ever came.
 */
@Component
class StepRetention {

    private static final Logger log = LoggerFactory.getLogger(StepRetention.class);

    /** Images come within hours of their step; those that were carried by hand within days. */
    static final Duration WITHOUT_STUDY = Duration.ofDays(30);

    private final Tenants tenants;
    private final Archive archive;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StepRetention(
            Tenants tenants, Archive archive, JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.tenants = tenants;
        this.archive = archive;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        Task<Void> removeStepsWithoutStudy(ObjectProvider<StepRetention> retention) {
            return Tasks.recurring("remove-steps-without-study", Schedules.daily(LocalTime.of(3, 30)))
                    .execute((_, _) -> retention.getObject().removeOld());
        }
    }

    /** Within the transaction that deletes the study, before its links to steps go. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void on(DeletedStudy deleted) {
        var study = deleted.study();
        var tenant = study.tenant();
        jdbc.sql("select step from performed_step_study where tenant_id = :tenant and study_instance_uid = :study")
                .param("tenant", tenant.code())
                .param("study", study.studyInstanceUid())
                .query(String.class)
                .list()
                .forEach(step -> removeUnlessHeld(tenant, step, study.studyInstanceUid()));
    }

    /** Steps that began long ago and of whose studies none is held. */
    void removeOld() {
        for (var tenant : tenants.ids()) {
            try {
                TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> removeOld(tenant)));
            } catch (RuntimeException e) {
                log.warn("{} steps without a study are not removed now: {}", tenant, e.toString());
            }
        }
    }

    private void removeOld(TenantId tenant) {
        jdbc.sql("select sop_instance_uid from performed_step where tenant_id = :tenant and begun_at < :before")
                .param("tenant", tenant.code())
                .param("before", Timestamp.from(clock.instant().minus(WITHOUT_STUDY)))
                .query(String.class)
                .list()
                .forEach(step -> removeUnlessHeld(tenant, step, ""));
    }

    /** @param deleted a study that counts as gone already */
    private void removeUnlessHeld(TenantId tenant, String step, String deleted) {
        boolean held = studiesOf(tenant, step).stream()
                .filter(study -> !study.equals(deleted))
                .anyMatch(study -> archive.study(new StudyRef(tenant, study)).isPresent());
        if (!held) {
            jdbc.sql("delete from performed_step where tenant_id = :tenant and sop_instance_uid = :step")
                    .param("tenant", tenant.code())
                    .param("step", step)
                    .update();
        }
    }

    private List<String> studiesOf(TenantId tenant, String step) {
        return List.copyOf(jdbc.sql("""
                select study_instance_uid from performed_step_study
                where tenant_id = :tenant and step = :step""")
                .param("tenant", tenant.code())
                .param("step", step)
                .query(String.class)
                .list());
    }
}
