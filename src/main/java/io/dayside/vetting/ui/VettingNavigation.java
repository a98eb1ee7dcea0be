package io.dayside.vetting.ui;

import io.dayside.identity.Role;
import io.dayside.ui.NavigationEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class VettingNavigation {

    static final String TESTS = "tests";
    static final String OWN_TESTS = "own-tests";
    static final String SITTING = "sitting";

    @Bean
    NavigationEntry testsEntry() {
        return new NavigationEntry("Tests", TESTS, Set.of(Role.CREDENTIALING), 33);
    }

    @Bean
    NavigationEntry ownTestsEntry() {
        return new NavigationEntry("Tests", OWN_TESTS, Set.of(Role.SPECIALIST), 81);
    }
}
