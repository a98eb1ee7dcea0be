package io.dayside.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where Keycloak is and where we are. */
@Component
class KeycloakSettings {

    static final String REALM = "dayside";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String url;
    private final String adminUsername;
    private final String adminPassword;
    private final URI baseUrl;
    private final Path dataFolder;
    private final String demoPassword;
    private final Duration patience;

    KeycloakSettings(
            @Value("${dayside.keycloak.url:}") String url,
            @Value("${dayside.keycloak.admin-username:}") String adminUsername,
            @Value("${dayside.keycloak.admin-password:}") String adminPassword,
            @Value("${dayside.base-url:http://localhost:${server.port:8080}}") URI baseUrl,
            @Value("${dayside.data-dir:data}") Path dataFolder,
            @Value("${dayside.demo-password:dayside-demo}") String demoPassword,
            @Value("${dayside.keycloak.patience:90s}") Duration patience) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.adminUsername = adminUsername;
        this.adminPassword = adminPassword;
        this.baseUrl = baseUrl;
        this.dataFolder = dataFolder;
        this.demoPassword = demoPassword;
        this.patience = patience;
    }

    /** Without an address nobody can log in, and every page and every call is refused. */
    boolean isConfigured() {
        return !url.isEmpty();
    }

    /** Address as browsers see it, without a slash at the end. */
    String url() {
        return url;
    }

    String adminUsername() {
        return adminUsername;
    }

    String adminPassword() {
        return adminPassword;
    }

    /** How long a start waits for Keycloak before the pages open without a login. */
    Duration patience() {
        return patience;
    }

    /** Our own address as browsers see it. */
    URI baseUrl() {
        return baseUrl;
    }

    Path secretFile(String clientId) {
        return dataFolder.resolve("secrets").resolve("keycloak-" + clientId);
    }

    String demoPassword() {
        return demoPassword;
    }

    /** A known password is given to people only where nobody but this machine can reach the login page. */
    boolean allowsDemoPassword() {
        return isConfigured() && !demoPassword.isEmpty() && LOOPBACK.contains(String.valueOf(baseUrl.getHost()));
    }

    String issuer() {
        return url + "/realms/" + REALM;
    }

    String endpoint(String name) {
        return issuer() + "/protocol/openid-connect/" + name;
    }
}
