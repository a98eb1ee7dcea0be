package io.dayside.intake;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable task behind each commitment: it ends when the sender has the report, or when it is given up. */
@Configuration(proxyBeanMethods = false)
class CommitmentTask {

    private static final TaskDescriptor<Job> REPORT = TaskDescriptor.of("report-commitment", Job.class);
    private static final Duration AFTER_DEFECT = Duration.ofMinutes(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int DOUBLINGS_TO_LONGEST = 7;

    /** Which commitment. */
    record Job(TenantId tenant, UUID commitment) {}

    static TaskInstance<Job> of(TenantId tenant, UUID commitment) {
        return REPORT.instance(tenant + "/" + commitment)
                .data(new Job(tenant, commitment))
                .priority(Priority.LOW)
                .build();
    }

    /** Soon at first, since most interruptions are short, then at a pace that does not flood. */
    static Duration pauseAfter(int tries) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(tries - 1L, 0, DOUBLINGS_TO_LONGEST));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    @Bean
    Task<Job> reportCommitment(ObjectProvider<CommitmentReport> report, Clock clock) {
        return Tasks.custom(REPORT)
                .onFailure(new OnFailureRetryLater<>(AFTER_DEFECT))
                .onDeadExecutionRevive()
                .execute((instance, _) -> {
                    var job = instance.getData();
                    return Actor.call(
                                    Actor.system("intake"),
                                    () -> TenantScope.call(
                                            job.tenant(),
                                            () -> report.getObject().byNewAssociation(job.tenant(), job.commitment())))
                            .<CompletionHandler<Job>>map(pause -> (done, operations) ->
                                    operations.reschedule(done, clock.instant().plus(pause)))
                            .orElseGet(CompletionHandler.OnCompleteRemove::new);
                });
    }
}
