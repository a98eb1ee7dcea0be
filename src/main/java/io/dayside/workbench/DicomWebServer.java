package io.dayside.workbench;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The rooms behind the DICOM port and DICOMweb, with the login that the product has: tokens are checked as ever, against
 * the keys of whoever {@code dayside.keycloak.url} names, and memberships say what a caller may do. Only what would set up
 * a Keycloak there is left out. Has no stereotype, so that the application does not find it.
 */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "io.dayside")
@ComponentScan(
        basePackages = "io.dayside",
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "io\\.dayside\\.(?!(tenancy|audit|identity|workforce|archive|imaging|intake|dicomweb)\\.|cases\\.CaseKinds|ModuleMigrations|BackgroundWork).*"
                                        + "|io\\.dayside\\.intake\\.upload\\..*|.*\\.KeycloakConnection|.*(Rooms|Tests)(\\$.*)?"))
class DicomWebServer {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
