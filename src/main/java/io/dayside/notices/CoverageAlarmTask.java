package io.dayside.notices;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dayside.audit.Actor;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks for hours in which nobody is there. Runs on one node at a time. */
@Configuration(proxyBeanMethods = false)
class CoverageAlarmTask {

    private static final Duration EVERY = Duration.ofMinutes(10);

    @Bean
    Task<Void> lookForUncoveredHours(CoverageAlarm alarm) {
        return Tasks.recurring("look-for-uncovered-hours", FixedDelay.of(EVERY))
                .execute((_, _) -> Actor.run(Actor.system("notices"), alarm::look));
    }
}
