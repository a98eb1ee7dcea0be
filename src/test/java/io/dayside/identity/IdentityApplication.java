package io.dayside.identity;

import java.time.Clock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** This room with the rooms it stands on, and {@code workforce}, which says where specialists are privileged. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan(
        basePackages = "io.dayside",
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "io\\.dayside\\.(?!tenancy\\.|audit\\.|identity\\.|workforce\\.|ModuleMigrations|BackgroundWork).*"))
class IdentityApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
