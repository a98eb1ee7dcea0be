package io.dayside.routing;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dayside.audit.Actor;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks ahead. Runs on one node at a time. */
@Configuration(proxyBeanMethods = false)
class BreachWatchTask {

    private static final Duration EVERY = Duration.ofSeconds(30);

    @Bean
    Task<Void> foreseeBreaches(BreachWatch watch) {
        return Tasks.recurring("foresee-breaches", FixedDelay.of(EVERY))
                .execute((_, _) -> Actor.run(Actor.system("routing"), watch::look));
    }
}
