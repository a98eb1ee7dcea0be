package io.dayside.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.audit.AuditTrail;
import io.dayside.launch.DemoLogins;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Against a real Keycloak, which takes half a minute to start: whatever needs one is tested here. */
@SpringBootTest(classes = SecurityRulesTests.Rooms.class, webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
class KeycloakLoginTests {

    private static final String PASSWORD = "dayside-demo";
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
    private static final int PORT = freePort();

    @Autowired
    private KeycloakSettings settings;

    @Autowired
    private KeycloakRealm realm;

    @Autowired
    private ViewerOrigins viewers;

    @Autowired
    private KeycloakPeople people;

    @Autowired
    private ImportedLogins imported;

    @Autowired
    private StepUp stepUp;

    @Autowired
    private Callers callers;

    @Autowired
    private DemoLogins logins;

    @Autowired
    private JwtDecoder tokens;

    @Autowired
    private Rights rights;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private JsonMapper json;

    @Value("${dayside.data-dir}")
    private Path data = Path.of("");

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.registerWithKeycloak(registry);
        registry.add("server.port", () -> PORT);
        registry.add("management.server.port", () -> 0);
    }

    @Test
    void everyoneOfTheConfigurationHasADemoLogin() {
        assertThat(logins.logins())
                .extracting(DemoLogins.DemoLogin::username)
                .containsExactlyInAnyOrder(
                        "okafor",
                        "rossi",
                        "tanaka",
                        "lindqvist",
                        "meyer",
                        "haddad",
                        "mercer",
                        "coord.northgate",
                        "coord.harbour",
                        "coord.alpenblick",
                        "operator",
                        "auditor",
                        "credentials");
    }

    @Test
    void aScriptCallsTheApiWithATokenForItsPerson() throws IOException {
        var secretFile = data.resolve("secrets").resolve("keycloak-dayside-api");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secretFile)))
                .isEqualTo("rw-------");

        var me = get(browser(), "/api/me", apiToken("coord.harbour"));

        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body())
                .isEqualTo("{\"username\":\"coord.harbour\",\"name\":\"Tom Whitfield\",\"roles\":[\"COORDINATOR\"],"
                        + "\"tenants\":[\"harbour\"]}");
    }

    @Test
    void aTokenMadeForSigningOpensNothing() {
        var token = token(RealmClient.SIGNING.id(), realm.signingSecret(), "mercer", PASSWORD);

        assertThat(get(browser(), "/api/me", token).statusCode()).isEqualTo(401);
    }

    @Test
    void anAccountWithoutMembershipMayDoNothing() {
        var realmOfPeople = realm.resource();
        var stranger = new UserRepresentation();
        stranger.setUsername("stranger");
        stranger.setEnabled(true);
        stranger.setFirstName("A");
        stranger.setLastName("Stranger");
        stranger.setEmail("stranger@northgate.dayside.example");
        stranger.setEmailVerified(true);
        var credential = new CredentialRepresentation();
        credential.setType("password");
        credential.setValue(PASSWORD);
        stranger.setCredentials(List.of(credential));
        realmOfPeople.users().create(stranger).close();

        assertThat(get(browser(), "/api/me", apiToken("stranger")).statusCode()).isEqualTo(403);
    }

    @Test
    void whereKeycloakIsAwayNothingIsProvedAndNoTryIsCounted() throws ProofUnavailable {
        var away = new PasswordStepUp(
                (_, _) -> {
                    throw new ProofUnavailable("away");
                },
                callers,
                jdbc,
                transactions,
                trail,
                Clock.systemUTC());
        becomes("auditor");
        try {
            for (int tries = 0; tries <= PasswordStepUp.MOST_FAILURES; tries++) {
                assertThatThrownBy(() -> away.proves(PASSWORD)).isInstanceOf(ProofUnavailable.class);
            }
            assertThat(stepUp.proves(PASSWORD)).isTrue();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private void becomes(String username) {
        var jwt = tokens.decode(apiToken(username));
        var login = new LoginId(settings.issuer(), jwt.getSubject());
        SecurityContextHolder.getContext()
                .setAuthentication(new JwtAuthenticationToken(jwt, rights.authorities(login)));
    }

    @Test
    void thePasswordProvesAndFiveWrongOnesStopFurtherTries() throws ProofUnavailable {
        becomes("credentials");
        try {
            assertThat(callers.required().username()).isEqualTo("credentials");
            assertThat(stepUp.proves(PASSWORD)).isTrue();
            for (int tries = 0; tries < PasswordStepUp.MOST_FAILURES; tries++) {
                assertThat(stepUp.proves("guess " + tries)).isFalse();
            }
            assertThat(stepUp.proves(PASSWORD)).isFalse();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    @Test
    void aPageSendsToKeycloakAndBackAndKeepsAProtectedSession() {
        var browser = browser();
        var form = get(browser, "/api/docs-of-nobody", "");
        assertThat(form.statusCode()).isEqualTo(401);

        var callback = logIn(browser, "auditor");

        assertThat(callback.uri().getPort()).isEqualTo(PORT);
        assertThat(get(browser, "/api/me", "").body()).contains("\"roles\":[\"AUDITOR\"]");
        assertThat(trail()).contains("LOGGED_IN");
    }

    @Test
    void whoWasImportedGetsAnAccountThatAsksForAProofAndAPasswordAndMayThenLogIn() {
        var username = "i" + UUID.randomUUID().toString().substring(0, 8);
        var email = username + "@example.org";
        var wanted = new ImportedLogins.Wanted(username, "Dr Im Ported", email);

        assertThat(imported.open(wanted))
                .as("this Keycloak has no mail server")
                .isInstanceOfSatisfying(
                        ImportedLogins.Opened.Uninvited.class,
                        one -> assertThat(one.help()).contains("could not send the invitation"));

        var user = realm.resource().users().searchByUsername(username, true).getFirst();
        assertThat(user.getRequiredActions()).containsExactlyInAnyOrder("VERIFY_EMAIL", "UPDATE_PASSWORD");
        assertThat(user.isEmailVerified()).isFalse();
        assertThat(user.getEmail()).isEqualTo(email);
        assertThat(realm.resource().users().get(user.getId()).credentials()).isEmpty();
        assertThat(grantedTo(user.getId())).containsExactly("SPECIALIST");
        assertThat(logins.logins()).extracting(DemoLogins.DemoLogin::username).doesNotContain(username);
        assertThat(trailDetails()).noneMatch(details -> details.contains(email));

        long people = realm.resource().users().count();
        assertThat(imported.open(wanted)).isInstanceOf(ImportedLogins.Opened.Uninvited.class);
        assertThat(realm.resource().users().count()).isEqualTo((int) people);
        chosePassword(user);
        var entries = trail().size();
        assertThat(imported.open(wanted)).isInstanceOf(ImportedLogins.Opened.Known.class);
        assertThat(trail()).as("nothing changed").hasSize(entries);
        assertThat(get(browser(), "/api/me", apiToken(username)).body())
                .startsWith("{\"username\":\"%s\",\"name\":\"Dr Im Ported\",\"roles\":[\"SPECIALIST\"]"
                        .formatted(username));
        realm.resource().users().get(user.getId()).remove();
    }

    @Test
    void aLoginOfAnImportIsTakenAwayAndOnlyAnOperatorGivesItBack() {
        var username = "i" + UUID.randomUUID().toString().substring(0, 8);
        var wanted = new ImportedLogins.Wanted(username, "Dr Im Ported", username + "@example.org");
        imported.open(wanted);
        var user = realm.resource().users().searchByUsername(username, true).getFirst();
        chosePassword(user);
        var token = apiToken(username);
        assertThat(get(browser(), "/api/me", token).statusCode()).isEqualTo(200);
        assertThat(imported.isOpen(username)).isTrue();

        assertThat(imported.close(username, "has left us")).isTrue();

        assertThat(imported.isOpen(username)).isFalse();
        assertThat(imported.close(username, "has left us")).isFalse();
        assertThat(get(browser(), "/api/me", token).statusCode()).isEqualTo(403);
        assertThat(isEnabled(user)).isFalse();
        assertThat(trailDetails())
                .anyMatch(details -> details.contains("taken away") && details.contains("has left us"));
        assertThat(imported.open(wanted))
                .isInstanceOfSatisfying(
                        ImportedLogins.Opened.Refused.class,
                        one -> assertThat(one.help()).contains("an operator enables it"));
        assertThat(imported.isOpen(username)).isFalse();

        user.setEnabled(true);
        realm.resource().users().get(user.getId()).update(user);
        assertThat(imported.open(wanted)).isInstanceOf(ImportedLogins.Opened.Known.class);
        assertThat(get(browser(), "/api/me", apiToken(username)).statusCode()).isEqualTo(200);
        realm.resource().users().get(user.getId()).remove();
    }

    @Test
    void whomAnOperatorDisabledStaysSoAfterAnImport() {
        var username = "i" + UUID.randomUUID().toString().substring(0, 8);
        imported.open(new ImportedLogins.Wanted(username, "Dr Im Ported", username + "@example.org"));
        var user = realm.resource().users().searchByUsername(username, true).getFirst();
        var declared = realm.resource().users().searchByUsername("rossi", true).getFirst();
        for (var one : List.of(user, declared)) {
            one.setEnabled(false);
            realm.resource().users().get(one.getId()).update(one);
        }

        people.bringUp();

        assertThat(isEnabled(user)).isFalse();
        assertThat(isEnabled(declared)).as("a file names them").isTrue();
        realm.resource().users().get(user.getId()).remove();
    }

    private boolean isEnabled(UserRepresentation user) {
        return realm.resource().users().get(user.getId()).toRepresentation().isEnabled();
    }

    @Test
    void whereKeycloakDoesNotTakeOurOwnSecretNoPasswordIsCalledWrong() throws ProofUnavailable {
        becomes("tanaka");
        var clients = realm.resource().clients();
        var signing = clients.findByClientId(RealmClient.SIGNING.id()).getFirst();
        var secret = clients.get(signing.getId()).getSecret().getValue();
        clients.get(signing.getId()).generateNewSecret();
        try {
            assertThatThrownBy(() -> stepUp.proves(PASSWORD))
                    .isInstanceOf(ProofUnavailable.class)
                    .hasMessageContaining("own secret");
        } finally {
            signing.setSecret(secret);
            clients.get(signing.getId()).update(signing);
        }
        try {
            assertThat(stepUp.proves(PASSWORD)).isTrue();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    @Test
    void noImportTakesOverAnAccountOrWhatTheConfigurationGrants() {
        var people = realm.resource().users().count();
        assertThat(imported.open(new ImportedLogins.Wanted("operator", "Dr X", "x@example.org")))
                .isInstanceOfSatisfying(
                        ImportedLogins.Opened.Refused.class,
                        one -> assertThat(one.help()).contains("configuration names them"));
        assertThat(imported.open(new ImportedLogins.Wanted("imposter", "Dr X", "okafor@people.dayside.example")))
                .isInstanceOfSatisfying(
                        ImportedLogins.Opened.Refused.class,
                        one -> assertThat(one.help()).contains("belongs to another account"));
        var username = "s" + UUID.randomUUID().toString().substring(0, 8);
        var stranger = new UserRepresentation();
        stranger.setUsername(username);
        stranger.setEnabled(true);
        stranger.setEmail(username + "@example.org");
        realm.resource().users().create(stranger).close();
        assertThat(imported.open(new ImportedLogins.Wanted(username, "Dr X", "officer@example.org")))
                .isInstanceOfSatisfying(
                        ImportedLogins.Opened.Refused.class,
                        one -> assertThat(one.help()).contains("of that username with another e-mail"));
        assertThat(imported.isOpen(username)).isFalse();
        realm.resource()
                .users()
                .searchByUsername(username, true)
                .forEach(user -> realm.resource().users().get(user.getId()).remove());
        assertThat(realm.resource().users().count()).isEqualTo(people);
    }

    private List<String> trailDetails() {
        return TenantScope.call(
                TenantId.PLATFORM,
                () -> transaction.execute(_ -> jdbc.sql("select details from audit_detail")
                        .query((row, _) -> row.getString(1))
                        .list()));
    }

    private void chosePassword(UserRepresentation user) {
        var password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(PASSWORD);
        password.setTemporary(false);
        var account = realm.resource().users().get(user.getId());
        account.resetPassword(password);
        user.setRequiredActions(List.of());
        user.setEmailVerified(true);
        account.update(user);
    }

    private List<String> grantedTo(String subject) {
        return List.copyOf(jdbc.sql("select granted_role from rights_of(:issuer, :subject)")
                .param("issuer", settings.issuer())
                .param("subject", subject)
                .query(String.class)
                .list());
    }

    @Test
    void bringingUpTheRealmAgainChangesNothing() {
        var before = realm.resource().users().count();
        try (var again = KeycloakRealm.at(settings, viewers)) {
            assertThat(again.isReady()).isFalse();
            again.prepare(Duration.ofSeconds(10));
            people.bringUp();
            assertThat(again.webSecret()).isEqualTo(realm.webSecret());
        }

        assertThat(realm.resource().users().count()).isEqualTo(before);
        assertThat(realm.resource().organizations().list(0, 10)).hasSize(4);
        assertThat(realm.resource().organizations().list(0, 10))
                .filteredOn(organisation -> !organisation.getAlias().equals("academy"))
                .as("each hospital but the library, where nobody works, has its coordinator")
                .hasSize(3)
                .allSatisfy(organisation -> assertThat(realm.resource()
                                .organizations()
                                .get(organisation.getId())
                                .members()
                                .list(0, 10))
                        .hasSize(1));
        assertThat(realm.resource().toRepresentation().isBruteForceProtected()).isTrue();
        assertThat(realm.resource().toRepresentation().isOrganizationsEnabled()).isTrue();
        assertThat(realm.resource().toRepresentation().isRegistrationAllowed()).isFalse();
    }

    private List<String> trail() {
        return TenantScope.call(
                TenantId.PLATFORM,
                () -> transaction.execute(_ -> jdbc.sql("select action from audit_event")
                        .query((row, _) -> row.getString(1))
                        .list()));
    }

    /** Keycloak asks for the name on one page and for the password on the next. */
    private HttpResponse<String> logIn(HttpClient browser, String username) {
        var name = get(browser, "/oauth2/authorization/keycloak", "");
        assertThat(name.uri().toString()).startsWith(settings.issuer()).contains("code_challenge_method=S256");
        var password = fillIn(browser, name, Map.of("username", username));
        assertThat(password.body()).contains("name=\"password\"");
        return fillIn(browser, password, Map.of("username", username, "password", PASSWORD));
    }

    private static HttpResponse<String> fillIn(
            HttpClient browser, HttpResponse<String> page, Map<String, String> form) {
        var action = FORM.matcher(page.body());
        assertThat(action.find()).isTrue();
        return send(
                browser,
                HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    private String apiToken(String username) {
        try {
            var secret = Files.readString(data.resolve("secrets").resolve("keycloak-dayside-api"));
            return token(RealmClient.API.id(), secret, username, PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String token(String client, String secret, String username, String password) {
        var answer = send(
                browser(),
                HttpRequest.newBuilder(URI.create(settings.endpoint("token")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(Map.of(
                                "grant_type", "password",
                                "client_id", client,
                                "client_secret", secret,
                                "scope", "openid",
                                "username", username,
                                "password", password)))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body()).get("access_token").asString();
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new LoopbackCookies())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    private static HttpResponse<String> get(HttpClient browser, String path, String token) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(browser, request);
    }

    private static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request) {
        try {
            return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Browsers send secure cookies to this machine without TLS too; Java's jar does not unless told otherwise. */
    private static final class LoopbackCookies extends CookieManager {

        @Override
        public void put(URI uri, Map<String, List<String>> headers) throws IOException {
            var cookies = headers.entrySet().stream()
                    .filter(header -> header.getKey() != null && header.getKey().equalsIgnoreCase("set-cookie"))
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            header -> header.getValue().stream()
                                    .map(cookie -> cookie.replaceAll("(?i);\\s*secure", ""))
                                    .toList()));
            super.put(uri, cookies);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
