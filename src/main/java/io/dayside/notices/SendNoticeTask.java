package io.dayside.notices;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One notice to one address, tried again for some hours. */
@Configuration(proxyBeanMethods = false)
class SendNoticeTask {

    static final TaskDescriptor<Job> SEND = TaskDescriptor.of("send-notice", Job.class);

    /** What is told later than that is told by the pages. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2));

    /**
     * @param address {@code mailto:} or that of a webhook
     * @param tried how often so far
     */
    record Job(TenantId tenant, UUID notice, String address, int tried) {

        boolean isLastTry() {
            return tried >= PAUSES.size();
        }
    }

    @Bean
    Task<Job> sendNotice(NoticeSender sender, Clock clock) {
        return Tasks.custom(SEND).execute((instance, _) -> {
            var job = instance.getData();
            boolean done =
                    Actor.call(Actor.system("notices"), () -> TenantScope.call(job.tenant(), () -> sender.send(job)));
            return done || job.isLastTry() ? new CompletionHandler.OnCompleteRemove<>() : again(job, clock);
        });
    }

    private static CompletionHandler<Job> again(Job job, Clock clock) {
        var next = new Job(job.tenant(), job.notice(), job.address(), job.tried() + 1);
        return (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(PAUSES.get(job.tried())), next);
    }
}
