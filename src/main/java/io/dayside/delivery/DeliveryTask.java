package io.dayside.delivery;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable task behind each delivery: it ends when the receiver has confirmed, or when a person must look. */
@Configuration(proxyBeanMethods = false)
class DeliveryTask {

    static final TaskDescriptor<Job> DELIVER = TaskDescriptor.of("deliver-report", Job.class);

    /** Which delivery. */
    record Job(TenantId tenant, UUID delivery) {}

    @Bean
    Task<Job> deliverReport(DeliveryAttempt attempt, Clock clock) {
        return Tasks.custom(DELIVER).execute((instance, _) -> {
            var job = instance.getData();
            return Actor.call(
                            Actor.system("delivery"),
                            () -> TenantScope.call(job.tenant(), () -> attempt.run(job.tenant(), job.delivery())))
                    .<CompletionHandler<Job>>map(pause -> again(clock, pause))
                    .orElseGet(CompletionHandler.OnCompleteRemove::new);
        });
    }

    private static CompletionHandler<Job> again(Clock clock, Duration pause) {
        return (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(pause));
    }
}
