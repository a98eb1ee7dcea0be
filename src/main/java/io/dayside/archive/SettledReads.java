package io.dayside.archive;

import io.dayside.tenancy.CallerTenants;
import io.dayside.tenancy.TenantScope;
import java.util.Optional;
import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;

/** Lets rows that nobody waited for be written before they are looked for, ahead of the transaction that looks. */
@Configuration(proxyBeanMethods = false)
class SettledReads {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor settledReadsAdvisor(ObjectProvider<SegmentLogs> logs, ObjectProvider<CallerTenants> caller) {
        Advice settling = (MethodInterceptor) invocation -> {
            TenantScope.current()
                    .or(() -> Optional.ofNullable(caller.getIfAvailable()).flatMap(CallerTenants::ofCaller))
                    .ifPresent(tenants -> tenants.forEach(logs.getObject()::settle));
            return invocation.proceed();
        };
        var advisor = new DefaultPointcutAdvisor(new AnnotationMatchingPointcut(Settled.class), settling);
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return advisor;
    }
}
