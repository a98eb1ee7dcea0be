package io.dayside.notices;

import static io.dayside.testing.World.HARBOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dayside.identity.Role;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import io.dayside.testing.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Mail through a real SMTP server, webhooks to a real HTTP server. */
@SpringBootTest(classes = CaseRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class NoticeChannelsTests {

    private static final String SECRET = "a secret of this test alone";
    private static final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final HttpServer gateway = gateway();
    private static final List<Call> calls = new CopyOnWriteArrayList<>();
    private static final AtomicInteger refusals = new AtomicInteger();

    private record Call(String id, String at, String signature, String body) {}

    private static HttpServer gateway() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        calls.add(new Call(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 503 : 204, -1);
        exchange.close();
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        mail.start();
        gateway.createContext("/", NoticeChannelsTests::answer);
        gateway.start();
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> mail.getSmtp().getPort());
        registry.add("dayside.notices.private-webhooks", () -> "true");
        registry.add("dayside.notices.secrets.harbour", () -> SECRET);
        registry.add("dayside.address", () -> "https://dayside.example");
    }

    @AfterAll
    static void stop() {
        gateway.stop(0);
        mail.stop();
    }

    @Autowired
    private World world;

    @Autowired
    private NoticeBoard board;

    @Autowired
    private NoticeRuleRows rules;

    @Autowired
    private Webhook webhook;

    @Autowired
    private WebhookSecrets secrets;

    @Autowired
    private JsonMapper json;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void nothingWasCalled() {
        calls.clear();
        refusals.set(0);
    }

    @Test
    void aNoticeGoesOutByMailAndIsInTheTrail() throws Exception {
        keep(new NoticeRule(List.of("desk@harbour.example"), List.of(), List.of()));

        var notice = post("HC-26-000001 waits since 6 minutes: CT HEAD, ordered STAT.");

        assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
        var message = mail.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Dayside: a pressing case waits");
        assertThat(message.getContent().toString())
                .contains("HC-26-000001 waits since 6 minutes", "https://dayside.example/worklist");
        awaitTrail(notice, "NOTICE_SENT");
    }

    @Test
    void aWebhookIsCalledSignedAndCalledAgainWhenItCouldNotTakeIt() throws Exception {
        refusals.set(1);
        keep(new NoticeRule(List.of(), List.of(address("/hook")), List.of()));

        var notice = post("HC-26-000002 waits.");

        await().atMost(Duration.ofMinutes(1)).until(() -> calls.size() == 2);
        var call = calls.getLast();
        assertThat(call.id())
                .isEqualTo(notice.id().toString())
                .isEqualTo(calls.getFirst().id());
        assertThat(call.signature()).isEqualTo("v1," + signed(call.id() + "." + call.at() + "." + call.body()));
        var body = json.readTree(call.body());
        assertThat(body.path("kind").asString("")).isEqualTo("CASE_WAITS");
        assertThat(body.path("people").get(0).asString("")).isEqualTo("okafor");
        awaitTrail(notice, "NOTICE_SENT");
    }

    @Test
    void whatReadersKnowOfEachOtherStaysOnTheirPages() {
        keep(new NoticeRule(List.of("desk@harbour.example"), List.of(address("/hook")), List.of()));

        assertThat(jobs(Notice.Kind.READINGS_DIFFER)).isZero();
        assertThat(jobs(Notice.Kind.IMAGES_AFTER_READING)).isZero();
        assertThat(jobs(Notice.Kind.OPINION_ASKED)).isZero();
        assertThat(jobs(Notice.Kind.OPINION_GIVEN)).isZero();
        assertThat(jobs(Notice.Kind.OPINION_WITHDRAWN)).isZero();
        assertThat(jobs(Notice.Kind.CASE_WAITS)).as("an address each").isEqualTo(2);
    }

    @Test
    void anAddressInsideOurNetworkIsNotCalled() {
        var careful = new Webhook(secrets, json, Clock.systemUTC(), false);
        var problems = new ArrayList<String>();
        for (var address : List.of("https://127.0.0.1/", "https://localhost/", "https://10.1.2.3/", "https://[::1]/")) {
            try {
                careful.call(notice("x"), address);
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        assertThat(problems).hasSize(4).allSatisfy(one -> assertThat(one).contains("private network"));
        assertThat(calls).isEmpty();
    }

    @Test
    void everyPrivateAddressIsInside() throws Exception {
        for (var literal : List.of(
                "0.0.0.0",
                "127.9.9.9",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1")) {
            assertThat(Webhook.isInside(InetAddress.ofLiteral(literal)))
                    .as(literal)
                    .isTrue();
        }
        for (var literal : List.of("93.184.215.14", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2606:2800::1")) {
            assertThat(Webhook.isInside(InetAddress.ofLiteral(literal)))
                    .as(literal)
                    .isFalse();
        }
    }

    @Test
    void aRedirectLeadsNowhere() {
        refusals.set(0);
        gateway.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", address("/hook").toString());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> webhook.call(notice("x"), address("/elsewhere").toString()))
                .isInstanceOf(IOException.class)
                .hasMessage("it answered 302");
        assertThat(calls).isEmpty();
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + gateway.getAddress().getPort() + path);
    }

    private static String signed(String content) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    private void keep(NoticeRule rule) {
        TenantScope.run(HARBOUR, () -> transaction.executeWithoutResult(_ -> rules.keep(HARBOUR, rule)));
    }

    private Notice post(String words) {
        var notice = notice(words);
        TenantScope.run(HARBOUR, () -> transaction.executeWithoutResult(_ -> board.post(notice)));
        return notice;
    }

    /** How often a notice of that kind was to be sent out, in the transaction that put it up, which is then undone. */
    private int jobs(Notice.Kind kind) {
        var notice = notice(kind, "A case.");
        return Objects.requireNonNull(TenantScope.call(
                HARBOUR,
                () -> transaction.execute(status -> {
                    status.setRollbackOnly();
                    board.post(notice);
                    return jdbc.sql("select count(*) from scheduled_tasks where task_instance like :notice")
                            .param("notice", "%/" + notice.id() + "/%")
                            .query(Integer.class)
                            .single();
                })));
    }

    private Notice notice(String words) {
        return notice(Notice.Kind.CASE_WAITS, words);
    }

    private Notice notice(Notice.Kind kind, String words) {
        var id = Ids.next();
        return new Notice(
                HARBOUR,
                id,
                kind,
                "notice-test:" + id,
                words,
                "/worklist",
                Set.of(Role.MANAGER),
                Set.of("okafor"),
                world.now());
    }

    private void awaitTrail(Notice notice, String action) {
        await().untilAsserted(() -> assertThat(trail(notice)).contains(action));
    }

    private List<String> trail(Notice notice) {
        return TenantScope.call(
                HARBOUR,
                () -> transaction.execute(_ -> jdbc.sql("select action from audit_event where object = :object")
                        .param("object", notice.object())
                        .query(String.class)
                        .list()));
    }
}
