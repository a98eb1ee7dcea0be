package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is known of each file's copy in S3. Within the tenants' scope of the caller, and joins a running transaction. */
@Repository
class ObjectCopies {

    private static final String SINCE = " and tenant_id = :tenant and received_at > :since";

    private static final String DISCOVER = """
            insert into object_copy (tenant_id, name)
            select tenant_id, name from (
                select tenant_id, name from segment where sealed and indexed_bytes > 0
                union
                select tenant_id, object_name from instance where object_offset = 0%s
                union
                select tenant_id, object_name from quarantined_instance where object_offset = 0%s) complete
            where tenant_id = :tenant
                  and not exists (select from object_copy copy
                                  where copy.tenant_id = complete.tenant_id and copy.name = complete.name)
            on conflict do nothing""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ObjectCopies(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A copy that was read back whole.
     *
     * @param verified whether the file on the local disk, if it is there, has not changed since
     */
    record Copy(String file, long bytes, byte[] sha256, boolean verified, Instant readAt) {}

    /** Files that wait to be copied, and how long the first of them has waited. */
    record Waiting(long files, Duration longest) {}

    /** Notes files that are complete and not yet to be copied: sealed segments and files of their own. Looks at all. */
    int discover(TenantId tenant) {
        return run(() -> jdbc.sql(DISCOVER.formatted("", ""))
                .param("tenant", tenant.code())
                .update());
    }

    /** The same, but of the files of one object only those of objects that came since. */
    int discover(TenantId tenant, Instant since) {
        return run(() -> jdbc.sql(DISCOVER.formatted(SINCE, SINCE))
                .param("tenant", tenant.code())
                .param("since", Timestamp.from(since))
                .update());
    }

    /** Files to be copied, those that failed least often first. */
    List<String> waiting(TenantId tenant, int limit) {
        return run(() -> jdbc.sql("""
                        select name from object_copy where tenant_id = :tenant and verified_at is null
                        order by tries, waiting_since, name limit :limit""")
                .param("tenant", tenant.code())
                .param("limit", limit)
                .query(String.class)
                .list());
    }

    Waiting waiting(TenantId tenant) {
        return run(() -> jdbc.sql("""
                        select count(*) as files, coalesce(extract(epoch from now() - min(waiting_since)), 0) as seconds
                        from object_copy where tenant_id = :tenant and verified_at is null""")
                .param("tenant", tenant.code())
                .query((row, _) -> new Waiting(row.getLong("files"), Duration.ofSeconds(row.getLong("seconds"))))
                .single());
    }

    /** Whether there is, or may be, a copy of the file. */
    boolean isKnown(TenantId tenant, String file) {
        return run(() -> jdbc.sql("select exists (select from object_copy where tenant_id = :tenant and name = :name)")
                .param("tenant", tenant.code())
                .param("name", file)
                .query(Boolean.class)
                .single());
    }

    /** Whether the file holds an object that is kept, or one that is still to be erased. */
    boolean isNeeded(TenantId tenant, String file) {
        return run(() -> jdbc.sql("""
                        select exists (select from instance where tenant_id = :tenant and object_name = :name)
                            or exists (select from quarantined_instance
                                       where tenant_id = :tenant and object_name = :name)
                            or exists (select from erasure where tenant_id = :tenant and object_name = :name)""")
                .param("tenant", tenant.code())
                .param("name", file)
                .query(Boolean.class)
                .single());
    }

    Optional<Copy> find(TenantId tenant, String file) {
        return run(() -> jdbc.sql("""
                        select * from object_copy where tenant_id = :tenant and name = :name and sha256 is not null""")
                .param("tenant", tenant.code())
                .param("name", file)
                .query((row, _) -> copy(row))
                .optional());
    }

    /** Of the named files, copies of those that have not changed since. */
    List<Copy> verified(TenantId tenant, Set<String> names) {
        return run(() -> jdbc.sql("""
                        select * from object_copy
                        where tenant_id = :tenant and name = any (:names) and verified_at is not null""")
                .param("tenant", tenant.code())
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> copy(row))
                .list());
    }

    private static Copy copy(ResultSet row) throws SQLException {
        return new Copy(
                row.getString("name"),
                row.getLong("bytes"),
                row.getBytes("sha256"),
                row.getTimestamp("verified_at") != null,
                row.getTimestamp("read_at").toInstant());
    }

    void noteVerified(TenantId tenant, String file, long bytes, byte[] sha256) {
        run(() -> jdbc.sql("""
                        update object_copy set bytes = :bytes, sha256 = :sha256, verified_at = now(), tries = 0
                        where tenant_id = :tenant and name = :name""")
                .param("bytes", bytes)
                .param("sha256", sha256)
                .param("tenant", tenant.code())
                .param("name", file)
                .update());
    }

    void noteFailure(TenantId tenant, String file) {
        run(() -> jdbc.sql("update object_copy set tries = tries + 1 where tenant_id = :tenant and name = :name")
                .param("tenant", tenant.code())
                .param("name", file)
                .update());
    }

    /** The copy is, or will be, other than the file, which is to be copied again and must not go meanwhile. */
    void noteStale(TenantId tenant, String file) {
        run(() ->
                jdbc.sql("""
                        update object_copy set verified_at = null, waiting_since = now()
                        where tenant_id = :tenant and name = :name and verified_at is not null""").param("tenant", tenant.code()).param("name", file).update());
    }

    void remove(TenantId tenant, String file) {
        run(() -> jdbc.sql("delete from object_copy where tenant_id = :tenant and name = :name")
                .param("tenant", tenant.code())
                .param("name", file)
                .update());
    }

    /** Forgets a file that is nowhere any more and that nothing needs, so that it is not discovered again. */
    void forget(TenantId tenant, String file) {
        run(() -> {
            remove(tenant, file);
            return jdbc.sql("delete from segment where tenant_id = :tenant and name = :name and sealed")
                    .param("tenant", tenant.code())
                    .param("name", file)
                    .update();
        });
    }

    void noteRead(TenantId tenant, Map<String, Instant> reads) {
        run(() -> jdbc.sql("""
                        update object_copy set read_at = reads.at
                        from unnest(:names, :instants) as reads (name, at)
                        where tenant_id = :tenant and object_copy.name = reads.name and read_at < reads.at""")
                .param("tenant", tenant.code())
                .param("names", reads.keySet().toArray(String[]::new))
                .param("instants", reads.values().stream().map(Timestamp::from).toArray(Timestamp[]::new))
                .update());
    }

    private <T> T run(Supplier<T> query) {
        return Objects.requireNonNull(transaction.execute(_ -> query.get()));
    }
}
