package io.dayside.identity;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * Brings realm {@code dayside} at Keycloak to what this application needs. Doing it again changes nothing; the clients'
 * secrets are Keycloak's own, so that all nodes agree on them.
 */
final class KeycloakRealm implements AutoCloseable {

    private static final long POLL_MILLIS = 500;
    private static final int CONNECT_SECONDS = 3;
    /** A realm is made in some seconds on a slow machine. */
    private static final int ANSWER_SECONDS = 20;

    private static final int IDLE_SECONDS = 15 * 60;
    private static final int LONGEST_SESSION_SECONDS = 12 * 60 * 60;
    private static final int TOKEN_SECONDS = 5 * 60;
    private static final int WRONG_PASSWORDS = 10;

    private final KeycloakSettings settings;
    private final ViewerOrigins viewers;
    private final Keycloak keycloak;
    private volatile Map<RealmClient, String> secrets = Map.of();

    private KeycloakRealm(KeycloakSettings settings, ViewerOrigins viewers, Keycloak keycloak) {
        this.settings = settings;
        this.viewers = viewers;
        this.keycloak = keycloak;
    }

    /** Asks nothing of Keycloak yet. */
    static KeycloakRealm at(KeycloakSettings settings, ViewerOrigins viewers) {
        return new KeycloakRealm(
                settings,
                viewers,
                KeycloakBuilder.builder()
                        .serverUrl(settings.url())
                        .realm("master")
                        .clientId("admin-cli")
                        .username(settings.adminUsername())
                        .password(settings.adminPassword())
                        .resteasyClient(ClientBuilder.newBuilder()
                                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                                .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                                .register(JacksonProvider.class)
                                .build())
                        .build());
    }

    /**
     * @throws ProcessingException when Keycloak does not answer within {@code patience}
     * @throws WebApplicationException when it refuses what is asked of it
     */
    void prepare(Duration patience) {
        await(patience);
        bringUp();
    }

    /** Whether people can log in: from the end of the first {@link #prepare} on. */
    boolean isReady() {
        return !secrets.isEmpty();
    }

    RealmResource resource() {
        return keycloak.realm(KeycloakSettings.REALM);
    }

    String webSecret() {
        return secret(RealmClient.WEB);
    }

    String signingSecret() {
        return secret(RealmClient.SIGNING);
    }

    @Override
    public void close() {
        keycloak.close();
    }

    private String secret(RealmClient client) {
        var known = secrets.get(client);
        if (known == null) {
            throw new IllegalStateException("Keycloak at " + settings.url() + " has not been set up yet");
        }
        return known;
    }

    private void await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                throw new ProcessingException(
                        "Keycloak does not answer at %s within %d seconds: start it, or correct dayside.keycloak.url"
                                .formatted(settings.url(), patience.toSeconds()));
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
        var found = new EnumMap<RealmClient, String>(RealmClient.class);
        for (var client : RealmClient.values()) {
            found.put(client, bringUp(client));
        }
        keepSecret(RealmClient.API.id(), found.getOrDefault(RealmClient.API, ""));
        secrets = Map.copyOf(found);
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

    private String bringUp(RealmClient client) {
        var found = resource().clients().findByClientId(client.id());
        if (found.isEmpty()) {
            try (var response = resource().clients().create(client.representation(settings.baseUrl(), viewers))) {
                if (response.getStatus() >= 400) {
                    throw new WebApplicationException(response.getStatus());
                }
            }
            found = resource().clients().findByClientId(client.id());
        } else {
            resource()
                    .clients()
                    .get(found.getFirst().getId())
                    .update(client.representation(settings.baseUrl(), viewers));
        }
        var id = found.getFirst().getId();
        return client == RealmClient.VIEWER
                ? ""
                : resource().clients().get(id).getSecret().getValue();
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
