package io.dayside.intake.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
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
@AutoConfigurationPackage(basePackages = "io.dayside")
@ComponentScan(
        basePackages = "io.dayside",
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "io\\.dayside\\.(?!(tenancy|audit|identity|workforce|archive|intake)\\.|cases\\.CaseKinds|vetting\\.PracticalTest|ModuleMigrations|BackgroundWork).*"
                                        + "|.*\\.ui\\..*|.*Tests(\\$.*)?"))
class RoomsForUploadTests {

    private static final String ISSUER = "https://login.example/realms/dayside";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** A bearer's token is a user name. What makes a real one valid is tested where tokens are read. */
    @Bean
    @Primary
    JwtDecoder tokensAreUserNames() {
        return token -> Jwt.withTokenValue(token)
                .header("alg", "none")
                .issuer(ISSUER)
                .subject("subject-of-" + token)
                .build();
    }

    /** The disk, of which a test may say that others have taken it. */
    static class Disk extends UploadFolders {

        private volatile LongUnaryOperator left = LongUnaryOperator.identity();
        private volatile IntPredicate defect = _ -> false;

        Disk(@Value("${dayside.data-dir}") Path dataDirectory) {
            super(dataDirectory);
        }

        /** @param usable given what is really left */
        void says(LongUnaryOperator usable) {
            left = usable;
        }

        /** @param numbers of files at which the code that reads them has a defect */
        void failsAt(IntPredicate numbers) {
            defect = numbers;
        }

        @Override
        Path file(UploadId id, int number) {
            if (defect.test(number)) {
                throw new IllegalArgumentException("a defect");
            }
            return super.file(id, number);
        }

        @Override
        long usableBytes() throws IOException {
            return left.applyAsLong(super.usableBytes());
        }
    }

    @Bean
    @Primary
    Disk disk(@Value("${dayside.data-dir}") Path dataDirectory) {
        return new Disk(dataDirectory);
    }

    static void haveLogins(JdbcClient jdbc, String... usernames) {
        for (var username : usernames) {
            jdbc.sql("""
                    insert into login (issuer, subject, username) values (:issuer, :subject, :username)
                    on conflict do nothing""")
                    .param("issuer", ISSUER)
                    .param("subject", "subject-of-" + username)
                    .param("username", username)
                    .update();
        }
    }
}
