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

    @Bean
    NavigationEntry coverageEntry() {
        return new NavigationEntry(
                "Coverage", CoverageView.ROUTE, Set.of(Role.CREDENTIALING, Role.MANAGER, Role.OPERATOR), 32);
    }

    @Bean
    NavigationEntry rosterEntry() {
        return new NavigationEntry(
                "Roster", RosterView.ROUTE, Set.of(Role.CREDENTIALING, Role.MANAGER, Role.OPERATOR), 31);
    }

    @Bean
    NavigationEntry importEntry() {
        return new NavigationEntry("Import", ImportView.ROUTE, Set.of(Role.CREDENTIALING), 34);
    }

    /** Officers reach everybody's from the list of specialists. */
    @Bean
    NavigationEntry ownPassportEntry() {
        return new NavigationEntry("Passport", PassportView.ROUTE, Set.of(Role.SPECIALIST), 80);
    }
}
