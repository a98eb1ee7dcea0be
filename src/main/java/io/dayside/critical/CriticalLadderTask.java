package io.dayside.critical;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dayside.audit.Actor;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks after critical results that nobody acknowledges. Runs on one node at a time. */
@Configuration(proxyBeanMethods = false)
class CriticalLadderTask {

    private static final Duration EVERY = Duration.ofSeconds(15);

    @Bean
    Task<Void> escalateCriticalResults(CriticalLadder ladder) {
        return Tasks.recurring("escalate-critical-results", FixedDelay.of(EVERY))
                .execute((_, _) -> Actor.run(Actor.system("critical"), ladder::look));
    }
}
