package io.dayside.intake.ui;

import io.dayside.identity.Role;
import io.dayside.ui.NavigationEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntakeNavigation {

    @Bean
    NavigationEntry uploadPage() {
        return new NavigationEntry("Upload", UploadView.ROUTE, Set.of(Role.COORDINATOR), 14);
    }

    @Bean
    NavigationEntry quarantinePage() {
        return new NavigationEntry("Set aside", QuarantineView.ROUTE, Set.of(Role.COORDINATOR), 15);
    }
}
