package io.dayside.triage;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable task behind each assessment: picked up again after a restart, wherever it stood. */
@Configuration(proxyBeanMethods = false)
class AssessmentTask {

    /** As many as the models take at a time, and as many again that are next. */
    private static final int MOST_WAITING = Inferences.AT_ONCE;

    static final TaskDescriptor<Job> ASSESS = TaskDescriptor.of("assess-study", Job.class);

    /** Which study, and which completion of it. */
    record Job(TenantId tenant, String studyInstanceUid, int round) {

        String key() {
            return tenant + "/" + studyInstanceUid + "/" + round;
        }
    }

    @Bean
    Task<Job> assessStudy(Triage triage, AssessmentOrder order, Clock clock) {
        var turns = new InferenceTurns(Inferences.AT_ONCE, MOST_WAITING);
        return Tasks.custom(ASSESS).execute((instance, _) -> {
            if (!turns.enter(instance.getPriority())) {
                return again(clock, order.pauseWithoutPlace(instance.getPriority()));
            }
            try {
                return assess(triage, instance.getData())
                        .<CompletionHandler<Job>>map(pause -> again(clock, pause))
                        .orElseGet(CompletionHandler.OnCompleteRemove::new);
            } finally {
                turns.leave();
            }
        });
    }

    private static Optional<Duration> assess(Triage triage, Job job) {
        var study = new StudyRef(job.tenant(), job.studyInstanceUid());
        return Actor.call(
                Actor.system("triage"), () -> TenantScope.call(job.tenant(), () -> triage.attempt(study, job.round())));
    }

    private static CompletionHandler<Job> again(Clock clock, Duration pause) {
        return (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(pause));
    }
}
