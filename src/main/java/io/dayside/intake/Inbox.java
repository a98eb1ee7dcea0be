package io.dayside.intake;

import io.dayside.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Answers given, by sender and message control identifier. A message whose identifier and content (all but its own
 * header, which carries the time of sending) were answered before is answered the same; other content under a used
 * identifier is a new message, since senders' counters start again.
 */
@Component
class Inbox {

    private final JdbcClient jdbc;

    Inbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Answered(byte[] content, String acknowledgement) {}

    /** Also keeps the same identifier from being answered in another transaction until this one ends. */
    Optional<String> earlierAnswer(TenantId tenant, MessageHeader header, String text) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "hl7/" + tenant + "/" + sender(header) + "/" + header.controlId())
                .query((_, _) -> true)
                .single();
        return jdbc.sql("""
                select content_sha256, acknowledgement from hl7_message
                where tenant_id = :tenant and sender = :sender and control_id = :control""")
                .param("tenant", tenant.code())
                .param("sender", sender(header))
                .param("control", header.controlId())
                .query((row, _) -> new Answered(row.getBytes("content_sha256"), row.getString("acknowledgement")))
                .optional()
                .filter(answered -> Arrays.equals(answered.content(), digest(text)))
                .map(Answered::acknowledgement);
    }

    void keep(TenantId tenant, MessageHeader header, String text, String acknowledgement, Instant at) {
        jdbc.sql("""
                insert into hl7_message (tenant_id, sender, control_id, content_sha256, acknowledgement, received_at)
                values (:tenant, :sender, :control, :content, :acknowledgement, :at)
                on conflict (tenant_id, sender, control_id) do update
                set content_sha256 = excluded.content_sha256, acknowledgement = excluded.acknowledgement,
                    received_at = excluded.received_at""")
                .param("tenant", tenant.code())
                .param("sender", sender(header))
                .param("control", header.controlId())
                .param("content", digest(text))
                .param("acknowledgement", acknowledgement)
                .param("at", Timestamp.from(at))
                .update();
    }

    private static String sender(MessageHeader header) {
        return header.sendingApplication() + "^" + header.sendingFacility();
    }

    private static byte[] digest(String text) {
        int headerEnd = text.indexOf('\r');
        var content = headerEnd < 0 ? "" : text.substring(headerEnd);
        try {
            return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
