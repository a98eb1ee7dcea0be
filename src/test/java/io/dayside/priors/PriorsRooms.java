package io.dayside.priors;

import io.dayside.archive.StudyRef;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.imaging.StudyAccess;
import io.dayside.intake.StudyCompleted;
import io.dayside.tenancy.CallerTenants;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.FixedHospitals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.event.TransactionalEventListener;

/** This room with those it stands on. Has no stereotype, so that no other test finds it. */
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
                        pattern = "io\\.dayside\\.(?!(tenancy|audit|archive|intake|priors)\\.|ModuleMigrations"
                                + "|BackgroundWork).*|.*Tests(\\$.*)?"))
class PriorsRooms {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @Primary
    Tenants fixedTenants() {
        return new FixedHospitals(Duration.ofSeconds(1));
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    Completed completed() {
        return new Completed();
    }

    @Bean
    Telephone telephone() {
        return new Telephone();
    }

    /** Here whoever is of the hospital may look. */
    @Bean
    StudyAccess access() {
        return (caller, study) -> caller.tenants().contains(study.tenant());
    }

    /** What would become cases. */
    static class Completed {

        final List<StudyRef> studies = new CopyOnWriteArrayList<>();

        @TransactionalEventListener
        void on(StudyCompleted event) {
            studies.add(event.study());
        }
    }

    /** Who is calling, for as long as the call lasts. */
    static class Telephone implements Callers, CallerTenants {

        static final ScopedValue<Caller> CALLING = ScopedValue.newInstance();

        @Override
        public Optional<Caller> current() {
            return CALLING.isBound() ? Optional.of(CALLING.get()) : Optional.empty();
        }

        @Override
        public Caller required() {
            return current().orElseThrow(() -> new AccessDeniedException("nobody is calling"));
        }

        @Override
        public Optional<Set<TenantId>> ofCaller() {
            return current().map(Caller::tenants);
        }
    }
}
