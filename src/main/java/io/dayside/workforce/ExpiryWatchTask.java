package io.dayside.workforce;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dayside.audit.Actor;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks for what ends. Runs on one node at a time; often, so that a day on which no node was up is made good at once. */
@Configuration(proxyBeanMethods = false)
class ExpiryWatchTask {

    private static final Duration EVERY = Duration.ofMinutes(15);

    @Bean
    Task<Void> warnOfExpiry(ExpiryWatch watch) {
        return Tasks.recurring("warn-of-expiring-credentials", FixedDelay.of(EVERY))
                .execute((_, _) -> Actor.run(Actor.system("workforce"), watch::look));
    }
}
