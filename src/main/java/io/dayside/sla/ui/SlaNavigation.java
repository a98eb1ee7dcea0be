package io.dayside.sla.ui;

import io.dayside.identity.Role;
import io.dayside.ui.NavigationEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SlaNavigation {

    static final String ROUTE = "manager";

    @Bean
    NavigationEntry managerEntry() {
        return new NavigationEntry("Promises", ROUTE, Set.of(Role.MANAGER, Role.OPERATOR), 20);
    }

    @Bean
    NavigationEntry monthEntry() {
        return new NavigationEntry("Month", MonthlyReportView.ROUTE, MonthlyReportView.READERS, 25);
    }
}
