package io.dayside.identity;

import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Which bearer tokens count: signed by our realm, made for the API or for DICOMweb alone, and in time. */
@Configuration(proxyBeanMethods = false)
class ApiTokens {

    /** How far the clocks of two machines may differ. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    @Bean
    JwtDecoder apiTokenDecoder(KeycloakSettings settings) {
        if (!settings.isConfigured()) {
            return _ -> {
                throw new BadJwtException("no issuer of tokens is configured");
            };
        }
        var decoder = NimbusJwtDecoder.withJwkSetUri(settings.endpoint("certs")).build();
        var validator = validator(settings.issuer());
        decoder.setJwtValidator(validator);
        return new RememberedTokens(decoder, validator, System::nanoTime);
    }

    static OAuth2TokenValidator<Jwt> validator(String issuer) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(LEEWAY),
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD,
                        audience -> audience != null
                                && (audience.contains(RealmClient.API.id())
                                        || audience.contains(RealmClient.VIEWER.id()))),
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, expiry -> expiry != null));
    }

    /** Whether a valid token was made for DICOMweb alone. */
    static boolean isOfAViewer(Jwt token) {
        var audience = token.getAudience();
        return audience != null
                && audience.contains(RealmClient.VIEWER.id())
                && !audience.contains(RealmClient.API.id());
    }
}
