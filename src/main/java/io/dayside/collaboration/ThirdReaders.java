package io.dayside.collaboration;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks for cases whose two readers did not settle it in time. Runs on one node at a time. */
@Configuration(proxyBeanMethods = false)
class ThirdReaders {

    private static final Duration EVERY = Duration.ofMinutes(1);

    @Bean
    Task<Void> askThirdReaders(Unsettled unsettled, Tenants tenants) {
        return Tasks.recurring("ask-third-readers", FixedDelay.of(EVERY))
                .execute((_, _) -> Actor.run(
                        Actor.system("collaboration"),
                        () -> tenants.ids().forEach(tenant -> TenantScope.run(tenant, unsettled::askThird))));
    }
}
