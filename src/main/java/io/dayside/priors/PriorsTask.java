package io.dayside.priors;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.dayside.archive.DeletedStudy;
import io.dayside.archive.InstancesStored;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.intake.OrderMatched;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The durable task behind each search for priors. It begins with the study's first object and holds nothing up. */
@Configuration(proxyBeanMethods = false)
class PriorsTask {

    private static final TaskDescriptor<Job> FETCH = TaskDescriptor.of("fetch-priors", Job.class);
    private static final Duration AFTER_DEFECT = Duration.ofMinutes(1);

    private final PriorsRules rules;
    private final PriorsRows rows;
    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;
    private final RecentlyBegun begun = new RecentlyBegun();

    PriorsTask(PriorsRules rules, PriorsRows rows, ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.rules = rules;
        this.rows = rows;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Of which study. */
    record Job(TenantId tenant, String studyInstanceUid) {}

    /** Within the transaction that stores the instances. What was fetched as a prior may be sent to be read later. */
    @EventListener
    void on(InstancesStored stored) {
        var study = stored.study();
        if (stored.asPriors() || begun.contains(study)) {
            return;
        }
        if (rules.of(study.tenant()).isPresent() && rows.begin(study)) {
            schedule(study, study.tenant() + "/" + study.studyInstanceUid());
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                begun.add(study);
            }
        });
    }

    /** Within the transaction that deletes. What is left of its description would outlive it. */
    @EventListener
    void on(DeletedStudy deleted) {
        var study = deleted.study();
        rows.forget(study);
        begun.remove(study);
    }

    /**
     * Within the transaction that links them. The order may say which body region is meant, and it may come long after a
     * PACS that was away was given up. The task is another one: the first may just be ending.
     */
    @EventListener
    void on(OrderMatched matched) {
        var study = matched.study();
        if (rules.of(study.tenant()).isPresent() && rows.beginAgain(study)) {
            schedule(study, "%s/%s/%s".formatted(study.tenant(), study.studyInstanceUid(), matched.order()));
        }
    }

    private void schedule(StudyRef study, String instance) {
        scheduler
                .getObject()
                .scheduleIfNotExists(FETCH.instance(instance)
                        .data(new Job(study.tenant(), study.studyInstanceUid()))
                        .scheduledTo(clock.instant()));
    }

    @Bean
    Task<Job> fetchPriors(ObjectProvider<PriorsFetch> fetch) {
        return Tasks.custom(FETCH)
                .onFailure(new OnFailureRetryLater<>(AFTER_DEFECT))
                .onDeadExecutionRevive()
                .execute((instance, _) -> {
                    var job = instance.getData();
                    var study = new StudyRef(job.tenant(), job.studyInstanceUid());
                    return Actor.call(
                                    Actor.system("priors"),
                                    () -> TenantScope.call(
                                            job.tenant(),
                                            () -> fetch.getObject().run(study)))
                            .<CompletionHandler<Job>>map(pause -> (done, operations) ->
                                    operations.reschedule(done, clock.instant().plus(pause)))
                            .orElseGet(CompletionHandler.OnCompleteRemove::new);
                });
    }
}
