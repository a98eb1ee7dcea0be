package io.dayside.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** This room over HTTP, with tokens of a realm that the test itself is. */
@SpringBootTest(
        classes = {SecurityRulesTests.Rooms.class, SecurityRulesTests.OwnRealm.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SecurityRulesTests {

    private static final String ISSUER = "https://login.example/realms/dayside";
    private static final String VIEWER = "https://viewer.example";
    private static final RSAKey KEY = newKey();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private MembershipRows rows;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Rights rights;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.dicomweb.allowed-origins", () -> VIEWER + ", https://other.example:8443");
        registry.add("management.server.port", () -> 0);
    }

    /** This room with the rooms it stands on, and {@code workforce}, which says where specialists are privileged. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = "io.dayside",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern =
                                    "io\\.dayside\\.(?!(tenancy|audit|identity|workforce)\\.|cases\\.CaseKinds|vetting\\.PracticalTest|ModuleMigrations|BackgroundWork).*"
                                            + "|.*Tests(\\$.*)?"))
    static class Rooms {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @TestConfiguration
    static class OwnRealm {

        @Bean
        @Primary
        JwtDecoder tokensOfTheTest() throws JOSEException {
            var decoder = NimbusJwtDecoder.withPublicKey(KEY.toRSAPublicKey()).build();
            decoder.setJwtValidator(ApiTokens.validator(ISSUER));
            return decoder;
        }
    }

    @BeforeEach
    void somePeopleHaveLogins() {
        for (var username : List.of("mercer", "coord.northgate", "okafor", "meyer")) {
            transaction.executeWithoutResult(_ -> rows.link(new LoginId(ISSUER, "subject-of-" + username), username));
        }
        rights.forget();
    }

    @Test
    void aValidTokenIsAnsweredWithWhoItIsToUs() {
        var manager = get("/api/me", token("mercer"));
        assertThat(manager.statusCode()).isEqualTo(200);
        assertThat(manager.body())
                .isEqualTo("{\"username\":\"mercer\",\"name\":\"Ada Mercer\",\"roles\":[\"MANAGER\"],"
                        + "\"tenants\":[\"academy\",\"alpenblick\",\"harbour\",\"northgate\"]}");
        assertThat(get("/api/me", token("coord.northgate")).body()).contains("\"tenants\":[\"northgate\"]");
    }

    @Test
    void aSpecialistSeesTheHospitalsOfLivePrivilegesOnly() {
        assertThat(get("/api/me", token("okafor")).body())
                .contains("\"tenants\":[\"alpenblick\",\"harbour\",\"northgate\"]");
        assertThat(get("/api/me", token("meyer")).body()).contains("\"tenants\":[\"harbour\",\"northgate\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/me", "/api/worklist", "/api/no-such-thing", "/api/docs", "/dicomweb/northgate/studies"})
    void withoutTokenACallIsRefusedAsProblem(String path) {
        assertRefused(get(path, ""), 401);
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        assertRefused(
                get("/api/me", token("mercer", claims -> claims.issuer("https://evil.example/realms/dayside"))), 401);
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        assertRefused(get("/api/me", token("mercer", claims -> claims.audience("account"))), 401);
        assertRefused(get("/api/me", token("mercer", claims -> claims.audience(List.of()))), 401);
    }

    @Test
    void anExpiredOrEndlessTokenIsRefused() {
        assertRefused(
                get(
                        "/api/me",
                        token(
                                "mercer",
                                claims -> claims.expirationTime(
                                        Date.from(Instant.now().minusSeconds(60))))),
                401);
        assertRefused(get("/api/me", token("mercer", claims -> claims.expirationTime(null))), 401);
    }

    @Test
    void aTokenSignedByNobodyOrSomebodyElseIsRefused() {
        assertRefused(get("/api/me", new PlainJWT(claims("mercer").build()).serialize()), 401);
        assertRefused(get("/api/me", signed(claims("mercer").build(), newKey())), 401);
        assertRefused(get("/api/me", token("mercer") + "x"), 401);
        assertRefused(get("/api/me", "not.a.token"), 401);
    }

    @Test
    void rolesAndOrganisationsOfATokenGrantNothing() {
        var boastful = token(
                "stranger",
                claims -> claims.claim("organization", List.of("northgate"))
                        .claim("roles", List.of("MANAGER"))
                        .claim("realm_access", java.util.Map.of("roles", List.of("MANAGER", "OPERATOR")))
                        .claim("email", "mercer@people.dayside.example")
                        .claim("preferred_username", "mercer"));

        assertRefused(get("/api/me", boastful), 403);
    }

    @Test
    void aMembershipWithdrawnIsGoneThoughTheTokenLives() {
        var membership = new MembershipRows.Membership("coord.harbour", Role.COORDINATOR, new TenantId("harbour"));
        transaction.executeWithoutResult(
                _ -> rows.link(new LoginId(ISSUER, "subject-of-coord.harbour"), "coord.harbour"));
        var token = token("coord.harbour");
        assertThat(get("/api/me", token).statusCode()).isEqualTo(200);

        inHarbour(() -> rows.withdraw(membership));
        rights.forget();
        assertRefused(get("/api/me", token), 403);

        inHarbour(() -> rows.grant(membership, "Person"));
        rights.forget();
        assertThat(get("/api/me", token).statusCode()).isEqualTo(200);
    }

    @Test
    void web05ABrowsersSessionCannotBeMadeToWriteFromElsewhere() {
        var request = HttpRequest.newBuilder(uri("/api/cases/northgate/x/lease"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Sec-Fetch-Site", "cross-site");
        var refused = send(request);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Dayside's own pages");
    }

    @Test
    void web08AnswersCarryProtectingHeaders() {
        var headers = get("/api/me", token("mercer")).headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .contains("object-src 'none'")
                .contains("frame-ancestors 'self'");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void web08ErrorsTellNothingOfTheInside() {
        var answer = get("/api/no-such-thing", token("mercer"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("There is nothing at this address.")
                .doesNotContain("static resource")
                .doesNotContain("Exception")
                .doesNotContain("io.dayside");
    }

    private void inHarbour(Runnable work) {
        TenantScope.run(new TenantId("harbour"), () -> transaction.executeWithoutResult(_ -> work.run()));
    }

    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + status).doesNotContain("Exception");
    }

    private HttpResponse<String> get(String path, String token) {
        var request = HttpRequest.newBuilder(uri(path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTokenOfAViewerOpensDicomWebAndNothingElse() {
        var token = token("coord.northgate", claims -> claims.audience(RealmClient.VIEWER.id()));

        assertRefused(get("/api/me", token), 403);
        assertRefused(get("/fhir/anything", token), 403);
        assertThat(get("/dicomweb/northgate/studies", token).statusCode())
                .as("let through to a room that is not here")
                .isEqualTo(404);
    }

    @Test
    void aViewerOfANamedOriginMayCallDicomWebAndReadRefusals() {
        var preflight = send(HttpRequest.newBuilder(uri("/dicomweb/northgate/studies"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", VIEWER)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization"));

        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(VIEWER);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("authorization");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        var refused = from(VIEWER, "/dicomweb/northgate/studies");
        assertRefused(refused, 401);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).contains(VIEWER);
    }

    @ParameterizedTest
    @CsvSource({
        "https://stranger.example, /dicomweb/northgate/studies",
        "http://viewer.example, /dicomweb/northgate/studies",
        "https://viewer.example, /api/me"
    })
    void nobodyElseMayReadFromAnotherOrigin(String origin, String path) {
        assertThat(from(origin, path).headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "viewer.example", "http://viewer.example", "https://viewer.example/", "https://a.example/b"
            })
    void whatIsNoOriginIsNotAllowedIn(String origin) {
        assertThatThrownBy(() -> new ViewerOrigins(List.of(VIEWER, origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(" not " + origin);
    }

    @Test
    void noOtherOriginIsAllowedInUnlessOneIsNamed() {
        assertThat(new ViewerOrigins(List.of()).rules())
                .extracting(
                        rules -> rules.getCorsConfiguration(new MockHttpServletRequest("GET", "/dicomweb/northgate")))
                .isNull();
    }

    private HttpResponse<String> from(String origin, String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Origin", origin));
    }

    private static String token(String username) {
        return token(username, claims -> claims);
    }

    private static String token(String username, UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(change.apply(claims(username)).build(), KEY);
    }

    private static JWTClaimsSet.Builder claims(String username) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("subject-of-" + username)
                .audience(RealmClient.API.id())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    }

    private static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).build(), claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
