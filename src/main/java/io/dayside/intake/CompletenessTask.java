package io.dayside.intake;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.dayside.archive.StudyRef;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable checks of one round of one study. */
@Configuration(proxyBeanMethods = false)
class CompletenessTask {

    private static final TaskDescriptor<Check> CHECK = TaskDescriptor.of("study-completeness", Check.class);
    private static final TaskDescriptor<Check> AT_ONCE = TaskDescriptor.of("study-completeness-now", Check.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    record Check(TenantId tenant, String studyInstanceUid, int round) {}

    /** A round has its own instance, so that a check that is just ending never swallows the next round's. */
    static TaskInstance<Check> of(StudyRef study, int round) {
        return CHECK.instance(study.tenant() + "/" + study.studyInstanceUid() + "/" + round)
                .data(new Check(study.tenant(), study.studyInstanceUid(), round))
                .build();
    }

    /** A check beside that of the round, which may just be coming to its conclusion from what was there before. */
    static TaskInstance<Check> atOnce(StudyRef study, int round) {
        return AT_ONCE.instance(study.tenant() + "/" + Ids.next())
                .data(new Check(study.tenant(), study.studyInstanceUid(), round))
                .build();
    }

    @Bean
    Task<Check> studyCompletenessTask(ObjectProvider<Completeness> completeness) {
        return Tasks.custom(CHECK)
                .onFailure(new OnFailureRetryLater<>(RETRY))
                .onDeadExecutionRevive()
                .execute((instance, _) -> run(completeness.getObject(), instance.getData()));
    }

    @Bean
    Task<Check> studyCompletenessNowTask(ObjectProvider<Completeness> completeness) {
        return Tasks.custom(AT_ONCE)
                .onFailure(new OnFailureRetryLater<>(RETRY))
                .onDeadExecutionRevive()
                .execute((instance, _) -> {
                    run(completeness.getObject(), instance.getData());
                    return new OnCompleteRemove<>();
                });
    }

    private static CompletionHandler<Check> run(Completeness completeness, Check check) {
        return completeness
                .check(new StudyRef(check.tenant(), check.studyInstanceUid()), check.round())
                .<CompletionHandler<Check>>map(again -> (done, operations) -> operations.reschedule(done, again))
                .orElseGet(OnCompleteRemove::new);
    }
}
