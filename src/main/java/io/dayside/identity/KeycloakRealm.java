package io.dayside.identity;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * Brings realm {@code dayside} at Keycloak to what this application needs. Doing it again changes nothing; the clients'
 * secrets are Keycloak's own, so that all nodes agree on them.
 */
final class KeycloakRealm implements AutoCloseable {

    /** For the pages: authorization code with PKCE. */
    static final String WEB = "dayside-web";
    /** For the proof before a signature: password only, and its tokens open nothing. */
    static final String SIGNING = "dayside-signing";
    /** For scripts that call the API. */
    static final String API = "dayside-api";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 500;
    private static final int IDLE_SECONDS = 15 * 60;
    private static final int LONGEST_SESSION_SECONDS = 12 * 60 * 60;
    private static final int TOKEN_SECONDS = 5 * 60;
    private static final int WRONG_PASSWORDS = 10;

    enum Client {
        WEB_CLIENT(WEB),
        SIGNING_CLIENT(SIGNING),
        API_CLIENT(API);

        private final String id;

        Client(String id) {
            this.id = id;
        }
    }

    private final KeycloakSettings settings;
    private final Keycloak keycloak;
    private final Map<Client, String> secrets = new EnumMap<>(Client.class);

    private KeycloakRealm(KeycloakSettings settings, Keycloak keycloak) {
        this.settings = settings;
        this.keycloak = keycloak;
    }

    /** @throws IllegalStateException when Keycloak does not answer in time or refuses the administrator */
    static KeycloakRealm prepare(KeycloakSettings settings) {
        var keycloak = KeycloakBuilder.builder()
                .serverUrl(settings.url())
                .realm("master")
                .clientId("admin-cli")
                .username(settings.adminUsername())
                .password(settings.adminPassword())
                .build();
        var realm = new KeycloakRealm(settings, keycloak);
        try {
            realm.await();
            realm.bringUp();
            return realm;
        } catch (WebApplicationException e) {
            realm.close();
            throw new IllegalStateException(
                    "Keycloak at %s refuses to be set up (HTTP %d): check its administrator"
                            .formatted(settings.url(), e.getResponse().getStatus()),
                    e);
        } catch (RuntimeException e) {
            realm.close();
            throw e;
        }
    }

    RealmResource resource() {
        return keycloak.realm(KeycloakSettings.REALM);
    }

    String webSecret() {
        return secret(Client.WEB_CLIENT);
    }

    String signingSecret() {
        return secret(Client.SIGNING_CLIENT);
    }

    @Override
    public void close() {
        keycloak.close();
    }

    private String secret(Client client) {
        return secrets.getOrDefault(client, "");
    }

    private void await() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Keycloak does not answer at %s within %d seconds: start it, or correct dayside.keycloak.url"
                                .formatted(settings.url(), PATIENCE.toSeconds()));
            }
            pause();
        }
    }

    private boolean answers() {
        try {
            keycloak.tokenManager().getAccessTokenString();
            return true;
        } catch (ProcessingException _) {
            return false;
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() >= 500) {
                return false;
            }
            throw e;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Keycloak", e);
        }
    }

    private void bringUp() {
        var known =
                keycloak.realms().findAll().stream().anyMatch(realm -> KeycloakSettings.REALM.equals(realm.getRealm()));
        if (known) {
            resource().update(settings());
        } else {
            keycloak.realms().create(settings());
        }
        addRoles();
        for (var client : Client.values()) {
            secrets.put(client, bringUp(client));
        }
        keepSecret(API, secret(Client.API_CLIENT));
    }

    private static RealmRepresentation settings() {
        var realm = new RealmRepresentation();
        realm.setRealm(KeycloakSettings.REALM);
        realm.setDisplayName("Dayside");
        realm.setEnabled(true);
        realm.setOrganizationsEnabled(true);
        realm.setRegistrationAllowed(false);
        realm.setEditUsernameAllowed(false);
        realm.setLoginWithEmailAllowed(false);
        realm.setDuplicateEmailsAllowed(false);
        realm.setSslRequired("external");
        realm.setBruteForceProtected(true);
        realm.setPermanentLockout(false);
        realm.setFailureFactor(WRONG_PASSWORDS);
        realm.setSsoSessionIdleTimeout(IDLE_SECONDS);
        realm.setSsoSessionMaxLifespan(LONGEST_SESSION_SECONDS);
        realm.setAccessTokenLifespan(TOKEN_SECONDS);
        realm.setEventsEnabled(true);
        return realm;
    }

    /** Roles are shown in tokens for the reader's convenience; what grants rights is our own table. */
    private void addRoles() {
        Set<String> known = resource().roles().list().stream()
                .map(RoleRepresentation::getName)
                .collect(Collectors.toSet());
        Arrays.stream(Role.values())
                .map(Role::name)
                .filter(name -> !known.contains(name))
                .forEach(name -> resource().roles().create(new RoleRepresentation(name, "Dayside: " + name, false)));
    }

    private String bringUp(Client client) {
        var found = resource().clients().findByClientId(client.id);
        if (found.isEmpty()) {
            try (var response = resource().clients().create(representation(client))) {
                if (response.getStatus() >= 400) {
                    throw new WebApplicationException(response.getStatus());
                }
            }
            found = resource().clients().findByClientId(client.id);
        } else {
            resource().clients().get(found.getFirst().getId()).update(representation(client));
        }
        var id = found.getFirst().getId();
        return resource().clients().get(id).getSecret().getValue();
    }

    private ClientRepresentation representation(Client client) {
        var representation = new ClientRepresentation();
        representation.setClientId(client.id);
        representation.setEnabled(true);
        representation.setPublicClient(false);
        representation.setClientAuthenticatorType("client-secret");
        representation.setStandardFlowEnabled(client == Client.WEB_CLIENT);
        representation.setImplicitFlowEnabled(false);
        representation.setDirectAccessGrantsEnabled(client != Client.WEB_CLIENT);
        representation.setServiceAccountsEnabled(false);
        representation.setFullScopeAllowed(client != Client.SIGNING_CLIENT);
        var attributes = new HashMap<String, String>();
        if (client == Client.WEB_CLIENT) {
            representation.setRedirectUris(List.of(settings.baseUrl() + "/login/oauth2/code/keycloak"));
            representation.setWebOrigins(List.of());
            attributes.put("pkce.code.challenge.method", "S256");
            attributes.put("post.logout.redirect.uris", settings.baseUrl() + "/*");
        }
        if (client == Client.API_CLIENT) {
            representation.setProtocolMappers(List.of(audience()));
        }
        representation.setAttributes(attributes);
        return representation;
    }

    /** Only tokens of this client name the API as audience. */
    private static ProtocolMapperRepresentation audience() {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName("audience");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(Map.of("included.client.audience", API, "access.token.claim", "true"));
        return mapper;
    }

    /** For scripts of whoever may read the data folder. */
    private void keepSecret(String clientId, String secret) {
        var file = settings.secretFile(clientId).toAbsolutePath();
        try {
            var folder = file.getParent();
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var fresh = Files.createTempFile(
                    folder,
                    "new",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, secret, StandardCharsets.US_ASCII);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the secret of " + clientId + " cannot be kept in " + file, e);
        }
    }
}
