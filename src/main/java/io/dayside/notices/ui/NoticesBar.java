package io.dayside.notices.ui;

import io.dayside.notices.Notices;
import io.dayside.ui.BarItem;
import io.dayside.ui.LiveUpdates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NoticesBar {

    @Bean
    BarItem bell(Notices notices, LiveUpdates updates) {
        return caller -> new Bell(notices, updates, caller);
    }
}
