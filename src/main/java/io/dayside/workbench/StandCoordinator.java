package io.dayside.workbench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/**
 * The stand's hospital's coordinator, with tokens signed by a key that is made for the stand and whose public half stands
 * where Keycloak has its own. The server checks them as any other.
 */
final class StandCoordinator implements AutoCloseable {

    private static final String USERNAME = "coord.stand";
    private static final String SUBJECT = "coordinator-of-the-stand";
    private static final String REALM = "/realms/dayside";
    private static final String AUDIENCE = "dayside-api";
    private static final Duration LONGEST_MEASUREMENT = Duration.ofHours(12);
    private static final int KEY_BITS = 2048;

    private final HttpServer keys;
    private final RSAKey key;
    private final String url;

    StandCoordinator() throws IOException, JOSEException {
        this.key = new RSAKeyGenerator(KEY_BITS).keyID("stand").generate();
        this.keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.url = "http://127.0.0.1:" + keys.getAddress().getPort();
        byte[] answer = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        keys.createContext(REALM + "/protocol/openid-connect/certs", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        keys.start();
    }

    /** What the configuration says of the coordinator, after the hospital's document. */
    String document(String tenant) {
        return """
                ---
                kind: Person
                username: %s
                displayName: Stand Coordinator
                roles: [COORDINATOR]
                tenant: %s
                """.formatted(USERNAME, tenant);
    }

    /** By which a server believes the tokens. */
    Map<String, String> properties() {
        return Map.of("dayside.keycloak.url", url);
    }

    /** Notes which subject the coordinator is, as is done for an account at Keycloak. */
    void admit(Connection connection) throws SQLException {
        try (var login = connection.prepareStatement(
                "insert into login (issuer, subject, username) values (?, ?, ?) on conflict do nothing")) {
            login.setString(1, url + REALM);
            login.setString(2, SUBJECT);
            login.setString(3, USERNAME);
            login.executeUpdate();
        }
    }

    String token() {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(url + REALM)
                        .subject(SUBJECT)
                        .audience(AUDIENCE)
                        .expirationTime(Date.from(Instant.now().plus(LONGEST_MEASUREMENT)))
                        .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        keys.stop(0);
    }
}
