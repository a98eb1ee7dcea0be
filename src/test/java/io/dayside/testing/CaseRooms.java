package io.dayside.testing;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.critical.SignedReaders;
import io.dayside.identity.Callers;
import io.dayside.intake.Order;
import io.dayside.intake.Orders;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.triage.Assessment;
import io.dayside.triage.Assessments;
import io.dayside.ui.LiveUpdates;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

/**
 * The rooms tenancy, audit, cases, sla and routing on the real database. What lies before and beside them is told by a
 * hand-written {@link World}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "com.vaadin.flow.spring.SpringBootAutoConfiguration",
            "com.vaadin.flow.spring.SpringSecurityAutoConfiguration",
            "com.vaadin.flow.spring.VaadinScopesConfig"
        })
@EnableMethodSecurity
@ComponentScan(
        basePackages = "io.dayside",
        excludeFilters =
                @Filter(
                        type = FilterType.REGEX,
                        pattern = {
                            "io\\.dayside\\.(launch|identity|archive|dicomweb|intake|triage|reading|imaging|priors|delivery|vetting"
                                    + "|demo|ui|testing)\\..*",
                            "io\\.dayside\\.workforce\\.(?!CoverageHoles|Subspecialt).*",
                            "io\\.dayside\\.\\w+\\.ui\\..*",
                            ".*Tests.*",
                            "io\\.dayside\\.DaysideApplication"
                        }))
public class CaseRooms {

    @Bean
    World world() {
        return new World();
    }

    @Bean
    Clock clock(World world) {
        return world.clock();
    }

    @Bean
    Callers callers(World world) {
        return world.callers();
    }

    @Bean
    SignedReaders signedReaders(World world) {
        return world::hasSigned;
    }

    @Bean
    Assessments assessments() {
        return study ->
                Optional.of(new Assessment(study, Assessment.Status.NOT_ASSESSED, "no model for it", List.of()));
    }

    @Bean
    LiveUpdates pages(World world) {
        return new LiveUpdates() {
            @Override
            public void changed(TenantId tenant, Topic topic) {
                world.announced().add(tenant);
            }

            @Override
            public AutoCloseable listen(Set<TenantId> tenants, Topic topic, Runnable listener) {
                return () -> {};
            }
        };
    }

    @Bean
    Specialists specialists(World world) {
        return new Specialists() {
            @Override
            public List<Specialist> all() {
                return world.specialists();
            }

            @Override
            public Optional<Specialist> find(String username) {
                return all().stream()
                        .filter(one -> one.username().equals(username))
                        .findFirst();
            }
        };
    }

    @Bean
    Orders orders(World world) {
        return new Orders() {
            @Override
            public Optional<Order> find(TenantId tenant, UUID id) {
                return world.orders().stream()
                        .filter(order ->
                                order.tenant().equals(tenant) && order.id().equals(id))
                        .findFirst();
            }

            @Override
            public Optional<Order> byAccession(TenantId tenant, String accessionNumber) {
                return world.orders().stream()
                        .filter(order -> order.tenant().equals(tenant)
                                && order.accessionNumber().equals(accessionNumber))
                        .findFirst();
            }

            @Override
            public Optional<Order> of(StudyRef study) {
                return world.study(study).flatMap(found -> byAccession(study.tenant(), found.accessionNumber()));
            }
        };
    }

    @Bean
    Archive archive(World world) {
        return new Archive() {
            @Override
            public StoreOutcome store(ReceivedInstance instance) {
                throw new UnsupportedOperationException("these rooms store no instance");
            }

            @Override
            public Optional<ArchivedStudy> study(StudyRef study) {
                return world.study(study);
            }

            @Override
            public List<ArchivedInstance> instances(StudyRef study) {
                return List.of();
            }

            @Override
            public InputStream open(TenantId tenant, String sopInstanceUid) {
                throw new UnsupportedOperationException("these rooms open no object");
            }
        };
    }

    @Bean
    @Primary
    Tenants hospitals() {
        return new Tenants() {
            @Override
            public List<Hospital> all() {
                return World.HOSPITALS;
            }

            @Override
            public Optional<Hospital> find(TenantId id) {
                return all().stream()
                        .filter(hospital -> hospital.id().equals(id))
                        .findFirst();
            }

            @Override
            public Hospital get(TenantId id) {
                return find(id).orElseThrow(() -> new NoSuchElementException("no hospital " + id));
            }

            @Override
            public Optional<Hospital> byCalledAeTitle(String aeTitle) {
                return all().stream()
                        .filter(hospital -> hospital.aeTitle().equals(aeTitle))
                        .findFirst();
            }

            @Override
            public Set<TenantId> ids() {
                return World.BOTH;
            }
        };
    }
}
