package io.dayside.workforce;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.dayside.audit.Terms;
import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** How long changes of shifts are kept once they are over. */
@Component
class ShiftTerms {

    /** Longer than a month is looked back on. */
    private static final Duration LEAST = Duration.ofDays(62);

    private final Terms terms;
    private final ShiftChangeRows rows;
    private final Clock clock;
    private final Duration kept;

    ShiftTerms(
            Terms terms,
            ShiftChangeRows rows,
            Clock clock,
            @Value("${dayside.workforce.shift-changes-kept:400d}") Duration kept) {
        this.terms = terms;
        this.rows = rows;
        this.clock = clock;
        this.kept = Terms.atLeast(LEAST, kept, "dayside.workforce.shift-changes-kept");
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        Task<Void> deleteOldShiftChanges(
                ObjectProvider<ShiftTerms> terms,
                @Value("${dayside.workforce.shift-changes-deleted:0 20 4 * * *}") String schedule) {
            return Tasks.recurring("delete-old-shift-changes", Schedules.cron(schedule))
                    .execute((_, _) -> terms.getObject().end());
        }
    }

    void end() {
        var before = clock.instant().minus(kept);
        terms.end(TenantId.PLATFORM, "shift changes", before, most -> rows.removeOver(before, most));
    }
}
