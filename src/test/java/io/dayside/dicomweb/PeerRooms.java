package io.dayside.dicomweb;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * What programs of others meet: the room with those that it stands on, and {@code intake} with its DICOM port. Has no
 * stereotype, so that no other test finds it.
 */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "io.dayside")
@ComponentScan(
        basePackages = "io.dayside",
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "io\\.dayside\\.(?!(tenancy|audit|identity|workforce|archive|imaging|intake|dicomweb)\\.|cases\\.CaseKinds|vetting\\.PracticalTest|ModuleMigrations|BackgroundWork).*"
                                        + "|.*Tests(\\$.*)?|.*(DicomWeb|Peer)Rooms(\\$.*)?"))
class PeerRooms {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    DicomWebRooms.Holders holders() {
        return new DicomWebRooms.Holders();
    }
}
