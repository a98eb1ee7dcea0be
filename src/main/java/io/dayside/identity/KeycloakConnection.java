package io.dayside.identity;

import io.dayside.tenancy.Tenants;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What depends on a Keycloak being there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("dayside.keycloak.url")
class KeycloakConnection {

    @Bean
    KeycloakRealm keycloakRealm(KeycloakSettings settings, ViewerOrigins viewers) {
        return KeycloakRealm.prepare(settings, viewers);
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

    /** Endpoints are named, not discovered, so that a start does not hang on Keycloak twice. */
    @Bean
    ClientRegistrationRepository clientRegistrations(KeycloakSettings settings, KeycloakRealm realm) {
        return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("keycloak")
                .clientId(RealmClient.WEB.id())
                .clientSecret(realm.webSecret())
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
                .build());
    }
}
