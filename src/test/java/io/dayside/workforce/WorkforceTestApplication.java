package io.dayside.workforce;

import io.dayside.audit.Actor;
import io.dayside.audit.CallerActor;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.ImportedLogins;
import io.dayside.identity.Role;
import io.dayside.tenancy.CallerTenants;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.FixedHospitals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The rooms audit and workforce with their real tables, and the kinds of cases; hospitals, callers and the time are told
 * by the test. Nothing runs in the background.
 */
@EnableAutoConfiguration(
        excludeName = {
            "com.vaadin.flow.spring.SpringBootAutoConfiguration",
            "com.vaadin.flow.spring.SpringSecurityAutoConfiguration",
            "com.vaadin.flow.spring.VaadinScopesConfig"
        })
@EnableMethodSecurity
@ComponentScan(
        basePackages = "io.dayside",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = {
                            "io\\.dayside\\.ModuleMigrations",
                            "io\\.dayside\\.tenancy\\.TenantTransactions",
                            "io\\.dayside\\.cases\\.CaseKinds",
                            "io\\.dayside\\.audit\\.(HashLinkedTrail|ChainWriter|TrailReader|Terms)",
                            "io\\.dayside\\.workforce\\.(Roster|SpecialistRows|ShiftChangeRows|ShiftDesk|RosterProposals|ShiftTerms|CredentialRows|DocumentRows|WarningRows|Office"
                                    + "|Passports|Subspecialties|SubspecialtyRows|CredentialDocuments|ExpiryWatch|Coverage|CoverageHoles|HospitalReaders|SpecialistPart"
                                    + "|\\w+Api|CredentialImport)"
                        }))
class WorkforceTestApplication {

    static final TenantId NORTHGATE = FixedHospitals.NORTHGATE;
    static final TenantId HARBOUR = FixedHospitals.HARBOUR;

    @Bean
    Tenants hospitals() {
        return new FixedHospitals(Duration.ofSeconds(1));
    }

    @Bean
    SetClock clock() {
        return new SetClock();
    }

    @Bean
    ImportedLogins logins(SetClock clock) {
        return new NamedForWhatHappens(clock);
    }

    /** Whoever asks is invited, but who is named for what goes wrong. */
    private static final class NamedForWhatHappens implements ImportedLogins {

        private final SetClock clock;
        private final Set<String> open = ConcurrentHashMap.newKeySet();

        NamedForWhatHappens(SetClock clock) {
            this.clock = clock;
        }

        @Override
        public Opened open(Wanted wanted) {
            return switch (wanted.email().substring(0, wanted.email().indexOf('@'))) {
                case "taken" -> new Opened.Refused("that e-mail belongs to another account at Keycloak");
                case "away" -> new Opened.Away("Keycloak does not answer");
                case "slow" -> {
                    clock.set(clock.instant().plusSeconds(31).toString());
                    yield new Opened.Known();
                }
                default -> {
                    open.add(wanted.username());
                    yield new Opened.Invited();
                }
            };
        }

        @Override
        public boolean isOpen(String username) {
            return open.contains(username);
        }

        @Override
        public boolean close(String username, String why) {
            return open.remove(username);
        }
    }

    @Bean
    SomebodyCalling somebody() {
        return new SomebodyCalling();
    }

    /** The database knows the hospitals that {@link #hospitals} names. */
    static void takeIntoService(JdbcClient jdbc) {
        for (var hospital : List.of(NORTHGATE, HARBOUR)) {
            jdbc.sql("""
                    insert into tenant (code, config, applied_at) values (:code, '{}', now())
                    on conflict (code) do nothing""").param("code", hospital.code()).update();
        }
    }

    @Bean
    CallerActor actor(SomebodyCalling somebody) {
        return () -> somebody.current().map(one -> Actor.user(one.subject(), one.displayName()));
    }

    /** Stands still where a test puts it. */
    static final class SetClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");

        void set(String instant) {
            now = Instant.parse(instant);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Whoever the test says, to the rooms and to Spring Security alike. */
    static final class SomebodyCalling implements Callers, CallerTenants {

        private static final Set<TenantId> BOTH = Set.of(NORTHGATE, HARBOUR);

        private volatile @Nullable Caller caller;

        void officer() {
            call("credentials", "Grace Whelan", Role.CREDENTIALING, BOTH, Map.of());
        }

        void specialist(String username, TenantId... privileged) {
            call(username, "Dr " + username, Role.SPECIALIST, Set.of(privileged), Map.of());
        }

        void coordinatorOf(TenantId hospital) {
            call(
                    "coord",
                    "Tom Whitfield",
                    Role.COORDINATOR,
                    Set.of(hospital),
                    Map.of(Role.COORDINATOR, Set.of(hospital)));
        }

        /** Coordinator of one hospital who is privileged at the other. */
        void coordinatorOfOneAndSpecialistOfBoth(TenantId hospital) {
            caller = new Caller(
                    "subject",
                    "both",
                    "Both",
                    Set.of(Role.COORDINATOR, Role.SPECIALIST),
                    BOTH,
                    Map.of(Role.COORDINATOR, Set.of(hospital)));
            login(Role.COORDINATOR);
        }

        void nobody() {
            caller = null;
            SecurityContextHolder.clearContext();
        }

        private void call(
                String username, String name, Role role, Set<TenantId> tenants, Map<Role, Set<TenantId>> staff) {
            caller = new Caller("subject-of-" + username, username, name, Set.of(role), tenants, staff);
            login(role);
        }

        private static void login(Role role) {
            SecurityContextHolder.getContext()
                    .setAuthentication(new TestingAuthenticationToken("somebody", "", "ROLE_" + role));
        }

        @Override
        public Optional<Caller> current() {
            return Optional.ofNullable(caller);
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
