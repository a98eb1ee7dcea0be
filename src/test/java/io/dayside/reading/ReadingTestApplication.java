package io.dayside.reading;

import io.dayside.audit.CallerActor;
import io.dayside.imaging.PicturesOfStudy;
import io.dayside.reading.ReadingDoubles.Arrived;
import io.dayside.reading.ReadingDoubles.Hospitals;
import io.dayside.reading.ReadingDoubles.LateArrivals;
import io.dayside.reading.ReadingDoubles.NoPages;
import io.dayside.reading.ReadingDoubles.NotedPriors;
import io.dayside.reading.ReadingDoubles.People;
import io.dayside.reading.ReadingDoubles.Staff;
import io.dayside.triage.Assessments;
import java.time.Clock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The rooms from audit to reading with their real tables, transactions and events; people, stored objects and models
 * are doubles. It has no stereotype of its own, so that no other test finds it.
 */
@EnableAutoConfiguration(
        excludeName = {
            "com.vaadin.flow.spring.SpringBootAutoConfiguration",
            "com.vaadin.flow.spring.SpringSecurityAutoConfiguration"
        })
@ComponentScan(
        basePackages = "io.dayside",
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = {
                            "io\\.dayside\\.(archive|delivery|demo|dicom|dicomweb|identity|imaging|intake|launch|priors|testing|triage|ui|vetting)\\..*",
                            "io\\.dayside\\.workforce\\.(?!CoverageHoles|Subspecialt).*",
                            "io\\.dayside\\.tenancy\\.(?!TenantTransactions).*",
                            "io\\.dayside\\.DaysideApplication",
                            ".*(Tests|TestApplication).*"
                        }))
class ReadingTestApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    People people() {
        return new People();
    }

    @Bean
    CallerActor callerActor(People people) {
        return people.actor();
    }

    @Bean
    Arrived arrived() {
        return new Arrived();
    }

    @Bean
    PicturesOfStudy pictures(Arrived arrived) {
        return arrived::pictures;
    }

    @Bean
    NotedPriors priors() {
        return new NotedPriors();
    }

    @Bean
    Assessments assessments(Arrived arrived) {
        return arrived.assessments();
    }

    @Bean
    Staff staff() {
        return new Staff();
    }

    @Bean
    Hospitals hospitals() {
        return new Hospitals();
    }

    @Bean
    NoPages pages() {
        return new NoPages();
    }

    @Bean
    LateArrivals lateArrivals() {
        return new LateArrivals();
    }
}
