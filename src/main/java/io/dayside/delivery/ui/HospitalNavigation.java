package io.dayside.delivery.ui;

import io.dayside.identity.Role;
import io.dayside.ui.NavigationEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HospitalNavigation {

    @Bean
    NavigationEntry hospitalPage() {
        return new NavigationEntry("Studies", HospitalView.ROUTE, Set.of(Role.COORDINATOR, Role.VIEWER), 10);
    }
}
