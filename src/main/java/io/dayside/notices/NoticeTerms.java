package io.dayside.notices;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.dayside.audit.Terms;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long notices are kept, with who has seen them, and the steps that the ladder took for cases that are over. */
@Component
class NoticeTerms {

    /** Longer than a notice is shown or sent again. */
    private static final Duration LEAST = Duration.ofDays(8);

    private final Terms terms;
    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration notices;
    private final Duration steps;

    NoticeTerms(
            Terms terms,
            Tenants tenants,
            JdbcClient jdbc,
            Clock clock,
            @Value("${dayside.notices.kept:90d}") Duration notices,
            @Value("${dayside.notices.steps-kept:365d}") Duration steps) {
        this.terms = terms;
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.clock = clock;
        this.notices = Terms.atLeast(LEAST, notices, "dayside.notices.kept");
        this.steps = Terms.atLeast(LEAST, steps, "dayside.notices.steps-kept");
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        Task<Void> deleteOldNotices(
                ObjectProvider<NoticeTerms> terms, @Value("${dayside.notices.deleted:0 10 4 * * *}") String schedule) {
            return Tasks.recurring("delete-old-notices", Schedules.cron(schedule))
                    .execute((_, _) -> terms.getObject().end());
        }
    }

    void end() {
        var noticesBefore = clock.instant().minus(notices);
        var stepsBefore = clock.instant().minus(steps);
        for (var tenant : tenants.ids()) {
            terms.end(tenant, "notices", noticesBefore, most -> deleteNotices(tenant, noticesBefore, most));
            terms.end(tenant, "steps of ladders", stepsBefore, most -> deleteSteps(tenant, stepsBefore, most));
        }
    }

    private int deleteNotices(TenantId tenant, Instant before, int most) {
        var old = jdbc.sql("""
                select id from notice where tenant_id = :tenant and at < :before order by at limit :most""")
                .param("tenant", tenant.code())
                .param("before", Timestamp.from(before))
                .param("most", most)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .toArray(UUID[]::new);
        jdbc.sql("delete from notice_seen where tenant_id = :tenant and notice_id = any(:ids)")
                .param("tenant", tenant.code())
                .param("ids", old)
                .update();
        return jdbc.sql("delete from notice where tenant_id = :tenant and id = any(:ids)")
                .param("tenant", tenant.code())
                .param("ids", old)
                .update();
    }

    /** A case that still waits would otherwise be taken up the ladder from its foot once more. */
    private int deleteSteps(TenantId tenant, Instant before, int most) {
        return jdbc.sql("""
                delete from escalation where tenant_id = :tenant and (case_id, step) in (
                    select e.case_id, e.step from escalation e
                    join reading_case c on c.tenant_id = e.tenant_id and c.id = e.case_id
                    where e.tenant_id = :tenant and e.at < :before
                      and c.state in ('FINAL', 'ADDENDUM', 'CORRECTED', 'CANCELLED')
                    order by e.at limit :most)""")
                .param("tenant", tenant.code())
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
    }
}
