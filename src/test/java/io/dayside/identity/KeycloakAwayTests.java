package io.dayside.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dayside.testing.TestServices;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A node whose Keycloak is away when it starts: a relay before the real one is opened later. */
@SpringBootTest(classes = SecurityRulesTests.Rooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class KeycloakAwayTests {

    private static final int ABSENT = freePort();
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private KeycloakRealm realm;

    @Autowired
    private ViewerOrigins viewers;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.registerWithKeycloak(registry);
        registry.add("dayside.keycloak.url", () -> "http://localhost:" + ABSENT);
        registry.add("dayside.keycloak.patience", () -> "1s");
        registry.add("management.server.port", () -> 0);
    }

    @Test
    void aNodeStartsWithoutKeycloakAndLetsPeopleInOnceItIsThere() throws Exception {
        assertThat(realm.isReady()).isFalse();
        var waiting = logIn();
        assertThat(waiting.statusCode()).isEqualTo(503);
        assertThat(waiting.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(waiting.body()).contains("Login is on its way");
        assertThat(get("/api/me").statusCode()).isEqualTo(401);

        try (var relay = new ServerSocket(ABSENT)) {
            var _ = Thread.ofVirtual()
                    .start(() -> relay(relay, TestServices.keycloak().url()));
            await().atMost(Duration.ofSeconds(60)).until(realm::isReady);

            var login = logIn();
            assertThat(login.statusCode()).isEqualTo(302);
            assertThat(login.headers().firstValue("Location").orElseThrow())
                    .startsWith("http://localhost:" + ABSENT + "/realms/dayside/protocol/openid-connect/auth");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(realm.resource().users().search("okafor", true))
                            .hasSize(1));
        }
    }

    @Test
    void aKeycloakThatTakesCallsAndSaysNothingIsNotWaitedForLonger() throws Exception {
        try (var silent = new ServerSocket(0)) {
            var settings = new KeycloakSettings(
                    "http://localhost:" + silent.getLocalPort(),
                    "admin",
                    "secret",
                    URI.create("http://localhost"),
                    Path.of("target"),
                    "",
                    Duration.ofSeconds(1));
            try (var mute = KeycloakRealm.at(settings, viewers)) {
                assertThatThrownBy(() -> mute.prepare(Duration.ofSeconds(1))).isInstanceOf(ProcessingException.class);
            }
        }
    }

    private HttpResponse<String> logIn() throws Exception {
        return get("/oauth2/authorization/keycloak");
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .build();
        return BROWSER.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void relay(ServerSocket relay, String url) {
        while (!relay.isClosed()) {
            try {
                var here = relay.accept();
                var there = new Socket("localhost", URI.create(url).getPort());
                pump(here, there);
                pump(there, here);
            } catch (IOException _) {
                return;
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException _) {
                // The other direction has closed both.
            }
        });
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
