package io.dayside.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes that are hashed. Every text is preceded by its length in bytes (4, big endian), so that no two different
 * entries share a form. {@code docs/audit.md} describes the form for whoever writes a verifier.
 */
final class Canonical {

    static final byte[] BEFORE_THE_FIRST = new byte[32];

    private static final int VERSION = 1;

    private Canonical() {}

    static byte[] hash(long seq, Instant at, Actor actor, AuditEvent event, byte[] detailsHash, byte[] previousHash) {
        return sha256(out -> {
            out.writeInt(VERSION);
            text(out, event.tenant().code());
            out.writeLong(seq);
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
            text(out, actor.id());
            text(out, actor.name());
            text(out, event.action().name());
            text(out, event.object());
            text(out, event.outcome().name());
            out.write(detailsHash);
            out.write(previousHash);
        });
    }

    static byte[] detailsHash(byte[] salt, Map<String, String> details) {
        return sha256(out -> {
            out.write(salt);
            for (var entry : new TreeMap<>(details).entrySet()) {
                text(out, entry.getKey());
                text(out, entry.getValue());
            }
        });
    }

    private static void text(DataOutputStream out, String value) throws IOException {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] sha256(Form form) {
        var bytes = new ByteArrayOutputStream();
        try {
            form.writeTo(new DataOutputStream(bytes));
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private interface Form {
        void writeTo(DataOutputStream out) throws IOException;
    }
}
