package io.dayside.identity;

import io.dayside.tenancy.Tenants;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** What depends on a Keycloak being there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("dayside.keycloak.url")
class KeycloakConnection {

    private static final String REGISTRATION = "keycloak";

    @Bean
    KeycloakRealm keycloakRealm(KeycloakSettings settings, ViewerOrigins viewers) {
        return KeycloakRealm.at(settings, viewers);
    }

    @Bean
    KeycloakPeople keycloakPeople(
            KeycloakSettings settings,
            KeycloakRealm realm,
            Tenants tenants,
            MembershipRows rows,
            PlatformTransactionManager transactions) {
        return new KeycloakPeople(settings, realm, tenants, rows, new TransactionTemplate(transactions));
    }

    @Bean
    KeycloakArrival keycloakArrival(KeycloakSettings settings, KeycloakRealm realm, KeycloakPeople people) {
        return new KeycloakArrival(settings, realm, people);
    }

    /** Our secret is Keycloak's own: the registration is made when somebody first logs in. */
    @Bean
    ClientRegistrationRepository clientRegistrations(KeycloakSettings settings, KeycloakRealm realm) {
        var registration = SingletonSupplier.of(() -> registration(settings, realm.webSecret()));
        return id -> REGISTRATION.equals(id) ? registration.obtain() : null;
    }

    /** Endpoints are named, not discovered, so that a login does not hang on Keycloak twice. */
    private static ClientRegistration registration(KeycloakSettings settings, String secret) {
        return ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId(RealmClient.WEB.id())
                .clientSecret(secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build())
                .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                .scope("openid", "profile")
                .issuerUri(settings.issuer())
                .authorizationUri(settings.endpoint("auth"))
                .tokenUri(settings.endpoint("token"))
                .jwkSetUri(settings.endpoint("certs"))
                .userNameAttributeName("preferred_username")
                .providerConfigurationMetadata(Map.of("end_session_endpoint", settings.endpoint("logout")))
                .build();
    }
}
