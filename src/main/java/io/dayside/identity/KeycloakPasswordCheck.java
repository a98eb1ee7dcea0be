package io.dayside.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** By Keycloak's direct access grant at a client whose tokens open nothing. */
@Component
class KeycloakPasswordCheck implements PasswordCheck {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int INVALID_GRANT = 400;
    private static final int UNAUTHORIZED = 401;

    private final KeycloakSettings settings;
    private final ObjectProvider<KeycloakRealm> realm;
    private final JsonMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    KeycloakPasswordCheck(KeycloakSettings settings, ObjectProvider<KeycloakRealm> realm, JsonMapper json) {
        this.settings = settings;
        this.realm = realm;
        this.json = json;
    }

    @Override
    public boolean isPasswordOf(Caller caller, String password) throws ProofUnavailable {
        var response = ask(caller.username(), password);
        return switch (response.statusCode()) {
            case OK ->
                isTokenOf(
                        caller,
                        json.readTree(response.body()).path("access_token").asString());
            case INVALID_GRANT, UNAUTHORIZED -> {
                if (!error(response).equals("invalid_grant")) {
                    throw new ProofUnavailable("Keycloak does not take this service's own secret: " + error(response));
                }
                yield false;
            }
            default -> throw new ProofUnavailable("Keycloak answers HTTP " + response.statusCode());
        };
    }

    /** RFC 6749 5.2: a wrong password is an invalid grant, and everything else is not the person's doing. */
    private String error(HttpResponse<String> response) {
        try {
            return json.readTree(response.body()).path("error").asString("");
        } catch (JacksonException _) {
            return "";
        }
    }

    private HttpResponse<String> ask(String username, String password) throws ProofUnavailable {
        var secret = realm.getObject().signingSecret();
        var form = Map.of(
                "grant_type",
                "password",
                "client_id",
                RealmClient.SIGNING.id(),
                "client_secret",
                secret,
                "scope",
                "openid",
                "username",
                username,
                "password",
                password);
        var request = HttpRequest.newBuilder(URI.create(settings.endpoint("token")))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ProofUnavailable("Keycloak does not answer, the password could not be checked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the password was checked", e);
        }
    }

    /** The name may have been given to another account meanwhile; the subject decides. */
    private boolean isTokenOf(Caller caller, String token) throws ProofUnavailable {
        var decoder = NimbusJwtDecoder.withJwkSetUri(settings.endpoint("certs")).build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(settings.issuer()));
        try {
            return caller.subject().equals(decoder.decode(token).getSubject());
        } catch (BadJwtException _) {
            return false;
        } catch (JwtException e) {
            throw new ProofUnavailable("Keycloak does not say its keys, the token could not be checked", e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
