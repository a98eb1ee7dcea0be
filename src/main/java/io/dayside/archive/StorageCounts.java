package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts what a tenant has stored. */
@Repository
class StorageCounts {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    StorageCounts(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @param bytes of all data sets, those set aside among them
     * @param countedAt when all of them were counted
     */
    record Count(long bytes, Instant countedAt) {}

    /** The last count of all with what came since, which an index gives; empty where all were never counted. */
    Optional<Count> sinceTheLast(TenantId tenant) {
        return within(
                tenant,
                () -> jdbc.sql("""
                        select counted_at, bytes
                             + coalesce((select sum(dataset_bytes) from instance
                                         where tenant_id = :tenant and received_at > counted_at), 0)
                             + coalesce((select sum(dataset_bytes) from quarantined_instance
                                         where tenant_id = :tenant and received_at > counted_at), 0) as bytes
                        from storage_use where tenant_id = :tenant""")
                        .param("tenant", tenant.code())
                        .query((row, _) -> new Count(
                                row.getLong("bytes"),
                                row.getTimestamp("counted_at").toInstant()))
                        .optional());
    }

    /** Reads every row of the tenant's instances, and remembers what it came to. */
    Count all(TenantId tenant, Instant now) {
        return within(tenant, () -> {
            long bytes = jdbc.sql("""
                    select coalesce((select sum(dataset_bytes) from instance where tenant_id = :tenant), 0)
                         + coalesce((select sum(dataset_bytes) from quarantined_instance where tenant_id = :tenant), 0)""")
                    .param("tenant", tenant.code())
                    .query(Long.class)
                    .single();
            jdbc.sql("""
                    insert into storage_use (tenant_id, bytes, counted_at) values (:tenant, :bytes, :at)
                    on conflict (tenant_id) do update set bytes = excluded.bytes, counted_at = excluded.counted_at""")
                    .param("tenant", tenant.code())
                    .param("bytes", bytes)
                    .param("at", Timestamp.from(now))
                    .update();
            return new Count(bytes, now);
        });
    }

    /** To be called before the study's rows go, in the transaction in which they go. */
    void forget(StudyRef study) {
        jdbc.sql("""
                update storage_use set bytes = bytes
                     - coalesce((select sum(dataset_bytes) from instance
                                 where tenant_id = :tenant and study_instance_uid = :study
                                       and received_at <= counted_at), 0)
                     - coalesce((select sum(dataset_bytes) from quarantined_instance
                                 where tenant_id = :tenant and study_instance_uid = :study
                                       and received_at <= counted_at), 0)
                where tenant_id = :tenant""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .update();
    }

    private <T> T within(TenantId tenant, Supplier<T> query) {
        return TenantScope.call(tenant, () -> Objects.requireNonNull(transaction.execute(_ -> query.get())));
    }
}
