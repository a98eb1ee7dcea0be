package io.dayside.workbench;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The rooms that an instance passes on its way in, without pages. Has no stereotype, so that the application does not find it. */
@EnableAutoConfiguration(
        excludeName = {
            "com.vaadin.flow.spring.SpringBootAutoConfiguration",
            "com.vaadin.flow.spring.SpringSecurityAutoConfiguration",
            "com.vaadin.flow.spring.VaadinScopesConfig"
        })
@AutoConfigurationPackage(basePackages = "io.dayside.intake")
@ComponentScan(
        basePackages = "io.dayside",
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "io\\.dayside\\.(?!(tenancy|audit|archive|intake)\\.|ModuleMigrations|BackgroundWork).*"
                                        + "|io\\.dayside\\.intake\\.(ui|upload)\\..*|.*Controller|.*Tests(\\$.*)?"))
class IngestServer {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
