package io.dayside.workforce.ui;

import io.dayside.identity.Role;
import io.dayside.ui.NavigationEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WorkforceNavigation {

    static final String ROUTE = "specialists";

    @Bean
    NavigationEntry specialistsEntry() {
        return new NavigationEntry("Specialists", ROUTE, Set.of(Role.CREDENTIALING, Role.MANAGER, Role.OPERATOR), 30);
    }
}
