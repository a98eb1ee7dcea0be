package io.dayside.archive;

import io.dayside.archive.s3.Bucket;
import io.dayside.archive.s3.BucketUnreachable;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers for objects by reading them again. */
@Settled
@Component
class StoredBytes implements Safekeeping {

    private final ObjectFiles files;
    private final @Nullable Bucket bucket;
    private final DamageNews news;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    StoredBytes(
            ObjectStore objects,
            ObjectProvider<Bucket> bucket,
            DamageNews news,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.files = objects.files();
        this.bucket = bucket.getIfAvailable();
        this.news = news;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public State check(TenantId tenant, String sopClassUid, String sopInstanceUid) throws IOException {
        var looked = look(tenant, sopInstanceUid);
        if (looked.isEmpty()) {
            return State.ABSENT;
        }
        looked.get().damage().ifPresent(damage -> news.tell(tenant, damage));
        if (looked.get().damage().isPresent()) {
            return State.DAMAGED;
        }
        return looked.get().sopClassUid().equals(sopClassUid) ? State.SAFE : State.OTHER_CLASS;
    }

    private Optional<Scrubber.Looked> look(TenantId tenant, String sopInstanceUid) throws IOException {
        try (var stored = new ScrubbedBytes(files, bucket)) {
            return new Scrubber(stored, jdbc, transaction).look(tenant, sopInstanceUid);
        } catch (BucketUnreachable e) {
            throw new ObjectsUnreachable(tenant, e);
        }
    }

    @Override
    public Set<StudyRef> studiesOf(TenantId tenant, Collection<String> sopInstanceUids) {
        return new HashSet<>(jdbc.sql("""
                select distinct study_instance_uid from instance
                where tenant_id = :tenant and sop_instance_uid = any (:instances)""")
                .param("tenant", tenant.code())
                .param("instances", sopInstanceUids.toArray(String[]::new))
                .query((row, _) -> new StudyRef(tenant, row.getString("study_instance_uid")))
                .list());
    }
}
