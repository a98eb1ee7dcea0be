package io.dayside.dicomweb;

import io.dayside.archive.StudyRef;
import io.dayside.identity.Caller;
import io.dayside.imaging.StudyAccess;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The room with those that it stands on, and {@code workforce}, which says where specialists are privileged. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan(
        basePackages = "io.dayside",
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "io\\.dayside\\.(?!(tenancy|audit|identity|workforce|archive|imaging|dicomweb)\\.|cases\\.CaseKinds|vetting\\.PracticalTest|ModuleMigrations|BackgroundWork).*"
                                        + "|.*Tests(\\$.*)?|.*DicomWebRooms"))
class DicomWebRooms {

    private static final String ISSUER = "https://login.example/realms/dayside";

    /** Stands still, so that no hour ends between two looks. */
    @Bean
    Clock clock() {
        return Clock.fixed(Instant.parse("2026-11-24T08:15:00Z"), ZoneOffset.UTC);
    }

    @Bean
    Holders holders() {
        return new Holders();
    }

    @Bean
    static CountedStatements countedStatements() {
        return new CountedStatements();
    }

    /** A bearer's token is a user name. What makes a real one valid is tested where tokens are read. */
    @Bean
    @Primary
    static JwtDecoder tokensAreUserNames() {
        return token -> Jwt.withTokenValue(token)
                .header("alg", "none")
                .issuer(ISSUER)
                .subject(subject(token))
                .build();
    }

    static String subject(String username) {
        return "subject-of-" + username;
    }

    static void haveLogins(JdbcClient jdbc, String... usernames) {
        for (var username : usernames) {
            jdbc.sql("""
                    insert into login (issuer, subject, username) values (:issuer, :subject, :username)
                    on conflict do nothing""")
                    .param("issuer", ISSUER)
                    .param("subject", subject(username))
                    .param("username", username)
                    .update();
        }
    }

    /** Specialists see what they hold. */
    static class Holders implements StudyAccess {

        private final Map<StudyRef, String> holders = new ConcurrentHashMap<>();

        void give(StudyRef study, String username) {
            holders.put(study, username);
        }

        @Override
        public boolean mayView(Caller caller, StudyRef study) {
            return caller.username().equals(holders.get(study));
        }
    }
}
