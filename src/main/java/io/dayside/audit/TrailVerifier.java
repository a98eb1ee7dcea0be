package io.dayside.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proves each tenant's chain from the stored rows alone. Shares no code with the writer: it is written against
 * {@code docs/audit.md}, so that a mistake in one shows in the other.
 */
final class TrailVerifier {

    private static final int FETCH_ROWS = 1000;
    private static final JsonMapper JSON = new JsonMapper();

    /** Result for one tenant. */
    sealed interface Proof {

        /** Every entry from 1 to {@code entries} is as it was written. */
        record Whole(String tenant, long entries, String headHash) implements Proof {}

        /** The first entry that is not as it was written, and what is wrong with it. */
        record Broken(String tenant, long seq, String what) implements Proof {}
    }

    /**
     * A head that was noted outside the database: the chain must still contain it.
     *
     * @param hash SHA-256 in hexadecimal
     */
    record KnownHead(String tenant, long seq, String hash) {}

    private final Connection connection;

    /** @param connection in a transaction of its own; its tenant setting is changed */
    TrailVerifier(Connection connection) {
        this.connection = connection;
    }

    List<Proof> verify(List<KnownHead> known) throws SQLException {
        var proofs = new ArrayList<Proof>();
        for (var tenant : tenants()) {
            see(tenant);
            proofs.add(verify(
                    tenant,
                    known.stream().filter(head -> head.tenant().equals(tenant)).toList()));
        }
        known.stream()
                .filter(head ->
                        proofs.stream().noneMatch(proof -> tenantOf(proof).equals(head.tenant())))
                .forEach(head -> proofs.add(new Proof.Broken(head.tenant(), head.seq(), "the whole chain is gone")));
        return proofs;
    }

    private static String tenantOf(Proof proof) {
        return switch (proof) {
            case Proof.Whole whole -> whole.tenant();
            case Proof.Broken broken -> broken.tenant();
        };
    }

    private List<String> tenants() throws SQLException {
        try (var statement = connection.prepareStatement("select code from audited_tenant order by code");
                var rows = statement.executeQuery()) {
            var codes = new ArrayList<String>();
            while (rows.next()) {
                codes.add(rows.getString(1));
            }
            return codes;
        }
    }

    private void see(String tenant) throws SQLException {
        try (var statement = connection.prepareStatement("select set_config('dayside.tenants', ?, true)")) {
            statement.setString(1, "{" + tenant + "}");
            statement.execute();
        }
    }

    private Proof verify(String tenant, List<KnownHead> known) throws SQLException {
        var knownBySeq = new TreeMap<Long, String>();
        known.forEach(head -> knownBySeq.put(head.seq(), head.hash()));
        long expected = 1;
        var previous = new byte[32];
        try (var statement = entries(tenant);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                var wrong = whatIsWrong(tenant, rows, expected, previous, knownBySeq);
                if (wrong != null) {
                    return new Proof.Broken(tenant, expected, wrong);
                }
                previous = rows.getBytes("hash");
                expected++;
            }
        }
        return closing(tenant, expected - 1, previous, knownBySeq);
    }

    private PreparedStatement entries(String tenant) throws SQLException {
        var statement = connection.prepareStatement("""
                select e.*, d.salt, d.details from audit_event e
                left join audit_detail d on d.tenant_id = e.tenant_id and d.seq = e.seq
                where e.tenant_id = ? order by e.seq""");
        statement.setFetchSize(FETCH_ROWS);
        statement.setString(1, tenant);
        return statement;
    }

    private static @Nullable String whatIsWrong(
            String tenant, ResultSet row, long expected, byte[] previous, Map<Long, String> known) throws SQLException {
        if (row.getLong("seq") != expected) {
            return "entry " + expected + " is missing";
        }
        if (!Arrays.equals(previous, row.getBytes("previous_hash"))) {
            return "it does not follow the entry before it";
        }
        if (!Arrays.equals(recomputed(tenant, row), row.getBytes("hash"))) {
            return "its content was changed";
        }
        if (row.getBytes("salt") != null && !Arrays.equals(recomputedDetails(row), row.getBytes("details_hash"))) {
            return "its details were changed";
        }
        var noted = known.get(expected);
        if (noted != null && !noted.equals(HexFormat.of().formatHex(row.getBytes("hash")))) {
            return "it is not the entry that was noted in a checkpoint";
        }
        return null;
    }

    private Proof closing(String tenant, long last, byte[] hash, NavigableMap<Long, String> known) throws SQLException {
        if (!known.isEmpty() && known.lastKey() > last) {
            return new Proof.Broken(
                    tenant, last + 1, "entries up to " + known.lastKey() + " were noted in a checkpoint and are gone");
        }
        try (var statement = connection.prepareStatement("select seq, hash from audit_head where tenant_id = ?")) {
            statement.setString(1, tenant);
            try (var head = statement.executeQuery()) {
                if (!head.next()) {
                    return last == 0
                            ? new Proof.Whole(tenant, 0, HexFormat.of().formatHex(hash))
                            : new Proof.Broken(tenant, last + 1, "the chain's head is gone");
                }
                if (head.getLong("seq") != last || !Arrays.equals(head.getBytes("hash"), hash)) {
                    return new Proof.Broken(
                            tenant, last + 1, "entries up to " + head.getLong("seq") + " were written and are gone");
                }
            }
        }
        return new Proof.Whole(tenant, last, HexFormat.of().formatHex(hash));
    }

    private static byte[] recomputed(String tenant, ResultSet row) throws SQLException {
        var at = row.getTimestamp("at").toInstant();
        var digest = sha256();
        digest.update(ByteBuffer.allocate(4).putInt(1).array());
        field(digest, tenant);
        digest.update(ByteBuffer.allocate(20)
                .putLong(row.getLong("seq"))
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .array());
        for (var column : List.of("actor_id", "actor_name", "action", "object", "outcome")) {
            field(digest, row.getString(column));
        }
        digest.update(row.getBytes("details_hash"));
        digest.update(row.getBytes("previous_hash"));
        return digest.digest();
    }

    private static byte[] recomputedDetails(ResultSet row) throws SQLException {
        var digest = sha256();
        digest.update(row.getBytes("salt"));
        var details = JSON.readValue(row.getString("details"), new TypeReference<TreeMap<String, String>>() {});
        details.forEach((key, value) -> {
            field(digest, key);
            field(digest, value);
        });
        return digest.digest();
    }

    private static void field(MessageDigest digest, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
