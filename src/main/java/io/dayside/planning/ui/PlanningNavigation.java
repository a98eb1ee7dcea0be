package io.dayside.planning.ui;

import io.dayside.identity.Role;
import io.dayside.ui.NavigationEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PlanningNavigation {

    @Bean
    NavigationEntry whatIfEntry() {
        return new NavigationEntry("What if", WhatIfView.ROUTE, Set.of(Role.MANAGER, Role.OPERATOR), 27);
    }
}
