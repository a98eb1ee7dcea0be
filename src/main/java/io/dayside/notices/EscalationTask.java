package io.dayside.notices;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dayside.audit.Actor;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks after pressing cases that nobody takes. Runs on one node at a time. */
@Configuration(proxyBeanMethods = false)
class EscalationTask {

    private static final Duration EVERY = Duration.ofSeconds(15);

    @Bean
    Task<Void> escalatePressingCases(Escalation escalation) {
        return Tasks.recurring("escalate-pressing-cases", FixedDelay.of(EVERY))
                .execute((_, _) -> Actor.run(Actor.system("notices"), escalation::look));
    }
}
