package io.dayside.vetting;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.audit.CallerActor;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.identity.StepUp;
import io.dayside.imaging.PictureOfStudy;
import io.dayside.imaging.PicturesOfStudy;
import io.dayside.tenancy.CallerTenants;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.FixedHospitals;
import io.dayside.ui.LiveUpdates;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The rooms audit, workforce, notices and vetting on their real tables. Harbour keeps the library, Northgate is read for;
 * studies, callers and the time are told by the test.
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
                            "io\\.dayside\\.audit\\.(HashLinkedTrail|ChainWriter|TrailReader|Terms)",
                            "io\\.dayside\\.workforce\\.(Roster|SpecialistRows|ShiftChangeRows|CredentialRows|EarnedCredentials)",
                            "io\\.dayside\\.notices\\.(NoticeBoard|NoticeRows|NoticeRuleRows)",
                            "io\\.dayside\\.vetting\\.(ExamRoom|Libraries|Layout|Outcome|Sittings|Candidates|SittingTerms|SittingRows"
                                    + "|SittingCaseRows|PracticalTestRows|PracticalTestPart|TestStudies|SittingAccess|TestsApi)"
                        }))
class VettingTestApplication {

    static final TenantId LIBRARY = FixedHospitals.HARBOUR;
    static final TenantId NORTHGATE = FixedHospitals.NORTHGATE;

    /** The right one; any other is wrong. */
    static final String PASSWORD = "right";

    @Bean
    Tenants hospitals() {
        var hospitals = new FixedHospitals(Duration.ofSeconds(1));
        hospitals.keepLibrary(LIBRARY);
        return hospitals;
    }

    @Bean
    SetClock clock() {
        return new SetClock();
    }

    @Bean
    Somebody somebody() {
        return new Somebody();
    }

    @Bean
    CallerActor actor(Somebody somebody) {
        return () -> somebody.current().map(one -> Actor.user(one.subject(), one.displayName()));
    }

    @Bean
    StepUp stepUp() {
        return PASSWORD::equals;
    }

    @Bean
    LiveUpdates pages() {
        return new LiveUpdates() {
            @Override
            public void changed(TenantId tenant, Topic topic) {}

            @Override
            public AutoCloseable listen(Set<TenantId> tenants, Topic topic, Runnable listener) {
                return () -> {};
            }
        };
    }

    @Bean
    Shelf shelf() {
        return new Shelf();
    }

    /** Every image can be shown. */
    @Bean
    PicturesOfStudy pictures(Shelf shelf) {
        return study -> shelf.instances(study).stream()
                .map(image -> new PictureOfStudy(1, image.instanceNumber(), image.frames(), ""))
                .toList();
    }

    /** Studies of so many images. */
    static final class Shelf implements Archive {

        private final Map<StudyRef, Integer> studies = new ConcurrentHashMap<>();

        void put(String study, int images) {
            studies.put(new StudyRef(LIBRARY, study), images);
        }

        @Override
        public StoreOutcome store(ReceivedInstance instance) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ArchivedStudy> study(StudyRef study) {
            return Optional.ofNullable(studies.get(study))
                    .map(images -> new ArchivedStudy(
                            study,
                            "MAIN",
                            "HC_CT1",
                            "T1",
                            "TEST",
                            "Test^Film",
                            LocalDate.of(1970, 1, 1),
                            "O",
                            "",
                            "CT head",
                            "CT",
                            "HEAD",
                            Instant.EPOCH,
                            1,
                            images,
                            Instant.EPOCH,
                            Instant.EPOCH));
        }

        @Override
        public List<ArchivedInstance> instances(StudyRef study) {
            return IntStream.rangeClosed(1, studies.getOrDefault(study, 0))
                    .mapToObj(number -> new ArchivedInstance(
                            study,
                            study.studyInstanceUid() + ".1",
                            1,
                            "",
                            "CT",
                            "1.2.840.10008.5.1.4.1.1.2",
                            study.studyInstanceUid() + ".1." + number,
                            number,
                            "1.2.840.10008.1.2.1",
                            1,
                            512,
                            512,
                            1000,
                            "0".repeat(64)))
                    .toList();
        }

        @Override
        public InputStream open(TenantId tenant, String sopInstanceUid) {
            throw new UnsupportedOperationException();
        }
    }

    /** Stands still where a test puts it. */
    static final class SetClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-28T08:00:00Z");

        void set(Instant instant) {
            now = instant;
        }

        void forward(Duration by) {
            now = now.plus(by);
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
    static final class Somebody implements Callers, CallerTenants {

        private volatile @Nullable Caller caller;

        void officer() {
            call("credentials", "Grace Whelan", Role.CREDENTIALING, Set.of(NORTHGATE, LIBRARY));
        }

        void specialist(String username, TenantId... visible) {
            call(username, "Dr " + username, Role.SPECIALIST, Set.of(visible));
        }

        void officerAndSpecialist(String username) {
            caller = new Caller(
                    "subject-of-" + username,
                    username,
                    "Dr " + username,
                    Set.of(Role.CREDENTIALING, Role.SPECIALIST),
                    Set.of(NORTHGATE, LIBRARY));
            SecurityContextHolder.getContext()
                    .setAuthentication(new TestingAuthenticationToken("somebody", "", "ROLE_CREDENTIALING"));
        }

        void manager() {
            call("mercer", "Ada Mercer", Role.MANAGER, Set.of(NORTHGATE, LIBRARY));
        }

        private void call(String username, String name, Role role, Set<TenantId> visible) {
            caller = new Caller("subject-of-" + username, username, name, Set.of(role), visible);
            SecurityContextHolder.getContext()
                    .setAuthentication(new TestingAuthenticationToken("somebody", "", "ROLE_" + role));
        }

        void nobody() {
            caller = null;
            SecurityContextHolder.clearContext();
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
