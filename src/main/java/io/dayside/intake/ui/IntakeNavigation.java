package io.dayside.intake.ui;

import io.dayside.archive.Studies;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantScope;
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

    /** More than the bar shows. */
    private static final int MOST_COUNTED = 100;

    @Bean
    NavigationEntry quarantinePage(Studies studies, Callers callers) {
        return new NavigationEntry(
                "Set aside",
                QuarantineView.ROUTE,
                Set.of(Role.COORDINATOR),
                15,
                () -> TenantScope.call(
                        callers.required().employers(),
                        () -> studies.quarantined(MOST_COUNTED).size()));
    }
}
