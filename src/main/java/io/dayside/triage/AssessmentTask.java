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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable task behind each assessment: picked up again after a restart, wherever it stood. */
@Configuration(proxyBeanMethods = false)
class AssessmentTask {

    static final TaskDescriptor<Job> ASSESS = TaskDescriptor.of("assess-study", Job.class);

    /** Which study, and which completion of it. */
    record Job(TenantId tenant, String studyInstanceUid, int round) {

        String key() {
            return tenant + "/" + studyInstanceUid + "/" + round;
        }
    }

    @Bean
    Task<Job> assessStudy(Triage triage, Clock clock) {
        return Tasks.custom(ASSESS).execute((instance, _) -> {
            Job job = instance.getData();
            var study = new StudyRef(job.tenant(), job.studyInstanceUid());
            return Actor.call(
                            Actor.system("triage"),
                            () -> TenantScope.call(job.tenant(), () -> triage.attempt(study, job.round())))
                    .<CompletionHandler<Job>>map(pause -> again(clock, pause))
                    .orElseGet(CompletionHandler.OnCompleteRemove::new);
        });
    }

    private static CompletionHandler<Job> again(Clock clock, Duration pause) {
        return (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(pause));
    }
}
