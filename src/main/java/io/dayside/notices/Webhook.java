package io.dayside.notices;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Notices as JSON to an address of the hospital, which may be a gateway for short messages or telephone. Signed as Standard
 * Webhooks 1.0 say: HMAC-SHA256 over {@code id.timestamp.body}. Addresses inside our own network are not called, wherever
 * their name leads, and no answer leads elsewhere.
 */
@Component
class Webhook {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SUCCESS = 2;

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
    private final WebhookSecrets secrets;
    private final JsonMapper json;
    private final Clock clock;
    private final boolean privateToo;

    Webhook(
            WebhookSecrets secrets,
            JsonMapper json,
            Clock clock,
            @Value("${dayside.notices.private-webhooks:false}") boolean privateWebhooks) {
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
        this.privateToo = privateWebhooks;
    }

    void call(Notice notice, String address) throws IOException, InterruptedException {
        var uri = URI.create(address);
        requirePublic(uri);
        var body = json.writeValueAsString(body(notice));
        var at = Long.toString(clock.instant().getEpochSecond());
        var signature = signature(secrets.of(notice.tenant()), notice.id() + "." + at + "." + body);
        var request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("webhook-id", notice.id().toString())
                .header("webhook-timestamp", at)
                .header("webhook-signature", "v1," + signature)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        var answer = answer(request);
        if (answer.statusCode() / 100 != SUCCESS) {
            throw new IOException("it answered " + answer.statusCode());
        }
    }

    /** The whole of it counts: whoever drips an answer is not waited for. */
    private HttpResponse<Void> answer(HttpRequest request) throws IOException, InterruptedException {
        var call = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return call.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    "it could not be called: "
                            + Objects.requireNonNullElse(e.getCause(), e)
                                    .getClass()
                                    .getSimpleName(),
                    e);
        } catch (TimeoutException e) {
            throw new IOException("it did not answer in %d seconds".formatted(PATIENCE.toSeconds()), e);
        } finally {
            call.cancel(true);
        }
    }

    private static Map<String, Object> body(Notice notice) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", notice.id());
        body.put("kind", notice.kind());
        body.put("hospital", notice.tenant().code());
        body.put("at", notice.at().toString());
        body.put("words", notice.words());
        body.put("link", notice.link());
        body.put("people", notice.people().stream().sorted().toList());
        body.put("roles", notice.roles().stream().sorted().toList());
        return body;
    }

    private static String signature(byte[] secret, String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private void requirePublic(URI uri) throws IOException {
        if (privateToo) {
            return;
        }
        for (var address : InetAddress.getAllByName(uri.getHost())) {
            if (isInside(address)) {
                throw new IOException("%s leads into a private network".formatted(uri.getHost()));
            }
        }
    }

    static boolean isInside(InetAddress address) {
        byte[] octets = address.getAddress();
        boolean uniqueLocal = octets.length == 16 && (octets[0] & 0xfe) == 0xfc;
        boolean sharedByCarriers = octets.length == 4 && octets[0] == 100 && (octets[1] & 0xc0) == 64;
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || sharedByCarriers;
    }
}
