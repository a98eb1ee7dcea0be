package io.dayside.cases;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantScope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable task that stops a case from waiting longer than it may, for its order or for the models. */
@Configuration(proxyBeanMethods = false)
class CaseDeadline {

    static final TaskDescriptor<CaseId> WAITED_ENOUGH = TaskDescriptor.of("case-waited-enough", CaseId.class);

    @Bean
    Task<CaseId> caseWaitedEnough(CaseIntake intake) {
        return Tasks.oneTime(WAITED_ENOUGH)
                .execute((instance, _) -> Actor.run(
                        Actor.system("cases"),
                        () -> TenantScope.run(
                                instance.getData().tenant(), () -> intake.waitedEnough(instance.getData()))));
    }
}
