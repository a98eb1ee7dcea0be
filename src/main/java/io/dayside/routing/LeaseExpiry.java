package io.dayside.routing;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives back the cases of browsers that were lost. Runs on one node at a time. */
@Configuration(proxyBeanMethods = false)
class LeaseExpiry {

    private static final Duration EVERY = Duration.ofSeconds(15);

    /** A transaction stays short however many leases ran out while no node was up. */
    private static final int AT_ONCE = 50;

    @Bean
    Task<Void> expireLeases(LeaseDesk desk, Tenants tenants) {
        return Tasks.recurring("expire-leases", FixedDelay.of(EVERY))
                .execute((_, _) -> Actor.run(Actor.system("routing"), () -> expire(desk, tenants)));
    }

    private static void expire(LeaseDesk desk, Tenants tenants) {
        for (var tenant : tenants.ids()) {
            TenantScope.run(tenant, () -> {
                int expired;
                do {
                    expired = desk.expireLapsed(AT_ONCE);
                } while (expired == AT_ONCE);
            });
        }
    }
}
